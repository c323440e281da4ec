import fc from 'fast-check';
import { MetricStore } from '../../../../lib/simulator/services/cloudwatch/metric-store';
import { PointList } from '../../../../lib/simulator/services/cloudwatch/point-list';
import { DistributedSamples, SampleCounts } from '../../../../lib/simulator/services/cloudwatch/sample-counts';
import { parseStatistic } from '../../../../lib/simulator/services/cloudwatch/statistic';
import { constantValue, logNormal } from '../../../../lib/simulator/services/cloudwatch/value-distribution';
import { metric } from './alarm-fixtures';

const m1 = metric('m1');

/** The statistic over [fromMinute, toMinute), null where there is no datapoint. */
function read(store: MetricStore, statistic: string, fromMinute: number, toMinute: number): number | null {
  const out = new Float64Array(1);
  store.find(m1)!.read(parseStatistic(statistic), { firstEndMinute: toMinute, lengthMinutes: toMinute - fromMinute, stepMinutes: 1, size: 1 }, out);
  return Number.isNaN(out[0]) ? null : out[0]!;
}

function counter(counts: readonly number[], firstMinute = 100, value = 1): DistributedSamples {
  return new DistributedSamples(new SampleCounts(firstMinute, counts), constantValue(value));
}

describe('a counter', () => {
  const store = new MetricStore();
  store.publish(m1, [counter([3, 0, 0, 5])]);

  test('sums over a window', () => expect(read(store, 'Sum', 100, 104)).toBe(8));
  test('has no datapoint in a minute without samples, which is not 0', () => expect(read(store, 'Sum', 101, 103)).toBeNull());
  test('is missing before its first and after its last minute', () => {
    expect(read(store, 'Sum', 90, 100)).toBeNull();
    expect(read(store, 'Sum', 104, 200)).toBeNull();
  });
  test('counts what lies inside a window that reaches beyond its ends', () => expect(read(store, 'Sum', 0, 1_000)).toBe(8));
});

test('windows that slide over both ends of a counter count what lies inside, at every position', () => {
  const store = new MetricStore();
  store.publish(m1, [counter([3, 0, 0, 5, 2])]);
  const out = new Float64Array(10);
  store.find(m1)!.read({ kind: 'Sum' }, { firstEndMinute: 99, lengthMinutes: 2, stepMinutes: 1, size: 10 }, out);
  expect(Array.from(out)).toEqual([NaN, NaN, 3, 3, NaN, 5, 7, 2, NaN, NaN]);
  for (let end = 99; end < 109; end += 1) {
    store.find(m1)!.read({ kind: 'Sum' }, { firstEndMinute: end, lengthMinutes: 2, stepMinutes: 1, size: 1 }, out);
    expect(out[0]).toBe([NaN, NaN, 3, 3, NaN, 5, 7, 2, NaN, NaN][end - 99]);
  }
});

describe('errors published as 0 and 1 per invocation', () => {
  const store = new MetricStore();
  store.publish(m1, [counter([9, 10], 100, 0), counter([1, 0], 100, 1)]);

  test('Sum is the errors, SampleCount the invocations, Average the rate', () => {
    expect([read(store, 'Sum', 100, 101), read(store, 'SampleCount', 100, 101), read(store, 'Average', 100, 101)]).toEqual([1, 10, 0.1]);
  });
  test('a minute without errors is a datapoint of 0, not a missing one', () => expect(read(store, 'Sum', 101, 102)).toBe(0));
});

