import fc from 'fast-check';
import { parseScheduleExpression } from '../../../lib/aws/schedule/schedule-expression';
import { nextOccurrence, occurrenceAt, occurrencesOf, type Cadence, type CadenceCalendar } from '../../../lib/maintenance/cadence/cadence';
import { schedulerExpression } from '../../../lib/maintenance/cadence/scheduler-expression';
import { WEEKDAYS } from '../../../lib/time/business-calendar';
import type { Span } from '../../../lib/time/span';
import { formatInstant } from '../../../lib/time/time';
import { DAY_MS, daysWithoutTime, formatLocalDay, parseTimeOfDay } from '../../../lib/time/zoned-time';

const calendarIn = (timeZone: string, holidays: readonly string[] = []): CadenceCalendar => ({
  timeZone,
  days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
  holidays,
});
const BERLIN = calendarIn('Europe/Berlin', ['2026-01-01', '2026-05-01', '2027-01-01']);
const span = (from: string, until: string): Span => ({ from: Date.parse(from), until: Date.parse(until) });
const year = (of: number): Span => ({ from: Date.UTC(of, 0, 1), until: Date.UTC(of + 1, 0, 1) });
const instants = (cadence: Cadence, calendar: CadenceCalendar, within: Span) => occurrencesOf(cadence, calendar, within).map(({ at }) => formatInstant(at));

describe('a daily cadence on nights when clocks change', () => {
  test.each<[string, string, string, readonly string[]]>([
    // Clocks go from 02:00 to 03:00: a time that is skipped is due with the first instant after.
    ['Europe/Berlin', '02:30', '2026-03-29', ['2026-03-28T01:30:00Z', '2026-03-29T01:00:00Z', '2026-03-30T00:30:00Z']],
    // From 03:00 back to 02:00: a time that is repeated is due the first time.
    ['Europe/Berlin', '02:30', '2026-10-25', ['2026-10-24T00:30:00Z', '2026-10-25T00:30:00Z', '2026-10-26T01:30:00Z']],
    ['America/New_York', '08:00', '2026-03-08', ['2026-03-07T13:00:00Z', '2026-03-08T12:00:00Z', '2026-03-09T12:00:00Z']],
    ['Australia/Lord_Howe', '02:15', '2026-10-04', ['2026-10-02T15:45:00Z', '2026-10-03T15:30:00Z', '2026-10-04T15:15:00Z']],
  ])('in %s at %s around %s is due once a day (002-58, 003-16)', (timeZone, at, day, expected) => {
    const middle = Date.parse(`${day}T12:00Z`);
    const found = occurrencesOf({ kind: 'daily', at }, calendarIn(timeZone), { from: middle - 2 * DAY_MS, until: middle + 2 * DAY_MS });
    const ofDays = found.filter(({ day: each }) => Math.abs(each - Date.parse(`${day}T00:00Z`) / DAY_MS) <= 1);
    expect(ofDays.map(({ at: instant }) => formatInstant(instant))).toEqual(expected);
  });

  test('a day that a zone leaves out whole has none', () => {
    const found = occurrencesOf({ kind: 'daily', at: '00:00' }, calendarIn('Pacific/Apia'), span('2011-12-28T00:00Z', '2012-01-02T00:00Z'));
    expect(found.map(({ day }) => formatLocalDay(day))).toEqual(['2011-12-28', '2011-12-29', '2011-12-31', '2012-01-01', '2012-01-02']);
  });
});

test.each<[string, Cadence, readonly string[]]>([
  // 1 January is a holiday and a Thursday; 1 February is a Sunday; 1 May is a holiday and a Friday; 1 August is a Saturday.
  [
    'monthly on the first business day (002-60, 003-18)',
    { kind: 'monthly', on: 'first business day', at: '09:00' },
    ['01-02', '02-02', '03-02', '04-01', '05-04', '06-01', '07-01', '08-03', '09-01', '10-01', '11-02', '12-01'],
  ],
  [
    'monthly on the first Monday',
    { kind: 'monthly', on: 'first monday', at: '09:00' },
    ['01-05', '02-02', '03-02', '04-06', '05-04', '06-01', '07-06', '08-03', '09-07', '10-05', '11-02', '12-07'],
  ],
  ['quarterly (003-19)', { kind: 'quarterly', on: 'first business day', at: '09:00' }, ['01-02', '04-01', '07-01', '10-01']],
])('%s', (_what, cadence, expected) => {
  expect(occurrencesOf(cadence, BERLIN, year(2026)).map(({ day }) => formatLocalDay(day).slice(5))).toEqual(expected);
});

