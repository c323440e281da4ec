import type { AlarmState } from './metric-alarm';

/**
 * How CloudWatch decides the state of a metric alarm from the datapoints of its evaluation range. The documentation
 * states it in prose that contradicts its own examples in one place; these are the rules that reproduce all ten
 * documented examples under all four treatments.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */

/** What an alarm does where datapoints are missing; CloudWatch's default is `missing`. */
export type MissingDataTreatment = 'missing' | 'ignore' | 'breaching' | 'notBreaching';

/** The part of an alarm's configuration that turns datapoints into a state. */
export interface StateRule {
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly missingData: MissingDataTreatment;
  /** The assumption of the same name. */
  readonly youngLoneBreach: 'keep' | 'ok';
}

/** One point of the evaluation range. Numbers, because a month of them is kept in byte arrays. */
export const PointMark = { ok: 0, breaching: 1, missing: 2 } as const;

/** What the evaluation range holds. Age 1 is the newest point. */
export interface Evidence {
  /** Points judged: the newest `evaluationPeriods` points that are not missing, or all there are. */
  readonly real: number;
  /** Breaching ones among the points judged. */
  readonly breaching: number;
  /** Age of the oldest point that is not missing. Only asked when fewer than `evaluationPeriods` are real. */
  oldestRealAge(): number;
}

/** The state after an evaluation. */
export function nextState(rule: StateRule, evidence: Evidence, current: AlarmState): AlarmState {
  const { evaluationPeriods, datapointsToAlarm, missingData } = rule;
  const { real, breaching } = evidence;
  const missing = evaluationPeriods - real;
  if (missing <= 0 || missingData === 'notBreaching') return breaching >= datapointsToAlarm ? 'ALARM' : 'OK';
  if (missingData === 'breaching') return breaching + missing >= datapointsToAlarm ? 'ALARM' : 'OK';
  if (real === 0) return missingData === 'ignore' ? current : 'INSUFFICIENT_DATA';
  if (breaching >= datapointsToAlarm) return 'ALARM';
  if (breaching < real) return 'OK';
  if (missingData === 'ignore') return current;
  // Everything real breaches, but less than M points do: AWS calls it a premature alarm unless the oldest breach has
  // been there for M periods.
  if (evidence.oldestRealAge() >= datapointsToAlarm) return 'ALARM';
  return rule.youngLoneBreach === 'ok' ? 'OK' : current;
}

/** Evidence from the marks of an evaluation range, newest first. */
export function evidenceOf(marks: ArrayLike<number>, evaluationPeriods: number): Evidence {
  let real = 0;
  let breaching = 0;
  let oldest = 0;
  for (let index = 0; index < marks.length && real < evaluationPeriods; index += 1) {
    if (marks[index] === PointMark.missing) continue;
    real += 1;
    if (marks[index] === PointMark.breaching) breaching += 1;
    oldest = index + 1;
  }
  return { real, breaching, oldestRealAge: () => oldest };
}
