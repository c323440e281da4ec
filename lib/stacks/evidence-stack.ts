import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { EvidenceStore } from '../constructs/evidence-store';
import { fillPseudoParameters } from '../constructs/pseudo-parameters';
import type { EvidenceStorePlan } from '../plan/plan-evidence-store';

/** Properties of {@link EvidenceStack}. */
export interface EvidenceStackProps extends StackProps {
  readonly plan: EvidenceStorePlan;
}

/** Where evidence is kept, in the home region. A stack of its own: bucket and key stay when it is removed. */
export class EvidenceStack extends Stack {
  constructor(scope: Construct, id: string, { plan: { bucketName, retentionDays, lock }, ...props }: EvidenceStackProps) {
    super(scope, id, props);
    new EvidenceStore(this, 'Evidence', { bucketName: fillPseudoParameters(bucketName), retentionDays, ...(lock !== undefined && { lock }) });
  }
}
