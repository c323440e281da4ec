import fc from 'fast-check';
import { latencyProfile, normalLatency, slowLatency } from '../../lib/workload/latency-profile';

test.each([90, 95, 99, 99.9, 99.99])('a good day spends a tenth of the budget of a %d %% latency objective', (targetPercent) => {
  const normal = normalLatency(latencyProfile([{ thresholdMs: 2_000, targetPercent }]));
  expect((1 - normal.shareUpTo(2_000)) / ((100 - targetPercent) / 100)).toBeCloseTo(0.1, 6);
});

test('with several promises about a resource every one is kept', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ thresholdMs: fc.integer({ min: 1, max: 100_000 }), targetPercent: fc.constantFrom(90, 95, 99, 99.9) }), {
        minLength: 1,
        maxLength: 4,
      }),
      (promises) => {
        const normal = normalLatency(latencyProfile(promises));
        for (const { thresholdMs, targetPercent } of promises) {
          expect(1 - normal.shareUpTo(thresholdMs)).toBeLessThanOrEqual(((100 - targetPercent) / 1_000) * 1.000001);
        }
      },
    ),
  );
});

test('without a promise it is a quarter of a second', () => {
  expect(latencyProfile([])).toEqual({ normal: { medianMs: 250, p95Ms: 800 } });
});

test('half of the slow requests take longer than the typical value of the scenario, in any unit', () => {
  expect(slowLatency(6_000).quantile(0.5)).toBeCloseTo(6_000, 6);
  expect(slowLatency(6_000, 1 / 1_000).quantile(0.5)).toBeCloseTo(6, 9);
  expect(normalLatency(latencyProfile([]), 1 / 1_000).quantile(0.5)).toBeCloseTo(0.25, 9);
});
