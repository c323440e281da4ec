import { type Assumptions, DEFAULT_ASSUMPTIONS } from '../../../../lib/simulator/core/assumptions';
import { BucketReader } from '../../../../lib/simulator/services/cloudwatch/bucket-reader';
import { compileExpressions } from '../../../../lib/simulator/services/cloudwatch/expression-program';
import type { MetricAlarmRun } from '../../../../lib/simulator/services/cloudwatch/metric-alarm';
import { readMetricAlarmDefinition } from '../../../../lib/simulator/services/cloudwatch/metric-alarm-definition';
import { createMetricAlarm } from '../../../../lib/simulator/services/cloudwatch/metric-alarm-run';
import { type MetricIdentity, MetricStore } from '../../../../lib/simulator/services/cloudwatch/metric-store';
import { PointList } from '../../../../lib/simulator/services/cloudwatch/point-list';

/** A full hour, so that wall-clock and multi-day rules are easy to read in tests. */
export const START = Date.UTC(2026, 2, 2, 8) / 60_000;
export const REGION = 'eu-central-1';

/** Evaluated on the minute and without metric delay, unless a test says otherwise. */
export const PROMPT: Assumptions = { ...DEFAULT_ASSUMPTIONS, metricDelayMinutes: 0, evaluationSecond: 0, multiDayEvaluationMinute: 0 };

export type Values = readonly (number | null)[];

export function metric(metricName: string): MetricIdentity {
  return { region: REGION, namespace: 'Test', metricName, dimensions: { Service: 'portal' } };
}

/** A store with one value per minute from START on for each name; null is no datapoint. */
export function storeWith(series: Readonly<Record<string, Values>>, firstMinute = START): MetricStore {
  const store = new MetricStore();
  for (const [name, values] of Object.entries(series)) {
    store.publish(metric(name), [
      PointList.fromColumn(
        firstMinute,
        values.map((value) => value ?? NaN),
      ),
    ]);
  }
  return store;
}

export const DIMENSIONS = [{ Name: 'Service', Value: 'portal' }];

export function singleMetricAlarm(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    Namespace: 'Test',
    MetricName: 'm1',
    Dimensions: DIMENSIONS,
    Statistic: 'Sum',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 0.5,
    ComparisonOperator: 'GreaterThanThreshold',
    ...changes,
  };
}

export function metricStat(id: string, periodSeconds: number, stat = 'Sum'): Record<string, unknown> {
  return {
    Id: id,
    MetricStat: { Metric: { Namespace: 'Test', MetricName: id, Dimensions: DIMENSIONS }, Period: periodSeconds, Stat: stat },
    ReturnData: false,
  };
}

export function expressionAlarm(
  expression: string,
  ids: readonly string[],
  periodSeconds: number,
  changes: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return {
    Metrics: [...ids.map((id) => metricStat(id, periodSeconds)), { Id: 'result', Expression: expression }],
    EvaluationPeriods: 1,
    Threshold: 0.5,
    ComparisonOperator: 'GreaterThanThreshold',
    ...changes,
  };
}

export function alarm(properties: unknown, store: MetricStore, assumptions: Partial<Assumptions> = {}): MetricAlarmRun {
  return createMetricAlarm({ name: 'test', region: REGION, properties, store, assumptions: { ...PROMPT, ...assumptions } });
}

/** The values of an expression over one-minute series of equal length, null where there is no datapoint. */
export function evaluate(expression: string, series: Readonly<Record<string, Values>>, assumptions: Partial<Assumptions> = {}): (number | null)[] {
  const size = Math.max(...Object.values(series).map((values) => values.length));
  const definition = readMetricAlarmDefinition('test', expressionAlarm(expression, Object.keys(series), 60, { EvaluationPeriods: size }));
  const program = compileExpressions(definition, { ...PROMPT, ...assumptions }, 'test');
  const reader = new BucketReader(definition, program, { periodMinutes: 1, stepMinutes: 1, unreadableMinutes: 0, range: size });
  reader.open(storeWith(series), REGION);
  return Array.from(reader.valuesOfRange(START + size), (value) => (Number.isNaN(value) ? null : value));
}
