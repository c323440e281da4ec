import { addBusinessDays, afterOpenTime, endOfNextBusinessDay, isOpen, nextOpening, openHours } from '../../lib/time/business-calendar';
import type { BusinessCalendar } from '../../lib/time/business-calendar';
import { formatInstant } from '../../lib/time/time';
import { at, officeHours } from '../helpers/rosters';

// 2026-03-06 is a Friday; Berlin is an hour ahead of UTC until 2026-03-29, two hours from then on.
const office = officeHours();
const holidayMonday = officeHours({ holidays: ['2026-03-09'] });
const allWeek = officeHours({ open: '00:00', close: '24:00' });

describe('open', () => {
  test.each<[string, BusinessCalendar, string, boolean]>([
    ['just before it opens', office, '2026-03-06T07:59:59Z', false],
    ['when it opens', office, '2026-03-06T08:00Z', true],
    ['just before it closes', office, '2026-03-06T16:59:59Z', true],
    ['when it closes', office, '2026-03-06T17:00Z', false],
    ['on a Saturday', office, '2026-03-07T10:00Z', false],
    ['on a Monday', office, '2026-03-09T10:00Z', true],
    ['on a holiday', holidayMonday, '2026-03-09T10:00Z', false],
    ['the day after a holiday', holidayMonday, '2026-03-10T10:00Z', true],
    ['in summer time, an hour earlier in UTC', office, '2026-03-30T07:00Z', true],
    ['in winter time, at the same hour in UTC', office, '2026-03-06T07:00Z', false],
    ['the last moment of a local Friday', allWeek, '2026-03-06T22:59:59Z', true],
    ['the first moment of a local Saturday', allWeek, '2026-03-06T23:00Z', false],
    ['the first moment of a local Monday', allWeek, '2026-03-08T23:00Z', true],
  ])('%s', (_, calendar, instant, open) => expect(isOpen(calendar, at(instant))).toBe(open));

  test('hours that begin in a time left out begin after the gap (F24)', () => {
    const sundays = officeHours({ days: ['sunday'], open: '02:30', close: '04:00' });
    expect(openHours(sundays, { from: at('2026-03-29T00:00Z'), until: at('2026-03-29T12:00Z') })).toEqual([
      { from: at('2026-03-29T01:00Z'), until: at('2026-03-29T02:00Z') },
    ]);
    expect([isOpen(sundays, at('2026-03-29T00:59:59Z')), isOpen(sundays, at('2026-03-29T01:00Z'))]).toEqual([false, true]);
  });

  test('hours that begin in a time shown twice begin at the first (F24)', () => {
    const sundays = officeHours({ days: ['sunday'], open: '02:30', close: '04:00' });
    expect(openHours(sundays, { from: at('2026-10-25T00:00Z'), until: at('2026-10-25T12:00Z') })).toEqual([
      { from: at('2026-10-25T00:30Z'), until: at('2026-10-25T03:00Z') },
    ]);
    // 02:10 for the second time: open since 02:30.
    expect(isOpen(sundays, at('2026-10-25T01:10Z'))).toBe(true);
    expect(isOpen(sundays, at('2026-10-25T00:29Z'))).toBe(false);
  });

  test('a day that has begun goes on when clocks put back show the day before', () => {
    // St. John's went from 2009-11-01T00:01, a Sunday, back to Saturday 23:01.
    const sundays = officeHours({ timeZone: 'America/St_Johns', days: ['sunday'], open: '00:00', close: '12:00' });
    expect([at('2009-11-01T02:29Z'), at('2009-11-01T02:30Z'), at('2009-11-01T02:40Z')].map((each) => isOpen(sundays, each))).toEqual([false, true, true]);
    expect(nextOpening(sundays, at('2009-11-01T02:40Z'))).toBe(at('2009-11-01T02:40Z'));
  });

  test('a time left out altogether is never open', () => {
    const sundays = officeHours({ days: ['sunday'], open: '02:10', close: '02:50' });
    expect(openHours(sundays, { from: at('2026-03-29T00:00Z'), until: at('2026-03-30T00:00Z') })).toEqual([]);
    expect(formatInstant(nextOpening(sundays, at('2026-03-29T00:00Z')))).toBe('2026-04-05T00:10:00Z');
  });
});

