import { parseInstant, SECOND_MS, type Instant } from '../../time/time';
import { DAY_MS, instantOfLocal, isTimeZone, parseLocalDay, type LocalTime } from '../../time/zoned-time';

/** A time of an event: on the clocks of a zone, or, without one, in UTC. */
export interface EventTime {
  readonly local: LocalTime;
  /** Absent: UTC. */
  readonly timeZone?: string;
  /** A date without a time of day. */
  readonly isDate: boolean;
}

/** Why a time of an event has no instant. */
export type TimeFault = 'no time' | 'no zone' | 'unknown zone';

/**
 * A time as jCal has it: `2026-03-02T08:00:00Z`, without the `Z` on the clocks of `tzid`, or a date.
 *
 * @param zoneOfOthers clocks of a time that says no zone, where somebody has decided on one
 */
export function readEventTime(value: unknown, tzid: unknown, zoneOfOthers: string | undefined): EventTime | { readonly fault: TimeFault } {
  if (typeof value !== 'string') return { fault: 'no time' };
  const instant = parseInstant(value);
  if (instant !== undefined) return { local: instant, isDate: false };
  const isDate = !value.includes('T');
  const local = isDate ? localMidnight(value) : parseInstant(`${value}Z`);
  if (local === undefined) return { fault: 'no time' };
  const timeZone = tzid === undefined ? zoneOfOthers : String(tzid);
  if (timeZone === undefined) return { fault: 'no zone' };
  return isTimeZone(timeZone) ? { local, timeZone, isDate } : { fault: 'unknown zone' };
}

/** The instant of a time; undefined for one that clocks leave out. */
export function instantOfTime({ local, timeZone }: EventTime): Instant | undefined {
  return timeZone === undefined ? local : instantOfLocal(local, timeZone, { inGap: 'never' });
}

/**
 * A duration as iCalendar writes it, on the clock: whole days, which are as long as the clocks make them, and the rest, milliseconds.
 * Undefined for a text that is none, or that goes back. https://datatracker.ietf.org/doc/html/rfc5545#section-3.3.6
 */
export function parseEventDuration(text: string): number | undefined {
  const parts = /^\+?P(?:(\d{1,4})W|(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?)$/.exec(text);
  if (parts === null) return undefined;
  const [weeks, days, hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? 0));
  return (weeks! * 7 + days!) * DAY_MS + ((hours! * 60 + minutes!) * 60 + seconds!) * SECOND_MS;
}

function localMidnight(date: string): LocalTime | undefined {
  const day = parseLocalDay(date);
  return day === undefined ? undefined : day * DAY_MS;
}
