import { Stack, type StackProps } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { addLedgerAlarms } from '../constructs/budget-alarms';
import { BudgetLedger } from '../constructs/budget-ledger';
import type { Severity } from '../incident/severity';
import type { RegionPlan } from '../plan/alarm-plan';
import type { ErrorBudgetPlan, LedgerPlan } from '../plan/budget-plan';
import { topicsNamed } from './named-resources';

/** Properties of {@link LedgerStack}. */
export interface LedgerStackProps extends StackProps {
  readonly plan: RegionPlan & { readonly errorBudget: ErrorBudgetPlan };
  readonly ledger: LedgerPlan;
}

/** A further ledger of a region, with the alarms on it. It has to be deployed after the stack of the topics. */
export class LedgerStack extends Stack {
  constructor(scope: Construct, id: string, { plan, ledger, ...props }: LedgerStackProps) {
    super(scope, id, props);
    addLedger(new Construct(this, 'ErrorBudget'), ledger, plan.errorBudget, topicsNamed(this, plan.topics));
  }
}

/** Adds a ledger of a plan, with the alarms on it. */
export function addLedger(scope: Construct, ledger: LedgerPlan, { parameterPath }: ErrorBudgetPlan, topics: Partial<Readonly<Record<Severity, ITopic>>>): void {
  addLedgerAlarms(new BudgetLedger(scope, 'Ledger', ledger, parameterPath), ledger, topics);
}
