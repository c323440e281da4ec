import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { RunbookLibrary } from '../constructs/runbook-library';
import type { RunbookPlan } from '../plan/runbook-plan';

/** Properties of {@link RunbooksStack}. */
export interface RunbooksStackProps extends StackProps {
  readonly plans: readonly RunbookPlan[];
}

/**
 * What operators start from the console, in the home region. An output for each is the page that starts it; none is exported, so that
 * no other stack holds this one up.
 */
export class RunbooksStack extends Stack {
  constructor(scope: Construct, id: string, { plans, ...props }: RunbooksStackProps) {
    super(scope, id, props);
    const { runbooks } = new RunbookLibrary(this, 'Runbooks', { plans });
    for (const { name, documentName } of plans) {
      const runbook = runbooks.get(name)!;
      new CfnOutput(runbook, 'ConsoleLink', { value: runbook.consoleLink, description: `Page of the console that starts the runbook ${documentName}` });
    }
  }
}
