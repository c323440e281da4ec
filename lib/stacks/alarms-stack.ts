import { Stack, type StackProps } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { EngineFallback } from '../constructs/engine-fallback';
import { ErrorBudget } from '../constructs/error-budget';
import { SloAlarms } from '../constructs/slo-alarms';
import type { Severity } from '../incident/severity';
import type { RegionPlan } from '../plan/alarm-plan';
import type { IncidentRegionPlan } from '../plan/incident-plan';

/** Properties of {@link AlarmsStack}. */
export interface AlarmsStackProps extends StackProps {
  readonly plan: RegionPlan;
  readonly topics: Partial<Readonly<Record<Severity, ITopic>>>;
  /** CloudWatch's own way to people while the incident engine is silent. @default - there is no engine */
  readonly fallback?: { readonly plan: IncidentRegionPlan; readonly topic: ITopic };
}

/** The alarms of every objective whose metrics are in this region, the ledger of their error budgets, and the way around the engine. */
export class AlarmsStack extends Stack {
  constructor(scope: Construct, id: string, props: AlarmsStackProps) {
    super(scope, id, props);
    const { objectives, errorBudget } = props.plan;
    const alarms = objectives.map((objective) => SloAlarms.fromPlan(this, objective.constructId, objective, props.topics));
    const composites = new Map(alarms.flatMap(({ compositeAlarms }) => [...compositeAlarms]));
    if (errorBudget !== undefined) ErrorBudget.fromPlan(this, 'ErrorBudget', { plan: errorBudget, topics: props.topics, pages: composites });
    if (props.fallback !== undefined) {
      const { plan, topic } = props.fallback;
      new EngineFallback(this, 'EngineFallback', { plan, alarms: composites, topic });
    }
  }
}
