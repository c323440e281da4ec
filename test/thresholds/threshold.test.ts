import { DEFAULT_BASELINES } from '../../lib/thresholds/baselines';
import { CLASS_DEFAULTS, defaultValue } from '../../lib/thresholds/threshold';

test('the classes are those of the documents: figures, severity and hand-over (002-19, 002-20, 002-21, 002-22, 002-23, 002-24, 002-25, 002-26)', () => {
  const { critical, warning, information } = CLASS_DEFAULTS;
  expect([critical.severity, warning.severity, information.severity]).toEqual(['S0', 'S2', 'S4']);
  expect([critical.handoverAfterSeconds, warning.handoverAfterSeconds]).toEqual([5 * 60, 15 * 60]);
  expect(critical.values).toEqual({ p95: 5_000, errorRate: 5, availability: 99.9 });
  expect(warning.values).toEqual({ p95: 3_000, cpu: 80, memory: 85 });
});

test('the baselines are those of the documents (002-48, 002-49, 002-50)', () => {
  expect(DEFAULT_BASELINES).toEqual({
    application: { p95Ms: 2_000, p99Ms: 5_000, requestsPerSecond: 1_000, availabilityPercent: 99.9, errorPercent: 0.1 },
    infrastructure: { cpuPercent: 60, memoryPercent: 70, diskPercent: 80, networkGbps: 1, iops: 3_000 },
    database: { connectionPoolPercent: 60, queryTimeMs: 100, transactionsPerSecond: 500, replicationLagMs: 1_000, backupMs: 14_400_000 },
  });
});

test('a threshold without a value has that of its class, or else the baseline; nobody is woken for leaving the baseline', () => {
  expect(defaultValue('cpu', 'warning', DEFAULT_BASELINES)).toBe(80);
  expect(defaultValue('cpu', 'information', DEFAULT_BASELINES)).toBe(60);
  expect(defaultValue('disk', 'warning', DEFAULT_BASELINES)).toBe(80);
  expect(defaultValue('connectionPool', 'warning', DEFAULT_BASELINES)).toBe(60);
  expect(defaultValue('cpu', 'critical', DEFAULT_BASELINES)).toBeUndefined();
  expect(defaultValue('depth', 'warning', DEFAULT_BASELINES)).toBeUndefined();
});
