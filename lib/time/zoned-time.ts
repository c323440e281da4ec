import { MINUTE_MS, MINUTES_PER_DAY, MINUTES_PER_HOUR, SECOND_MS, type Instant } from './time';

/**
 * What clocks on the wall of a zone show. A local time is milliseconds too: those at which a clock in UTC shows the
 * same date and time. The zone data is the one of the runtime (Intl), where changes of the clock are at least two days
 * apart.
 */

/** Milliseconds at which a clock in UTC would show what the local clock shows. Not an instant. */
export type LocalTime = number;

/** A local date, as days since 1970-01-01. */
export type LocalDay = number;

export const DAY_MS = MINUTES_PER_DAY * MINUTE_MS;

/** Beyond the offset of any zone from UTC (-12 h to +14 h), milliseconds. */
const OFFSET_LIMIT_MS = 16 * MINUTES_PER_HOUR * MINUTE_MS;

/** A format takes far longer to make than to use; it has no state that changes a result. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** True for a name of a time zone the runtime knows. */
export function isTimeZone(name: string): boolean {
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

/**
 * What the local clock shows.
 *
 * @throws RangeError for a zone the runtime does not know
 */
export function localTimeAt(instant: Instant, timeZone: string): LocalTime {
  return instant + offsetAt(instant, timeZone);
}

/**
 * The local date.
 *
 * @throws RangeError for a zone the runtime does not know
 */
export function localDayAt(instant: Instant, timeZone: string): LocalDay {
  return Math.floor(localTimeAt(instant, timeZone) / DAY_MS);
}

/**
 * The first instant at which the local clock shows a time or a later one. A time that a clock change leaves out is
 * reached at the change itself, the first instant after the gap; a time that the clock shows twice at its first
 * occurrence.
 *
 * @throws RangeError for a zone the runtime does not know
 */
export function instantOfLocal(local: LocalTime, timeZone: string): Instant {
  const before = offsetAt(local - OFFSET_LIMIT_MS, timeZone);
  const after = offsetAt(local + OFFSET_LIMIT_MS, timeZone);
  const early = local - before;
  if (before === after || offsetAt(early, timeZone) === before) return early;
  const late = local - after;
  return offsetAt(late, timeZone) === after ? late : changeBetween(late, early, timeZone);
}

/** Minutes since midnight of a text such as `09:30`, up to `24:00`; undefined when it is not one. */
export function parseTimeOfDay(text: string): number | undefined {
  if (!/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(text)) return undefined;
  return Number(text.slice(0, 2)) * MINUTES_PER_HOUR + Number(text.slice(3));
}

/** The local day of a text such as `2026-12-25`, or undefined when it is not a date. */
export function parseLocalDay(text: string): LocalDay | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return undefined;
  const midnight = Date.parse(`${text}T00:00:00Z`);
  // The 30th of February would be read as a day of March.
  return Number.isNaN(midnight) || formatLocalDay(midnight / DAY_MS) !== text ? undefined : midnight / DAY_MS;
}

/** `2026-12-25`. */
export function formatLocalDay(day: LocalDay): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The only change of the clock after one instant and up to another. */
function changeBetween(from: Instant, to: Instant, timeZone: string): Instant {
  const before = offsetAt(from, timeZone);
  let [unchanged, changed] = [from, to];
  while (changed - unchanged > 1) {
    const middle = Math.floor((unchanged + changed) / 2);
    if (offsetAt(middle, timeZone) === before) unchanged = middle;
    else changed = middle;
  }
  return changed;
}

/** Local time less UTC, milliseconds. Read from `3/29/2026, GMT+02:00`; some runtimes write no digits for UTC itself. */
function offsetAt(instant: Instant, timeZone: string): number {
  const text = formatOf(timeZone).format(instant);
  const match = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(text);
  if (match === null) throw new Error(`no offset in ${text}`);
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = match;
  const size = (Number(hours) * MINUTES_PER_HOUR + Number(minutes)) * MINUTE_MS + Number(seconds) * SECOND_MS;
  return sign === '-' ? -size : size;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', { timeZone, timeZoneName: 'longOffset' });
    formats.set(timeZone, format);
  }
  return format;
}
