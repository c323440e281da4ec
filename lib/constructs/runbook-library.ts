import { Construct } from 'constructs';
import type { RunbookPlan } from '../plan/runbook-plan';
import { Runbook } from './runbook';

/** Properties of {@link RunbookLibrary}. */
export interface RunbookLibraryProps {
  readonly plans: readonly RunbookPlan[];
}

/**
 * The runbooks of an environment. One is created after the other, five at a time: Systems Manager refuses documents that come too
 * fast. Source: https://github.com/aws-solutions/automated-security-response-on-aws/blob/main/source/lib/ssm-doc-rate-limit.ts
 */
export class RunbookLibrary extends Construct {
  /** By name, as in `roll-back-deployment`. */
  readonly runbooks: ReadonlyMap<string, Runbook>;

  constructor(scope: Construct, id: string, { plans }: RunbookLibraryProps) {
    super(scope, id);
    const made = plans.map((plan) => [plan.name, new Runbook(this, plan.name, { plan })] as const);
    for (const [index, [, runbook]] of made.entries()) {
      const before = made[index - AT_A_TIME]?.[1];
      if (before !== undefined) runbook.document.addResourceDependency(before.document);
    }
    this.runbooks = new Map(made);
  }
}

/** Documents that are created beside each other. */
const AT_A_TIME = 5;
