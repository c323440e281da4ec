import { MINUTE_MS, MINUTES_PER_DAY, MINUTES_PER_HOUR, type Instant } from '../time';
import type { BudgetWindow } from './budget-window';

type CalendarWindow = Extract<BudgetWindow, { kind: 'calendar' }>;

const DAY_MS = MINUTES_PER_DAY * MINUTE_MS;

/** Beyond the offset of any zone from UTC (−12 h to +14 h), hours. */
const OFFSET_LIMIT_HOURS = 16;

/**
 * The instants at which the week, month or quarter around an instant begins, and at which the next one does. The zone
 * data is the one of the runtime (Intl); a local midnight that a clock change leaves out begins with the first minute
 * after it.
 *
 * @throws RangeError for a zone the runtime does not know
 */
export function calendarUnitAround({ unit, timeZone }: CalendarWindow, instant: Instant): { readonly start: Instant; readonly next: Instant } {
  const dayOf = localDays(timeZone);
  const { first, next } = daysOfUnit(unit, dayOf(instant));
  return { start: startOfDay(first, dayOf), next: startOfDay(next, dayOf) };
}

/** True for a name of a time zone the runtime knows. */
export function isTimeZone(name: string): boolean {
  try {
    localDays(name);
    return true;
  } catch {
    return false;
  }
}

/** Number of the local day of an instant, counted from 1970-01-01. */
function localDays(timeZone: string): (instant: Instant) => number {
  const format = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', { timeZone, year: 'numeric', month: 'numeric', day: 'numeric' });
  return (instant) => {
    const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    return Date.UTC(parts.get('year')!, parts.get('month')! - 1, parts.get('day')!) / DAY_MS;
  };
}

function daysOfUnit(unit: CalendarWindow['unit'], day: number): { first: number; next: number } {
  if (unit === 'week') {
    // Day 0 was a Thursday; weeks begin on Monday.
    const first = day - ((day + 3) % 7);
    return { first, next: first + 7 };
  }
  const date = new Date(day * DAY_MS);
  const months = unit === 'month' ? 1 : 3;
  const month = date.getUTCMonth() - (date.getUTCMonth() % months);
  return {
    first: Date.UTC(date.getUTCFullYear(), month, 1) / DAY_MS,
    next: Date.UTC(date.getUTCFullYear(), month + months, 1) / DAY_MS,
  };
}

/** The first minute whose local day is the given one, or later. */
function startOfDay(day: number, dayOf: (instant: Instant) => number): Instant {
  let before = day * MINUTES_PER_DAY - OFFSET_LIMIT_HOURS * MINUTES_PER_HOUR;
  let reached = day * MINUTES_PER_DAY + OFFSET_LIMIT_HOURS * MINUTES_PER_HOUR;
  while (reached - before > 1) {
    const middle = Math.floor((before + reached) / 2);
    if (dayOf(middle * MINUTE_MS) >= day) reached = middle;
    else before = middle;
  }
  return reached * MINUTE_MS;
}
