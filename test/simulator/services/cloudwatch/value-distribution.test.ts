import fc from 'fast-check';
import { constantValue, logNormal, quantileOfParts, weightedValues } from '../../../../lib/simulator/services/cloudwatch/value-distribution';

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
