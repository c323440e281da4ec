import { Stack, type StackProps } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { ErrorBudget } from '../constructs/error-budget';
import { SloAlarms } from '../constructs/slo-alarms';
import type { Severity } from '../domain/severity';
import type { RegionPlan } from '../plan/alarm-plan';

/** Properties of {@link AlarmsStack}. */
export interface AlarmsStackProps extends StackProps {
  readonly plan: RegionPlan;
  readonly topics: Partial<Readonly<Record<Severity, ITopic>>>;
}

/** The alarms of every objective whose metrics are in this region, and the ledger of their error budgets. */
export class AlarmsStack extends Stack {
  constructor(scope: Construct, id: string, props: AlarmsStackProps) {
    super(scope, id, props);
    const { objectives, errorBudget } = props.plan;
    const alarms = objectives.map((objective) => SloAlarms.fromPlan(this, objective.constructId, objective, props.topics));
    if (errorBudget === undefined) return;
    const pages = new Map(alarms.flatMap(({ compositeAlarms }) => [...compositeAlarms]));
    ErrorBudget.fromPlan(this, 'ErrorBudget', { plan: errorBudget, topics: props.topics, pages });
  }
}
