import fc from 'fast-check';
import {
  constantValue,
  logNormal,
  quantileOfParts,
  trimmedOfParts,
  weightedValues,
  type WeightedPart,
} from '../../../../lib/simulator/services/cloudwatch/value-distribution';

describe('a log-normal given by median and 95th percentile', () => {
  const latency = logNormal(0.2, 0.9);

  test('has them', () => {
    expect(latency.quantile(0.5)).toBeCloseTo(0.2, 12);
    expect(latency.quantile(0.95)).toBeCloseTo(0.9, 12);
    expect(latency.shareUpTo(0.2)).toBeCloseTo(0.5, 14);
    expect(latency.shareUpTo(0.9)).toBeCloseTo(0.95, 14);
    expect(latency.shareUpTo(0)).toBe(0);
    expect(latency.shareUpTo(1e9)).toBe(1);
  });

  test('has the mean of the textbook, median × exp(σ²/2)', () => {
    const sigma = Math.log(0.9 / 0.2) / 1.6448536269514722;
    expect(latency.mean).toBeCloseTo(0.2 * Math.exp(sigma ** 2 / 2), 14);
  });

  test('agrees with tabulated values of the normal distribution at 1, 2 and 3 standard deviations', () => {
    const unit = logNormal(1, Math.exp(1.6448536269514722));
    expect([1, 2, 3, -1, -3].map((z) => unit.shareUpTo(Math.exp(z)).toFixed(10))).toEqual([
      '0.8413447461',
      '0.9772498681',
      '0.9986501020',
      '0.1586552539',
      '0.0013498980',
    ]);
  });

  test('half of all draws of n samples have their maximum below the reported one', () => {
    for (const count of [1, 10, 1_000_000]) {
      expect(latency.shareUpTo(latency.maximumOf(count)) ** count).toBeCloseTo(0.5, 6);
      expect((1 - latency.shareUpTo(latency.minimumOf(count))) ** count).toBeCloseTo(0.5, 6);
    }
  });

  test.each([
    [0, 1],
    [-1, 1],
    [1, 1],
    [2, 1],
    [1, Infinity],
  ])('median %d with p95 %d is refused', (median, p95) => {
    expect(() => logNormal(median, p95)).toThrow(RangeError);
  });
});

describe('weighted values', () => {
  const values = weightedValues([
    { value: 300, weight: 1 },
    { value: 100, weight: 8 },
    { value: 200, weight: 1 },
  ]);

  test('mean, shares and quantiles are those of the list', () => {
    expect(values.mean).toBe(130);
    expect([99, 100, 199, 200, 300].map((value) => values.shareUpTo(value))).toEqual([0, 0.8, 0.8, 0.9, 1]);
    expect([0.1, 0.8, 0.81, 0.9, 0.91, 1].map((fraction) => values.quantile(fraction))).toEqual([100, 100, 200, 200, 300, 300]);
    expect([values.minimumOf(1), values.maximumOf(1)]).toEqual([100, 300]);
  });

  test('no positive weight, or a negative one, is refused', () => {
    expect(() => weightedValues([])).toThrow(RangeError);
    expect(() => weightedValues([{ value: 1, weight: -1 }])).toThrow(RangeError);
    expect(() => weightedValues([{ value: NaN, weight: 1 }])).toThrow(RangeError);
  });
});

describe('percentiles of mixtures', () => {
  test('a slow tenth moves p95 into the slow part', () => {
    const parts = [
      { count: 900, distribution: constantValue(0.1) },
      { count: 100, distribution: constantValue(2) },
    ];
    expect(quantileOfParts(parts, 0.9)).toBe(0.1);
    expect(quantileOfParts(parts, 0.95)).toBe(2);
  });

  test('two continuous parts: the share up to the quantile is the fraction asked for', () => {
    const share = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    const count = fc.integer({ min: 1, max: 10_000 });
    fc.assert(
      fc.property(share, count, count, (fraction, fast, slow) => {
        const parts = [
          { count: fast, distribution: logNormal(0.1, 0.4) },
          { count: slow, distribution: logNormal(1, 3) },
        ];
        const quantile = quantileOfParts(parts, fraction);
        const reached = parts.reduce((sum, part) => sum + part.count * part.distribution.shareUpTo(quantile), 0);
        expect(reached / (fast + slow)).toBeCloseTo(fraction, 9);
      }),
    );
  });

  test('explicit values in several parts: the same as sorting all of them', () => {
    const list = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(list, list, fc.integer({ min: 1, max: 99 }), (left, right, percent) => {
        const parts = [left, right].map((values) => ({ count: values.length, distribution: weightedValues(values.map((value) => ({ value, weight: 1 }))) }));
        const all = [...left, ...right].sort((a, b) => a - b);
        expect(quantileOfParts(parts, percent / 100)).toBe(all[Math.ceil((percent * all.length) / 100 - 1e-9) - 1]);
      }),
    );
  });
});

