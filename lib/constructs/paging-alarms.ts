import type { CfnResource } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { ACKNOWLEDGED_FINDINGS } from '../checks/template/acknowledged-findings';
import type { Severity } from '../incident/severity';
import type { PagingAlarmPlan } from '../plan/incident-plan';
import { renderMetricAlarm, topicOf } from './render-alarms';

/** Properties of {@link PagingAlarms}. */
export interface PagingAlarmsProps {
  /** The planned alarms, all of this stack's region; others are an error. */
  readonly alarms: readonly PagingAlarmPlan[];
  /** Where alarms of each severity publish. A severity in use without a topic is an error. */
  readonly topics: Partial<Readonly<Record<Severity, ITopic>>>;
  /** Where those publish, too, that mean the engine itself may be broken. */
  readonly fallbackTopic: ITopic;
}

/**
 * Alarms on every hop from an alarm to a person: the engine, its schedule and table, the rule, the topics. What makes
 * the engine unable to page is notified by CloudWatch itself, on the fallback topic.
 */
export class PagingAlarms extends Construct {
  /** Alarms by name. */
  readonly alarms: ReadonlyMap<string, Alarm>;

  constructor(scope: Construct, id: string, props: PagingAlarmsProps) {
    super(scope, id);
    this.alarms = new Map(props.alarms.map((plan) => [plan.name, this.#addAlarm(plan, props)]));
  }

  #addAlarm(plan: PagingAlarmPlan, { topics, fallbackTopic }: PagingAlarmsProps): Alarm {
    const alarm = renderMetricAlarm(this, plan.constructId, plan);
    alarm.addAlarmAction(new SnsAction(topicOf(topics, plan)));
    if (plan.pagesWithoutEngine) alarm.addAlarmAction(new SnsAction(fallbackTopic));
    (alarm.node.defaultChild as CfnResource).addMetadata(ACKNOWLEDGED_FINDINGS, { ALM001: plan.silenceReason });
    return alarm;
  }
}
