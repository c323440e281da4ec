import { DEFAULT_ASSUMPTIONS, type Assumptions } from '../simulator/core/assumptions';

/**
 * How alarms of a score are judged.
 *
 * `cloudwatch`: as CloudWatch does, with the delay of metrics, every alarm at its own second, and alarms that look
 * back for more than a day once an hour. `ideal`: every alarm each minute, on complete data; the clock that published
 * comparisons of alert designs were made on.
 */
export type ScoreClock = 'cloudwatch' | 'ideal';

export const SCORE_CLOCKS = ['cloudwatch', 'ideal'] as const;

/** What a clock assumes of CloudWatch. */
export const CLOCK_ASSUMPTIONS: Readonly<Record<ScoreClock, Assumptions>> = {
  cloudwatch: DEFAULT_ASSUMPTIONS,
  ideal: { ...DEFAULT_ASSUMPTIONS, metricDelayMinutes: 0, evaluationSecond: 0, multiDayEvaluation: 'every minute' },
};
