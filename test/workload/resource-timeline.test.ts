import fc from 'fast-check';
import type { WorkloadChange } from '../../lib/scenario/scenario';
import { isActive, playResource } from '../../lib/workload/resource-timeline';
import { minutes, START_MINUTE, trafficOf } from '../helpers/game-days';

const on = ['checkout'];
const sum = (column: ArrayLike<number>) => Array.from(column).reduce((total, value) => total + value, 0);
const play = (incidents: readonly WorkloadChange[], length = 10, traffic = trafficOf(100)) => playResource(minutes(length), traffic, incidents);
const errors = (percent: number, at = 0, length = 10): WorkloadChange => ({ kind: 'errors', id: 'errors', on, at, for: length, percent });

describe('whole numbers', () => {
  test('a fraction of a request is carried into the next minute until it is a whole one', () => {
    expect([...play([], 5, trafficOf(0.4)).requests]).toEqual([0, 0, 1, 0, 1]);
  });

  test('fractions that binary numbers cannot hold lose nothing either: a thousandth of 1,000 is one failure a minute', () => {
    expect(new Set(play([errors(0.1, 0, 1_000)], 1_000, trafficOf(1_000)).failed)).toEqual(new Set([1]));
  });

  test('events are conserved: after any number of minutes less than one is missing, and no part is larger than its whole', () => {
    const percents = fc.double({ min: 0, max: 100, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1_000, noNaN: true }), percents, percents, (perMinute, failing, slow) => {
        const incidents: WorkloadChange[] = [errors(failing, 0, 200), { kind: 'latency', id: 'slow', on, at: 0, for: 200, percent: slow, typicalMs: 5_000 }];
        const timeline = playResource(minutes(200), trafficOf(perMinute), incidents);
        const requests = sum(timeline.requests);
        expect(perMinute * 200 - requests).toBeLessThan(1);
        expect(perMinute * 200 - requests).toBeGreaterThan(-1e-6);
        expect(Math.abs((requests * failing) / 100 - sum(timeline.failed))).toBeLessThan(1);
        expect(Math.abs((requests * slow) / 100 - sum(timeline.slow))).toBeLessThan(1);
        timeline.requests.forEach((count, index) => {
          expect(Number.isInteger(count)).toBe(true);
          expect(timeline.failed[index]).toBeLessThanOrEqual(count);
          expect(timeline.slow[index]).toBeLessThanOrEqual(count);
        });
      }),
      { numRuns: 40 },
    );
  });
});

describe('the shape of a day', () => {
  const day = playResource(minutes(1_440, 0, START_MINUTE - 8 * 60), trafficOf(1_000, { nightFactor: 0.05 }), []);

  test('traffic is exactly the night factor at 03:00 UTC and full at 15:00 UTC', () => {
    expect(day.requests[3 * 60]).toBe(50);
    expect(day.requests[15 * 60]).toBe(1_000);
  });

  test('it rises all morning, falls all evening and is half way in between', () => {
    const hourly = Array.from({ length: 24 }, (_, hour) => day.requests[hour * 60]!);
    const rising = hourly.slice(3, 16);
    expect(rising).toEqual([...rising].sort((a, b) => a - b));
    expect(hourly.slice(15)).toEqual(hourly.slice(15).sort((a, b) => b - a));
    expect(Math.abs(hourly[9]! - 525)).toBeLessThanOrEqual(1);
  });

  test('without a night it is flat', () => {
    expect(new Set(playResource(minutes(1_440), trafficOf(7), []).requests)).toEqual(new Set([7]));
  });
});

describe('incidents', () => {
  test('an outage refuses every request, and only while it lasts', () => {
    const timeline = play([{ kind: 'outage', id: 'down', on, at: 2, for: 3 }], 7);
    expect([...timeline.rejected]).toEqual([0, 0, 100, 100, 100, 0, 0]);
    expect(sum(timeline.failed)).toBe(0);
    expect(sum(timeline.requests)).toBe(700);
  });

  test('the history before the scenario is a good day', () => {
    const timeline = playResource(minutes(2, 3), trafficOf(100), [{ kind: 'outage', id: 'down', on, at: 0, for: 1 }]);
    expect([...timeline.rejected]).toEqual([0, 0, 0, 100, 0]);
  });

  test('errors are a share of the requests; the worst of several counts', () => {
    expect([...play([errors(15, 1, 3), errors(40, 2, 1)], 5).failed]).toEqual([0, 15, 40, 15, 0]);
  });

  test('what an outage refuses cannot fail or be slow as well', () => {
    const timeline = play([
      { kind: 'outage', id: 'down', on, at: 0, for: 10 },
      errors(50),
      { kind: 'latency', id: 'slow', on, at: 0, for: 10, percent: 50, typicalMs: 1_000 },
    ]);
    expect([sum(timeline.rejected), sum(timeline.failed), sum(timeline.slow)]).toEqual([1_000, 0, 0]);
  });

  test('background errors go on all the time, and are part of an incident, not added to it', () => {
    expect([...play([errors(15, 1, 1)], 3, trafficOf(100, { backgroundErrorPercent: 2 })).failed]).toEqual([2, 15, 2]);
  });

  test('flapping begins switched on and changes with its own rhythm', () => {
    const flapping: WorkloadChange = { kind: 'flapping', id: 'flaps', on, at: 1, for: 7, percent: 50, onFor: 2, offFor: 1 };
    expect([...play([flapping], 9).failed]).toEqual([0, 50, 50, 0, 50, 50, 0, 50, 0]);
  });

  test('latency makes requests slow and none fail', () => {
    const timeline = play([{ kind: 'latency', id: 'slow', on, at: 1, for: 1, percent: 90, typicalMs: 6_000 }], 3);
    expect([...timeline.slow]).toEqual([0, 90, 0]);
    expect([...timeline.slowTypicalMs]).toEqual([0, 6_000, 0]);
    expect(sum(timeline.failed)).toBe(0);
  });

  test('traffic is multiplied; nothing at all is possible', () => {
    const less = (factor: number, at: number): WorkloadChange => ({ kind: 'traffic', id: 'less', on, at, for: 2, factor });
    expect([...play([less(0.5, 0), less(0.1, 1), less(0, 3)], 6).requests]).toEqual([50, 5, 10, 0, 0, 100]);
  });

  test('silence loses the metrics and leaves the service alone', () => {
    const timeline = play([{ kind: 'silence', id: 'blind', on, at: 1, for: 2 }], 4);
    expect([...timeline.published]).toEqual([1, 0, 0, 1]);
    expect(new Set(timeline.requests)).toEqual(new Set([100]));
  });

  test.each(['backlog', 'outage'] as const)('during a %s the oldest message ages a minute a minute, then four minutes are worked off in one', (kind) => {
    expect([...play([{ kind, id: 'stuck', on, at: 1, for: 6 }], 10).oldestMessageSeconds]).toEqual([0, 60, 120, 180, 240, 300, 360, 120, 0, 0]);
  });

  test('dead letters pile up, whole ones, and stay', () => {
    const bad: WorkloadChange = { kind: 'dead-letters', id: 'bad', on, at: 1, for: 4, perMinute: 0.5 };
    expect([...play([bad], 7).deadLetters]).toEqual([0, 0, 1, 1, 2, 2, 2]);
  });

  test('an incident is on from its first minute to the one before its end', () => {
    const incident = errors(1, 5, 2);
    expect([4, 5, 6, 7].map((minute) => isActive(incident, minute))).toEqual([false, true, true, false]);
  });
});
