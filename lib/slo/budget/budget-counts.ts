import type { Span } from '../../time/span';
import { MINUTE_MS, type Instant } from '../../time/time';
import type { ExcludedPart } from './excluded-time';
import type { ExclusionMeaning } from './exclusion';

/** A stretch of time with what was counted in it: a slice, five minutes of events, or an hour of either. */
export interface TimeCell {
  readonly from: Instant;
  readonly minutes: number;
  /** Minutes somebody measured, exclusions or not. */
  readonly measuredMinutes: number;
  /** Bad and all events, or bad and measured slices, exclusions or not. */
  readonly bad: number;
  readonly total: number;
  /** What of it is excluded; all of it, or the part of an hour. */
  readonly excluded?: ExcludedPart;
}

/** What was counted in an interval, after exclusions. */
export interface BudgetCounts {
  readonly bad: number;
  readonly total: number;
  /** Time that counts and was measured, and that should have been; excluded time is in neither. */
  readonly measuredMinutes: number;
  readonly expectedMinutes: number;
  readonly excludedMinutes: number;
  /** Bad events, or slices, of excluded time, and the total before any exclusion. */
  readonly excludedBad: number;
  readonly totalBefore: number;
}

const NOTHING_EXCLUDED: ExcludedPart = { minutes: 0, measuredMinutes: 0, bad: 0, total: 0 };

/**
 * Adds up the cells that begin within an interval. `drop` takes excluded time out of bad and total; `count-as-good` out
 * of bad only; `add-back` out of neither, because the budget gets it back as an entry.
 */
export function countCells(cells: readonly TimeCell[], { from, until }: Span, meaning: ExclusionMeaning): BudgetCounts {
  const sum = { bad: 0, total: 0, measuredMinutes: 0, expectedMinutes: 0, excludedMinutes: 0, excludedBad: 0, excludedTotal: 0 };
  for (const cell of cells) {
    if (cell.from < from || cell.from >= until) continue;
    const { minutes, measuredMinutes, bad, total } = cell.excluded ?? NOTHING_EXCLUDED;
    sum.bad += cell.bad;
    sum.total += cell.total;
    sum.measuredMinutes += cell.measuredMinutes - measuredMinutes;
    sum.expectedMinutes += cell.minutes - minutes;
    sum.excludedMinutes += minutes;
    sum.excludedBad += bad;
    sum.excludedTotal += total;
  }
  const { excludedTotal, ...counts } = sum;
  return {
    ...counts,
    // Differences of sums of fractions may end a rounding error below nothing.
    bad: meaning === 'add-back' ? sum.bad : Math.max(0, sum.bad - sum.excludedBad),
    total: meaning === 'drop' ? Math.max(0, sum.total - excludedTotal) : sum.total,
    totalBefore: sum.total,
  };
}

/** Minutes of an interval. */
export function lengthMinutes({ from, until }: Span): number {
  return (until - from) / MINUTE_MS;
}
