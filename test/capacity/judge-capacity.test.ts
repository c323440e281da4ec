import { judgeCapacity, type CapacityReading } from '../../lib/capacity/judge-capacity';
import type { UsagePoint } from '../../lib/capacity/usage';
import { formatInstant, MINUTES_PER_DAY } from '../../lib/time/time';
import { DAY_MS } from '../../lib/time/zoned-time';
import { seeded } from '../helpers/chance';

const NOW = Date.UTC(2026, 10, 30);
const LEAD_TIME_DAYS = 14;

/** A point a day, oldest first; the last is of the day that ends now. */
function daily(values: readonly number[]): UsagePoint[] {
  return values.map((value, index) => ({ at: NOW - (values.length - index) * DAY_MS, value }));
}

const grown = (days: number, from: number, perDay: number) => daily(Array.from({ length: days }, (_, day) => from + perDay * day));
const flat = (days: number, value: number) => grown(days, value, 0);

function judge(usage: readonly UsagePoint[], reading: Partial<CapacityReading> = {}) {
  const judged = judgeCapacity({ limit: 100, usage, leadTimeMinutes: LEAD_TIME_DAYS * MINUTES_PER_DAY, ...reading }, NOW);
  const day = (at: number | undefined) => (at === undefined ? undefined : formatInstant(at).slice(0, 10));
  return { ...judged, dates: judged.forecast && [judged.forecast.earliest, judged.forecast.likely, judged.forecast.latest].map(day) };
}

describe('002-53, 002-67, 003-13: how near a limit is', () => {
  test('steady growth reaches the limit on the day that its line does', () => {
    // 26 weeks up to 65.5 by a quarter a day; the peak of the week that begins in d days is 65.5 + 7/4 + d/4.
    const { outcome, peak, headroomPercent, dates } = judge(grown(182, 20.25, 0.25));
    expect({ outcome, peak, headroomPercent }).toEqual({ outcome: 'passed', peak: 65.5, headroomPercent: 34.5 });
    const likely = formatInstant(NOW + 131 * DAY_MS).slice(0, 10);
    expect(dates).toEqual([likely, likely, likely]);
  });

  test('growth that varies has an earliest, a likely and a latest day, in this order', () => {
    const random = seeded(2);
    const { outcome, forecast } = judge(daily(Array.from({ length: 182 }, (_, day) => 20 + 0.25 * day + 4 * random())));
    const { earliest, likely, latest } = forecast!;
    expect(outcome).toBe('passed');
    expect(earliest!).toBeLessThan(likely!);
    expect(likely!).toBeLessThan(latest!);
  });

  test('use that does not grow is not before the horizon, which is as far as it was seen', () => {
    const { outcome, dates, forecast } = judge(flat(182, 40));
    expect({ outcome, dates }).toEqual({ outcome: 'passed', dates: [undefined, undefined, undefined] });
    expect(forecast!.horizon).toBe(NOW + 182 * DAY_MS);
  });

  test('quiet weekends are not taken for room', () => {
    const weekdays = (value: number, day: number) => (day % 7 < 5 ? value : value / 10);
    const busy = judge(daily(Array.from({ length: 182 }, (_, day) => weekdays(20.25 + 0.25 * day, day))));
    expect(busy.dates).toEqual([0, 1, 2].map(() => formatInstant(NOW + 133 * DAY_MS).slice(0, 10)));
  });

  test('less than a fifth more than what is used is too little', () => {
    expect(judge(flat(182, 83.3))).toMatchObject({ outcome: 'passed' });
    expect(judge(flat(182, 83.4))).toMatchObject({ outcome: 'failed', why: 'less than the buffer of 20 % is left' });
    expect(judge(flat(182, 100))).toMatchObject({ outcome: 'failed', why: 'the limit was reached in the last seven days' });
  });

  test('growth that reaches the limit within the lead time is too fast, and a day later it is not', () => {
    // 56 days up to 80; the week that begins in d days has the peak 80 + 7 + d.
    const fast = grown(56, 25, 1);
    expect(judge(fast, { leadTimeMinutes: 13 * MINUTES_PER_DAY })).toMatchObject({
      outcome: 'failed',
      why: 'the limit may be reached within the lead time of 13d',
    });
    expect(judge(fast, { leadTimeMinutes: 12 * MINUTES_PER_DAY })).toMatchObject({ outcome: 'passed' });
  });
});

describe('what cannot be known is said', () => {
  test.each<[string, readonly UsagePoint[], Partial<CapacityReading>, string]>([
    ['nothing was measured', [], {}, 'no use was measured'],
    ['it has stopped', flat(182, 40).slice(0, -7), {}, 'no use was measured in the last seven days'],
    ['seven weeks', flat(49, 40), {}, 'use was measured in 7 weeks, a forecast needs 8'],
    [
      'a lead time longer than what was seen',
      flat(56, 40),
      { leadTimeMinutes: 90 * MINUTES_PER_DAY },
      'a trend of this length says nothing beyond 2027-01-25, the lead time is 90d',
    ],
  ])('%s', (_, usage, reading, why) => {
    expect(judge(usage, reading)).toMatchObject({ outcome: 'could not tell', why });
  });

  test('a limit that is passed fails although there is too little for a forecast', () => {
    expect(judge(flat(3, 120))).toMatchObject({ outcome: 'failed', headroomPercent: expect.closeTo(-20) });
  });

  test('weeks without figures are left out, and not counted as weeks without use', () => {
    const gap = grown(182, 20.25, 0.25).filter(({ at }) => Math.floor((NOW - 1 - at) / (7 * DAY_MS)) % 3 !== 1);
    expect(judge(gap).dates).toEqual(judge(grown(182, 20.25, 0.25)).dates);
  });

  test('what is measured after the instant changes nothing', () => {
    expect(judge([...flat(182, 40), { at: NOW, value: 1_000 }])).toEqual(judge(flat(182, 40)));
  });
});
