import type { LoadedResource } from '../../aws/assembly/loaded-stack';
import type { ResourceScope } from './template-check';

/** CloudFormation type of metric alarms. */
const METRIC_ALARM = 'AWS::CloudWatch::Alarm';
/** CloudFormation type of composite alarms. */
export const COMPOSITE_ALARM = 'AWS::CloudWatch::CompositeAlarm';
/** Both kinds of alarms; they share one set of names. */
export const ALARM_TYPES: readonly string[] = [METRIC_ALARM, COMPOSITE_ALARM];

/** Any alarm. */
export const ALARMS: ResourceScope = {
  description: 'metric and composite alarms',
  includes: ({ type }) => ALARM_TYPES.includes(type),
};

/** Metric alarms. PromQL alarms share their type, but have neither periods nor statistics. */
export const METRIC_ALARMS: ResourceScope = { description: 'metric alarms', includes: isMetricAlarm };

/** Metric alarms on `Metrics`. */
export const METRIC_MATH_ALARMS: ResourceScope = {
  description: 'metric alarms with Metrics',
  includes: (resource) => isMetricAlarm(resource) && resource.at('Metrics').isPresent,
};

/** Metric alarms on `Metrics` with a number as threshold: those with a band as threshold return two series. */
export const FIXED_THRESHOLD_MATH_ALARMS: ResourceScope = {
  description: 'metric alarms with Metrics and without ThresholdMetricId',
  includes: (resource) => METRIC_MATH_ALARMS.includes(resource) && !resource.at('ThresholdMetricId').isPresent,
};

/** Composite alarms. */
export const COMPOSITE_ALARMS: ResourceScope = {
  description: 'composite alarms',
  includes: ({ type }) => type === COMPOSITE_ALARM,
};

/** Composite alarms with a suppressor. */
export const SUPPRESSED_ALARMS: ResourceScope = {
  description: 'composite alarms with ActionsSuppressor',
  includes: (resource) => resource.type === COMPOSITE_ALARM && resource.at('ActionsSuppressor').isPresent,
};

function isMetricAlarm(resource: LoadedResource): boolean {
  return resource.type === METRIC_ALARM && !resource.at('EvaluationCriteria').isPresent;
}

/** EventBridge rules. */
export const EVENT_RULES: ResourceScope = {
  description: 'EventBridge rules',
  includes: ({ type }) => type === 'AWS::Events::Rule',
};
