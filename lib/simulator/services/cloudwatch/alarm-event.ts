import { listOf, optionalNumber, optionalText } from '../../../aws/assembly/property';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../aws/cloudformation/template';
import type { EventContent } from '../events/ports';
import type { Alarm, AlarmStateRecord, MetricAlarm } from './alarm';
import { alarmTimestamp } from './alarm-time';
import type { AlarmTransition } from './metric-alarm';

/**
 * The event CloudWatch sends when an alarm has changed its state. The id of a single metric is a generated one in
 * AWS and always `m1` here.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
 */
export function alarmStateChangeEvent(alarm: Alarm): EventContent {
  return {
    source: 'aws.cloudwatch',
    detailType: 'CloudWatch Alarm State Change',
    resources: [alarm.identity.arn],
    detail: {
      alarmName: alarm.identity.name,
      state: stateDetail(alarm.state),
      previousState: stateDetail(alarm.previousState),
      configuration: configurationOf(alarm),
      ...muteDetail(alarm.state),
    },
  };
}

function muteDetail({ mute }: AlarmStateRecord): JsonObject {
  if (mute === undefined) return {};
  return { muteDetail: { mutedByArn: mute.ruleArn, muteWindowStart: alarmTimestamp(mute.start), muteWindowEnd: alarmTimestamp(mute.end) } };
}

/**
 * The event CloudWatch sends when an alarm was created, updated or deleted.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
 */
export function alarmConfigurationEvent(alarm: Alarm, operation: 'create' | 'update' | 'delete'): EventContent {
  const { identity, state, actions, actionsEnabled } = alarm;
  return {
    source: 'aws.cloudwatch',
    detailType: 'CloudWatch Alarm Configuration Change',
    resources: [identity.arn],
    detail: {
      alarmName: identity.name,
      operation,
      state: stateDetail(state),
      configuration: {
        ...configurationOf(alarm),
        alarmName: identity.name,
        actionsEnabled,
        okActions: actions.OK,
        alarmActions: actions.ALARM,
        insufficientDataActions: actions.INSUFFICIENT_DATA,
      },
    },
  };
}

function configurationOf({ type, properties }: Alarm): JsonObject {
  return type === 'metric' ? metricConfiguration(properties) : compositeConfiguration(properties);
}

/** What CloudWatch says for machines about an evaluation of a metric alarm; travels as `reasonData`. */
export function metricReasonData(alarm: MetricAlarm, transition: AlarmTransition): JsonObject {
  const { properties } = alarm;
  const oldest = transition.datapoints.at(-1);
  return defined({
    version: '1.0',
    queryDate: alarmTimestamp(transition.at),
    startDate: oldest === undefined ? undefined : alarmTimestamp(oldest.timestamp),
    statistic: optionalText(properties, 'Statistic') ?? optionalText(properties, 'ExtendedStatistic'),
    period: periodSeconds(properties),
    recentDatapoints: transition.datapoints.flatMap(({ value }) => value ?? []).reverse(),
    recentLowerThresholds: transition.edges?.lower?.toReversed(),
    recentUpperThresholds: transition.edges?.upper?.toReversed(),
    threshold: optionalNumber(properties, 'Threshold'),
    evaluatedDatapoints: transition.datapoints.map(({ timestamp, value }) => defined({ timestamp: alarmTimestamp(timestamp), value })),
  });
}

/** An object without the entries that are undefined. */
export function defined(entries: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as JsonObject;
}

function stateDetail(state: AlarmStateRecord): JsonObject {
  return defined({
    value: state.value,
    reason: state.reason,
    reasonData: state.reasonData?.text,
    timestamp: alarmTimestamp(state.timestamp),
    actionsSuppressedBy: state.suppressedBy,
    actionsSuppressedReason: suppressionReason(state),
  });
}

/** CloudWatch's sentence about held actions, undefined when none are. */
export function suppressionReason(state: AlarmStateRecord): string | undefined {
  return state.suppressedBy === undefined ? undefined : `Actions suppressed by ${state.suppressedBy}`;
}

function compositeConfiguration(properties: JsonObject): JsonObject {
  return defined({
    alarmRule: properties.AlarmRule,
    actionsSuppressor: properties.ActionsSuppressor,
    actionsSuppressorWaitPeriod: optionalNumber(properties, 'ActionsSuppressorWaitPeriod'),
    actionsSuppressorExtensionPeriod: optionalNumber(properties, 'ActionsSuppressorExtensionPeriod'),
  });
}

function metricConfiguration(properties: JsonObject): JsonObject {
  const queries = metricQueries(properties);
  return defined({ description: properties.AlarmDescription, metrics: queries.map(eventMetric) });
}

/** The `Metrics` of an alarm; a single metric becomes a list of one query. */
function metricQueries(properties: JsonObject): readonly JsonObject[] {
  if (properties.Metrics !== undefined) return listOf(properties, 'Metrics').filter(isJsonObject);
  const metric = defined({
    Namespace: properties.Namespace,
    MetricName: properties.MetricName,
    Dimensions: properties.Dimensions,
  });
  const stat = defined({
    Metric: metric,
    Period: properties.Period,
    Stat: properties.Statistic ?? properties.ExtendedStatistic,
    Unit: properties.Unit,
  });
  return [{ Id: 'm1', MetricStat: stat, ReturnData: true }];
}

function eventMetric(query: JsonObject): JsonObject {
  const stat = isJsonObject(query.MetricStat) ? query.MetricStat : undefined;
  const metric = stat !== undefined && isJsonObject(stat.Metric) ? stat.Metric : {};
  const dimensions = listOf(metric, 'Dimensions').filter(isJsonObject);
  return defined({
    id: query.Id,
    expression: query.Expression,
    label: query.Label,
    returnData: query.ReturnData ?? true,
    metricStat:
      stat === undefined
        ? undefined
        : defined({
            metric: defined({
              namespace: metric.Namespace,
              name: metric.MetricName,
              dimensions: Object.fromEntries(dimensions.map(({ Name: name, Value: value }) => [String(name), value ?? ''])),
            }),
            period: optionalNumber(stat, 'Period'),
            stat: stat.Stat,
            unit: stat.Unit,
          }),
  });
}

/** The one period of an alarm: its own, or that of its first metric. */
function periodSeconds(properties: JsonObject): number | undefined {
  for (const query of metricQueries(properties)) {
    const period = isJsonObject(query.MetricStat) ? optionalNumber(query.MetricStat, 'Period') : undefined;
    if (period !== undefined) return period;
  }
  return undefined;
}