describe('a latency of two parts, fast and slow', () => {
  const store = new MetricStore();
  const fast = new SampleCounts(100, [90, 100]);
  store.publish(m1, [new DistributedSamples(fast, constantValue(0.1)), counter([10, 0], 100, 2)]);

  test.each([
    ['TC(:0.5)', 90],
    ['TC(0.5:)', 10],
    ['TC(:2)', 100],
    ['TC(0.1:2)', 10],
    ['TC(2:)', 0],
    ['PR(:0.5)', 90],
    ['Minimum', 0.1],
    ['Maximum', 2],
    ['p90', 0.1],
    ['p91', 2],
    ['p50', 0.1],
    ['p100', 2],
    ['p0', 0.1],
  ])('%s is %d: the lower bound is exclusive, the upper one inclusive', (statistic, expected) => {
    expect(read(store, statistic, 100, 101)).toBe(expected);
  });
  test('percentiles of a longer window weigh all its samples', () => expect(read(store, 'p95', 100, 102)).toBe(0.1));
  test('p95 of a log-normal is its p95, and TC up to it 95 %', () => {
    const only = new MetricStore();
    only.publish(m1, [new DistributedSamples(new SampleCounts(100, [1_000]), logNormal(0.2, 0.9))]);
    expect(read(only, 'p95', 100, 101)).toBeCloseTo(0.9, 12);
    expect(read(only, 'TC(:0.9)', 100, 101)).toBeCloseTo(950, 9);
  });
});

describe('a gauge', () => {
  const store = new MetricStore();
  store.publish(m1, [PointList.fromColumn(100, [0.1, NaN, 0.2, 0.3])]);

  test('has no point where the column has none', () => expect(read(store, 'Average', 101, 102)).toBeNull());
  test('is averaged over the points there are', () => expect(read(store, 'Average', 100, 103)).toBeCloseTo(0.15, 15));
  test('a single value comes back exactly, so that a threshold it equals is not crossed', () => expect(read(store, 'Average', 103, 104)).toBe(0.3));
  test('weighs a value by its samples', () => {
    const rates = new MetricStore();
    rates.publish(m1, [PointList.fromColumn(100, [50, 0], [1, 9])]);
    expect(read(rates, 'Average', 100, 102)).toBe(5);
  });
});

describe('single datapoints', () => {
  test('can be put in any order, also behind others, and add up within a minute', () => {
    const store = new MetricStore();
    for (const [minute, value] of [
      [105, 5],
      [101, 1],
      [103, 3],
      [101, 2],
    ] as const)
      store.putDatapoint(m1, minute, value);
    expect(read(store, 'Sum', 101, 102)).toBe(3);
    expect(read(store, 'Sum', 101, 106)).toBe(11);
    expect(read(store, 'SampleCount', 101, 106)).toBe(4);
  });
  test('come on top of a published series', () => {
    const store = new MetricStore();
    store.publish(m1, [counter([1, 1])]);
    store.putDatapoint(m1, 101, 10, 2);
    expect(read(store, 'Sum', 100, 102)).toBe(22);
  });
  test.each([
    [NaN, 1],
    [Infinity, 1],
    [1, 0],
    [1, -1],
  ])('value %d with %d samples is refused', (value, count) => {
    expect(() => new MetricStore().putDatapoint(m1, 100, value, count)).toThrow(RangeError);
  });
});

test('dimension sets are not aggregated, and the region is part of the identity', () => {
  const store = new MetricStore();
  store.publish(m1, [counter([1])]);
  expect(store.find(m1)).toBeDefined();
  expect(store.find({ ...m1, dimensions: {} })).toBeUndefined();
  expect(store.find({ ...m1, dimensions: { ...m1.dimensions, Zone: 'a' } })).toBeUndefined();
  expect(store.find({ ...m1, region: 'us-east-1' })).toBeUndefined();
});

test('the order of dimensions does not matter', () => {
  const store = new MetricStore();
  store.publish({ ...m1, dimensions: { a: '1', b: '2' } }, [counter([1])]);
  expect(store.find({ ...m1, dimensions: { b: '2', a: '1' } })).toBeDefined();
});

test('a series in another unit is not found, and a second unit for one metric is not simulated', () => {
  const store = new MetricStore();
  store.publish(m1, [counter([1])], 'Seconds');
  expect(store.find(m1, 'Milliseconds')).toBeUndefined();
  expect(store.find(m1, 'Seconds')).toBeDefined();
  expect(() => store.putDatapoint(m1, 100, 1, 1, 'Count')).toThrow('not simulated: one metric in two units');
});

