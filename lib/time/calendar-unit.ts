import type { Instant } from './time';
import { DAY_MS, instantOfLocal, localDayAt, type LocalDay } from './zoned-time';

/** A unit of the calendar in a zone. Weeks begin on Monday. */
export interface CalendarUnit {
  readonly unit: 'week' | 'month' | 'quarter';
  /** IANA zone in which the unit begins, such as `Europe/Berlin`. */
  readonly timeZone: string;
}

/**
 * The instants at which the week, month or quarter around an instant begins, and at which the next one does: the local
 * midnights, by the rule of `instantOfLocal`.
 *
 * @throws RangeError for a zone the runtime does not know
 */
export function calendarUnitAround({ unit, timeZone }: CalendarUnit, instant: Instant): { readonly start: Instant; readonly next: Instant } {
  const { first, next } = daysOfUnit(unit, localDayAt(instant, timeZone));
  return { start: instantOfLocal(first * DAY_MS, timeZone), next: instantOfLocal(next * DAY_MS, timeZone) };
}

function daysOfUnit(unit: CalendarUnit['unit'], day: LocalDay): { first: LocalDay; next: LocalDay } {
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
