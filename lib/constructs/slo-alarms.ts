import { Stack } from 'aws-cdk-lib';
import type { Alarm, CfnCompositeAlarm, CompositeAlarm, IAlarmAction, IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { checkObjective } from '../checks/objective/check-model';
import type { Severity } from '../incident/severity';
import type { AlertedObjective } from '../model/model';
import type { ObjectiveAlarmsPlan } from '../plan/alarm-plan';
import { planObjectiveAlarms } from '../plan/plan-objective-alarms';
import { DEFAULT_POLICY } from '../slo/burn-rate';
import { annotateFindings } from './annotate-findings';
import { checkSloAlarmsProps } from './check-slo-alarms-props';
import { checkMetricsLocation } from './metrics-location';
import { notifyTopic, renderCompositeAlarm, renderMetricAlarm } from './render-alarms';
import type { SloAlarmsProps } from './slo-alarms-props';
import { sloMetric, type SloMetricOptions } from './slo-metrics';

/**
 * Multi-window multi-burn-rate alarms of one objective: a pair of metric alarms per burn-rate alert, an alarm for silence, and
 * one composite per severity that publishes to the topic of that severity.
 *
 * Usable in any CDK app. The topics must let CloudWatch publish; `SeverityTopics` makes such topics. What is no topic is
 * started by {@link addAlarmAction}.
 */
export class SloAlarms extends Construct {
  /** What was planned: thresholds, windows, the burn-rate alerts left out and why. */
  readonly plan: ObjectiveAlarmsPlan;
  /** Metric alarms by name. */
  readonly metricAlarms: ReadonlyMap<string, Alarm>;
  /** Composite alarms by name. */
  readonly compositeAlarms: ReadonlyMap<string, CompositeAlarm>;
  /** The same by severity: one for each that the objective has. */
  readonly alarmsBySeverity: Partial<Readonly<Record<Severity, CompositeAlarm>>>;

  /** The alarms of a plan made elsewhere. */
  static fromPlan(scope: Construct, id: string, plan: ObjectiveAlarmsPlan, topics: NonNullable<SloAlarmsProps['topics']>): SloAlarms {
    return new SloAlarms(scope, id, { plan, topics });
  }

  constructor(scope: Construct, id: string, props: SloAlarmsProps | PlannedProps) {
    super(scope, id);
    this.plan = 'plan' in props ? props.plan : planFromProps(this, props);

    const metricAlarms = new Map<string, Alarm>();
    for (const alarm of this.plan.metricAlarms) {
      const constructId = alarm.role.kind === 'burn' ? `Row-${alarm.role.rowId}-${alarm.role.window}` : 'Silence';
      metricAlarms.set(alarm.name, renderMetricAlarm(this, constructId, alarm));
    }
    const compositeAlarms = new Map<string, CompositeAlarm>();
    const alarmsBySeverity: Partial<Record<Severity, CompositeAlarm>> = {};
    for (const composite of this.plan.compositeAlarms) {
      const alarm = renderCompositeAlarm(this, `Composite-${composite.severity}`, composite, { metricAlarms, compositeAlarms });
      if (props.topics !== undefined) notifyTopic(alarm, composite, props.topics);
      compositeAlarms.set(composite.name, alarm);
      alarmsBySeverity[composite.severity] = alarm;
    }
    this.metricAlarms = metricAlarms;
    this.compositeAlarms = compositeAlarms;
    this.alarmsBySeverity = alarmsBySeverity;
    this.node.addValidation({ validate: () => this.#withoutAction() });
  }

  /**
   * What the alarms of all severities start when they go on, beside the topics. Of one severity alone: `alarmsBySeverity.S1?.addAlarmAction(…)`.
   *
   * @param actions of `aws-cdk-lib/aws-cloudwatch-actions`
   */
  addAlarmAction(...actions: IAlarmAction[]): void {
    for (const alarm of this.compositeAlarms.values()) alarm.addAlarmAction(...actions);
  }

  /** What the alarms of all severities start when they are over. */
  addOkAction(...actions: IAlarmAction[]): void {
    for (const alarm of this.compositeAlarms.values()) alarm.addOkAction(...actions);
  }

  /** Bad events in each period; of a period-based indicator 1 for a bad period and 0 for a good one. */
  metricBad(options?: SloMetricOptions): IMetric {
    return sloMetric(this, this.plan, 'bad', options);
  }

  /** Good events in each period. */
  metricGood(options?: SloMetricOptions): IMetric {
    return sloMetric(this, this.plan, 'good', options);
  }

  /** All events in each period. */
  metricTotal(options?: SloMetricOptions): IMetric {
    return sloMetric(this, this.plan, 'total', options);
  }

  /** Bad events over all, a fraction from 0 to 1. */
  metricErrorRatio(options?: SloMetricOptions): IMetric {
    return sloMetric(this, this.plan, 'error ratio', options);
  }

  /** How many times faster than the objective allows the budget is spent, as far as each period says; 1 spends exactly the budget. */
  metricBurnRate(options?: SloMetricOptions): IMetric {
    return sloMetric(this, this.plan, 'burn rate', options);
  }

  /** An alarm that notifies nobody is not an alarm. */
  #withoutAction(): string[] {
    const silent = [...this.compositeAlarms].filter(([, { node }]) => {
      const actions: unknown = Stack.of(this).resolve((node.defaultChild as CfnCompositeAlarm).alarmActions);
      return !Array.isArray(actions) || actions.length === 0;
    });
    return silent.map(([name]) => `${name} notifies nobody: give topics, or call addAlarmAction`);
  }
}

/** Alarms that were planned elsewhere. */
interface PlannedProps {
  readonly plan: ObjectiveAlarmsPlan;
  readonly topics: NonNullable<SloAlarmsProps['topics']>;
}

function planFromProps(scope: Construct, props: SloAlarmsProps): ObjectiveAlarmsPlan {
  checkSloAlarmsProps(props);
  const { objective, sli, window } = props;
  const region = Stack.of(scope).region;
  checkMetricsLocation(scope, objective.id, sli);
  const planned: AlertedObjective = {
    id: objective.id,
    targetPercent: objective.targetPercent,
    periodMinutes: window.toMinutes(),
    sli,
    impact: objective.impact,
    runbook: objective.runbook,
    severity: props.severity ?? { page: 'S1', ticket: 'S3' },
    burnRatePolicy: props.burnRatePolicy ?? DEFAULT_POLICY,
    noData: props.noData,
    ...(props.traffic !== undefined && {
      typicalEventsPerMinute: props.traffic.eventsPerMinute,
      trafficVariation: props.traffic.busiestToQuietest,
    }),
  };
  const plan = planObjectiveAlarms(planned, {
    application: props.application,
    environment: props.environment,
    serviceId: props.service,
    region,
  });
  if (plan.rows.length === 0) {
    const reasons = plan.omittedBurnRateAlerts.map((omitted) => `${omitted.row.id}: ${omitted.reason}`).join('; ');
    throw new RangeError(`no burn-rate alert can watch over ${plan.name} (${reasons})`);
  }
  annotateFindings(scope, checkObjective(plan.name, planned));
  return plan;
}
