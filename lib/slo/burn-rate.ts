/**
 * Burn-rate alerting: which alerts an objective gets, and what each of them can promise.
 *
 * An alert fires while `ratio(long) > threshold AND ratio(short) > threshold`. Its burn rate is derived, never typed: a
 * alert spends a share f of the budget of period P in its long window W, so B = f·P/W, and the error ratio at that burn
 * is B·u with u the allowed bad share. Source of alerts and formulas: https://sre.google/workbook/alerting-on-slos/
 */

import { formatDurationMinutes, MINUTES_PER_DAY } from '../time/time';

/** A page wakes somebody, a ticket waits for working hours. */
export type Urgency = 'page' | 'ticket';

/** What every alert of a burn-rate policy says, before it is applied to an objective. */
interface PolicyAlertBase {
  /** Name used in alarm names: `fast`, `steady`, ... */
  readonly id: string;
  readonly urgency: Urgency;
  /** Share of the period's budget that may be gone when the alert fires, a fraction. */
  readonly budgetFraction: number;
  /** Decides how soon the alert clears, minutes. Default: a twelfth of the long window, at least two datapoints. */
  readonly shortWindowMinutes?: number;
}

/** An alert that is given its long window; the burn rate follows from the period of the objective. */
export interface WindowPolicyAlert extends PolicyAlertBase {
  /** Minutes that have to spend the share. */
  readonly longWindowMinutes: number;
  readonly burnRate?: undefined;
}

/**
 * An alert that is given its burn rate; the long window follows from the period of the objective: as many whole minutes
 * as spend the share at that rate, at most a day.
 */
export interface RatePolicyAlert extends PolicyAlertBase {
  /** How many times faster than allowed the budget is spent, at least 1. */
  readonly burnRate: number;
  readonly longWindowMinutes?: undefined;
}

/** One alert of a burn-rate policy: a share of the budget, and either a long window or a burn rate. */
export type BurnRatePolicyAlert = WindowPolicyAlert | RatePolicyAlert;

/**
 * The alerts of the SRE workbook with the one-day alert its text carries, for any period: 2 % in 1 h, 5 % in 6 h,
 * 10 % in 1 d, 10 % in 3 d. https://sre.google/workbook/alerting-on-slos/
 */
export const REFERENCE_POLICY = [
  { id: 'fast', urgency: 'page', budgetFraction: 0.02, longWindowMinutes: 60, shortWindowMinutes: 5 },
  { id: 'steady', urgency: 'page', budgetFraction: 0.05, longWindowMinutes: 360, shortWindowMinutes: 30 },
  { id: 'slow', urgency: 'ticket', budgetFraction: 0.1, longWindowMinutes: 1_440, shortWindowMinutes: 120 },
  { id: 'slowest', urgency: 'ticket', budgetFraction: 0.1, longWindowMinutes: 4_320, shortWindowMinutes: 360 },
] as const satisfies readonly WindowPolicyAlert[];

/**
 * The alerts of an objective that asks for none: the two pages of the SRE workbook, and one ticket for anything that
 * spends 2 % of the budget faster than the objective allows. Why one ticket alert is enough, and what it costs:
 * docs/decisions/0010-one-ticket-row.md.
 */
export const DEFAULT_POLICY: readonly BurnRatePolicyAlert[] = [
  { id: 'fast', urgency: 'page', budgetFraction: 0.02, longWindowMinutes: 60 },
  { id: 'steady', urgency: 'page', budgetFraction: 0.05, longWindowMinutes: 360 },
  { id: 'slow', urgency: 'ticket', budgetFraction: 0.02, burnRate: 1 },
];

/** A policy alert applied to an objective. */
export interface BurnRateCondition {
  readonly id: string;
  readonly urgency: Urgency;
  /** Share of the period's budget that is gone when the alert fires, a fraction. */
  readonly budgetFraction: number;
  readonly longWindowMinutes: number;
  readonly shortWindowMinutes: number;
  /** How many times faster than allowed the budget is spent when the alert fires. */
  readonly burnRate: number;
  /** Error ratio both windows have to exceed, a fraction. */
  readonly errorRatioThreshold: number;
}

/** A policy alert an objective does not get, and why. */
export interface OmittedBurnRateAlert {
  readonly row: BurnRatePolicyAlert;
  readonly reason: string;
}

/** What an alert is derived for. */
export interface BurnRateTarget {
  /** Allowed bad share u = 1 − target, a fraction in (0, 1). */
  readonly allowedBadFraction: number;
  /** Period of the objective, minutes. */
  readonly periodMinutes: number;
  /** Length of a slice when the objective counts time slices, minutes. */
  readonly sliceMinutes?: number;
}