const trimmedMeanOfParts = (parts: readonly WeightedPart[], fromFraction: number, toFraction: number): number =>
  trimmedOfParts(parts, { kind: 'TM', fromFraction, toFraction });

describe('a trimmed mean', () => {
  test('of single samples is the mean of those that are left', () => {
    const samples = [1, 2, 3, 4, 5, 6, 7, 8, 9, 100].map((value): WeightedPart => ({ count: 1, distribution: constantValue(value) }));
    expect(trimmedMeanOfParts(samples, 0, 0.9)).toBeCloseTo(5, 12);
    expect(trimmedMeanOfParts(samples, 0.9, 1)).toBeCloseTo(100, 12);
    expect(trimmedMeanOfParts(samples, 0.1, 0.9)).toBeCloseTo((2 + 3 + 4 + 5 + 6 + 7 + 8 + 9) / 8, 12);
  });

  test('counts a value that a fraction divides for the share of it that is inside', () => {
    const [low, high] = [constantValue(10), constantValue(40)];
    // 90 of 100 are left: all 60 of value 10 and 30 of the 40 of value 40.
    expect(
      trimmedMeanOfParts(
        [
          { count: 60, distribution: low },
          { count: 40, distribution: high },
        ],
        0,
        0.9,
      ),
    ).toBeCloseTo((600 + 1200) / 90, 12);
  });

  test('of everything is the mean, and the parts of it add up', () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            count: fc.integer({ min: 1, max: 1_000 }),
            median: fc.double({ min: 0.01, max: 10, noNaN: true }),
            ratio: fc.double({ min: 1.1, max: 8, noNaN: true }),
          }),
          { minLength: 1, maxLength: 3 },
        ),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (drawn, fraction) => {
          const parts = drawn.map(({ count, median, ratio }, index) => ({
            count,
            distribution: index === 1 ? constantValue(median) : logNormal(median, median * ratio),
          }));
          const total = parts.reduce((sum, { count }) => sum + count, 0);
          const mean = parts.reduce((sum, { count, distribution }) => sum + count * distribution.mean, 0) / total;
          const [below, above] = [trimmedMeanOfParts(parts, 0, fraction), trimmedMeanOfParts(parts, fraction, 1)];
          expect((fraction * below + (1 - fraction) * above) / mean).toBeCloseTo(1, 8);
          expect(below).toBeLessThanOrEqual(above * (1 + 1e-9));
        },
      ),
      { numRuns: 50 },
    ));

  test('of a log-normal is the integral of its quantiles', () => {
    const latency = logNormal(0.2, 0.9);
    const steps = 20_000;
    let sum = 0;
    for (let step = 0; step < steps; step += 1) sum += latency.quantile(0.25 + (0.5 * (step + 0.5)) / steps);
    expect(trimmedMeanOfParts([{ count: 7, distribution: latency }], 0.25, 0.75)).toBeCloseTo(sum / steps, 6);
  });
});

test('a trimmed count, a trimmed sum and a winsorized mean are of the same samples', () => {
  const samples = [1, 2, 3, 4, 5, 6, 7, 8, 9, 100].map((value): WeightedPart => ({ count: 1, distribution: constantValue(value) }));
  const of = (kind: 'TC%' | 'TS' | 'WM', fromFraction: number, toFraction: number): number => trimmedOfParts(samples, { kind, fromFraction, toFraction });
  expect(of('TC%', 0.1, 0.9)).toBeCloseTo(8, 12);
  expect(of('TS', 0.1, 0.9)).toBeCloseTo(2 + 3 + 4 + 5 + 6 + 7 + 8 + 9, 12);
  expect(of('TS', 0, 1)).toBeCloseTo(145, 12);
  // The lowest counts as the edge at 10 %, which is 1; the highest as that at 90 %, which is 9.
  expect(of('WM', 0.1, 0.9)).toBeCloseTo((1 + 2 + 3 + 4 + 5 + 6 + 7 + 8 + 9 + 9) / 10, 12);
  expect(of('WM', 0, 1)).toBeCloseTo(14.5, 12);
});
