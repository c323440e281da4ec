import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { RunbookLibrary } from '../constructs/runbook-library';
import type { RunbookPlan } from '../plan/runbook-plan';

/** Properties of {@link RunbooksStack}. */
export interface RunbooksStackProps extends StackProps {
  readonly plans: readonly RunbookPlan[];
}

/** What operators start from the console, in the home region. */
export class RunbooksStack extends Stack {
  constructor(scope: Construct, id: string, { plans, ...props }: RunbooksStackProps) {
    super(scope, id, props);
    new RunbookLibrary(this, 'Runbooks', { plans });
  }
}
