import { accountOfArn } from '../../../aws/arn';
import { isJsonObject, type JsonObject } from '../../../aws/cloudformation/template';
import type { Alarm, CompositeAlarm, MetricAlarm } from './alarm';
import { defined, suppressionReason } from './alarm-event';
import { alarmTimestamp } from './alarm-time';

/** Longest subject of a message. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const MAX_SUBJECT_CHARACTERS = 100;

/** What an alarm publishes to a topic. */
export interface AlarmNotification {
  readonly subject: string;
  /** JSON text. */
  readonly message: string;
}

/**
 * The message of an alarm that is in its present state since its last change. Where AWS writes the name of the
 * region (`Europe (Frankfurt)`) this writes its code.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html
 */
export function alarmNotification(alarm: Alarm): AlarmNotification {
  const { identity, properties, actions, state, previousState } = alarm;
  const subject = `${state.value}: "${identity.name}" in ${identity.region}`;
  const message = {
    AlarmName: identity.name,
    AlarmDescription: properties.AlarmDescription ?? null,
    AWSAccountId: accountOfArn(identity.arn),
    NewStateValue: state.value,
    NewStateReason: state.reason,
    StateChangeTime: alarmTimestamp(state.timestamp),
    Region: identity.region,
    AlarmArn: identity.arn,
    OldStateValue: previousState.value,
    OKActions: actions.OK,
    AlarmActions: actions.ALARM,
    InsufficientDataActions: actions.INSUFFICIENT_DATA,
    ...(alarm.type === 'metric' ? { Trigger: metricTrigger(alarm) } : compositeDetails(alarm)),
  };
  return { subject: subject.slice(0, MAX_SUBJECT_CHARACTERS), message: JSON.stringify(message) };
}

function metricTrigger({ properties }: MetricAlarm): JsonObject {
  const { Statistic: statistic, ExtendedStatistic: extended, Dimensions: dimensions } = properties;
  return defined({
    MetricName: properties.MetricName,
    Namespace: properties.Namespace,
    StatisticType: statistic === undefined ? (extended === undefined ? undefined : 'ExtendedStatistic') : 'Statistic',
    Statistic: typeof statistic === 'string' ? statistic.toUpperCase() : undefined,
    ExtendedStatistic: extended,
    Unit: properties.Metrics === undefined ? (properties.Unit ?? null) : undefined,
    Dimensions: Array.isArray(dimensions) ? dimensions.filter(isJsonObject).map(({ Name: name, Value: value }) => defined({ value, name })) : undefined,
    Metrics: properties.Metrics,
    Period: properties.Period,
    EvaluationPeriods: properties.EvaluationPeriods,
    DatapointsToAlarm: properties.DatapointsToAlarm,
    ComparisonOperator: properties.ComparisonOperator,
    Threshold: properties.Threshold,
    ThresholdMetricId: properties.ThresholdMetricId,
    TreatMissingData: properties.TreatMissingData ?? 'missing',
    EvaluateLowSampleCountPercentile: properties.EvaluateLowSampleCountPercentile ?? '',
  });
}

function compositeDetails({ properties, state }: CompositeAlarm): JsonObject {
  return defined({
    AlarmRule: properties.AlarmRule,
    TriggeringChildren: state.reasonData?.value.triggeringAlarms,
    ActionsSuppressedBy: state.suppressedBy,
    ActionsSuppressedReason: suppressionReason(state),
  });
}
