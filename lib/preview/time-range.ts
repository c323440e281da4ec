import { textOf } from '../problems/untyped';
import { parseInstant, MINUTE_MS, MINUTES_PER_DAY, type Instant } from '../time/time';

/** From when to when a widget shows. */
export interface TimeRange {
  readonly from: Instant;
  readonly to: Instant;
}

/** What the console shows where a dashboard says nothing: three hours. */
const DEFAULT_MINUTES = 180;
const MINUTES_OF = { M: 43_200, W: 10_080, D: MINUTES_PER_DAY, H: 60, m: 1 } as const;

/**
 * The range that a body or a widget asks for with `start` and `end`, `-PT8H` or instants; else the one given.
 *
 * @param otherwise undefined: what the console shows by itself
 */
export function rangeOf(given: unknown, now: Instant, otherwise: TimeRange = { from: now - DEFAULT_MINUTES * MINUTE_MS, to: now }): TimeRange {
  const start = textOf(given, 'start');
  if (start === undefined) return otherwise;
  const end = textOf(given, 'end');
  const to = (end === undefined ? undefined : parseInstant(end)) ?? now;
  const minutes = relativeMinutes(start);
  const from = minutes === undefined ? parseInstant(start) : to - minutes * MINUTE_MS;
  return from === undefined || from >= to ? otherwise : { from, to };
}

/** Minutes of `-PT8H`, `-P3M`, `-P1DT12H`; a month counts 30 days. Undefined for anything else. */
function relativeMinutes(text: string): number | undefined {
  const match = /^-P(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:\d+S)?)?$/.exec(text);
  if (match === null) return undefined;
  const [months, weeks, days, hours, minutes] = match.slice(1, 6).map((amount) => Number(amount ?? 0)) as [number, number, number, number, number];
  const sum = months * MINUTES_OF.M + weeks * MINUTES_OF.W + days * MINUTES_OF.D + hours * MINUTES_OF.H + minutes * MINUTES_OF.m;
  return sum > 0 ? sum : undefined;
}
