import { isBusinessDay, weekdayOf, type BusinessCalendar, type Weekday } from '../../time/business-calendar';
import type { Span } from '../../time/span';
import { MINUTE_MS, type Instant } from '../../time/time';
import { DAY_MS, instantOfLocal, localDayAt, parseLocalDay, parseTimeOfDay, type LocalDay } from '../../time/zoned-time';

/** The day of a month on which something is due. The first business day heeds holidays, the first Monday does not. */
export type DayOfMonth = 'first business day' | `first ${Weekday}`;

/** How often something is due, and at which local time (`08:00`, up to `23:59`). */
export type Cadence =
  | { readonly kind: 'daily'; readonly at: string }
  | { readonly kind: 'weekly'; readonly on: Weekday; readonly at: string }
  | { readonly kind: 'monthly'; readonly on: DayOfMonth; readonly at: string }
  /** In January, April, July and October. */
  | { readonly kind: 'quarterly'; readonly on: DayOfMonth; readonly at: string }
  /** Counted in local days from a date on, which is the first. */
  | { readonly kind: 'every'; readonly days: number; readonly from: string; readonly at: string };

/** Where a cadence is counted: the zone its local times are of, and what a business day is. */
export type CadenceCalendar = Pick<BusinessCalendar, 'timeZone' | 'days' | 'holidays'>;

/** Something that is due: when, and on which local day, which names it. */
export interface Occurrence {
  readonly at: Instant;
  readonly day: LocalDay;
}

/** Months with which quarters begin, from 0. */
const QUARTER_MONTHS = 3;

/**
 * The occurrences from an instant up to, and without, another, ascending. Each local day that a cadence names has exactly one, by the
 * rule of `instantOfLocal`: a local time that clocks repeat counts the first time, one that they skip is due with the first instant
 * after. A day that a zone leaves out whole has none.
 *
 * @throws RangeError for an unknown zone, and for a cadence that is none: a time or date that is none, fewer days than one
 */
export function occurrencesOf(cadence: Cadence, calendar: CadenceCalendar, { from, until }: Span): Occurrence[] {
  const isDue = dueDays(cadence, calendar);
  const { timeZone } = calendar;
  const minutes = minutesOf(cadence);
  const found: Occurrence[] = [];
  // A day more on either side: clocks that are put back or forward across midnight.
  for (let day = localDayAt(from, timeZone) - 1; day <= localDayAt(until, timeZone) + 1; day += 1) {
    if (!isDue(day)) continue;
    const at = instantOfLocal(day * DAY_MS + minutes * MINUTE_MS, timeZone);
    if (at >= from && at < until && isThere(day, timeZone)) found.push({ at, day });
  }
  return found;
}

/** The occurrence at an instant, to the minute; undefined when nothing is due then. */
export function occurrenceAt(cadence: Cadence, calendar: CadenceCalendar, at: Instant): Occurrence | undefined {
  return occurrencesOf(cadence, calendar, { from: at, until: at + MINUTE_MS })[0];
}

/** The first occurrence after an instant. */
export function nextOccurrence(cadence: Cadence, calendar: CadenceCalendar, after: Instant): Occurrence {
  for (let from = after + 1; ; from += SEARCHED_MS) {
    const [next] = occurrencesOf(cadence, calendar, { from, until: from + SEARCHED_MS });
    if (next !== undefined) return next;
  }
}

/** More than a quarter. */
const SEARCHED_MS = 100 * DAY_MS;

/** Which local days a cadence names. */
function dueDays(cadence: Cadence, calendar: CadenceCalendar): (day: LocalDay) => boolean {
  switch (cadence.kind) {
    case 'daily':
      return () => true;
    case 'weekly':
      return (day) => weekdayOf(day) === cadence.on;
    case 'monthly':
      return (day) => day === dayOfMonth(cadence.on, calendar, day);
    case 'quarterly':
      return (day) => new Date(day * DAY_MS).getUTCMonth() % QUARTER_MONTHS === 0 && day === dayOfMonth(cadence.on, calendar, day);
    case 'every': {
      const first = parseLocalDay(cadence.from);
      if (first === undefined) throw new RangeError(`${cadence.from} is not a date such as 2026-12-25`);
      if (!Number.isInteger(cadence.days) || cadence.days < 1) throw new RangeError(`days are a whole number from 1 on, received ${cadence.days}`);
      return (day) => day >= first && (day - first) % cadence.days === 0;
    }
  }
}

/** The day that is meant in the month of a day; undefined in a month without a business day. */
function dayOfMonth(on: DayOfMonth, calendar: CadenceCalendar, within: LocalDay): LocalDay | undefined {
  const date = new Date(within * DAY_MS);
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) / DAY_MS;
  const next = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) / DAY_MS;
  const isMeant = on === 'first business day' ? (day: LocalDay) => isBusinessDay(calendar, day) : (day: LocalDay) => `first ${weekdayOf(day)}` === on;
  for (let day = first; day < next; day += 1) if (isMeant(day)) return day;
  return undefined;
}

function minutesOf({ at }: Cadence): number {
  const minutes = parseTimeOfDay(at);
  if (minutes === undefined || at === '24:00') throw new RangeError(`${at} is not a time of day such as 08:00`);
  return minutes;
}

/** A zone that moves across the date line leaves a whole day out. */
function isThere(day: LocalDay, timeZone: string): boolean {
  return localDayAt(instantOfLocal(day * DAY_MS, timeZone), timeZone) === day;
}
