import ICAL from 'ical.js';
import { readCalendar, type ReadCalendar } from '../../../lib/maintenance/calendar/read-calendar';
import type { ReadCalendarOptions } from '../../../lib/maintenance/calendar/read-event';
import { formatInstant } from '../../../lib/time/time';

const HEAD = ['PRODID:-//AWS//Change Calendar 1.0//EN', 'VERSION:2.0', 'X-CALENDAR-TYPE:DEFAULT_OPEN'];
const text = (...lines: readonly string[]) => ['BEGIN:VCALENDAR', ...lines, 'END:VCALENDAR', ''].join('\r\n');
const event = (...lines: readonly string[]) => ['BEGIN:VEVENT', 'UID:one', ...lines, 'SUMMARY:quarter end', 'END:VEVENT'];
const UTC_EVENT = event('DTSTART:20260302T080000Z', 'DTEND:20260302T090000Z');

const read = (content: string, options: Partial<ReadCalendarOptions> = {}) => readCalendar(content, { file: 'calendar.ics', as: 'document', ...options });
const found = ({ problems }: ReadCalendar) =>
  problems.map(({ code, where, level }) => `${code} ${where.file}:${where.line}${level === 'warning' ? ' warning' : ''}`);
const times = ({ calendar, problems }: ReadCalendar) => {
  expect(problems.filter(({ level }) => level === 'error')).toEqual([]);
  return calendar!.events.map(({ from, until }) => `${formatInstant(from)} ${formatInstant(until)}`);
};

describe('a change calendar', () => {
  test('is read as AWS writes it, whatever ends its lines, folded or not', () => {
    const content = text(...HEAD, ...event('DTSTART:20260302T0800', ' 00Z', 'DTEND:20260302T090000Z'));
    for (const each of [content, content.replaceAll('\r\n', '\n')]) {
      expect(read(each)).toEqual({
        calendar: { type: 'DEFAULT_OPEN', events: [{ uid: 'one', summary: 'quarter end', from: Date.UTC(2026, 2, 2, 8), until: Date.UTC(2026, 2, 2, 9) }] },
        problems: [],
      });
    }
  });

  test('that says its type twice is one problem, as a document and as an import', () => {
    const twice = text(...HEAD, 'X-CALENDAR-TYPE:DEFAULT_OPEN', ...UTC_EVENT);
    for (const as of ['document', 'import'] as const) expect(found(read(twice, { as }))).toEqual([expect.stringMatching(/^CAL001 calendar.ics:\d+$/)]);
  });

  test.each<[mistake: string, content: string, problems: string[]]>([
    ['nothing', '', ['CAL001 calendar.ics:1']],
    ['no iCalendar', 'freeze: { from: today }', ['CAL001 calendar.ics:1']],
    ['a calendar that breaks off', text(...HEAD, ...UTC_EVENT).slice(0, -16), ['CAL001 calendar.ics:1']],
    ['two calendars', text(...HEAD, ...UTC_EVENT) + text(), ['CAL001 calendar.ics:12']],
    ['another PRODID', text('PRODID:-//Google Inc//EN', ...HEAD.slice(1), ...UTC_EVENT), ['CAL002 calendar.ics:2']],
    ['no X-CALENDAR-TYPE', text(...HEAD.slice(0, 2), ...UTC_EVENT), ['CAL002 calendar.ics:1']],
    ['X-CALENDAR-TYPE after the events', text(...HEAD.slice(0, 2), ...UTC_EVENT, HEAD[2]!), ['CAL002 calendar.ics:10']],
    ['a duration', text(...HEAD, ...event('DTSTART:20260302T080000Z', 'DURATION:PT1H')), ['CAL003 calendar.ics:8']],
    ['a zone that is not defined', text(...HEAD, ...event('DTSTART;TZID=Europe/Berlin:20260302T080000', 'DTEND:20260302T090000Z')), ['CAL004 calendar.ics:7']],
    ['a time on no clock', text(...HEAD, ...event('DTSTART:20260302T080000', 'DTEND:20260302T090000Z')), ['CAL005 calendar.ics:7']],
    ['a whole day', text(...HEAD, ...event('DTSTART;VALUE=DATE:20260302')), ['CAL005 calendar.ics:7']],
    ['a zone of nobody', text(...HEAD, ...event('DTSTART;TZID=W. Europe Standard Time:20260302T080000', 'DTEND:20260302T090000Z')), ['CAL005 calendar.ics:7']],
    ['an end before the start', text(...HEAD, ...event('DTSTART:20260302T080000Z', 'DTEND:20260301T080000Z')), ['CAL007 calendar.ics:5']],
    ['zero length', text(...HEAD, ...event('DTSTART:20260302T080000Z', 'DTEND:20260302T080000Z')), ['CAL007 calendar.ics:5']],
    ['no end', text(...HEAD, ...event('DTSTART:20260302T080000Z')), ['CAL007 calendar.ics:5']],
    ['no start', text(...HEAD, ...event('DTEND:20260302T080000Z')), ['CAL001 calendar.ics:5']],
    ['a date that there is not', text(...HEAD, ...event('DTSTART:20260230T080000Z', 'DTEND:20260302T080000Z')), ['CAL001 calendar.ics:7']],
    [
      'a repetition that is left out',
      text(...HEAD, ...event('DTSTART:20260302T080000Z', 'DTEND:20260302T090000Z', 'RRULE:FREQ=DAILY;COUNT=3', 'EXDATE:20260303T080000Z')),
      ['CAL008 calendar.ics:10'],
    ],
    ['a cancelled event', text(...HEAD, ...event('DTSTART:20260302T080000Z', 'DTEND:20260302T090000Z', 'STATUS:CANCELLED')), ['CAL008 calendar.ics:9']],
    ['every hour', text(...HEAD, ...event('DTSTART:20260302T080000Z', 'DTEND:20260302T083000Z', 'RRULE:FREQ=HOURLY')), ['CAL008 calendar.ics:9']],
    ['a rule that is none', text(...HEAD, ...event('DTSTART:20260302T080000Z', 'DTEND:20260302T083000Z', 'RRULE:nonsense')), ['CAL008 calendar.ics:9']],
    ['two events at once', text(...HEAD, ...UTC_EVENT, ...event('DTSTART:20260302T083000Z', 'DTEND:20260302T100000Z')), ['CAL009 calendar.ics:11 warning']],
    ['a calendar that no document can hold', text(...HEAD, `X-WR-CALDESC:${'x'.repeat(65_536)}`), ['CAL010 calendar.ics:1']],
  ])('with %s is refused, by file and line', (_, content, problems) => {
    const result = read(content);
    expect(found(result)).toEqual(problems);
    expect(result.calendar === undefined).toBe(result.problems.some(({ level }) => level === 'error'));
  });

  test('says everything that is wrong with it at once', () => {
    const content = text(
      'PRODID:mine',
      ...event('DTSTART:20260302T080000', 'DURATION:PT1H', 'EXDATE:20260303T080000Z'),
      ...event('DTSTART:20260302T080000Z', 'DTEND:20260302T080000Z'),
    );
    expect(found(read(content))).toEqual(
      ['CAL002', 'CAL002', 'CAL002', 'CAL008', 'CAL005', 'CAL007'].map((code, index) => `${code} calendar.ics:${[2, 1, 1, 7, 5, 10][index]}`),
    );
  });
});

