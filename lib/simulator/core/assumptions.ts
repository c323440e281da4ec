/**
 * What AWS does not document, or documents two ways, each behind one named parameter. A scenario can set them
 * under `assume:`; docs/facts.md says where each default comes from.
 */
export interface Assumptions {
  /**
   * Whole minutes between the end of a minute and the moment its datapoint can be read. 1: in four of the six
   * published alarm samples the newest bucket was absent.
   */
  readonly metricDelayMinutes: number;
  /** Buckets fetched beyond EvaluationPeriods by an alarm on a sliding window. 2 fits both documented cases. */
  readonly extraEvaluationBuckets: number;
  /**
   * Second within the minute at which an alarm is evaluated: a constant per alarm, `spread` over 0–59 by its name,
   * or the same number for all.
   */
  readonly evaluationSecond: number | 'spread';
  /** Minute past the hour at which a multi-day alarm (period × periods beyond one day) is evaluated. */
  readonly multiDayEvaluationMinute: number;
  /**
   * How often a multi-day alarm is evaluated. CloudWatch documents once an hour, and no scenario can change it;
   * published comparisons of alert designs judge every alarm each minute, and are met only that way.
   */
  readonly multiDayEvaluation: 'hourly' | 'every minute';
  /** State of an alarm on missing data whose only real point breaches but is younger than DatapointsToAlarm. */
  readonly youngLoneBreach: 'keep' | 'ok';
  /** Value of IF(condition, x, series) where the condition is false and the series has no point. */
  readonly ifFalseMissing: 'zero' | 'drop';
  /** FILL of a series without a single point in range: the filler at every step, or no series at all. */
  readonly fillEmptySeries: 'filler' | 'empty';
  /** Missing data of alarms on AWS/DynamoDB metrics: as configured, or always `ignore`. */
  readonly dynamoDbMissingData: 'configured' | 'ignore';
  /** Children AT_LEAST asks for when its count is a percentage. */
  readonly atLeastPercentRounding: 'ceiling' | 'floor';
  /**
   * What `anything-but` of a filter policy or an event pattern asks of a list: one item that it does not exclude, as the
   * example of SNS has it, or that it excludes none, as the sentence before that example says.
   */
  readonly anythingButOnLists: 'any' | 'every';
}

export const DEFAULT_ASSUMPTIONS: Assumptions = {
  metricDelayMinutes: 1,
  extraEvaluationBuckets: 2,
  evaluationSecond: 'spread',
  multiDayEvaluationMinute: 3,
  multiDayEvaluation: 'hourly',
  youngLoneBreach: 'keep',
  ifFalseMissing: 'zero',
  fillEmptySeries: 'filler',
  dynamoDbMissingData: 'configured',
  atLeastPercentRounding: 'ceiling',
  anythingButOnLists: 'any',
};
