import type { Instant } from '../../time/time';
import { DAY_MS, formatLocalDay, instantOfLocal } from '../../time/zoned-time';
import { shown, type ReadProperty, type ReportCalendarProblem } from './calendar-problem';
import type { CalendarEvent } from './change-calendar';
import type { CalendarComponent } from './content-lines';
import { instantOfTime, parseEventDuration, readEventTime, type EventTime, type TimeFault } from './event-time';
import { repeatedDays, type RecurrenceRule } from './repeated-days';

/** How a calendar is read. */
export interface ReadCalendarOptions {
  /** As problems name it. */
  readonly file: string;
  /** Events that begin later are left out, and repetitions not followed further. Default: {@link FOLLOWED_UNTIL} */
  readonly until?: Instant;
  /**
   * `document`: the content of a change calendar, of which AWS wants more than of others. `import`: a calendar of somebody else, of
   * which only the events count.
   */
  readonly as: 'document' | 'import';
  /** Clocks of times that say no zone, and of whole days. Absent: such a time is refused. */
  readonly timeZone?: string;
}

/** Further than any calendar is asked, and near enough to follow an event of every day. */
const FOLLOWED_UNTIL = Date.UTC(2040, 0, 1);

/** An event and where it was read. */
export interface LocatedEvent extends CalendarEvent {
  readonly line: number;
}

/** What an event is read with. */
export interface EventContext {
  readonly property: (component: CalendarComponent, name: string) => ReadProperty | undefined;
  readonly report: ReportCalendarProblem;
  readonly options: ReadCalendarOptions;
  /** Zones that the calendar defines. */
  readonly zones: ReadonlySet<string>;
}

/** What a change calendar has no word for: an event without one of its repetitions is another calendar than it looks. */
const REFUSED: Readonly<Record<string, string>> = {
  exdate: 'a repetition that is left out',
  rdate: 'a repetition that is added',
  exrule: 'repetitions that are left out by a rule',
  'recurrence-id': 'a repetition that was changed',
};

/** The events of a component: one, or one for each repetition; none when something about it is an error. */
export function readEvent(component: CalendarComponent, context: EventContext): LocatedEvent[] {
  const { property, report, options } = context;
  let isRefused = false;
  for (const { name, text, line } of component.properties) {
    const isCancelled = name === 'status' && /:cancelled\s*$/i.test(text);
    if (!Object.hasOwn(REFUSED, name) && !isCancelled) continue;
    isRefused = true;
    report('CAL008', line, `the event has ${isCancelled ? 'been cancelled' : REFUSED[name]!}, which a change calendar cannot say`, {
      received: shown(text),
      allowed: 'events that happen, and repetitions without exception',
      change: isCancelled ? 'remove the event' : 'write single events',
    });
  }
  const start = readTime(property(component, 'dtstart'), component, context);
  const end = start === undefined ? undefined : readEnd(component, start, context);
  const repetition = property(component, 'rrule');
  const uid = property(component, 'uid')?.value;
  const summary = property(component, 'summary')?.value;
  if (start === undefined || end === undefined || isRefused) return [];
  const made = { uid: String(uid ?? `line-${component.line}`), summary: String(summary ?? ''), line: component.line };
  if (repetition !== undefined) return repetitions(repetition, start, end, made, context);
  const [from, until] = [instantOrReport(start, component, context), instantOrReport(end, component, context)];
  if (from === undefined || until === undefined) return [];
  if (from < until) return from < (options.until ?? FOLLOWED_UNTIL) ? [{ ...made, from, until }] : [];
  report('CAL007', component.line, from === until ? 'the event ends when it begins' : 'the event ends before it begins', {
    received: `${formatTime(start)} to ${formatTime(end)}`,
    allowed: 'an end after the start',
    change: 'correct DTEND',
  });
  return [];
}

function readTime(found: ReadProperty | undefined, component: CalendarComponent, { report, options, zones }: EventContext): EventTime | undefined {
  if (found === undefined) {
    if (component.properties.every(({ name }) => name !== 'dtstart')) {
      report('CAL001', component.line, 'the event has no DTSTART', { allowed: 'DTSTART:20260302T080000Z', change: 'say when it begins' });
    }
    return undefined;
  }
  const { line, text, value, tzid } = found;
  const time = readEventTime(value, tzid, options.timeZone);
  if ('fault' in time) {
    const [code, what] = WORDS[time.fault];
    report(code, line, what, { received: shown(text), allowed: 'a time in UTC, such as 20260302T080000Z, or one of an IANA zone', change: 'write it in UTC' });
    return undefined;
  }
  if (tzid !== undefined && options.as === 'document' && !zones.has(String(tzid))) {
    report('CAL004', line, `the calendar does not define the zone ${shown(String(tzid))}`, {
      received: shown(text),
      allowed: 'a VTIMEZONE with the TZID, or a time in UTC',
      change: 'write it in UTC, or add the VTIMEZONE',
    });
  }
  return time;
}