test('every 14 days goes on across the change of clocks and across a leap day', () => {
  const cadence: Cadence = { kind: 'every', days: 14, from: '2028-02-15', at: '10:00' };
  expect(instants(cadence, BERLIN, span('2028-01-01T00:00Z', '2028-04-20T00:00Z'))).toEqual([
    '2028-02-15T09:00:00Z',
    '2028-02-29T09:00:00Z',
    '2028-03-14T09:00:00Z',
    '2028-03-28T08:00:00Z',
    '2028-04-11T08:00:00Z',
  ]);
});

test.each([
  [2026, 365, 52],
  [2028, 366, 52],
])('of %d are due every day, and 52 or 53 Mondays (002-59, 003-17)', (of, days, mondays) => {
  for (const timeZone of ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe']) {
    // In local years, so that no day of another year is counted.
    const count = (cadence: Cadence) =>
      occurrencesOf(cadence, calendarIn(timeZone), { from: Date.UTC(of - 1, 11, 30), until: Date.UTC(of + 1, 0, 3) }).filter(
        ({ day }) => new Date(day * DAY_MS).getUTCFullYear() === of,
      ).length;
    expect(count({ kind: 'daily', at: '02:30' })).toBe(days);
    expect(count({ kind: 'weekly', on: 'monday', at: '08:00' })).toBe(mondays);
  }
});

test('the next occurrence comes after an instant, never at it', () => {
  const cadence: Cadence = { kind: 'quarterly', on: 'first business day', at: '09:00' };
  const first = nextOccurrence(cadence, BERLIN, Date.parse('2026-01-02T07:59:59Z'));
  expect(formatInstant(first.at)).toBe('2026-01-02T08:00:00Z');
  expect(formatInstant(nextOccurrence(cadence, BERLIN, first.at).at)).toBe('2026-04-01T07:00:00Z');
});

test.each<[string, Cadence]>([
  ['25:00 is not a time of day', { kind: 'daily', at: '25:00' }],
  ['24:00 is not a time of day', { kind: 'daily', at: '24:00' }],
  ['2026-02-30 is not a date', { kind: 'every', days: 7, from: '2026-02-30', at: '08:00' }],
  ['days are a whole number from 1 on, received 0', { kind: 'every', days: 0, from: '2026-02-03', at: '08:00' }],
])('a cadence that is none is refused: %s', (message, cadence) => {
  expect(() => occurrencesOf(cadence, BERLIN, year(2026))).toThrow(message);
});

const DAYS_OF_MONTH = ['first business day', ...WEEKDAYS.map((day) => `first ${day}` as const)] as const;
const times = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
const cadences: fc.Arbitrary<Cadence> = fc.oneof(
  times.map((at): Cadence => ({ kind: 'daily', at })),
  fc.record({ kind: fc.constant('weekly' as const), on: fc.constantFrom(...WEEKDAYS), at: times }),
  fc.record({ kind: fc.constantFrom('monthly' as const, 'quarterly' as const), on: fc.constantFrom(...DAYS_OF_MONTH), at: times }),
  fc.record({ kind: fc.constant('every' as const), days: fc.integer({ min: 1, max: 40 }), from: fc.constant('2026-01-07'), at: times }),
);

test('what Scheduler starts is what is due, but on days that whoever is started leaves out, and times that clocks skip', () => {
  fc.assert(
    fc.property(
      cadences,
      fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata'),
      fc.integer({ min: 2026, max: 2029 }),
      (cadence, timeZone, of) => {
        const calendar = calendarIn(timeZone, [`${of}-01-01`, `${of}-05-01`]);
        const { from, until } = year(of);
        const { expression, isWider } = schedulerExpression(cadence);
        const schedule = parseScheduleExpression(expression, timeZone, from);
        const started: number[] = [];
        for (let at = schedule.nextAfter(from - 1); at !== undefined && at < until; at = schedule.nextAfter(at)) started.push(at);
        const skipped = new Set(daysWithoutTime(parseTimeOfDay(cadence.at)!, timeZone, from / DAY_MS, until / DAY_MS));
        const due = occurrencesOf(cadence, calendar, { from, until })
          .filter(({ day }) => !skipped.has(day))
          .map(({ at }) => at);
        const kept = isWider ? started.filter((at) => occurrenceAt(cadence, calendar, at) !== undefined) : started;
        expect(kept).toEqual(due);
      },
    ),
    { numRuns: 25, examples: [[{ kind: 'every', days: 1, from: '2026-01-07', at: '00:00' }, 'Europe/Berlin', 2026]] },
  );
});
