import { roundTo12Digits } from '../slo/burn-rate';
import type { Instant } from '../time/time';
import { DAY_MS } from '../time/zoned-time';
import { fitTrend } from './trend';
import { WEEK_MS, type WeeklyPeak } from './usage';

/** When a limit is reached if use goes on as it did. An instant that is absent is not before the horizon. */
export interface Forecast {
  /** One in twenty: sooner than this would be a surprise. */
  readonly earliest?: Instant;
  readonly likely?: Instant;
  /** Nineteen in twenty. */
  readonly latest?: Instant;
  /** How far the trend was carried on: as long as it was seen, and no further. */
  readonly horizon: Instant;
  /** What a week adds, in the unit of the limit; negative when use shrinks. */
  readonly growthPerWeek: number;
}

/** Weeks in which use has to have been measured. Our choice: two months, so that the end of one month is not taken for growth. */
export const LEAST_WEEKS = 8;
/** Days of a week. */
const WEEK_DAYS = WEEK_MS / DAY_MS;

/**
 * Carries the trend of weekly peaks on, day by day: an instant is the first day of the first week whose peak reaches the limit.
 *
 * @param peaks at least {@link LEAST_WEEKS}
 * @throws RangeError for fewer
 */
export function forecast(peaks: readonly WeeklyPeak[], limit: number, now: Instant): Forecast {
  if (peaks.length < LEAST_WEEKS) throw new RangeError(`a forecast needs ${LEAST_WEEKS} weeks`);
  const trend = fitTrend(peaks.map(({ weeksAgo, value }) => ({ x: -weeksAgo * WEEK_DAYS, y: value })));
  const days = Math.max(...peaks.map(({ weeksAgo }) => weeksAgo)) * WEEK_DAYS;
  const predictions = Array.from({ length: days }, (_, day) => trend.predict(day));
  const firstDay = (bound: 'low' | 'likely' | 'high'): Instant | undefined => {
    const day = predictions.findIndex((prediction) => roundTo12Digits(prediction[bound]) >= limit);
    return day < 0 ? undefined : now + day * DAY_MS;
  };
  const [earliest, likely, latest] = [firstDay('high'), firstDay('likely'), firstDay('low')];
  return {
    ...(earliest !== undefined && { earliest }),
    ...(likely !== undefined && { likely }),
    ...(latest !== undefined && { latest }),
    horizon: now + days * DAY_MS,
    growthPerWeek: trend.slope * WEEK_DAYS,
  };
}
