import ICAL from 'ical.js';
import type { CalendarCode } from '../../problems/catalogue/calendars';
import { hasErrors, type Problem } from '../../problems/problem';
import { formatInstant } from '../../time/time';
import { shown, type ReadProperty, type ReportCalendarProblem } from './calendar-problem';
import { AWS_PRODID, MAX_CALENDAR_BYTES } from './calendar-text';
import type { CalendarType, ChangeCalendar } from './change-calendar';
import { readComponents, type CalendarComponent } from './content-lines';
import { readEvent, type LocatedEvent, type ReadCalendarOptions } from './read-event';

/** A calendar as it was read: none when something in it is an error. */
export interface ReadCalendar {
  readonly calendar?: ChangeCalendar;
  readonly problems: readonly Problem[];
}

/** The one problem that does not make a calendar unusable. */
const WARNINGS: readonly CalendarCode[] = ['CAL009'];

/** Larger than any calendar, and small enough to be read at once. */
const MAX_IMPORTED_BYTES = 5_000_000;

/**
 * Reads a calendar from iCalendar text. `ical.js` reads the values; instants are those of lib/time, where an event that repeats ends at
 * the same local time each week, whatever the clocks do in between. What a change calendar cannot say is refused by name. Never throws for
 * what is in the text.
 */
export function readCalendar(text: string, options: ReadCalendarOptions): ReadCalendar {
  const problems: Problem[] = [];
  const report: ReportCalendarProblem = (code, line, what, hints) => {
    problems.push({ code, level: WARNINGS.includes(code) ? 'warning' : 'error', where: { file: options.file, line }, what, ...hints });
  };
  const limit = options.as === 'document' ? MAX_CALENDAR_BYTES : MAX_IMPORTED_BYTES;
  const bytes = Buffer.byteLength(text);
  if (bytes > limit) {
    report('CAL010', 1, 'the calendar is too large', {
      received: `${bytes} bytes`,
      allowed: `at most ${limit} bytes`,
      change: 'write fewer events, or a shorter horizon',
    });
    return { problems };
  }
  const read = readComponents(text);
  if ('fault' in read) {
    report('CAL001', read.fault.line, read.fault.what, { received: shown(read.fault.received), change: 'correct the line, or export the calendar again' });
    return { problems };
  }
  const [calendar, ...others] = read.components;
  if (calendar?.name !== 'vcalendar' || others.length > 0) {
    report('CAL001', (others[0] ?? calendar)?.line ?? 1, 'the text is not one calendar', {
      received: read.components.map(({ name }) => name.toUpperCase()).join(', ') || 'nothing',
      allowed: 'one VCALENDAR',
      change: 'write one calendar in a file',
    });
    return { problems };
  }
  const property = (component: CalendarComponent, name: string) => propertyOf(component, name, report);
  const isDocument = options.as === 'document';
  if (isDocument) checkHead(calendar, property, report);
  // What is wrong with the type of a document has been reported with its head.
  const type = typeOf(propertyOf(calendar, 'x-calendar-type', isDocument ? () => undefined : report));
  const zones = new Set(calendar.components.filter(({ name }) => name === 'vtimezone').map((zone) => String(property(zone, 'tzid')?.value)));
  const events = calendar.components
    .filter(({ name }) => name === 'vevent')
    .flatMap((event) => readEvent(event, { property, report, options, zones }))
    .sort((a, b) => a.from - b.from || a.until - b.until);
  reportOverlaps(events, report);
  if (hasErrors(problems)) return { problems };
  return { calendar: { type: type ?? 'DEFAULT_OPEN', events: events.map(({ uid, from, until, summary }) => ({ uid, from, until, summary })) }, problems };
}

/** The one property of a name; problems of a value that nothing can be made of are reported. */
function propertyOf({ properties }: CalendarComponent, name: string, report: ReportCalendarProblem): ReadProperty | undefined {
  const [found, again] = properties.filter((each) => each.name === name);
  if (found === undefined) return undefined;
  const { text, line } = found;
  if (again !== undefined) {
    report('CAL001', again.line, `${name.toUpperCase()} is given twice`, { received: shown(again.text), change: 'keep one of the two' });
  }
  try {
    const [, parameters, , value] = ICAL.parse.property(text) as [string, Readonly<Record<string, unknown>>, string, unknown];
    return { line, text, value, tzid: parameters.tzid };
  } catch (error) {
    // Of its errors some are of a class of its own, and some are whatever came of reading on.
    const why = error instanceof Error ? error.message : String(error);
    report('CAL001', line, `${name.toUpperCase()} cannot be read: ${shown(why)}`, {
      received: shown(text),
      change: 'correct the line, or export the calendar again',
    });
    return undefined;
  }
}

/** What AWS writes at the top, before the first component: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ssm-document.html */
function checkHead(
  calendar: CalendarComponent,
  property: (component: CalendarComponent, name: string) => ReadProperty | undefined,
  report: ReportCalendarProblem,
): void {
  const firstComponent = calendar.components[0]?.line ?? Infinity;
  const expected: readonly (readonly [name: string, allowed: readonly string[]])[] = [
    ['prodid', [AWS_PRODID]],
    ['version', ['2.0']],
    ['x-calendar-type', ['DEFAULT_OPEN', 'DEFAULT_CLOSED']],
  ];
  for (const [name, allowed] of expected) {
    const found = property(calendar, name);
    const title = name.toUpperCase();
    if (found === undefined && calendar.properties.some((each) => each.name === name)) continue;
    const isRight = found !== undefined && allowed.includes(String(found.value)) && found.line < firstComponent;
    if (isRight) continue;
    const isLate = found !== undefined && allowed.includes(String(found.value));
    report('CAL002', found?.line ?? calendar.line, isLate ? `${title} stands after an event` : `${title} is not what Change Calendar writes`, {
      received: found === undefined ? 'nothing' : shown(found.text),
      allowed: allowed.map((value) => `${title}:${value}`).join(' or '),
      change: isLate ? 'write it before the first event' : 'write it before the events, letter by letter',
    });
  }
}

function typeOf(property: ReadProperty | undefined): CalendarType | undefined {
  return property?.value === 'DEFAULT_OPEN' || property?.value === 'DEFAULT_CLOSED' ? property.value : undefined;
}

/** Two ids that are the same are one event to other readers; times that overlap are one to a change calendar. */
function reportOverlaps(events: readonly LocatedEvent[], report: ReportCalendarProblem): void {
  let latest: LocatedEvent | undefined;
  for (const event of events) {
    if (latest !== undefined && event.from < latest.until && latest.line !== event.line) {
      report(
        'CAL009',
        event.line,
        `the event overlaps that of line ${latest.line}: they are one, up to ${formatInstant(Math.max(event.until, latest.until))}`,
        {
          received: `${formatInstant(event.from)} to ${formatInstant(event.until)}`,
          allowed: `from ${formatInstant(latest.until)} on`,
          change: 'make them one event, or move one of them',
        },
      );
    }
    if (latest === undefined || event.until > latest.until) latest = event;
  }
}