test('extended statistics of negative values do not exist in CloudWatch and are not made up', () => {
  const store = new MetricStore();
  store.putDatapoint(m1, 100, -1);
  expect(read(store, 'Sum', 100, 101)).toBe(-1);
  for (const statistic of ['p90', 'TC(:0)', 'PR(:0)']) expect(() => read(store, statistic, 100, 101)).toThrow('not simulated');
});

test('a negative or endless count is refused', () => {
  expect(() => new SampleCounts(0, [1, -1])).toThrow(RangeError);
  expect(() => new SampleCounts(0, [NaN])).toThrow(RangeError);
});

test('every statistic of every window equals the one computed sample by sample', () => {
  const minutes = fc.array(fc.record({ fast: fc.nat(3), slow: fc.nat(2), gauge: fc.option(fc.integer({ min: 0, max: 9 })) }), { minLength: 1, maxLength: 20 });
  const windows = fc.record({
    firstEndMinute: fc.integer({ min: 90, max: 125 }),
    stepMinutes: fc.integer({ min: 1, max: 7 }),
    lengthMinutes: fc.integer({ min: 1, max: 15 }),
    size: fc.integer({ min: 1, max: 12 }),
  });
  const statistic = fc.constantFrom(
    'Sum',
    'SampleCount',
    'Average',
    'Minimum',
    'Maximum',
    'p50',
    'p90',
    'TC(:4)',
    'TC(2:7)',
    'PR(2:)',
    'TS(:50%)',
    'tc50',
    'TM(50%:)',
    'wm50',
  );
  fc.assert(
    fc.property(minutes, windows, statistic, (rows, column, text) => {
      const store = new MetricStore();
      store.publish(m1, [
        counter(
          rows.map((row) => row.fast),
          100,
          2,
        ),
        counter(
          rows.map((row) => row.slow),
          100,
          7,
        ),
      ]);
      store.publish(m1, [
        PointList.fromColumn(
          100,
          rows.map((row) => row.gauge ?? NaN),
        ),
      ]);
      const out = new Float64Array(column.size);
      store.find(m1)!.read(parseStatistic(text), column, out);
      const expected = Array.from({ length: column.size }, (_, index) => {
        const end = column.firstEndMinute + index * column.stepMinutes;
        const samples = rows.flatMap((row, minute) =>
          100 + minute >= end - column.lengthMinutes && 100 + minute < end
            ? [...Array<number>(row.fast).fill(2), ...Array<number>(row.slow).fill(7), ...(row.gauge === null ? [] : [row.gauge])]
            : [],
        );
        return naiveStatistic(
          text,
          samples.sort((a, b) => a - b),
        );
      });
      const rounded = (values: ArrayLike<number>): number[] => Array.from(values, (value) => Math.round(value * 1e9) / 1e9);
      expect(rounded(out)).toEqual(rounded(expected));
    }),
    { numRuns: 300 },
  );
});

function naiveStatistic(text: string, sorted: readonly number[]): number {
  if (sorted.length === 0) return NaN;
  const sum = sorted.reduce((total, value) => total + value, 0);
  const above2 = sorted.filter((value) => value > 2);
  // The lower half, with half of the one in the middle where it has one.
  const half = sorted.length / 2;
  const lower = sorted.reduce((total, value, index) => total + value * Math.min(1, Math.max(0, half - index)), 0);
  switch (text) {
    case 'TS(:50%)':
      return lower;
    case 'tc50':
      return half;
    case 'TM(50%:)':
      return (sum - lower) / half;
    case 'wm50':
      return (lower + half * sorted[Math.ceil(half) - 1]!) / sorted.length;
    case 'Sum':
      return sum;
    case 'SampleCount':
      return sorted.length;
    case 'Average':
      return sum / sorted.length;
    case 'Minimum':
      return sorted[0]!;
    case 'Maximum':
      return sorted.at(-1)!;
    case 'TC(:4)':
      return sorted.filter((value) => value <= 4).length;
    case 'TC(2:7)':
      return above2.filter((value) => value <= 7).length;
    case 'PR(2:)':
      return (100 * above2.length) / sorted.length;
    default:
      return sorted[Math.ceil((Number(text.slice(1)) / 100) * sorted.length - 1e-9) - 1]!;
  }
}
