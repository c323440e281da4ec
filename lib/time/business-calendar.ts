import type { Span } from './span';
import { MINUTE_MS, type Instant } from './time';
import { DAY_MS, formatLocalDay, instantOfLocal, localDayAt, parseLocalDay, parseTimeOfDay, type LocalDay } from './zoned-time';

/** A day of the week, from Monday as ISO 8601 counts them. */
export type Weekday = 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday';

export const WEEKDAYS: readonly Weekday[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/**
 * A weekly recurring opening time in a zone; a day is open from `open` to `close` local time (`09:00`, `18:00`, close
 * `24:00` allowed), except on holidays (`2026-12-25`).
 */
export interface BusinessCalendar {
  readonly timeZone: string;
  readonly days: readonly Weekday[];
  readonly open: string;
  readonly close: string;
  readonly holidays: readonly string[];
}

/**
 * Business hours. Opening and closing follow the local clock, by the rule of `instantOfLocal`.
 *
 * Every function throws a RangeError for a calendar that is none: an unknown zone, a text that is no time or date, a
 * close that is not after the open, no day at all.
 */

/** True while the calendar is open: from the opening instant up to, and without, the closing one. */
export function isOpen(calendar: BusinessCalendar, at: Instant): boolean {
  const hours = checked(calendar);
  const day = localDayAt(at, calendar.timeZone);
  // Clocks put back across midnight show yesterday again, after today has begun.
  return [day, day + 1].some((each) => {
    if (!isBusinessDay(calendar, each)) return false;
    const { from, until } = hoursOf(calendar, hours, each);
    return from <= at && at < until;
  });
}

/** The first instant from `at` on at which the calendar is open: `at` itself while it is. */
export function nextOpening(calendar: BusinessCalendar, at: Instant): Instant {
  const hours = checked(calendar);
  for (let day = localDayAt(at, calendar.timeZone); ; day = dayAfter(calendar, day)) {
    if (!isBusinessDay(calendar, day)) continue;
    const { from, until } = hoursOf(calendar, hours, day);
    if (at < until && from < until) return Math.max(at, from);
  }
}

/**
 * The instant at which the calendar has been open for a time since `at`: a clock that stands still while it is closed.
 *
 * @param milliseconds above 0
 */
export function afterOpenTime(calendar: BusinessCalendar, at: Instant, milliseconds: number): Instant {
  let left = milliseconds;
  for (let from = nextOpening(calendar, at); ;) {
    // The first of these hours begins at the opening, and two days hold it whole.
    const { until } = openHours(calendar, { from, until: from + 2 * DAY_MS })[0]!;
    if (left <= until - from) return from + left;
    left -= until - from;
    from = nextOpening(calendar, until);
  }
}

/**
 * The end of the next business day, its closing time: when something that came at `at` has to be acknowledged under
 * the rule "by the end of the next business day". The next one is always after the local day of `at`, whatever the
 * hour: Friday 09:00 and Friday 18:00 both give Monday 18:00. Requirement 002-41.
 */
export function endOfNextBusinessDay(calendar: BusinessCalendar, at: Instant): Instant {
  return addBusinessDays(calendar, at, 1);
}

/**
 * The closing time of the n-th business day after the local day of an instant.
 *
 * @param days a whole number, at least 1
 * @throws RangeError for any other number
 */
export function addBusinessDays(calendar: BusinessCalendar, at: Instant, days: number): Instant {
  if (!Number.isInteger(days) || days < 1) throw new RangeError(`business days to add are a whole number from 1 on, received ${days}`);
  const hours = checked(calendar);
  let day = localDayAt(at, calendar.timeZone);
  for (let added = 0; added < days; added++) day = dayAfter(calendar, day);
  return hoursOf(calendar, hours, day).until;
}

/** The opening hours within a time, ascending, cut off at its ends. */
export function openHours(calendar: BusinessCalendar, { from, until }: Span): Span[] {
  const hours = checked(calendar);
  const spans: Span[] = [];
  for (let day = localDayAt(from, calendar.timeZone); day * DAY_MS < until + DAY_MS; day++) {
    if (!isBusinessDay(calendar, day)) continue;
    const open = hoursOf(calendar, hours, day);
    const span = { from: Math.max(from, open.from), until: Math.min(until, open.until) };
    if (span.from < span.until) spans.push(span);
  }
  return spans;
}

interface Hours {
  /** Minutes since midnight. */
  readonly open: number;
  readonly close: number;
}

function checked({ days, open: openText, close: closeText, holidays }: BusinessCalendar): Hours {
  const open = parseTimeOfDay(openText);
  const close = parseTimeOfDay(closeText);
  if (open === undefined || close === undefined || open >= close)
    throw new RangeError(`business hours ${openText} to ${closeText} are not two times of a day, the earlier first`);
  if (!days.some((day) => WEEKDAYS.includes(day))) throw new RangeError('a business calendar without a weekday is never open');
  const wrong = holidays.find((each) => parseLocalDay(each) === undefined);
  if (wrong !== undefined) throw new RangeError(`holiday ${wrong} is not a date such as 2026-12-25`);
  return { open, close };
}

function hoursOf({ timeZone }: BusinessCalendar, { open, close }: Hours, day: LocalDay): Span {
  return { from: instantOfLocal(day * DAY_MS + open * MINUTE_MS, timeZone), until: instantOfLocal(day * DAY_MS + close * MINUTE_MS, timeZone) };
}

/** True for a local day on which the calendar opens, at whatever hour. */
export function isBusinessDay({ days, holidays }: Pick<BusinessCalendar, 'days' | 'holidays'>, day: LocalDay): boolean {
  return days.includes(weekdayOf(day)) && !holidays.includes(formatLocalDay(day));
}

/** The day of the week of a local day. */
export function weekdayOf(day: LocalDay): Weekday {
  // Day 0 was a Thursday.
  return WEEKDAYS[(((day + 3) % 7) + 7) % 7]!;
}

/** The next business day: there is one, holidays being a list that ends. */
function dayAfter(calendar: BusinessCalendar, day: LocalDay): LocalDay {
  let next = day + 1;
  while (!isBusinessDay(calendar, next)) next += 1;
  return next;
}
