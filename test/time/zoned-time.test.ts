import fc from 'fast-check';
import { formatInstant } from '../../lib/time/time';
import {
  daysWithoutTime,
  formatLocalDay,
  instantOfLocal,
  isTimeZone,
  localDayAt,
  localTimeAt,
  parseLocalDay,
  parseTimeOfDay,
  type GapRule,
} from '../../lib/time/zoned-time';
import { at } from '../helpers/rosters';

const local = (text: string): number => at(`${text}Z`);

test.each([
  ['UTC', '2026-03-29T01:00Z', '2026-03-29T01:00'],
  ['Europe/Berlin', '2026-03-29T00:59Z', '2026-03-29T01:59'],
  ['Europe/Berlin', '2026-03-29T01:00Z', '2026-03-29T03:00'],
  ['America/New_York', '2026-03-08T04:59Z', '2026-03-07T23:59'],
  ['Australia/Lord_Howe', '2026-10-03T15:30Z', '2026-10-04T02:30'],
  ['Asia/Kolkata', '2026-03-01T00:00Z', '2026-03-01T05:30'],
  ['Pacific/Kiritimati', '2026-03-01T12:00Z', '2026-03-02T02:00'],
])('a clock in %s shows at %s %s', (timeZone, instant, shown) => {
  expect(localTimeAt(at(instant), timeZone)).toBe(local(shown));
  expect(formatLocalDay(localDayAt(at(instant), timeZone))).toBe(shown.slice(0, 10));
});

test('offsets of before there were zones have seconds', () => {
  expect(formatInstant(localTimeAt(at('1890-01-01T00:00Z'), 'Europe/Berlin'))).toBe('1890-01-01T00:53:28Z');
});

describe('the instant of a local time', () => {
  test.each([
    ['UTC', '2026-03-29T02:30', '2026-03-29T02:30:00Z'],
    // Clocks go from 02:00 to 03:00.
    ['Europe/Berlin', '2026-03-29T01:59', '2026-03-29T00:59:00Z'],
    ['Europe/Berlin', '2026-03-29T02:00', '2026-03-29T01:00:00Z'],
    ['Europe/Berlin', '2026-03-29T02:30', '2026-03-29T01:00:00Z'],
    ['Europe/Berlin', '2026-03-29T03:00', '2026-03-29T01:00:00Z'],
    ['Europe/Berlin', '2026-03-29T03:01', '2026-03-29T01:01:00Z'],
    ['America/New_York', '2026-03-08T02:30', '2026-03-08T07:00:00Z'],
    // Half an hour: from 02:00 to 02:30.
    ['Australia/Lord_Howe', '2026-10-04T01:59', '2026-10-03T15:29:00Z'],
    ['Australia/Lord_Howe', '2026-10-04T02:15', '2026-10-03T15:30:00Z'],
    ['Australia/Lord_Howe', '2026-10-04T02:31', '2026-10-03T15:31:00Z'],
    // A whole day: from the 29th to the 31st.
    ['Pacific/Apia', '2011-12-30T12:00', '2011-12-30T10:00:00Z'],
  ])('in %s, %s is left out or beside what is: %s', (timeZone, shown, instant) => expect(formatInstant(instantOfLocal(local(shown), timeZone))).toBe(instant));

  test.each([
    // Clocks go from 03:00 back to 02:00.
    ['Europe/Berlin', '2026-10-25T01:59', '2026-10-24T23:59:00Z'],
    ['Europe/Berlin', '2026-10-25T02:00', '2026-10-25T00:00:00Z'],
    ['Europe/Berlin', '2026-10-25T02:59', '2026-10-25T00:59:00Z'],
    ['Europe/Berlin', '2026-10-25T03:00', '2026-10-25T02:00:00Z'],
    ['America/New_York', '2026-11-01T01:30', '2026-11-01T05:30:00Z'],
    ['America/New_York', '2026-11-01T02:00', '2026-11-01T07:00:00Z'],
    ['Australia/Lord_Howe', '2026-04-05T01:45', '2026-04-04T14:45:00Z'],
    ['Australia/Lord_Howe', '2026-04-05T02:00', '2026-04-04T15:30:00Z'],
  ])('in %s, %s is shown twice or beside what is: %s', (timeZone, shown, instant) =>
    expect(formatInstant(instantOfLocal(local(shown), timeZone))).toBe(instant),
  );

  test('is the first one whose clock shows that or later, in every zone (F24)', () => {
    const timeZone = fc.constantFrom(
      'UTC',
      'Europe/Berlin',
      'America/New_York',
      'Australia/Lord_Howe',
      'Asia/Beirut',
      'Africa/Cairo',
      'America/Havana',
      'Africa/Casablanca',
    );
    fc.assert(
      fc.property(timeZone, fc.integer({ min: at('2024-01-01T00:00Z') / 60_000, max: at('2028-01-01T00:00Z') / 60_000 }), (zone, minute) => {
        const instant = instantOfLocal(minute * 60_000, zone);
        expect(localTimeAt(instant, zone)).toBeGreaterThanOrEqual(minute * 60_000);
        for (const earlier of [1, 60_000, 30 * 60_000, 60 * 60_000, 24 * 60 * 60_000])
          expect(localTimeAt(instant - earlier, zone)).toBeLessThan(minute * 60_000);
      }),
    );
  });
});

