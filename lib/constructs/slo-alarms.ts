import { Annotations, Stack, Token, type Duration } from 'aws-cdk-lib';
import type { Alarm, CompositeAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { checkObjective } from '../checks/objective/check-model';
import { DEFAULT_POLICY, type BurnRatePolicyRow } from '../slo/burn-rate';
import type { AlertedObjective, NoDataMeaning } from '../model/model';
import type { Severity } from '../incident/severity';
import type { Sli } from '../slo/sli/sli';
import type { ObjectiveAlarmsPlan } from '../plan/alarm-plan';
import { planObjectiveAlarms } from '../plan/plan-objective-alarms';
import { checkSloAlarmsProps } from './check-slo-alarms-props';
import { renderCompositeAlarm, renderMetricAlarm } from './render-alarms';

/** The promise that {@link SloAlarms} watches over. */
export interface SloObjective {
  /** Part of the alarm names, unique within the service: `availability`. */
  readonly id: string;
  /** In percent, above 1 and below 100: 99.9. */
  readonly targetPercent: number;
  /** What a user notices when the objective is missed; stands in every alarm's description. */
  readonly impact: string;
  /** Name of the runbook an operator starts from; stands in every alarm's description. */
  readonly runbook: string;
}

/** Traffic of an indicator over events, as far as it is known. */
export interface SloTraffic {
  /** Events in a minute, as the mean over a day. An order of magnitude is enough. */
  readonly eventsPerMinute: number;
  /**
   * Events of the busiest hour of a day over those of the quietest. From 5 on, long windows count bad events against
   * the budget instead of comparing a ratio.
   *
   * @default 1, the same all day
   */
  readonly busiestToQuietest?: number;
}

/** Properties of {@link SloAlarms}. */
export interface SloAlarmsProps {
  /** The indicator; see `Indicators` for one from a resource of your app. */
  readonly sli: Sli;
  readonly objective: SloObjective;
  /** Rolling period of the objective, whole days from 1 to 365. 28 or 30 days are usual. */
  readonly window: Duration;
  /** First parts of every alarm name: application, environment, service. */
  readonly application: string;
  readonly environment: string;
  readonly service: string;
  /** What silence means. Required: no data is never taken for health. */
  readonly noData: NoDataMeaning;
  /** Where alarms of each severity publish. A severity in use without a topic is an error. */
  readonly topics: Partial<Readonly<Record<Severity, ITopic>>>;
  /** @default - page S1, ticket S3 */
  readonly severity?: { readonly page: Severity; readonly ticket: Severity };
  /** @default - 2 % in 1 h, 5 % in 6 h (page), 2 % at a burn rate of 1 (ticket) */
  readonly burnRatePolicy?: readonly BurnRatePolicyRow[];
  /**
   * What rows may assume about the number of events, so that a few bad ones in little traffic do not page.
   *
   * @default - no guard against chance, and a warning at synth; slices need none
   */
  readonly traffic?: SloTraffic;
}

/**
 * Multi-window multi-burn-rate alarms of one objective: a pair of metric alarms per row, an alarm for silence, and
 * one composite per severity that publishes to the topic of that severity.
 *
 * Usable in any CDK app. The topics must let CloudWatch publish; `SeverityTopics` makes such topics.
 */
export class SloAlarms extends Construct {
  /** What was planned: thresholds, windows, the rows left out and why. */
  readonly plan: ObjectiveAlarmsPlan;
  /** Metric alarms by name. */
  readonly metricAlarms: ReadonlyMap<string, Alarm>;
  /** Composite alarms by name. */
  readonly compositeAlarms: ReadonlyMap<string, CompositeAlarm>;

  /** The alarms of a plan made elsewhere. */
  static fromPlan(
    scope: Construct,
    id: string,
    plan: ObjectiveAlarmsPlan,
    topics: SloAlarmsProps['topics'],
  ): SloAlarms {
    return new SloAlarms(scope, id, { plan, topics });
  }

  constructor(
    scope: Construct,
    id: string,
    props: SloAlarmsProps | { readonly plan: ObjectiveAlarmsPlan; readonly topics: SloAlarmsProps['topics'] },
  ) {
    super(scope, id);
    this.plan = 'plan' in props ? props.plan : planFromProps(this, props);

    const metricAlarms = new Map<string, Alarm>();
    for (const alarm of this.plan.metricAlarms) {
      const constructId =
        alarm.role.kind === 'burn' ? `Row-${alarm.role.rowId}-${alarm.role.window}` : 'Silence';
      metricAlarms.set(alarm.name, renderMetricAlarm(this, constructId, alarm));
    }
    const compositeAlarms = new Map<string, CompositeAlarm>();
    for (const composite of this.plan.compositeAlarms) {
      const connections = { metricAlarms, compositeAlarms, topics: props.topics };
      compositeAlarms.set(
        composite.name,
        renderCompositeAlarm(this, `Composite-${composite.severity}`, composite, connections),
      );
    }
    this.metricAlarms = metricAlarms;
    this.compositeAlarms = compositeAlarms;
  }
}

function planFromProps(scope: Construct, props: SloAlarmsProps): ObjectiveAlarmsPlan {
  checkSloAlarmsProps(props);
  const { objective, sli, window } = props;
  const region = Stack.of(scope).region;
  checkRegion(scope, objective.id, sli.region, region);
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
    const reasons = plan.omittedRows.map((omitted) => `${omitted.row.id}: ${omitted.reason}`).join('; ');
    throw new RangeError(`no burn-rate row can watch over ${plan.name} (${reasons})`);
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

/** An alarm in another region than its metrics is valid, stays OK for ever, and tells nobody anything. */
function checkRegion(scope: Construct, objectiveId: string, metricsRegion: string | undefined, region: string): void {
  if (metricsRegion === undefined || region === metricsRegion) return;
  const remedy = `put the construct into a stack with env.region ${metricsRegion}`;
  if (!Token.isUnresolved(region)) {
    throw new RangeError(`the metrics of ${objectiveId} exist in ${metricsRegion} only, this stack is in ${region}: ${remedy}`);
  }
  Annotations.of(scope).addWarningV2(
    'day2:metrics-region',
    `the metrics of ${objectiveId} exist in ${metricsRegion} only, this stack may be deployed anywhere: ${remedy}`,
  );
}
