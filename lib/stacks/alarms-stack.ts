import { Stack, type StackProps } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { addSignals } from '../constructs/budget-alarms';
import type { RegionPlan } from '../plan/alarm-plan';
import { addLedger } from './ledger-stack';
import { topicsNamed } from './named-resources';

/** Properties of {@link AlarmsStack}. */
export interface AlarmsStackProps extends StackProps {
  readonly plan: RegionPlan;
}

/**
 * What a region has once for all of its services: the first ledger of error budgets, and the signal for pipelines over the signals of
 * the services. It has to be deployed after them.
 */
export class AlarmsStack extends Stack {
  constructor(scope: Construct, id: string, { plan, ...props }: AlarmsStackProps) {
    super(scope, id, props);
    const { errorBudget } = plan;
    if (errorBudget === undefined) return;
    const budgets = new Construct(this, 'ErrorBudget');
    for (const ledger of errorBudget.ledgers) if (ledger.number === 1) addLedger(budgets, ledger, errorBudget, topicsNamed(this, plan.topics));
    const own = errorBudget.signals.filter(({ serviceId }) => serviceId === undefined);
    const known = new Set(own.map(({ name }) => name));
    const ofServices = own.flatMap(({ firesWhenAnyOf }) => firesWhenAnyOf).filter((name) => !known.has(name));
    addSignals(budgets, own, new Map(ofServices.map((name) => [name, 'elsewhere'] as const)));
  }
}