describe('both sides of a clock change in Berlin, for what happens every day and for what a gap skips', () => {
  const berlin = (shown: string, inGap: GapRule): string | undefined => {
    const instant = instantOfLocal(local(shown), 'Europe/Berlin', { inGap });
    return instant === undefined ? undefined : formatInstant(instant);
  };

  test.each([
    // The gap: from 02:00 to 03:00.
    ['2026-03-29T01:59:59', '2026-03-29T00:59:59Z', '2026-03-29T00:59:59Z'],
    ['2026-03-29T02:00:00', '2026-03-29T01:00:00Z', undefined],
    ['2026-03-29T02:59:59', '2026-03-29T01:00:00Z', undefined],
    ['2026-03-29T03:00:00', '2026-03-29T01:00:00Z', '2026-03-29T01:00:00Z'],
    // The overlap: from 03:00 back to 02:00.
    ['2026-10-25T01:59:59', '2026-10-24T23:59:59Z', '2026-10-24T23:59:59Z'],
    ['2026-10-25T02:00:00', '2026-10-25T00:00:00Z', '2026-10-25T00:00:00Z'],
    ['2026-10-25T02:59:59', '2026-10-25T00:59:59Z', '2026-10-25T00:59:59Z'],
    ['2026-10-25T03:00:00', '2026-10-25T02:00:00Z', '2026-10-25T02:00:00Z'],
  ])('%s is %s, or %s', (shown, reached, orNever) => {
    expect(berlin(shown, 'first instant after')).toBe(reached);
    expect(berlin(shown, 'never')).toBe(orNever);
    expect(formatInstant(instantOfLocal(local(shown), 'Europe/Berlin'))).toBe(reached);
  });
});

test('an unknown zone is refused', () => {
  expect(isTimeZone('Europe/Berlin')).toBe(true);
  expect(isTimeZone('Europe/Atlantis')).toBe(false);
  expect(() => localTimeAt(0, 'Europe/Atlantis')).toThrow(RangeError);
  expect(() => instantOfLocal(0, 'Europe/Atlantis')).toThrow(RangeError);
});

describe('texts', () => {
  test.each([
    ['00:00', 0],
    ['09:30', 570],
    ['23:59', 1_439],
    ['24:00', 1_440],
  ])('%s is %i minutes after midnight', (text, minutes) => expect(parseTimeOfDay(text)).toBe(minutes));

  test.each(['', '9:30', '24:01', '12:60', '09:30:00', ' 09:30', '0930'])('%j is no time of a day', (text) => expect(parseTimeOfDay(text)).toBeUndefined());

  test.each(['1970-01-01', '2024-02-29', '2026-12-25'])('%s is a date', (text) => expect(formatLocalDay(parseLocalDay(text)!)).toBe(text));

  test.each(['', '2026-02-29', '2026-13-01', '2026-00-10', '26-12-25', '2026-12-25T00:00:00Z'])('%j is no date', (text) =>
    expect(parseLocalDay(text)).toBeUndefined(),
  );
});

describe('the days on which clocks go forward over a time of day', () => {
  const DAY = 86_400_000;
  const daysOf = (timeZone: string, time: string) =>
    daysWithoutTime(parseTimeOfDay(time)!, timeZone, Date.UTC(2026, 0, 1) / DAY, Date.UTC(2028, 0, 1) / DAY).map(formatLocalDay);

  test.each([
    ['Europe/Berlin', '02:30', ['2026-03-29', '2027-03-28']],
    ['Europe/Berlin', '02:00', ['2026-03-29', '2027-03-28']],
    ['Europe/Berlin', '03:00', []],
    ['Europe/Berlin', '01:59', []],
    ['America/New_York', '02:30', ['2026-03-08', '2027-03-14']],
    ['Australia/Lord_Howe', '02:15', ['2026-10-04', '2027-10-03']],
    ['Africa/Cairo', '00:30', ['2026-04-24', '2027-04-30']],
    ['UTC', '02:30', []],
  ])('in %s at %s', (timeZone, time, days) => {
    expect(daysOf(timeZone, time)).toEqual(days);
  });
});
