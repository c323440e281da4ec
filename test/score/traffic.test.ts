import { badEventsIn, disturb, eventsIn, playTraffic } from '../../lib/score/event-series';
import { poissonCount, randomSource } from '../../lib/score/random';
import { trafficNamed } from '../../lib/score/traffic';

const DAY = 1_440;

describe('traffic by its name', () => {
  test.each(['', 'steddy', '60', '0-per-hour', '-1-per-hour', '60-per-day', '1e3-per-hour'])('%j is none', (name) => {
    expect(trafficNamed(name)).toBeUndefined();
  });

  test('60 an hour is one a minute, drawn at random', () => {
    const traffic = trafficNamed('60-per-hour')!;
    expect([traffic.eventsAt(0), traffic.isRandom]).toEqual([1, true]);
  });

  test('uneven traffic has its mean over a day, and 20 times as much at 15:00 as at 03:00', () => {
    const { eventsAt } = trafficNamed('uneven', 600)!;
    const day = Array.from({ length: DAY }, (_, minute) => eventsAt(minute));
    expect(day.reduce((sum, each) => sum + each, 0) / DAY).toBeCloseTo(600, 6);
    expect(eventsAt(15 * 60) / eventsAt(3 * 60)).toBeCloseTo(20, 9);
    expect([Math.max(...day), Math.min(...day)]).toEqual([eventsAt(15 * 60), eventsAt(3 * 60)]);
  });
});

test('steady counts are whole at every error ratio of the library, and an incident changes only its own minutes', () => {
  const traffic = trafficNamed('steady')!;
  const quiet = playTraffic(traffic, 1_000, 1_100, 0, randomSource(1));
  const disturbed = disturb(quiet, traffic, { fromMinute: 1_010, toMinute: 1_020, errorRatio: 0.0015 }, randomSource(1));
  expect(badEventsIn(quiet, 1_000, 1_100)).toBe(0);
  expect(badEventsIn(disturbed, 1_000, 1_100)).toBe(150);
  expect(badEventsIn(disturbed, 1_010, 1_020)).toBe(150);
  expect(eventsIn(disturbed, 1_000, 1_100)).toBe(eventsIn(quiet, 1_000, 1_100));
});

test('counts that are not whole never push an incident above the threshold it is exactly at', () => {
  const series = playTraffic(trafficNamed('steady', 7)!, 0, 50_000, 0.003, randomSource(1));
  for (const to of [1, 60, 1_440, 50_000]) expect(badEventsIn(series, 0, to) / eventsIn(series, 0, to)).toBeLessThanOrEqual(0.003);
});

describe('chance', () => {
  const draws = (mean: number, seed: number) => {
    const random = randomSource(seed);
    return Array.from({ length: 20_000 }, () => poissonCount(mean, random));
  };

  test('is the same for a seed and another for the next', () => {
    expect(draws(1, 1)).toEqual(draws(1, 1));
    expect(draws(1, 1)).not.toEqual(draws(1, 2));
  });

  test.each([0.001, 0.5, 4.8, 49, 51, 6_000])('a Poisson count of mean %d has that mean and that variance', (mean) => {
    const counts = draws(mean, 7);
    const average = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    const variance = counts.reduce((sum, count) => sum + (count - average) ** 2, 0) / counts.length;
    expect(Math.abs(average - mean)).toBeLessThan(5 * Math.sqrt(mean / counts.length));
    expect(Math.abs(variance / mean - 1)).toBeLessThan(mean < 0.01 ? 1 : 0.06);
    expect(counts.every((count) => Number.isInteger(count) && count >= 0)).toBe(true);
  });

  test('of nothing comes nothing', () => expect(poissonCount(0, randomSource(1))).toBe(0));
});