describe('a calendar of somebody else', () => {
  const ZONED = ['DTSTART;TZID=Europe/Berlin:20260327T180000', 'DTEND;TZID=Europe/Berlin:20260330T080000'];
  const foreign = (...lines: readonly string[]) => read(text(...event(...lines)), { as: 'import', timeZone: 'Europe/Berlin' });

  test('need not look like one of AWS, and its whole days are on the clocks that somebody decided on', () => {
    expect(times(foreign('DTSTART;VALUE=DATE:20260403'))).toEqual(['2026-04-02T22:00:00Z 2026-04-03T22:00:00Z']);
    expect(times(foreign('DTSTART;VALUE=DATE:20261024', 'DTEND;VALUE=DATE:20261026'))).toEqual(['2026-10-23T22:00:00Z 2026-10-25T23:00:00Z']);
    expect(times(foreign('DTSTART:20260302T080000Z', 'DURATION:P1DT1H'))).toEqual(['2026-03-02T08:00:00Z 2026-03-03T09:00:00Z']);
    expect(times(foreign('DTSTART:20260302T080000', 'DTEND:20260302T090000'))).toEqual(['2026-03-02T07:00:00Z 2026-03-02T08:00:00Z']);
  });

  test('a weekly event ends at the same local time each week, where ical.js ends an hour early, the written first end included', () => {
    const weekly = foreign(...ZONED, 'RRULE:FREQ=WEEKLY;COUNT=3');
    expect(times(weekly)).toEqual([
      '2026-03-27T17:00:00Z 2026-03-30T06:00:00Z',
      '2026-04-03T16:00:00Z 2026-04-06T06:00:00Z',
      '2026-04-10T16:00:00Z 2026-04-13T06:00:00Z',
    ]);

    // The reason why instants are not left to ical.js. If this fails, a version of it has been mended.
    const zone = ['BEGIN:VTIMEZONE', 'TZID:Europe/Berlin']
      .concat(['BEGIN:DAYLIGHT', 'DTSTART:19700329T020000', 'TZOFFSETFROM:+0100', 'TZOFFSETTO:+0200', 'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3', 'END:DAYLIGHT'])
      .concat([
        'BEGIN:STANDARD',
        'DTSTART:19701025T030000',
        'TZOFFSETFROM:+0200',
        'TZOFFSETTO:+0100',
        'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10',
        'END:STANDARD',
        'END:VTIMEZONE',
      ]);
    const parsed = ICAL.parse(text(...zone, ...event(...ZONED, 'RRULE:FREQ=WEEKLY;COUNT=3'))) as unknown[];
    const theirs = new ICAL.Event(new ICAL.Component(parsed as never).getFirstSubcomponent('vevent')!);
    const iterator = theirs.iterator();
    const ends = [1, 2, 3].map(() => theirs.getOccurrenceDetails(iterator.next()!).endDate.toJSDate().toISOString());
    expect(ends).toEqual(['2026-03-30T05:00:00.000Z', '2026-04-06T05:00:00.000Z', '2026-04-13T05:00:00.000Z']);
  });

  test.each<[rule: string, days: string[]]>([
    ['FREQ=DAILY;INTERVAL=2;COUNT=3', ['03-02', '03-04', '03-06']],
    ['FREQ=DAILY;UNTIL=20260304T080000Z', ['03-02', '03-03', '03-04']],
    ['FREQ=WEEKLY;BYDAY=MO,WE;COUNT=3', ['03-02', '03-04', '03-09']],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=MO;COUNT=3', ['03-02', '03-08', '03-16']],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU;COUNT=3', ['03-02', '03-15', '03-16']],
    ['FREQ=MONTHLY;BYDAY=1MO;COUNT=3', ['03-02', '04-06', '05-04']],
    ['FREQ=MONTHLY;BYDAY=-5MO,2TU;COUNT=3', ['03-02', '03-10', '04-14']],
    ['FREQ=MONTHLY;COUNT=2', ['03-02', '04-02']],
    ['FREQ=YEARLY;BYMONTH=3,4;BYDAY=1MO;COUNT=2', ['03-02', '04-06']],
  ])('follows %s', (rule, days) => {
    const begins = times(
      read(text(...event('DTSTART:20260302T080000Z', 'DTEND:20260302T090000Z', `RRULE:${rule}`)), { as: 'import', until: Date.UTC(2026, 5, 1) }),
    );
    expect(begins.map((each) => each.slice(5, 10)).slice(0, 3)).toEqual(days);
  });

  test.each([
    ['a local time that clocks leave out', ['DTSTART:20260329T023000', 'DTEND:20260329T040000'], ['CAL006 calendar.ics:2']],
    ['a repetition at one', ['DTSTART:20260328T023000', 'DTEND:20260328T040000', 'RRULE:FREQ=DAILY;COUNT=2'], ['CAL006 calendar.ics:6']],
    ['a rule whose first event is another', ['DTSTART:20260302T080000Z', 'DTEND:20260302T090000Z', 'RRULE:FREQ=WEEKLY;BYDAY=TU'], ['CAL008 calendar.ics:6']],
    ['an end on no clock', ['DTSTART:20260302T080000Z', 'DTEND:20260302T090000Z', 'RRULE:FREQ=DAILY;UNTIL=20260304'], ['CAL008 calendar.ics:6']],
    ['ordinals of a week', ['DTSTART:20260302T080000Z', 'DTEND:20260302T090000Z', 'RRULE:FREQ=WEEKLY;BYDAY=1MO'], ['CAL008 calendar.ics:6']],
    ['weeks of a year', ['DTSTART:20260302T080000Z', 'DTEND:20260302T090000Z', 'RRULE:FREQ=YEARLY;BYWEEKNO=10'], ['CAL008 calendar.ics:6']],
  ])('is refused by name with %s', (_, lines, problems) => {
    expect(found(foreign(...lines))).toEqual(problems);
  });

  test('is refused when it repeats from before anybody can have meant', () => {
    const endless = ['DTSTART:00010101T080000Z', 'DTEND:00010101T090000Z', 'RRULE:FREQ=DAILY'];
    expect(found(foreign(...endless))).toEqual(['CAL008 calendar.ics:6']);
  });
});