/** Longest period × evaluation periods of an alarm whose period is below one hour. */
const MAX_MINUTES_OF_SHORT_PERIODS = MINUTES_PER_DAY;
/** Longest window of any metric alarm. */
export const MAX_ALARM_WINDOW_MINUTES = 7 * MINUTES_PER_DAY;

/** CloudWatch's one-minute datapoints; a window of less than two would be one datapoint old before it is judged. */
const MINUTES_PER_DATAPOINT = 1;
export const LEAST_DATAPOINTS_OF_A_WINDOW = 2;
/** By custom of the SRE workbook. */
const SHORT_WINDOWS_IN_A_LONG_ONE = 12;

/** Applies a policy to an objective: the alerts it gets, and the alerts that would lie or could never fire. */
export function deriveBurnRateConditions(
  policy: readonly BurnRatePolicyAlert[],
  target: BurnRateTarget,
): { readonly rows: BurnRateCondition[]; readonly omitted: OmittedBurnRateAlert[] } {
  const rows: BurnRateCondition[] = [];
  const omitted: OmittedBurnRateAlert[] = [];
  for (const row of policy) {
    const derived = deriveCondition(row, target);
    const reason = reasonToOmit(derived, target);
    if (reason !== undefined) omitted.push({ row, reason });
    else rows.push(derived);
  }
  return { rows, omitted };
}

function deriveCondition(row: BurnRatePolicyAlert, { allowedBadFraction: allowed, periodMinutes, sliceMinutes }: BurnRateTarget): BurnRateCondition {
  const { id, urgency, budgetFraction } = row;
  const step = sliceMinutes ?? MINUTES_PER_DATAPOINT;
  const longWindowMinutes = row.longWindowMinutes ?? windowOfBurnRate(row, periodMinutes, step);
  const burnRate = roundTo12Digits((budgetFraction * periodMinutes) / longWindowMinutes);
  return {
    id,
    urgency,
    budgetFraction,
    longWindowMinutes,
    shortWindowMinutes: row.shortWindowMinutes ?? defaultShortWindow(longWindowMinutes, step),
    burnRate,
    errorRatioThreshold: roundTo12Digits(burnRate * allowed),
  };
}

/**
 * A window that spends the share at the burn rate, in whole datapoints and rounded down, so that the burn rate it ends
 * up with is not below the one asked for. A day is the longest window that CloudWatch judges every minute:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
 */
function windowOfBurnRate({ budgetFraction, burnRate }: RatePolicyAlert, periodMinutes: number, step: number): number {
  const minutes = roundTo12Digits((budgetFraction * periodMinutes) / burnRate);
  return Math.floor(Math.min(minutes, MAX_MINUTES_OF_SHORT_PERIODS) / step) * step;
}

function defaultShortWindow(longWindowMinutes: number, step: number): number {
  return Math.max(LEAST_DATAPOINTS_OF_A_WINDOW, Math.round(longWindowMinutes / SHORT_WINDOWS_IN_A_LONG_ONE / step)) * step;
}

function reasonToOmit(row: BurnRateCondition, target: BurnRateTarget): string | undefined {
  const { periodMinutes, sliceMinutes } = target;
  const { burnRate, errorRatioThreshold } = row;
  const period = formatDurationMinutes(periodMinutes);
  const long = formatDurationMinutes(row.longWindowMinutes);
  const share = formatPercent(row.budgetFraction);
  if (row.shortWindowMinutes >= row.longWindowMinutes) {
    return `a long window of ${long} leaves no room for a short one of ${formatDurationMinutes(row.shortWindowMinutes)}`;
  }
  if (burnRate < 1) {
    return `${share} of a ${period} budget in ${long} is a burn rate of ${formatBurnRate(burnRate)}, below 1: the burn-rate alert would fire while the objective is being met`;
  }
  if (errorRatioThreshold >= 1) {
    return `a burn rate of ${formatBurnRate(burnRate)} needs an error ratio above ${formatPercent(errorRatioThreshold)}: the burn-rate alert could never fire`;
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

/** Bad events or slices that exceed an error ratio of so many in a window: one more than the ratio allows. */
export function leastBadAbove(errorRatio: number, inWindow: number): number {
  return Math.floor(roundTo12Digits(errorRatio * inWindow)) + 1;
}

/**
 * Minutes from the start of an incident until an alert fires, for steady traffic without background errors; Infinity
 * when it never does. The long window decides: the short one is met earlier.
 */
export function minutesToDetect(row: BurnRateCondition, errorRatio: number): number {
  if (errorRatio <= row.errorRatioThreshold) return Infinity;
  return (row.longWindowMinutes * row.errorRatioThreshold) / errorRatio;
}

/**
 * Minutes from the end of an incident until an alert that had fired clears; the short window decides. 0 for an error
 * ratio at which it cannot have fired.
 */
export function minutesToReset(row: BurnRateCondition, errorRatio: number): number {
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
