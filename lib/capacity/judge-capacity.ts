import type { Outcome } from '../problems/problem';
import { formatDurationMinutes, formatInstant, MINUTE_MS, type Instant } from '../time/time';
import { CAPACITY_BUFFER } from './capacity-limit';
import { forecast, LEAST_WEEKS, type Forecast } from './forecast';
import { weeklyPeaks, type UsagePoint } from './usage';

/** What is known of a limit at an instant. */
export interface CapacityReading {
  readonly limit: number;
  readonly usage: readonly UsagePoint[];
  /** How long it takes to get more, from the decision to the change. */
  readonly leadTimeMinutes: number;
}

/** How near a limit is. */
export interface CapacityJudgement {
  /** `failed`: more is needed now, or within the lead time. */
  readonly outcome: Outcome;
  /** Absent when it passed. */
  readonly why?: string;
  /** Highest use of the last seven days; absent: nothing was measured. */
  readonly peak?: number;
  /** Share of the limit that this peak left free, percent; negative when the limit was passed. */
  readonly headroomPercent?: number;
  /** Absent where there is too little to tell from. */
  readonly forecast?: Forecast;
}

/** Says how near a limit is. Without figures nobody can tell: silence is never taken for room. */
export function judgeCapacity({ limit, usage, leadTimeMinutes }: CapacityReading, now: Instant): CapacityJudgement {
  const peaks = weeklyPeaks(usage, now);
  const [newest] = peaks;
  if (newest === undefined) return couldNotTell('no use was measured');
  if (newest.weeksAgo > 1) return couldNotTell('no use was measured in the last seven days');
  const peak = newest.value;
  const known = { peak, headroomPercent: 100 * (1 - peak / limit) };
  const ahead = peaks.length < LEAST_WEEKS ? undefined : forecast(peaks, limit, now);
  const figures = { ...known, ...(ahead !== undefined && { forecast: ahead }) };
  if (peak >= limit) return { outcome: 'failed', why: 'the limit was reached in the last seven days', ...figures };
  if (peak * CAPACITY_BUFFER > limit) return { outcome: 'failed', why: 'less than the buffer of 20 % is left', ...figures };
  if (ahead === undefined) return { ...couldNotTell(`use was measured in ${weeks(peaks.length)}, a forecast needs ${LEAST_WEEKS}`), ...figures };
  const needed = now + leadTimeMinutes * MINUTE_MS;
  const leadTime = formatDurationMinutes(leadTimeMinutes);
  if (ahead.earliest !== undefined && ahead.earliest <= needed) {
    return { outcome: 'failed', why: `the limit may be reached within the lead time of ${leadTime}`, ...figures };
  }
  if (ahead.earliest === undefined && ahead.horizon < needed) {
    return {
      ...couldNotTell(`a trend of this length says nothing beyond ${formatInstant(ahead.horizon).slice(0, 10)}, the lead time is ${leadTime}`),
      ...figures,
    };
  }
  return { outcome: 'passed', ...figures };
}

function weeks(count: number): string {
  return count === 1 ? 'one week' : `${count} weeks`;
}

function couldNotTell(why: string): Pick<CapacityJudgement, 'outcome' | 'why'> {
  return { outcome: 'could not tell', why };
}