describe('after a time in which it is open (004-02, 004-10)', () => {
  const MINUTES = 60_000;
  test.each<[string, BusinessCalendar, string, number, string]>([
    ['within the hours of a day', office, '2026-03-06T09:00Z', 15, '2026-03-06T09:15:00Z'],
    ['up to the closing time itself', office, '2026-03-06T16:45Z', 15, '2026-03-06T17:00:00Z'],
    ['across a weekend', office, '2026-03-06T16:50Z', 15, '2026-03-09T08:05:00Z'],
    ['from the opening, when it came at night', office, '2026-03-06T02:00Z', 15, '2026-03-06T08:15:00Z'],
    ['across a holiday', holidayMonday, '2026-03-06T16:50Z', 15, '2026-03-10T08:05:00Z'],
    ['for longer than a day', office, '2026-03-06T08:00Z', 10 * 60, '2026-03-09T09:00:00Z'],
    ['over the clock change, in local hours', office, '2026-03-27T16:50Z', 15, '2026-03-30T07:05:00Z'],
    [
      'at all hours, across midnight and the clock change',
      officeHours({ days: ['saturday', 'sunday'], open: '00:00', close: '24:00' }),
      '2026-03-28T22:00Z',
      180,
      '2026-03-29T01:00:00Z',
    ],
  ])('%s', (_, calendar, from, length, expected) => expect(formatInstant(afterOpenTime(calendar, at(from), length * MINUTES))).toBe(expected));
});

describe('the next opening', () => {
  test.each<[string, BusinessCalendar, string, string]>([
    ['before it opens', office, '2026-03-06T05:00Z', '2026-03-06T08:00:00Z'],
    ['while open, at once', office, '2026-03-06T12:34:56Z', '2026-03-06T12:34:56Z'],
    ['when it closes on Friday, on Monday', office, '2026-03-06T17:00Z', '2026-03-09T08:00:00Z'],
    ['before a holiday, on Tuesday', holidayMonday, '2026-03-06T17:00Z', '2026-03-10T08:00:00Z'],
    ['over the change of clocks', office, '2026-03-27T17:00Z', '2026-03-30T07:00:00Z'],
    ['from one whole day to the next there is no close', allWeek, '2026-03-04T23:00Z', '2026-03-04T23:00:00Z'],
  ])('%s', (_, calendar, instant, opening) => expect(formatInstant(nextOpening(calendar, at(instant)))).toBe(opening));
});

describe('the end of the next business day (002-41, F59)', () => {
  test.each<[string, BusinessCalendar, string, string]>([
    ['Friday 18:00 is due Monday 18:00', office, '2026-03-06T17:00Z', '2026-03-09T17:00:00Z'],
    ['Friday 17:00 is due Monday at the end', office, '2026-03-06T16:00Z', '2026-03-09T17:00:00Z'],
    ['a holiday on Monday shifts it to Tuesday', holidayMonday, '2026-03-06T16:00Z', '2026-03-10T17:00:00Z'],
    ['Saturday is due Monday', office, '2026-03-07T12:00Z', '2026-03-09T17:00:00Z'],
    ['Sunday 23:59 local is due Monday', office, '2026-03-08T22:59Z', '2026-03-09T17:00:00Z'],
    ['Monday 00:00 local is due Tuesday', office, '2026-03-08T23:00Z', '2026-03-10T17:00:00Z'],
    ['Monday before it opens is due Tuesday', office, '2026-03-09T05:00Z', '2026-03-10T17:00:00Z'],
    ['a holiday itself is due the day after', holidayMonday, '2026-03-09T12:00Z', '2026-03-10T17:00:00Z'],
    ['the clocks change on the weekend: an hour earlier in UTC', office, '2026-03-27T17:00Z', '2026-03-30T16:00:00Z'],
    ['a day that closes at midnight ends when the next begins', allWeek, '2026-03-06T12:00Z', '2026-03-09T23:00:00Z'],
  ])('%s', (_, calendar, instant, due) => expect(formatInstant(endOfNextBusinessDay(calendar, at(instant)))).toBe(due));

  test.each<[number, string]>([
    [1, '2026-03-10T17:00:00Z'],
    [3, '2026-03-12T17:00:00Z'],
    [4, '2026-03-13T17:00:00Z'],
    [5, '2026-03-16T17:00:00Z'],
  ])('%i business days after Friday before a holiday end %s', (days, due) =>
    expect(formatInstant(addBusinessDays(holidayMonday, at('2026-03-06T12:00Z'), days))).toBe(due),
  );

  test.each([0, -1, 1.5, Number.NaN])('%d business days cannot be added', (days) => expect(() => addBusinessDays(office, 0, days)).toThrow(RangeError));
});

test.each<[string, Partial<BusinessCalendar>, string]>([
  ['opens when it closes', { close: '09:00' }, 'business hours 09:00 to 09:00'],
  ['closes the next day', { open: '22:00', close: '06:00' }, 'business hours 22:00 to 06:00'],
  ['has a time that is none', { open: '9' }, 'business hours 9 to 18:00'],
  ['has no day', { days: [] }, 'never open'],
  ['has a holiday that is none', { holidays: ['2026-02-30'] }, 'holiday 2026-02-30'],
  ['is in no zone', { timeZone: 'Europe/Atlantis' }, 'time zone'],
])('a calendar that %s is refused', (_, changes, message) => {
  for (const ask of [isOpen, nextOpening, endOfNextBusinessDay]) {
    expect(() => ask(officeHours(changes), 0)).toThrow(RangeError);
    expect(() => ask(officeHours(changes), 0)).toThrow(message);
  }
});
