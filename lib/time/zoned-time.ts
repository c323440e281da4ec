import { formatInstant, MINUTE_MS, MINUTES_PER_DAY, MINUTES_PER_HOUR, SECOND_MS, type Instant } from './time';

/**
 * The one reading of IANA time zones: what clocks on the wall of a zone show. A local time is milliseconds too: those at
 * which a clock in UTC shows the same date and time. The zone data is the one of the runtime (Intl), where changes of
 * the clock are at least two days apart.
 *
 * The instant of a local time, where a clock change makes that a question:
 *
 * - overlap (clocks go back, the local time is shown twice): its first occurrence, always;
 * - gap (clocks go forward, the local time is never shown): the first instant after the gap, so that hand-overs,
 *   opening hours and calendar units happen on every day. What must not happen then asks with `inGap: 'never'`:
 *   EventBridge Scheduler does not run a local time that is left out, and runs a repeated one once.
 *   https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */

/** What becomes of a local time that a clock change leaves out: reached with the first instant after the gap, or never. */
export type GapRule = 'first instant after' | 'never';

/** Milliseconds at which a clock in UTC would show what the local clock shows. Not an instant. */
export type LocalTime = number;

/** A local date, as days since 1970-01-01. */
export type LocalDay = number;

export const DAY_MS = MINUTES_PER_DAY * MINUTE_MS;

/** Beyond the offset of any zone from UTC (-12 h to +14 h), milliseconds. */
const OFFSET_LIMIT_MS = 16 * MINUTES_PER_HOUR * MINUTE_MS;

/** Names of the zone that needs no table; most schedules are in it. */
const UTC_NAMES: readonly string[] = ['UTC', 'Etc/UTC'];

/** A format takes far longer to make than to use; it has no state that changes a result. */
const formats = new Map<string, Intl.DateTimeFormat>();
/** As for formats. */
const changes = new Map<string, readonly LocalDay[]>();
/** As for formats: by zone, the offset of each day of UTC that was asked for; undefined for a day on which the clock changes. */
const offsets = new Map<string, Map<number, number | undefined>>();

/** True for a name of UTC itself. Zones that only show the same, such as Africa/Abidjan, are none. */
export function isUtc(timeZone: string): boolean {
  return UTC_NAMES.includes(timeZone);
}

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
 * The instant of a local time: the first at which the local clock shows it, or in a gap a later one.
 *
 * @param rule undefined is the answer to a time in a gap under `inGap: 'never'`
 * @throws RangeError for a zone the runtime does not know
 */
export function instantOfLocal(local: LocalTime, timeZone: string, rule?: { readonly inGap: 'first instant after' }): Instant;
export function instantOfLocal(local: LocalTime, timeZone: string, rule: { readonly inGap: GapRule }): Instant | undefined;
export function instantOfLocal(
  local: LocalTime,
  timeZone: string,
  { inGap }: { readonly inGap: GapRule } = { inGap: 'first instant after' },
): Instant | undefined {
  const before = offsetAt(local - OFFSET_LIMIT_MS, timeZone);
  const after = offsetAt(local + OFFSET_LIMIT_MS, timeZone);
  const early = local - before;
  if (before === after || offsetAt(early, timeZone) === before) return early;
  const late = local - after;
  if (offsetAt(late, timeZone) === after) return late;
  return inGap === 'never' ? undefined : changeBetween(late, early, timeZone);
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

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;

/**
 * What the clock on the wall shows, to the minute: `Sun 04:10`.
 *
 * @throws RangeError for a zone the runtime does not know
 */
export function formatWallClock(instant: Instant, timeZone: string): string {
  const date = new Date(localTimeAt(instant, timeZone));
  return `${WEEKDAYS[date.getUTCDay()]} ${date.toISOString().slice(11, 16)}`;
}

/**
 * An instant with what the clock on the wall shows: `2026-03-08T03:10:00Z (Sun 04:10)`; of UTC the instant alone.
 *
 * @throws RangeError for a zone the runtime does not know
 */
export function formatInstantAndLocal(instant: Instant, timeZone: string): string {
  return `${formatInstant(instant)}${isUtc(timeZone) ? '' : ` (${formatWallClock(instant, timeZone)})`}`;
}

/** `2026-12-25`. */
export function formatLocalDay(day: LocalDay): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/**
 * The local days, from one up to and without another, on which a clock never shows a time of day, as clocks go forward over it.
 *
 * @param minutes since midnight
 * @throws RangeError for a zone the runtime does not know
 */
export function daysWithoutTime(minutes: number, timeZone: string, from: LocalDay, until: LocalDay): LocalDay[] {
  return daysOfChanges(timeZone, from, until).filter((day) => instantOfLocal(day * DAY_MS + minutes * MINUTE_MS, timeZone, { inGap: 'never' }) === undefined);
}

/** The local days near a change of the clock. They are asked for again and again, and take long to find. */
function daysOfChanges(timeZone: string, from: LocalDay, until: LocalDay): readonly LocalDay[] {
  const key = `${timeZone} ${from} ${until}`;
  let days = changes.get(key);
  if (days === undefined) {
    const found: LocalDay[] = [];
    let before = offsetAt(from * DAY_MS - OFFSET_LIMIT_MS, timeZone);
    for (let day = from; day < until; day += 1) {
      const after = offsetAt((day + 1) * DAY_MS + OFFSET_LIMIT_MS, timeZone);
      if (after !== before) found.push(day);
      before = offsetAt((day + 1) * DAY_MS - OFFSET_LIMIT_MS, timeZone);
    }
    days = found;
    changes.set(key, days);
  }
  return days;
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

/** Local time less UTC, milliseconds. A day that begins and ends with one offset has no other: changes are at least two days apart. */
function offsetAt(instant: Instant, timeZone: string): number {
  if (UTC_NAMES.includes(timeZone)) return 0;
  const day = Math.floor(instant / DAY_MS);
  const days = offsets.get(timeZone) ?? new Map<number, number | undefined>();
  if (!days.has(day)) {
    const begin = readOffset(day * DAY_MS, timeZone);
    days.set(day, begin === readOffset((day + 1) * DAY_MS, timeZone) ? begin : undefined);
    offsets.set(timeZone, days);
  }
  return days.get(day) ?? readOffset(instant, timeZone);
}

/** Read from `3/29/2026, GMT+02:00`; some runtimes write no digits for UTC itself. */
function readOffset(instant: Instant, timeZone: string): number {
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
