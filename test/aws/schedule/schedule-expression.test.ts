import fc from 'fast-check';
import { NotSimulatedError, ServiceError } from '../../../lib/aws/errors';
import { parseScheduleExpression } from '../../../lib/aws/schedule/schedule-expression';

const MINUTE_MS = 60_000;

/** The next times after an instant, as UTC texts to the second. */
function times(expression: string, after: string, count: number, zone = 'UTC', begin = after): string[] {
  const parsed = parseScheduleExpression(expression, zone, Date.parse(begin));
  const found: string[] = [];
  for (let instant: number | undefined = Date.parse(after); found.length < count;) {
    instant = parsed.nextAfter(instant);
    if (instant === undefined) break;
    found.push(new Date(instant).toISOString().slice(0, 19));
  }
  return found;
}

describe('cron', () => {
  test.each([
    [
      'every quarter of an hour',
      'cron(0/15 * * * ? *)',
      '2026-03-02T08:01:00Z',
      ['2026-03-02T08:15:00', '2026-03-02T08:30:00', '2026-03-02T08:45:00', '2026-03-02T09:00:00'],
    ],
    ['working days', 'cron(30 9 ? * MON-FRI *)', '2026-03-06T10:00:00Z', ['2026-03-09T09:30:00', '2026-03-10T09:30:00']],
    ['days of the week by number, Sunday first', 'cron(0 8 ? * 1,7 *)', '2026-03-06T10:00:00Z', ['2026-03-07T08:00:00', '2026-03-08T08:00:00']],
    ['the last day of a month', 'cron(0 0 L * ? *)', '2028-02-01T00:00:00Z', ['2028-02-29T00:00:00', '2028-03-31T00:00:00']],
    ['the last Friday', 'cron(0 0 ? * 6L *)', '2026-03-01T00:00:00Z', ['2026-03-27T00:00:00', '2026-04-24T00:00:00']],
    ['the third Tuesday', 'cron(0 0 ? * TUE#3 *)', '2026-03-01T00:00:00Z', ['2026-03-17T00:00:00', '2026-04-21T00:00:00']],
    [
      'months by name, steps in a range',
      'cron(0 8-18/5 1 jan,DEC ? *)',
      '2026-03-01T00:00:00Z',
      ['2026-12-01T08:00:00', '2026-12-01T13:00:00', '2026-12-01T18:00:00', '2027-01-01T08:00:00'],
    ],
    ['a year', 'cron(0 0 1 1 ? 2027)', '2026-03-01T00:00:00Z', ['2027-01-01T00:00:00']],
    ['a day that seldom exists', 'cron(0 0 29 2 ? *)', '2026-03-01T00:00:00Z', ['2028-02-29T00:00:00']],
  ])('%s', (_what, expression, after, expected) => {
    expect(times(expression, after, expected.length)).toEqual(expected);
  });

  test('is over after its last year', () => {
    expect(times('cron(0 0 1 1 ? 2027)', '2027-01-01T00:00:00Z', 1)).toEqual([]);
  });

  test('skips a local time that clocks skip, and runs one they repeat once', () => {
    // Berlin goes from 2:00 to 3:00 on 29 March and from 3:00 back to 2:00 on 25 October 2026.
    expect(times('cron(30 2 * * ? *)', '2026-03-28T12:00:00Z', 2, 'Europe/Berlin')).toEqual(['2026-03-30T00:30:00', '2026-03-31T00:30:00']);
    expect(times('cron(30 2 * * ? *)', '2026-10-24T12:00:00Z', 2, 'Europe/Berlin')).toEqual(['2026-10-25T00:30:00', '2026-10-26T01:30:00']);
    expect(times('cron(0 9 * * ? *)', '2026-03-28T12:00:00Z', 2, 'Europe/Berlin')).toEqual(['2026-03-29T07:00:00', '2026-03-30T07:00:00']);
  });

  test.each([
    ['cron(0 0 * * * *)'],
    ['cron(0 0 ? * ? *)'],
    ['cron(0 0 * * ?)'],
    ['cron(60 0 * * ? *)'],
    ['cron(0 24 * * ? *)'],
    ['cron(0 0 0 * ? *)'],
    ['cron(5-1 0 * * ? *)'],
    ['cron(0/0 0 * * ? *)'],
    ['cron(x 0 * * ? *)'],
    ['cron(0 0 ? * 8 *)'],
    ['rate(0 minutes)'],
    ['rate(5 weeks)'],
    ['rate(5)'],
    ['at(2026-02-30T00:00:00)'],
    ['at(2026-03-02)'],
    ['at(2026-03-02T08:00:00.5)'],
    ['at(2026-03-02T08:00:00Z)'],
    ['every day'],
  ])('%s is refused', (expression) => {
    expect(() => times(expression, '2026-03-02T00:00:00Z', 1)).toThrow(ServiceError);
  });

  test('the nearest weekday is not simulated', () => {
    expect(() => times('cron(0 0 15W * ? *)', '2026-03-02T00:00:00Z', 1)).toThrow(NotSimulatedError);
  });

  test('is due exactly where the wall clock first shows one of its times', () => {
    const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu');
    // Around both changes of clocks of 2026 in each of the zones.
    const around = fc.constantFrom('2026-03-07', '2026-03-28', '2026-04-04', '2026-10-03', '2026-10-24', '2026-10-31');
    fc.assert(
      fc.property(zones, around, fc.integer({ min: 0, max: 59 }), fc.integer({ min: 0, max: 23 }), (zone, date, minute, hour) => {
        const begin = Date.parse(`${date}T00:00:00Z`);
        const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
        const wanted = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
        const seen = new Set<string>();
        const expected: string[] = [];
        for (let instant = begin - 120 * MINUTE_MS; instant < begin + 3 * 1_440 * MINUTE_MS; instant += MINUTE_MS) {
          const shown = format.format(instant);
          if (!shown.endsWith(wanted) || seen.has(shown)) continue;
          seen.add(shown);
          if (instant > begin) expected.push(new Date(instant).toISOString().slice(0, 19));
        }
        expect(times(`cron(${minute} ${hour} * * ? *)`, new Date(begin).toISOString(), expected.length, zone)).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });
});

describe('rate', () => {
  test('counts from its beginning, which is due itself', () => {
    expect(times('rate(15 minutes)', '2026-03-02T07:00:00Z', 2, 'UTC', '2026-03-02T08:07:00Z')).toEqual(['2026-03-02T08:07:00', '2026-03-02T08:22:00']);
    expect(times('rate(1 hour)', '2026-03-02T10:30:00Z', 1, 'UTC', '2026-03-02T08:07:00Z')).toEqual(['2026-03-02T11:07:00']);
  });

  test('takes a day as 24 hours, whatever clocks do', () => {
    expect(times('rate(1 day)', '2026-03-28T12:00:00Z', 1, 'Europe/Berlin')).toEqual(['2026-03-29T12:00:00']);
  });
});

test('at is due once, in its zone, and never at a time that does not exist', () => {
  expect(times('at(2026-07-01T09:00:00)', '2026-03-02T00:00:00Z', 2, 'Europe/Berlin')).toEqual(['2026-07-01T07:00:00']);
  expect(times('at(2026-03-29T02:30:00)', '2026-03-02T00:00:00Z', 1, 'Europe/Berlin')).toEqual([]);
  expect(times('at(2026-03-01T00:00:00)', '2026-03-02T00:00:00Z', 1)).toEqual([]);
});
