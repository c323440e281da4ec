/** Figures and times as axes and captions show them: short, so that they fit. */

import { formatInstant, formatTimeOfDay, MINUTE_MS, MINUTES_PER_DAY, type Instant } from '../time/time';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const DAY_MS = MINUTES_PER_DAY * MINUTE_MS;
/** Minutes between two labels of a time axis. */
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1_440, 2_880, 7_200, 10_080, 14_400, 43_200, 86_400];
const SUFFIXES = [
  { from: 1e9, suffix: 'G' },
  { from: 1e6, suffix: 'M' },
  { from: 1e4, suffix: 'k', per: 1e3 },
] as const;

/** At most six characters for what is measured in practice: `12k`, `0.05`, `-1.5`. */
export function compactNumber(value: number): string {
  const size = Math.abs(value);
  for (const { from, suffix, ...scale } of SUFFIXES) {
    if (size >= from) return `${Number((value / ('per' in scale ? scale.per : from)).toPrecision(3))}${suffix}`;
  }
  return size !== 0 && size < 1e-4 ? value.toExponential(1) : String(Number(value.toPrecision(3)));
}

/** Values nearer to each other than this are the same for an eye, and for the arithmetic of axes. */
const SHORTEST_SPAN = 1e-9;

/** A scale of round numbers that holds all values. */
export interface Scale {
  readonly min: number;
  readonly max: number;
  /** Between two lines. */
  readonly interval: number;
}

/**
 * A scale of about four lines. It begins at zero unless values are negative.
 *
 * @param limits fixed ends; the others follow the values
 */
export function scaleOf(values: Iterable<number>, limits: { readonly min?: number; readonly max?: number } = {}): Scale {
  let least = 0;
  let most = 0;
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const min = limits.min ?? least;
  const max = Math.max(limits.max ?? most, min);
  const span = max - min > SHORTEST_SPAN ? max - min : 1;
  const interval = roundUp(span / 4);
  return {
    min: limits.min ?? Math.floor(min / interval) * interval,
    max: limits.max !== undefined && limits.max > min ? limits.max : Math.ceil((min + span) / interval) * interval,
    interval,
  };
}

/** The next of 1, 2, 2.5, 5 times a power of ten. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 2.5, 5].find((each) => each * power >= value * (1 - 1e-9)) ?? 10) * power;
}

/** Instants at round times of UTC for the labels of a time axis, at most `most` of them. */
export function ticksBetween(from: Instant, to: Instant, most: number): readonly Instant[] {
  const minutes = STEPS.find((step) => (to - from) / (step * MINUTE_MS) <= most) ?? STEPS.at(-1)!;
  const step = minutes * MINUTE_MS;
  const ticks: Instant[] = [];
  for (let tick = Math.ceil(from / step) * step; tick <= to; tick += step) ticks.push(tick);
  return ticks;
}

/** `03:10`, or `3 Mar` at midnight and where labels are days apart. */
export function tickText(tick: Instant): string {
  return tick % DAY_MS === 0 ? dayText(tick) : formatTimeOfDay(tick).slice(0, 5);
}

/** `3 Mar`, UTC. */
function dayText(instant: Instant): string {
  const date = new Date(instant);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
}

/** `3 Mar 03:10:29`, UTC. */
export function momentText(instant: Instant): string {
  return `${dayText(instant)} ${formatTimeOfDay(instant)}`;
}

/** `2026-03-02 12:00 to 2026-03-03 12:00 UTC`. */
export function spanText(from: Instant, to: Instant): string {
  const minute = (instant: Instant) => formatInstant(instant).slice(0, 16).replace('T', ' ');
  return `${minute(from)} to ${minute(to)} UTC`;
}

/** `once`, `3 times`. */
export function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
