import { MINUTE_MS, type Instant } from '../../time/time';
import type { Interval } from './budget-window';
import { floorToHour, HOUR_MS } from './window-interval';

/**
 * What was excluded of an hour. Kept for hours that are excluded in part, because CloudWatch forgets the minutes: the
 * rest of the hour must not come back into the budget weeks later.
 */
export interface ExcludedPart {
  readonly minutes: number;
  readonly measuredMinutes: number;
  readonly bad: number;
  readonly total: number;
}

/**
 * Excluded time, asked for bucket by bucket. A bucket (a slice, or five minutes of events) is excluded only as a
 * whole: an excuse is never larger than what was decided.
 */
export class ExcludedTime {
  readonly #intervals: readonly Interval[];

  constructor(exclusions: readonly Interval[]) {
    this.#intervals = union(exclusions);
  }

  /** True when all of a bucket is excluded. */
  covers(from: Instant, minutes: number): boolean {
    const to = from + minutes * MINUTE_MS;
    return this.#intervals.some((each) => each.from <= from && to <= each.to);
  }

  /** Minutes of an hour whose buckets are excluded. */
  minutesOfHour(hour: Instant, bucketMinutes: number): number {
    if (!this.#intervals.some((each) => each.from < hour + HOUR_MS && hour < each.to)) return 0;
    let minutes = 0;
    for (let from = hour; from < hour + HOUR_MS; from += bucketMinutes * MINUTE_MS) {
      if (this.covers(from, bucketMinutes)) minutes += bucketMinutes;
    }
    return minutes;
  }

  /** The hours that are excluded in part because an exclusion begins or ends within them, oldest first. */
  edgeHours(): Instant[] {
    const edges = this.#intervals.flatMap(({ from, to }) => [from, to]).filter((edge) => edge % HOUR_MS !== 0);
    return [...new Set(edges.map(floorToHour))].sort((a, b) => a - b);
  }
}

/** Intervals without overlap, ascending; those that touch become one. */
function union(intervals: readonly Interval[]): Interval[] {
  const merged: { from: Instant; to: Instant }[] = [];
  for (const { from, to } of [...intervals].sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else merged.push({ from, to });
  }
  return merged;
}
