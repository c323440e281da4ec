import type { CfnResource } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { ACKNOWLEDGED_FINDINGS } from '../checks/template/acknowledged-findings';
import type { Severity } from '../incident/severity';
import type { ThresholdAlarmPlan } from '../plan/threshold-plan';
import { notifyTopic, renderMetricAlarm } from './render-alarms';

/** Properties of {@link ThresholdAlarms}. */
export interface ThresholdAlarmsProps {
  /** The planned alarms, all of one service and region. */
  readonly alarms: readonly ThresholdAlarmPlan[];
  /** Where alarms of each severity publish. A severity in use without a topic is an error. */
  readonly topics: Partial<Readonly<Record<Severity, ITopic>>>;
}

/** Alarms on thresholds of a service, beyond its objectives. */
export class ThresholdAlarms extends Construct {
  /** Alarms by name. */
  readonly alarms: ReadonlyMap<string, Alarm>;

  constructor(scope: Construct, id: string, { alarms, topics }: ThresholdAlarmsProps) {
    super(scope, id);
    this.alarms = new Map(alarms.map((plan) => [plan.name, this.#addAlarm(plan, topics)]));
  }

  #addAlarm(plan: ThresholdAlarmPlan, topics: ThresholdAlarmsProps['topics']): Alarm {
    const alarm = renderMetricAlarm(this, plan.constructId, plan);
    notifyTopic(alarm, plan, topics);
    const { treatAs, because } = plan.watches.measure.missingData;
    if (treatAs !== 'breaching') (alarm.node.defaultChild as CfnResource).addMetadata(ACKNOWLEDGED_FINDINGS, { ALM001: because });
    return alarm;
  }
}
