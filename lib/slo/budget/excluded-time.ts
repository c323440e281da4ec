import type { Span } from '../../time/span';
import { MINUTE_MS, type Instant } from '../../time/time';
import type { Exclusion } from './exclusion';
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
  readonly #spans: readonly Span[];

  constructor(exclusions: readonly Pick<Exclusion, 'from' | 'to'>[]) {
    this.#spans = union(exclusions);
  }

  /** True when all of a bucket is excluded. */
  covers(from: Instant, minutes: number): boolean {
    const to = from + minutes * MINUTE_MS;
    return this.#spans.some((each) => each.from <= from && to <= each.until);
  }

  /** Minutes of an hour whose buckets are excluded. */
  minutesOfHour(hour: Instant, bucketMinutes: number): number {
    if (!this.#spans.some((each) => each.from < hour + HOUR_MS && hour < each.until)) return 0;
    let minutes = 0;
    for (let from = hour; from < hour + HOUR_MS; from += bucketMinutes * MINUTE_MS) {
      if (this.covers(from, bucketMinutes)) minutes += bucketMinutes;
    }
    return minutes;
  }

  /** The hours that are excluded in part because an exclusion begins or ends within them, oldest first. */
  edgeHours(): Instant[] {
    const edges = this.#spans.flatMap(({ from, until }) => [from, until]).filter((edge) => edge % HOUR_MS !== 0);
    return [...new Set(edges.map(floorToHour))].sort((a, b) => a - b);
  }
}

/** Spans without overlap, ascending; those that touch become one. */
function union(exclusions: readonly Pick<Exclusion, 'from' | 'to'>[]): Span[] {
  const merged: { from: Instant; until: Instant }[] = [];
  for (const { from, to } of [...exclusions].sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last.until) last.until = Math.max(last.until, to);
    else merged.push({ from, until: to });
  }
  return merged;
}
