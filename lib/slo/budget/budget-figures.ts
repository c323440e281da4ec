import { formatDurationMinutes, formatInstant, MINUTE_MS, MINUTES_PER_DAY, type Instant } from '../../time/time';
import { roundTo12Digits } from '../burn-rate';
import { countCells, lengthMinutes, type BudgetCounts, type TimeCell } from './budget-counts';
import type { BudgetFigures } from './budget-record';
import type { BudgetWindow } from './budget-window';
import type { ExclusionMeaning } from './exclusion';
import { intervalAt, periodEndAt, periodMinutesAt } from './window-interval';

/**
 * The figures of an error budget. With u the allowed bad share and P the period, the budget is u of the events (or
 * slices) of the period; `used = (bad / total) / u`, times the share of the period that exists: of a calendar period
 * what has passed, of either kind what came since the first hour that was ever measured. An hour in which everything
 * failed spends an hour, in the first week of a service as in the tenth.
 * Source: https://sre.google/workbook/implementing-slos/
 */

/** What the figures are computed from. */
export interface BudgetMeasurement {
  /** Newest instant measured. */
  readonly end: Instant;
  readonly window: BudgetWindow;
  readonly allowedBadFraction: number;
  readonly exclusionMeaning: ExclusionMeaning;
  readonly burnWindowsMinutes: readonly number[];
  /**
   * Cells in order of time, from the start of the window or of the longest burn window, whichever is earlier. Time
   * before the first hour that was ever measured has none: nobody can expect it.
   */
  readonly cells: readonly TimeCell[];
}

/**
 * A window of which less exists is young, and nothing is judged by it. What is missing of a window is taken to be like
 * what exists, and less than a day is not like the others: a night may have a twentieth of the traffic of a day.
 */
export const YOUNG_BELOW_MINUTES = MINUTES_PER_DAY;

/** Minutes of the window of a measurement that exist: from its first hour, or the first ever measured, to the end. */
export function existingMinutes({ window, end, cells }: BudgetMeasurement): number {
  const { from, until } = intervalAt(window, end);
  return cells.length === 0 ? 0 : Math.max(0, lengthMinutes({ from: Math.max(from, cells[0]!.from), until }));
}

/** Measured share of the time that should have been measured; 0 when none should have been. */
function coverageOf({ measuredMinutes, expectedMinutes }: Pick<BudgetCounts, 'measuredMinutes' | 'expectedMinutes'>): number {
  return expectedMinutes === 0 ? 0 : measuredMinutes / expectedMinutes;
}

/** Coverage of the window of a measurement, a fraction. */
export function measuredCoverage(measurement: BudgetMeasurement): number {
  return coverageOf(countCells(measurement.cells, intervalAt(measurement.window, measurement.end), measurement.exclusionMeaning));
}

/**
 * The figures of a measurement, or undefined when they cannot be determined: nothing that counts was measured. Measured time
 * without events is quiet, and spends nothing.
 */
export function budgetFigures(measurement: BudgetMeasurement): BudgetFigures | undefined {
  const { end, window, allowedBadFraction, exclusionMeaning, cells } = measurement;
  const counts = countCells(cells, intervalAt(window, end), exclusionMeaning);
  if (counts.measuredMinutes === 0) return undefined;
  const { bad, total, excludedBad, totalBefore } = counts;
  const periodMinutes = periodMinutesAt(window, end);
  // A rolling window is up to an hour longer than its period.
  const existingShare = Math.min(1, existingMinutes(measurement) / periodMinutes);
  const shareOf = (part: number, whole: number) => (whole === 0 ? 0 : (part / whole / allowedBadFraction) * existingShare);
  const excludedShare = shareOf(excludedBad, totalBefore);
  const remaining = 1 - shareOf(bad, total) + (exclusionMeaning === 'add-back' ? excludedShare : 0);
  const exhaustedBy = exhaustion(measurement, remaining, periodMinutes);
  return {
    attainedPercent: roundTo12Digits(total === 0 ? 100 : (1 - bad / total) * 100),
    remaining: roundTo12Digits(remaining),
    burnRates: burnRates(measurement),
    coverage: roundTo12Digits(coverageOf(counts)),
    ...(exhaustedBy === undefined ? {} : { exhaustedBy }),
    bad: roundTo12Digits(bad),
    total: roundTo12Digits(total),
    excludedMinutes: counts.excludedMinutes,
    excludedShare: roundTo12Digits(excludedShare),
  };
}

/**
 * How many times faster than allowed the budget was spent in the last so many minutes; undefined when there was
 * nothing to count. A window that begins within a cell, such as an hour of which no minutes are known, takes it in.
 */
export function burnRateOver(measurement: BudgetMeasurement, windowMinutes: number): number | undefined {
  const { cells, end, exclusionMeaning, allowedBadFraction } = measurement;
  const start = end - windowMinutes * MINUTE_MS;
  const straddling = cells.find((cell) => cell.from < start && start < cell.from + cell.minutes * MINUTE_MS);
  const { bad, total } = countCells(cells, { from: straddling?.from ?? start, until: end }, exclusionMeaning);
  return total === 0 ? undefined : roundTo12Digits(bad / total / allowedBadFraction);
}

/**
 * Minutes until the budget is gone at a burn rate: `remaining · P / burn rate`. 0 when it is gone, Infinity when
 * nothing burns.
 */
export function minutesToExhaustion(remaining: number, burnRate: number, periodMinutes: number): number {
  if (remaining <= 0) return 0;
  return burnRate <= 0 ? Infinity : (remaining * periodMinutes) / burnRate;
}

function burnRates(measurement: BudgetMeasurement): Record<string, number> {
  const rates: Record<string, number> = {};
  for (const minutes of ascending(measurement.burnWindowsMinutes)) {
    const rate = burnRateOver(measurement, minutes);
    if (rate !== undefined) rates[formatDurationMinutes(minutes)] = rate;
  }
  return rates;
}

/** Absent when the budget is gone already, would never be, or not before a calendar period starts again. */
function exhaustion(measurement: BudgetMeasurement, remaining: number, periodMinutes: number): string | undefined {
  const { end, window, burnWindowsMinutes } = measurement;
  const longest = ascending(burnWindowsMinutes).at(-1);
  const burnRate = longest === undefined ? undefined : burnRateOver(measurement, longest);
  if (burnRate === undefined || remaining <= 0) return undefined;
  // At a burn rate of 1 or less, what rolls out of a rolling window makes room for what comes in.
  if (window.kind === 'rolling' && burnRate <= 1) return undefined;
  const minutes = minutesToExhaustion(remaining, burnRate, periodMinutes);
  const at = end + Math.round(minutes) * MINUTE_MS;
  const periodEnd = periodEndAt(window, end);
  return minutes === Infinity || (periodEnd !== undefined && at >= periodEnd) ? undefined : formatInstant(at);
}

function ascending(numbers: readonly number[]): number[] {
  return [...numbers].sort((a, b) => a - b);
}
