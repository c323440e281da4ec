import fc from 'fast-check';
import { parseMuteSchedule } from '../../../lib/aws/schedule/mute-schedule';
import { MOST_MUTE_WINDOWS, muteSchedule, mutesObjective, windowsOfMute, type MuteTimes } from '../../../lib/maintenance/mutes/mute';
import { formatInstant, MINUTE_MS } from '../../../lib/time/time';
import { DAY_MS, parseLocalDay } from '../../../lib/time/zoned-time';

const FROM = Date.UTC(2026, 2, 1);
const SETTINGS = { from: FROM, horizonDays: 60 };
const local = (date: string, minutes: number) => parseLocalDay(date)! * DAY_MS + minutes * MINUTE_MS;
const mute = (times: MuteTimes, timeZone = 'Europe/Berlin') => ({ times, timeZone });
const windows = (...of: Parameters<typeof mute>) =>
  windowsOfMute(mute(...of), SETTINGS).map(({ start, end }) => `${formatInstant(start)} ${formatInstant(end)}`);

test('once lasts as long as it does on the clocks of its zone, an hour less in the night in which they go forward', () => {
  const times: MuteTimes = { kind: 'once', from: local('2026-03-28', 22 * 60), until: local('2026-03-29', 6 * 60) };
  expect(muteSchedule(mute(times), SETTINGS)).toEqual({ expression: 'at(2026-03-28T22:00)', duration: 'PT7H', timeZone: 'Europe/Berlin' });
  expect(muteSchedule(mute(times, 'UTC'), SETTINGS).duration).toBe('PT8H');
  expect(windows(times)).toEqual(['2026-03-28T21:00:00Z 2026-03-29T04:00:00Z']);
});

test('every window of a repeated mute is as long as it says, and none begins outside of the time of mutes', () => {
  const times: MuteTimes = { kind: 'repeated', fields: '0 5 * * SUN', minutes: 90 };
  expect(muteSchedule(mute(times), SETTINGS)).toEqual({
    expression: 'cron(0 5 * * SUN)',
    duration: 'PT1H30M',
    timeZone: 'Europe/Berlin',
    startDate: '2026-03-01T01:00',
    expireDate: '2026-04-30T02:00',
  });
  const found = windows(times);
  expect(found.slice(3, 5)).toEqual(['2026-03-22T04:00:00Z 2026-03-22T05:30:00Z', '2026-03-29T03:00:00Z 2026-03-29T04:30:00Z']);
  expect([found.length, found[0], found.at(-1)]).toEqual([9, '2026-03-01T04:00:00Z 2026-03-01T05:30:00Z', '2026-04-26T03:00:00Z 2026-04-26T04:30:00Z']);
  expect(windows({ ...times, fields: '* * * * *' })).toHaveLength(MOST_MUTE_WINDOWS + 1);
  expect(windows({ ...times, fields: '0 5 30 FEB *' })).toEqual([]);
});

test.each([
  [1, 'PT1M'],
  [60, 'PT1H'],
  [24 * 60, 'P1D'],
  [15 * 24 * 60, 'P15D'],
  [25 * 60 + 5, 'P1DT1H5M'],
])('%d minutes are %s', (minutes, duration) => {
  expect(muteSchedule(mute({ kind: 'repeated', fields: '0 5 * * *', minutes }), SETTINGS)).toMatchObject({ duration });
});

test('the windows that budgets exclude are the ones in which the rule that is deployed mutes', () => {
  const hour = fc.integer({ min: 0, max: 23 });
  const weekday = fc.constantFrom('*', 'SUN', 'MON-FRI', 'SAT,SUN');
  const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe');
  fc.assert(
    fc.property(
      hour,
      weekday,
      zone,
      fc.integer({ min: 1, max: 1_380 }),
      fc.array(fc.integer({ min: -2, max: 62 * 24 * 60 }), { maxLength: 20 }),
      (...given) => {
        const [at, days, timeZone, minutes, looks] = given;
        const each = mute({ kind: 'repeated', fields: `0 ${at} * * ${days}`, minutes }, timeZone);
        const known = windowsOfMute(each, SETTINGS);
        const deployed = parseMuteSchedule(muteSchedule(each, SETTINGS));
        const edges = known.slice(0, 3).flatMap(({ start, end }) => [start - 1, start, end - 1, end]);
        for (const instant of [...looks.map((minute) => FROM + minute * MINUTE_MS), ...edges]) {
          expect(deployed(instant)).toEqual(known.findLast(({ start, end }) => start <= instant && instant < end));
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('a service is all of its objectives, an objective only itself', () => {
  expect(mutesObjective({ on: ['web', 'orders/freshness'] }, 'web', 'latency')).toBe(true);
  expect(mutesObjective({ on: ['web', 'orders/freshness'] }, 'orders', 'freshness')).toBe(true);
  expect(mutesObjective({ on: ['web', 'orders/freshness'] }, 'orders', 'availability')).toBe(false);
  expect(mutesObjective({ on: ['orders'] }, 'web', 'orders')).toBe(false);
});
