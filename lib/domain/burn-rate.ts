/**
 * Burn-rate alerting: which rows an objective gets, and what each of them can promise.
 *
 * A row fires while `ratio(long) > threshold AND ratio(short) > threshold`. Its burn rate is derived, never typed: a
 * row spends a share f of the budget of period P in its long window W, so B = f·P/W, and the error ratio at that burn
 * is B·u with u the allowed bad share. Source of rows and formulas: https://sre.google/workbook/alerting-on-slos/
 */

import { formatDurationMinutes, MINUTES_PER_DAY } from './time';

/** A page wakes somebody, a ticket waits for working hours. */
export type Urgency = 'page' | 'ticket';

/** One row of a burn-rate policy, before it is applied to an objective. */
export interface BurnRatePolicyRow {
  /** Name used in alarm names: `fast`, `steady`, ... */
  readonly id: string;
  readonly urgency: Urgency;
  /** Share of the period's budget that may be gone when the row fires, a fraction. */
  readonly budgetFraction: number;
  readonly longWindowMinutes: number;
  /** A twelfth of the long window by custom; decides how soon the row clears. */
  readonly shortWindowMinutes: number;
}

/**
 * The rows of the SRE workbook with the one-day row its text carries, for any period: 2 % in 1 h, 5 % in 6 h,
 * 10 % in 1 d, 10 % in 3 d.
 */
export const REFERENCE_POLICY: readonly BurnRatePolicyRow[] = [
  { id: 'fast', urgency: 'page', budgetFraction: 0.02, longWindowMinutes: 60, shortWindowMinutes: 5 },
  { id: 'steady', urgency: 'page', budgetFraction: 0.05, longWindowMinutes: 360, shortWindowMinutes: 30 },
  { id: 'slow', urgency: 'ticket', budgetFraction: 0.1, longWindowMinutes: 1_440, shortWindowMinutes: 120 },
  { id: 'slowest', urgency: 'ticket', budgetFraction: 0.1, longWindowMinutes: 4_320, shortWindowMinutes: 360 },
];

/** A policy row applied to an objective. */
export interface BurnRateRow extends BurnRatePolicyRow {
  /** How many times faster than allowed the budget is spent when the row fires. */
  readonly burnRate: number;
  /** Error ratio both windows have to exceed, a fraction. */
  readonly errorRatioThreshold: number;
}

/** A policy row an objective does not get, and why. */
export interface OmittedRow {
  readonly row: BurnRatePolicyRow;
  readonly reason: string;
}

/** What a row is derived for. */
export interface BurnRateTarget {
  /** Allowed bad share u = 1 − target, a fraction in (0, 1). */
  readonly allowedBadFraction: number;
  /** Period of the objective, minutes. */
  readonly periodMinutes: number;
  /** Length of a slice when the objective counts time slices, minutes. */
  readonly sliceMinutes?: number;
}

/** Longest period × evaluation periods of an alarm whose period is below one hour. */
export const MAX_MINUTES_OF_SHORT_PERIODS = MINUTES_PER_DAY;
/** Longest window of any metric alarm. */
export const MAX_ALARM_WINDOW_MINUTES = 7 * MINUTES_PER_DAY;

/** Applies a policy to an objective: the rows it gets, and the rows that would lie or could never fire. */
export function deriveBurnRateRows(
  policy: readonly BurnRatePolicyRow[],
  target: BurnRateTarget,
): { readonly rows: BurnRateRow[]; readonly omitted: OmittedRow[] } {
  const rows: BurnRateRow[] = [];
  const omitted: OmittedRow[] = [];
  for (const row of policy) {
    const burnRate = roundTo12Digits((row.budgetFraction * target.periodMinutes) / row.longWindowMinutes);
    const derived = { ...row, burnRate, errorRatioThreshold: roundTo12Digits(burnRate * target.allowedBadFraction) };
    const reason = reasonToOmit(derived, target);
    if (reason !== undefined) omitted.push({ row, reason });
    else rows.push(derived);
  }
  return { rows, omitted };
}

function reasonToOmit(row: BurnRateRow, target: BurnRateTarget): string | undefined {
  const { periodMinutes, sliceMinutes } = target;
  const { burnRate, errorRatioThreshold } = row;
  const period = formatDurationMinutes(periodMinutes);
  const long = formatDurationMinutes(row.longWindowMinutes);
  const share = formatPercent(row.budgetFraction);
  if (burnRate < 1) {
    return `${share} of a ${period} budget in ${long} is a burn rate of ${formatBurnRate(burnRate)}, below 1: the row would fire while the objective is being met`;
  }
  if (errorRatioThreshold >= 1) {
    return `a burn rate of ${formatBurnRate(burnRate)} needs an error ratio above ${formatPercent(errorRatioThreshold)}: the row could never fire`;
  }
  if (row.longWindowMinutes > MAX_ALARM_WINDOW_MINUTES) {
    return `a window of ${long} is longer than the ${formatDurationMinutes(MAX_ALARM_WINDOW_MINUTES)} an alarm may look back`;
  }
  if (sliceMinutes !== undefined && (row.shortWindowMinutes % sliceMinutes !== 0 || row.longWindowMinutes % sliceMinutes !== 0)) {
    return `windows of ${formatDurationMinutes(row.shortWindowMinutes)} and ${long} are not whole numbers of ${formatDurationMinutes(sliceMinutes)} slices`;
  }
  if (sliceMinutes !== undefined && sliceMinutes < 60 && row.longWindowMinutes > MAX_MINUTES_OF_SHORT_PERIODS) {
    return `an alarm that counts slices of ${formatDurationMinutes(sliceMinutes)} may look back ${formatDurationMinutes(MAX_MINUTES_OF_SHORT_PERIODS)}, not ${long}`;
  }
  return undefined;
}

/** Bad slices a window needs to exceed an error ratio: one more than the ratio allows. */
export function badSlicesToFire(errorRatioThreshold: number, slicesInWindow: number): number {
  return Math.floor(roundTo12Digits(errorRatioThreshold * slicesInWindow)) + 1;
}

/**
 * Minutes from the start of an incident until a row fires, for steady traffic without background errors; Infinity
 * when it never does. The long window decides: the short one is met earlier.
 */
export function minutesToDetect(row: BurnRateRow, errorRatio: number): number {
  if (errorRatio <= row.errorRatioThreshold) return Infinity;
  return (row.longWindowMinutes * row.errorRatioThreshold) / errorRatio;
}

/**
 * Minutes from the end of an incident until a row that had fired clears; the short window decides. 0 for an error
 * ratio at which it cannot have fired.
 */
export function minutesToReset(row: BurnRateRow, errorRatio: number): number {
  if (errorRatio <= row.errorRatioThreshold) return 0;
  return row.shortWindowMinutes * (1 - row.errorRatioThreshold / errorRatio);
}

/** Targets are percentages above this and below 100; anything less is a fraction (0.999) that was meant as one. */
export const LEAST_TARGET_PERCENT = 1;

/** Allowed bad share of a target in percent: 99.9 → 0.001, without the rounding noise of the subtraction. */
export function allowedBadFraction(targetPercent: number): number {
  return roundTo12Digits((100 - targetPercent) / 100);
}

/** `14.4×`. */
export function formatBurnRate(burnRate: number): string {
  return `${Number(burnRate.toPrecision(4))}×`;
}

/** `1.44 %`. */
export function formatPercent(fraction: number): string {
  return `${Number((fraction * 100).toPrecision(6))} %`;
}

/** Takes the rounding noise of binary fractions out of a number that people read and templates carry. */
export function roundTo12Digits(value: number): number {
  return Number(value.toPrecision(12));
}