const WORDS: Readonly<Record<TimeFault, readonly ['CAL001' | 'CAL005', string]>> = {
  'no time': ['CAL001', 'this is no time'],
  'no zone': ['CAL005', 'the time is on no clock: it says neither UTC nor a zone'],
  'unknown zone': ['CAL005', 'the zone is none of IANA, so that nobody can place the time'],
};

/** The end that is written, or comes of a duration; of a whole day without one, the next midnight. */
function readEnd(component: CalendarComponent, start: EventTime, context: EventContext): EventTime | undefined {
  const { property, report, options } = context;
  const written = property(component, 'dtend');
  if (written !== undefined) return readTime(written, component, context);
  const duration = property(component, 'duration');
  if (duration === undefined) {
    if (start.isDate) return { ...start, local: start.local + DAY_MS };
    report('CAL007', component.line, 'the event has no end', { allowed: 'DTEND:20260302T090000Z', change: 'say when it ends' });
    return undefined;
  }
  if (options.as === 'document') {
    report('CAL003', duration.line, 'the event has a duration instead of an end', {
      received: shown(duration.text),
      allowed: 'DTEND:20260302T090000Z',
      change: 'write when it ends',
    });
    return undefined;
  }
  const length = parseEventDuration(String(duration.value));
  if (length !== undefined) return { ...start, local: start.local + length };
  report('CAL001', duration.line, 'this is no duration', { received: shown(duration.text), allowed: 'DURATION:PT1H', change: 'write when it ends' });
  return undefined;
}

function repetitions(
  { line, text, value }: ReadProperty,
  start: EventTime,
  end: EventTime,
  made: Omit<LocatedEvent, 'from' | 'until'>,
  { report, options }: EventContext,
): LocatedEvent[] {
  const refuse = (what: string): [] => {
    report('CAL008', line, `the event repeats in a way that day2 does not follow: ${what}`, {
      received: shown(text),
      allowed: 'FREQ of DAILY to YEARLY with INTERVAL, COUNT, UNTIL in UTC, BYDAY, BYMONTHDAY, BYMONTH',
      change: 'write single events',
    });
    return [];
  };
  if (start.timeZone !== end.timeZone) return refuse('it begins and ends in two zones');
  const length = end.local - start.local;
  if (length <= 0) {
    report('CAL007', made.line, 'the event does not end after it begins', {
      received: shown(text),
      allowed: 'an end after the start',
      change: 'correct DTEND',
    });
    return [];
  }
  const rule = (typeof value === 'object' ? value : {}) as RecurrenceRule;
  const last = lastStart(rule, start);
  if (last === undefined) return refuse(`UNTIL=${String(rule.until)}`);
  const firstDay = Math.floor(start.local / DAY_MS);
  const repeated = repeatedDays(rule, firstDay, Math.floor((options.until ?? FOLLOWED_UNTIL) / DAY_MS) + 2);
  if ('refused' in repeated) return refuse(repeated.refused);
  const events: LocatedEvent[] = [];
  for (const day of repeated.days) {
    const time = { ...start, local: start.local + (day - firstDay) * DAY_MS };
    const from = instantOfTime(time);
    if (from === undefined) {
      report('CAL006', line, `clocks in ${start.timeZone} leave out ${formatTime(time)}, when the event repeats`, gapHints(time));
      return [];
    }
    if (from > last || from >= (options.until ?? FOLLOWED_UNTIL)) break;
    const until = start.timeZone === undefined ? from + length : instantOfLocal(time.local + length, start.timeZone);
    if (from < until) events.push({ ...made, from, until });
  }
  return events;
}

/** The last instant at which a repetition may begin; undefined when the rule says it on no clock. */
function lastStart({ until }: RecurrenceRule, start: EventTime): Instant | undefined {
  if (until === undefined) return Infinity;
  const time = readEventTime(until, undefined, start.isDate ? (start.timeZone ?? 'UTC') : undefined);
  if ('fault' in time || time.isDate !== start.isDate) return undefined;
  return instantOfTime(time);
}

function instantOrReport(time: EventTime, component: CalendarComponent, { report }: EventContext): Instant | undefined {
  const instant = instantOfTime(time);
  if (instant === undefined) report('CAL006', component.line, `clocks in ${time.timeZone} leave out ${formatTime(time)}`, gapHints(time));
  return instant;
}

function gapHints(time: EventTime) {
  return { received: formatTime(time), allowed: 'a time before or after the change of clocks', change: 'write the time that was meant, in UTC' };
}

/** `2026-03-29T02:30 Europe/Berlin`. */
function formatTime({ local, timeZone = 'UTC' }: EventTime): string {
  return `${formatLocalDay(Math.floor(local / DAY_MS))}T${new Date(local).toISOString().slice(11, 16)} ${timeZone}`;
}
