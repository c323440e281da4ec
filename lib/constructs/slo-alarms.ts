import { Annotations, Stack } from 'aws-cdk-lib';
import type { Alarm, CompositeAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { checkObjective } from '../checks/objective/check-model';
import type { AlertedObjective } from '../model/model';
import type { ObjectiveAlarmsPlan } from '../plan/alarm-plan';
import { planObjectiveAlarms } from '../plan/plan-objective-alarms';
import { DEFAULT_POLICY } from '../slo/burn-rate';
import { checkSloAlarmsProps } from './check-slo-alarms-props';
import { checkMetricsLocation } from './metrics-location';
import { renderCompositeAlarm, renderMetricAlarm } from './render-alarms';
import type { SloAlarmsProps } from './slo-alarms-props';

/**
 * Multi-window multi-burn-rate alarms of one objective: a pair of metric alarms per burn-rate alert, an alarm for silence, and
 * one composite per severity that publishes to the topic of that severity.
 *
 * Usable in any CDK app. The topics must let CloudWatch publish; `SeverityTopics` makes such topics.
 */
export class SloAlarms extends Construct {
  /** What was planned: thresholds, windows, the burn-rate alerts left out and why. */
  readonly plan: ObjectiveAlarmsPlan;
  /** Metric alarms by name. */
  readonly metricAlarms: ReadonlyMap<string, Alarm>;
  /** Composite alarms by name. */
  readonly compositeAlarms: ReadonlyMap<string, CompositeAlarm>;

  /** The alarms of a plan made elsewhere. */
  static fromPlan(scope: Construct, id: string, plan: ObjectiveAlarmsPlan, topics: SloAlarmsProps['topics']): SloAlarms {
    return new SloAlarms(scope, id, { plan, topics });
  }

  constructor(scope: Construct, id: string, props: SloAlarmsProps | { readonly plan: ObjectiveAlarmsPlan; readonly topics: SloAlarmsProps['topics'] }) {
    super(scope, id);
    this.plan = 'plan' in props ? props.plan : planFromProps(this, props);

    const metricAlarms = new Map<string, Alarm>();
    for (const alarm of this.plan.metricAlarms) {
      const constructId = alarm.role.kind === 'burn' ? `Row-${alarm.role.rowId}-${alarm.role.window}` : 'Silence';
      metricAlarms.set(alarm.name, renderMetricAlarm(this, constructId, alarm));
    }
    const compositeAlarms = new Map<string, CompositeAlarm>();
    for (const composite of this.plan.compositeAlarms) {
      const connections = { metricAlarms, compositeAlarms, topics: props.topics };
      compositeAlarms.set(composite.name, renderCompositeAlarm(this, `Composite-${composite.severity}`, composite, connections));
    }
    this.metricAlarms = metricAlarms;
    this.compositeAlarms = compositeAlarms;
  }
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
  annotateFindings(scope, plan.name, planned);
  return plan;
}

/** What `day2 check` says of an objective in a configuration, said by the synthesis of an app that has none. */
function annotateFindings(scope: Construct, name: string, objective: AlertedObjective): void {
  for (const { code, level, what, received, change } of checkObjective(name, objective)) {
    const text = `${code} ${name}: ${what}${received === undefined ? '' : ` (${received})`}; ${change}`;
    if (level === 'error') Annotations.of(scope).addError(text);
    else Annotations.of(scope).addWarningV2(`day2:${code}`, text);
  }
}
