import type { Instant } from '../time/time';
import { DAY_MS } from '../time/zoned-time';

/** How much of a resource was used. */
export interface UsagePoint {
  readonly at: Instant;
  /** In the unit of the limit. */
  readonly value: number;
}

/** The highest use of a week. */
export interface WeeklyPeak {
  /** Weeks before now at which the week begins: 1 is the week that ends now. */
  readonly weeksAgo: number;
  readonly value: number;
}

/** Days of a week: use follows the week, so that peaks of single days say more about the day of the week than about growth. */
export const WEEK_MS = 7 * DAY_MS;

/** The highest use of each week before an instant, newest first. A week in which nothing was measured has none. */
export function weeklyPeaks(points: readonly UsagePoint[], now: Instant): readonly WeeklyPeak[] {
  const peaks = new Map<number, number>();
  for (const { at, value } of points) {
    if (at >= now) continue;
    const weeksAgo = Math.floor((now - 1 - at) / WEEK_MS) + 1;
    peaks.set(weeksAgo, Math.max(peaks.get(weeksAgo) ?? -Infinity, value));
  }
  return [...peaks].map(([weeksAgo, value]) => ({ weeksAgo, value })).sort((a, b) => a.weeksAgo - b.weeksAgo);
}
