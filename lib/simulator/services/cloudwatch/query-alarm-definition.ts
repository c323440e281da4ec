import { NotSimulatedError } from '../../../aws/errors';
import { parseRate, UNIT_MINUTES } from '../../../aws/schedule/schedule-expression';
import { AlarmProperties } from './alarm-properties';
import type { MissingDataTreatment } from './alarm-state';
import { COMPARISONS, TREATMENTS, type ThresholdComparison } from './metric-alarm-definition';
import type { MetricIdentity } from './metric-store';

/** A log alarm: the last results of a query of logs, compared with a threshold. */
export interface LogAlarmDefinition {
  readonly kind: 'logs';
  /** From one run of the query to the next. */
  readonly intervalMinutes: number;
  readonly resultsToEvaluate: number;
  readonly resultsToAlarm: number;
  readonly comparison: ThresholdComparison;
  readonly threshold: number;
  readonly missingData: MissingDataTreatment;
}

/** A PromQL alarm: on while its query returns a series. */
export interface PromQlAlarmDefinition {
  readonly kind: 'PromQL';
  readonly intervalMinutes: number;
  /** How long the query has to return a series before the alarm goes off. */
  readonly pendingSeconds: number;
  /** How long it has to return none before the alarm goes back. */
  readonly recoverySeconds: number;
}

/** An alarm on the result of a query, which is not run here: what it gives is stated. */
export type QueryAlarmDefinition = LogAlarmDefinition | PromQlAlarmDefinition;

/** CloudFormation type of log alarms. */
export const LOG_ALARM = 'AWS::CloudWatch::LogAlarm';

/** The result of the query of an alarm, as a metric that can be stated. The namespace is ours: no service publishes it. */
export function queryResult(region: string, alarmName: string): MetricIdentity {
  return { region, namespace: 'day2/QueryResult', metricName: alarmName, dimensions: {} };
}

/** Properties that say nothing about states. */
const OF_EVERY_ALARM = ['ActionsEnabled', 'AlarmActions', 'AlarmDescription', 'AlarmName', 'InsufficientDataActions', 'OKActions', 'Tags'];
const OF_LOG_ALARMS = [
  'ActionConfiguration',
  'ActionLogLineCount',
  'ActionLogLineRoleArn',
  'ComparisonOperator',
  'QueryResultsToAlarm',
  'QueryResultsToEvaluate',
  'ScheduledQueryConfiguration',
  'Threshold',
  'TreatMissingData',
];
const MOST_RESULTS = 100;
const LONGEST_PERIOD_SECONDS = 86_400;
const LONGEST_INTERVAL_SECONDS = 3_600;

/**
 * Reads an alarm on the result of a query; undefined for one on metrics.
 *
 * @param type of its resource
 * @throws NotSimulatedError for schedules other than a rate, results in groups, intervals below a minute, and any other property
 * @throws ServiceError ValidationError for an alarm that CloudWatch would refuse
 */
export function readQueryAlarmDefinition(type: string, name: string, properties: unknown): QueryAlarmDefinition | undefined {
  const alarm = AlarmProperties.of(`alarm ${name}`, properties);
  if (type === LOG_ALARM) return readLogAlarm(alarm);
  return alarm.has('EvaluationCriteria') ? readPromQlAlarm(alarm) : undefined;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutLogAlarm.html */
function readLogAlarm(alarm: AlarmProperties): LogAlarmDefinition {
  alarm.allow([...OF_EVERY_ALARM, ...OF_LOG_ALARMS]);
  const resultsToEvaluate = alarm.count('QueryResultsToEvaluate');
  const resultsToAlarm = alarm.count('QueryResultsToAlarm');
  if (resultsToEvaluate > MOST_RESULTS) alarm.refuse(`QueryResultsToEvaluate ${resultsToEvaluate} exceeds ${MOST_RESULTS}`);
  if (resultsToAlarm > resultsToEvaluate) alarm.refuse(`QueryResultsToAlarm ${resultsToAlarm} exceeds QueryResultsToEvaluate ${resultsToEvaluate}`);
  const query = alarm.child('ScheduledQueryConfiguration');
  if (/\bby\b/i.test(query.text('AggregationExpression'))) throw new NotSimulatedError('a log alarm on groups', query.where);
  const schedule = query.child('ScheduleConfiguration');
  const expression = schedule.text('ScheduleExpression');
  const rate = parseRate(/^rate\((.*)\)$/.exec(expression.trim())?.[1] ?? '');
  if (rate === undefined || rate.value === 0) throw new NotSimulatedError(`a log alarm on the schedule ${expression}`, schedule.where);
  return {
    kind: 'logs',
    intervalMinutes: rate.value * UNIT_MINUTES[rate.unit],
    resultsToEvaluate,
    resultsToAlarm,
    comparison: alarm.choice('ComparisonOperator', COMPARISONS),
    threshold: alarm.number('Threshold'),
    missingData: alarm.has('TreatMissingData') ? alarm.choice('TreatMissingData', TREATMENTS) : 'missing',
  };
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_AlarmPromQLCriteria.html */
function readPromQlAlarm(alarm: AlarmProperties): PromQlAlarmDefinition {
  alarm.allow([...OF_EVERY_ALARM, 'EvaluationCriteria', 'EvaluationInterval']);
  const criteria = alarm.child('EvaluationCriteria');
  criteria.allow(['PromQLCriteria']);
  const promQl = criteria.child('PromQLCriteria');
  promQl.allow(['PendingPeriod', 'Query', 'RecoveryPeriod']);
  promQl.text('Query');
  const interval = alarm.count('EvaluationInterval');
  if ([10, 20, 30].includes(interval)) throw new NotSimulatedError(`EvaluationInterval ${interval} below a minute`, alarm.where);
  if (interval % 60 !== 0 || interval > LONGEST_INTERVAL_SECONDS)
    alarm.refuse(`EvaluationInterval ${interval} is neither 10, 20 or 30 nor a multiple of 60 up to 3600`);
  return {
    kind: 'PromQL',
    intervalMinutes: interval / 60,
    pendingSeconds: seconds(promQl, 'PendingPeriod'),
    recoverySeconds: seconds(promQl, 'RecoveryPeriod'),
  };
}

/** What an absent period is AWS does not say; the one of Prometheus is 0. */
function seconds(properties: AlarmProperties, key: string): number {
  const value = properties.has(key) ? properties.number(key) : 0;
  if (Number.isInteger(value) && value >= 0 && value <= LONGEST_PERIOD_SECONDS) return value;
  return properties.refuse(`${key} must be a whole number from 0 to ${LONGEST_PERIOD_SECONDS}, received ${value}`);
}
