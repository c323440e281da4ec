import type { AnomalyBand } from './anomaly-band';

/**
 * What AWS does not document, or documents two ways, or only an account knows, each behind one named parameter. Scenarios, and cases of runbooks, can set
 * them under `assume:`, see assumption-fields.ts; docs/facts.md says where each default comes from.
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
  /**
   * Minute of the hour from which the rate of a query counts that a log or a PromQL alarm runs: AWS does not say. No scenario can change it, in which no
   * such alarm runs.
   */
  readonly queryMinute: number;
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
  /** A selector of a step's output that matches nothing: the step fails, or nobody can tell. */
  readonly selectorWithoutMatch: 'fails' | 'could not tell';
  /** A list or map inside a longer text of a document: nobody can tell, or it becomes JSON. */
  readonly listInText: 'could not tell' | 'json';
  /** Seconds between two looks of a step that waits for a property of a resource. */
  readonly pollSeconds: number;
  /** A failed step with `isEnd` and `onFailure: step:`: the run ends there, as `isEnd` is documented, or takes the way of the failure. */
  readonly isEndAfterFailure: 'ends' | 'detour';
  /** What the run is whose step with `isCritical: false` fails and aborts it. */
  readonly uncriticalAbort: 'failed' | 'success';
  /** A loop inside a loop. */
  readonly nestedLoops: 'could not tell' | 'run';
  /** Whether a new version of a document becomes its default: published reports contradict each other. */
  readonly newVersionIsDefault: boolean;
  /**
   * What `anything-but` of a filter policy or an event pattern asks of a list: one item that it does not exclude, as the
   * example of SNS has it, or that it excludes none, as the sentence before that example says.
   */
  readonly anythingButOnLists: 'any' | 'every';
  /** When a schedule with a flexible time window starts its target: AWS says within the window, and no more. */
  readonly flexibleWindow: 'start' | 'end';
  /** Quotas of the account, which only the account knows, by the dimensions Service and Resource of their usage metric: `Lambda/ConcurrentExecutions`. */
  readonly serviceQuotas: Readonly<Record<string, number>>;
  /** What anomaly detection expects, which CloudWatch learns by a model that is not published, by name of the alarm that compares with it. */
  readonly anomalyBands: Readonly<Record<string, AnomalyBand>>;
}

export const DEFAULT_ASSUMPTIONS: Assumptions = {
  metricDelayMinutes: 1,
  extraEvaluationBuckets: 2,
  evaluationSecond: 'spread',
  multiDayEvaluationMinute: 3,
  multiDayEvaluation: 'hourly',
  queryMinute: 0,
  youngLoneBreach: 'keep',
  ifFalseMissing: 'zero',
  fillEmptySeries: 'filler',
  dynamoDbMissingData: 'configured',
  atLeastPercentRounding: 'ceiling',
  selectorWithoutMatch: 'fails',
  listInText: 'could not tell',
  pollSeconds: 10,
  isEndAfterFailure: 'ends',
  uncriticalAbort: 'failed',
  nestedLoops: 'could not tell',
  newVersionIsDefault: true,
  anythingButOnLists: 'any',
  flexibleWindow: 'start',
  serviceQuotas: {},
  anomalyBands: {},
};
