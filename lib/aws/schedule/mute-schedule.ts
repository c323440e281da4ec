import type { Span } from '../../time/span';
import { MINUTE_MS, parseInstant, type Instant } from '../../time/time';
import { instantOfLocal } from '../../time/zoned-time';
import { NotSimulatedError, ServiceError } from '../errors';
import { Cron } from './cron';

/** A time in which a mute rule mutes: from an instant up to, and without, another. */
export interface MuteWindow {
  readonly start: Instant;
  readonly end: Instant;
}

/** The schedule of a mute rule, as its properties write it. */
export interface MuteScheduleText {
  /** `cron(0 2 * * SUN)` of five fields, or `at(2026-03-02T08:00)`. */
  readonly expression: string;
  /** ISO 8601: `PT4H`. */
  readonly duration: string;
  /** IANA name of a zone. */
  readonly timeZone: string;
  /** Local times such as `2026-12-01T00:00`: no window begins before the first, nor at or after the second. */
  readonly startDate?: string;
  readonly expireDate?: string;
}

const SHORTEST_MS = MINUTE_MS;
const LONGEST_MS = 15 * 24 * 60 * MINUTE_MS;

/** Most alarms that one rule mutes. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MuteTargets.html */
export const MAX_MUTE_TARGETS = 100;

/** The longest time a rule mutes at once, minutes. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Schedule.html */
export const MAX_MUTE_MINUTES = LONGEST_MS / MINUTE_MS;

/**
 * Reads when a mute rule mutes. Of a cron expression are simulated: `*`, lists, ranges and names of months and weekdays.
 * Whether 0 or 1 is a Sunday, and whether a day has to be both of day-of-month and day-of-week, is not documented.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Schedule.html
 *
 * @returns the window an instant is in, of several the one that began last; undefined when it is in none
 * @throws ServiceError ValidationException for what PutAlarmMuteRule would refuse
 * @throws NotSimulatedError for what the documentation leaves open
 */
export function parseMuteSchedule(text: MuteScheduleText): (at: Instant) => MuteWindow | undefined {
  const { length, nextAfter, from, until } = readSchedule(text);
  return (at) => {
    let last: Instant | undefined;
    for (let start = nextAfter(at - length); start !== undefined && start <= at; start = nextAfter(start)) {
      if (start >= from && start < until) last = start;
    }
    return last === undefined ? undefined : { start: last, end: last + length };
  };
}

/**
 * The windows of a mute rule that begin in a span of time, oldest first.
 *
 * @param most no more are looked for
 * @throws as {@link parseMuteSchedule}
 */
export function muteWindows(text: MuteScheduleText, within: Span, most: number): MuteWindow[] {
  const { length, nextAfter, from, until } = readSchedule(text);
  const windows: MuteWindow[] = [];
  const end = Math.min(until, within.until);
  for (let start = nextAfter(Math.max(from, within.from) - 1); start !== undefined && start < end && windows.length < most; start = nextAfter(start)) {
    windows.push({ start, end: start + length });
  }
  return windows;
}

function readSchedule(text: MuteScheduleText) {
  return {
    length: durationMs(text.duration),
    nextAfter: startsOf(text.expression, text.timeZone),
    from: localInstant(text.startDate, text.timeZone) ?? -Infinity,
    until: localInstant(text.expireDate, text.timeZone) ?? Infinity,
  };
}

function startsOf(expression: string, timeZone: string): (after: Instant) => Instant | undefined {
  const match = /^(cron|at)\((.*)\)$/.exec(expression.trim());
  if (match === null) throw refused(`Schedule expression ${expression}: allowed are cron(...) and at(...)`);
  if (match[1] === 'cron') {
    const cron = new Cron(sixFields(match[2]!));
    return (after) => cron.nextAfter(after, timeZone);
  }
  const once = localInstant(match[2], timeZone);
  return (after) => (once !== undefined && once > after ? once : undefined);
}

/** Minutes, hours, day of month, month and day of week, as Scheduler writes them. */
function sixFields(fields: string): string {
  const parts = fields.trim().split(/\s+/);
  if (parts.length !== 5) throw refused(`cron(${fields}): a mute rule takes five fields, minutes, hours, day of month, month and day of week`);
  const [minutes, hours, day, month, weekday] = parts as [string, string, string, string, string];
  if (parts.some((part) => /[/?#LW]/.test(part.replace(/[A-Z]{3}/gi, '')))) throw new NotSimulatedError(`cron(${fields}) of a mute rule`);
  if (/\d/.test(weekday)) throw new NotSimulatedError(`day-of-week ${weekday} of a mute rule, as a number`);
  if (day !== '*' && weekday !== '*') throw new NotSimulatedError(`cron(${fields}) of a mute rule, with days of the month and of the week`);
  return [minutes, hours, weekday === '*' ? day : '?', month, weekday === '*' ? '?' : weekday, '*'].join(' ');
}

function localInstant(text: string | undefined, timeZone: string): Instant | undefined {
  if (text === undefined) return undefined;
  const local = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) ? parseInstant(`${text}:00Z`) : undefined;
  if (local === undefined) throw refused(`${text} is no local time such as 2026-12-01T00:00`);
  return instantOfLocal(local, timeZone, { inGap: 'first instant after' });
}

function durationMs(text: string): number {
  const match = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(text);
  const [days, hours, minutes] = [match?.[1], match?.[2], match?.[3]].map((part) => Number(part ?? 0)) as [number, number, number];
  const milliseconds = ((days * 24 + hours) * 60 + minutes) * MINUTE_MS;
  if (match !== null && milliseconds >= SHORTEST_MS && milliseconds <= LONGEST_MS) return milliseconds;
  throw refused(`Duration ${text}: allowed is PT1M to P15D`);
}

function refused(why: string): ServiceError {
  return new ServiceError('ValidationException', why);
}
