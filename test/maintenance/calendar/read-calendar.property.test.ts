import { readCalendar } from '../../../lib/maintenance/calendar/read-calendar';
import { seeded } from '../../helpers/chance';

/** Calendars as AWS, Google and Outlook write them, in one text. */
const SEED_TEXT = [
  'BEGIN:VCALENDAR',
  'PRODID:-//AWS//Change Calendar 1.0//EN',
  'VERSION:2.0',
  'X-CALENDAR-TYPE:DEFAULT_OPEN',
  'X-WR-TIMEZONE:Europe/Berlin',
  'BEGIN:VTIMEZONE',
  'TZID:Europe/Berlin',
  'BEGIN:DAYLIGHT',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0200',
  'DTSTART:19700329T020000',
  'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
  'END:DAYLIGHT',
  'END:VTIMEZONE',
  'BEGIN:VEVENT',
  'UID:a@example.com',
  'DTSTAMP:20260101T000000Z',
  'DTSTART:20260302T080000Z',
  'DTEND:20260309T080000Z',
  'SUMMARY:quarter end\\, of all',
  'END:VEVENT',
  'BEGIN:VEVENT',
  'UID:b@example.com',
  'DTSTART;TZID=Europe/Berlin:20260327T180000',
  'DTEND;TZID="Europe/Berlin":20260330T080000',
  'RRULE:FREQ=WEEKLY;INTERVAL=1;BYDAY=FR;UNTIL=20260501T000000Z;WKST=MO',
  'SUMMARY;LANGUAGE=de:Wochenende',
  'BEGIN:VALARM',
  'TRIGGER:-PT15M',
  'END:VALARM',
  'END:VEVENT',
  'BEGIN:VEVENT',
  'UID:c@example.com',
  'DTSTART;VALUE=DATE:20261224',
  'DURATION:P3D',
  'EXDATE;VALUE=DATE:20261225',
  'END:VEVENT',
  'BEGIN:VTODO',
  'UID:d',
  'END:VTODO',
  'END:VCALENDAR',
];

const SCRAPS = [
  '\r\n ',
  '\r\n',
  ':',
  ';',
  '"',
  '=',
  'Z',
  '99',
  '-1',
  '\\',
  'RRULE:FREQ=DAILY;COUNT=999999999',
  'TZID=Mars/Base',
  '\u0000',
  '__proto__:1',
  'constructor;x=y:z',
  'BEGIN:VEVENT',
  'END:VEVENT',
  '00000000',
  'ü',
];

test('2,000 calendars with mistakes in them are read without a crash, and every mistake that counts has a code and a line', () => {
  const random = seeded(20_261_130);
  const below = (limit: number) => Math.floor(random() * limit);
  let refused = 0;
  for (let run = 0; run < 2_000; run++) {
    let text = SEED_TEXT.filter(() => random() > 0.04).join('\r\n');
    for (let change = below(6); change > 0; change--) {
      const at = below(text.length);
      const kind = below(4);
      const scrap = SCRAPS[below(SCRAPS.length)]!;
      if (kind === 0) text = text.slice(0, at) + scrap + text.slice(at);
      else if (kind === 1) text = text.slice(0, at) + text.slice(at + 1 + below(12));
      else if (kind === 2) text = text.slice(0, at) + String.fromCharCode(32 + below(95)) + text.slice(at + 1);
      else text = text.slice(0, at) + text.slice(below(text.length), at + 30) + text.slice(at);
    }
    const { calendar, problems } = readCalendar(text, {
      file: 'any.ics',
      as: run % 2 === 0 ? 'import' : 'document',
      until: Date.UTC(2027, 0, 1),
      ...(run % 3 === 0 && { timeZone: 'America/New_York' }),
    });
    const errors = problems.filter(({ level }) => level === 'error');
    expect(calendar === undefined).toBe(errors.length > 0);
    if (errors.length > 0) refused += 1;
    for (const { code, where, what, change } of problems) {
      expect(code).toMatch(/^CAL0\d\d$/);
      expect(where.line).toBeGreaterThanOrEqual(1);
      expect(where.line).toBeLessThanOrEqual(text.split(/\r?\n/).length);
      expect(`${what} ${change}`).not.toMatch(/undefined|\[object|NaN/);
    }
    for (const { from, until } of calendar?.events ?? []) expect(from < until).toBe(true);
  }
  // Both ways are taken: were all of them refused at the first line, nothing would have been read.
  expect(refused).toBeGreaterThan(200);
  expect(refused).toBeLessThan(2_000);
});
