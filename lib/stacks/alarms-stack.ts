import { Stack, type StackProps } from 'aws-cdk-lib';
import { Topic, type ITopic } from 'aws-cdk-lib/aws-sns';
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
  /** CloudWatch's own way to people while the incident engine is silent. @default - there is no engine */
  readonly fallback?: IncidentRegionPlan;
}

/**
 * The alarms of every objective whose metrics are in this region, the ledger of their error budgets, and the way around the engine.
 *
 * Topics of the incidents stack are named, not imported: CloudFormation refuses to update a stack whose export would go
 * while another stack still imports it, and which topics are imported would depend on the severities in use. So
 * this stack has to be deployed after that one, which has all topics whatever is in use.
 */
export class AlarmsStack extends Stack {
  constructor(scope: Construct, id: string, props: AlarmsStackProps) {
    super(scope, id, props);
    const { objectives, errorBudget } = props.plan;
    const topics: Partial<Record<Severity, ITopic>> = {};
    for (const { severity, name } of props.plan.topics) topics[severity] = this.#topicNamed(`Topic-${severity}`, name);
    const alarms = objectives.map((objective) => SloAlarms.fromPlan(this, objective.constructId, objective, topics));
    const composites = new Map(alarms.flatMap(({ compositeAlarms }) => [...compositeAlarms]));
    if (errorBudget !== undefined) ErrorBudget.fromPlan(this, 'ErrorBudget', { plan: errorBudget, topics, pages: composites });
    if (props.fallback !== undefined) {
      const topic = this.#topicNamed('Topic-Fallback', props.fallback.fallbackTopic.name);
      new EngineFallback(this, 'EngineFallback', { plan: props.fallback, alarms: composites, topic });
    }
  }

  /** A topic of this account and region. */
  #topicNamed(id: string, name: string): ITopic {
    return Topic.fromTopicArn(this, id, this.formatArn({ service: 'sns', resource: name }));
  }
}
