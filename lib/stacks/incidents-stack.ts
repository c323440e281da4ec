import { Stack, type StackProps } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { SeverityTopics } from '../constructs/severity-topics';
import type { Severity } from '../domain/severity';
import type { RegionPlan } from '../plan/alarm-plan';

/** Properties of {@link IncidentsStack}. */
export interface IncidentsStackProps extends StackProps {
  readonly plan: RegionPlan;
}

/** Where alarms arrive: one encrypted topic per severity, in the region of the alarms. */
export class IncidentsStack extends Stack {
  readonly topics: Partial<Readonly<Record<Severity, ITopic>>>;

  constructor(scope: Construct, id: string, props: IncidentsStackProps) {
    super(scope, id, props);
    this.topics = new SeverityTopics(this, 'Topics', { topics: props.plan.topics }).topics;
  }
}
