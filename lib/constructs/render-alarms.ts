import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  AlarmRule,
  AlarmState,
  AnomalyDetectionAlarm,
  ComparisonOperator,
  CompositeAlarm,
  MathExpression,
  Metric,
  TreatMissingData,
  type AlarmBase,
  type IAlarm,
  type IMetric,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { Severity } from '../incident/severity';
import type { CompositeAlarmPlan } from '../plan/alarm-plan';
import { isWithBand, type MetricAlarmSettings } from '../plan/metric-alarm-plan';
import type { MetricReference } from '../slo/sli/sli';
import { fillPseudoParameters } from './pseudo-parameters';

const COMPARISONS = {
  GreaterThanThreshold: ComparisonOperator.GREATER_THAN_THRESHOLD,
  GreaterThanOrEqualToThreshold: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
  LessThanThreshold: ComparisonOperator.LESS_THAN_THRESHOLD,
  LessThanOrEqualToThreshold: ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD,
  GreaterThanUpperThreshold: ComparisonOperator.GREATER_THAN_UPPER_THRESHOLD,
  LessThanLowerThreshold: ComparisonOperator.LESS_THAN_LOWER_THRESHOLD,
} as const;

const MISSING_DATA = {
  missing: TreatMissingData.MISSING,
  breaching: TreatMissingData.BREACHING,
  ignore: TreatMissingData.IGNORE,
  notBreaching: TreatMissingData.NOT_BREACHING,
} as const;

/** Translates one planned metric alarm. The id must not carry names a user can change. */
export function renderMetricAlarm(scope: Construct, id: string, plan: MetricAlarmSettings): Alarm {
  const settings = {
    alarmName: plan.name,
    alarmDescription: plan.description,
    metric: renderExpression(plan),
    comparisonOperator: COMPARISONS[plan.comparison],
    evaluationPeriods: plan.evaluationPeriods,
    datapointsToAlarm: plan.datapointsToAlarm,
    treatMissingData: MISSING_DATA[plan.treatMissingData],
  };
  if (isWithBand(plan.comparison)) return new AnomalyDetectionAlarm(scope, id, { ...settings, stdDevs: plan.threshold });
  return new Alarm(scope, id, { ...settings, threshold: plan.threshold });
}

/** What an expression is made of, and what is compared or shown, for messages. */
export type ExpressionSettings = Pick<MetricAlarmSettings, 'name' | 'metrics' | 'steps' | 'periodSeconds'>;

/**
 * The planned steps as nested math expressions, so that the template keeps their ids; the only metric when there are
 * none. The period is set on every level: an expression of the CDK imposes its own, five minutes when left out, on
 * everything it contains.
 *
 * @param metricsOf whose metrics they are, where they may be shown in another region. Default: those of the region of the alarm
 */
export function renderExpression({ name, metrics, steps, periodSeconds }: ExpressionSettings, metricsOf?: Construct): MathExpression | Metric {
  const period = Duration.seconds(periodSeconds);
  const rendered = Object.entries(metrics).map(([id, metric]) => [id, renderMetric(metric, period, metricsOf)] as const);
  const known: Record<string, IMetric> = Object.fromEntries(rendered);

  let result: MathExpression | Metric | undefined = steps.length === 0 ? rendered[0]?.[1] : undefined;
  for (const step of steps) {
    const usingMetrics = Object.fromEntries(Object.entries(known).filter(([id]) => mentions(step.expression, id)));
    result = new MathExpression({ expression: step.expression, usingMetrics, period, label: step.id });
    known[step.id] = result;
  }
  if (result === undefined) throw new RangeError(`${name} compares nothing`);
  return result;
}

function renderMetric(metric: MetricReference, period: Duration, metricsOf: Construct | undefined): Metric {
  const rendered = new Metric({
    namespace: metric.namespace,
    metricName: metric.metricName,
    dimensionsMap: { ...fillPseudoParameters(metric.dimensions) },
    statistic: metric.statistic,
    period,
  });
  return metricsOf === undefined ? rendered : rendered.attachTo(metricsOf);
}

function mentions(expression: string, id: string): boolean {
  return new RegExp(`\\b${id}\\b`).test(expression);
}

/** What a planned composite alarm is connected to. */
export interface CompositeConnections {
  /** Metric alarms by planned name. */
  readonly metricAlarms: ReadonlyMap<string, IAlarm>;
  /** Composite alarms rendered so far, by planned name. */
  readonly compositeAlarms: ReadonlyMap<string, CompositeAlarm>;
}

/** Translates one planned composite alarm. It notifies nobody yet. */
export function renderCompositeAlarm(scope: Construct, id: string, plan: CompositeAlarmPlan, connections: CompositeConnections): CompositeAlarm {
  const groups = plan.firesWhenAllOf.map((names) =>
    AlarmRule.allOf(...names.map((name) => AlarmRule.fromAlarm(find(connections.metricAlarms, name), AlarmState.ALARM))),
  );
  return new CompositeAlarm(scope, id, {
    compositeAlarmName: plan.name,
    alarmDescription: plan.description,
    alarmRule: AlarmRule.anyOf(...groups),
    ...(plan.suppressor !== undefined && {
      actionsSuppressor: find(connections.compositeAlarms, plan.suppressor.alarmName),
      actionsSuppressorWaitPeriod: Duration.seconds(plan.suppressor.waitSeconds),
      actionsSuppressorExtensionPeriod: Duration.seconds(plan.suppressor.extensionSeconds),
    }),
  });
}

/** An alarm and whom it notifies. */
type NotifyingAlarm = Pick<CompositeAlarmPlan, 'name' | 'severity' | 'notifiesWhenOver'>;

/** Lets an alarm publish to the topic of its severity, and say there when it is over, where that is planned. */
export function notifyTopic(alarm: AlarmBase, plan: NotifyingAlarm, topics: Partial<Readonly<Record<Severity, ITopic>>>): void {
  const action = new SnsAction(topicOf(topics, plan));
  alarm.addAlarmAction(action);
  if (plan.notifiesWhenOver === true) alarm.addOkAction(action);
}

/**
 * The topic of an alarm's severity.
 *
 * @throws RangeError when there is none
 */
export function topicOf(
  topics: Partial<Readonly<Record<Severity, ITopic>>>,
  { name, severity }: { readonly name: string; readonly severity: Severity },
): ITopic {
  const topic = topics[severity];
  if (topic !== undefined) return topic;
  throw new RangeError(`${name} has severity ${severity}, but topics names none for it: an alarm that notifies nobody is not an alarm; add topics.${severity}`);
}

function find<T>(alarms: ReadonlyMap<string, T>, name: string): T {
  const alarm = alarms.get(name);
  if (alarm === undefined) throw new RangeError(`alarm ${name} is used before it is planned`);
  return alarm;
}
