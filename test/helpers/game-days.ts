/** Scenarios, timelines and readings for tests of game days. */

import type { Objective } from '../../lib/model/model';
import type { WorkloadChange, Scenario } from '../../lib/scenario/scenario';
import { DEFAULT_ASSUMPTIONS } from '../../lib/simulator/core/assumptions';
import { BucketReader } from '../../lib/simulator/services/cloudwatch/bucket-reader';
import { compileExpressions } from '../../lib/simulator/services/cloudwatch/expression-program';
import { readMetricAlarmDefinition } from '../../lib/simulator/services/cloudwatch/metric-alarm-definition';
import type { MetricStore } from '../../lib/simulator/services/cloudwatch/metric-store';
import type { MathStep, MetricReference } from '../../lib/slo/sli/sli';
import { MINUTE_MS } from '../../lib/time/time';
import type { MinuteRange } from '../../lib/workload/minute-range';
import type { Traffic } from '../../lib/workload/resource-timeline';
import { ACCOUNT_ID, REGION } from './simulated-account';

/** Monday, 8 in the morning. */
export const SCENARIO_START = Date.UTC(2026, 2, 2, 8, 0, 0);
export const START_MINUTE = SCENARIO_START / MINUTE_MS;

/** A range that starts with the scenario; `history` minutes come before. */
export function minutes(length: number, history = 0, start = START_MINUTE): MinuteRange {
  return { first: start - history, start, end: start + length };
}

/** Flat traffic without errors. */
export function trafficOf(perMinute: number, changes: Partial<Traffic> = {}): Traffic {
  return { perMinute, nightFactor: 1, backgroundErrorPercent: 0, ...changes };
}

/** A scenario of six hours in which nothing happens and nothing is expected. */
export function scenarioOf(changes: Partial<Scenario> = {}): Scenario {
  return {
    id: 'example',
    title: 'An example',
    proves: [],
    environment: 'prod',
    start: SCENARIO_START,
    duration: 360,
    assume: DEFAULT_ASSUMPTIONS,
    judge: 'everything',
    traffic: {},
    workload: [],
    events: [],
    requests: [],
    fail: [],
    expect: [],
    expectStates: [],
    account: [],
    meanwhile: [],
    people: [],
    disturb: [],
    mutes: [],
    unreachable: [],
    pagers: [],
    disableKey: [],
    redeploy: [],
    expectPosts: [],
    expectPages: [],
    expectNotices: [],
    expectFallback: [],
    expectFaults: [],
    expectIncidents: [],
    expectGate: [],
    noPages: [],
    ...changes,
  };
}

/** An outage of 30 minutes, half an hour into the scenario. */
export function outage(changes: Partial<Omit<Extract<WorkloadChange, { kind: 'outage' }>, 'kind'>> = {}): WorkloadChange {
  return { kind: 'outage', id: 'down', on: ['checkout'], at: 30, for: 30, ...changes };
}

/** Metric math, read minute by minute the way an alarm with a period of one minute reads it. */
export interface Reading {
  readonly metrics: Readonly<Record<string, MetricReference>>;
  readonly steps: readonly MathStep[];
  /** Region of the metrics, when it is not that of the services. */
  readonly region?: string;
}

/** Values of one step in every minute of a range; NaN where it has none. */
export function readSteps(store: MetricStore, { metrics, steps, region = REGION }: Reading, id: string, range: MinuteRange): number[] {
  const fill = (value: string) => value.replace('${AWS::Partition}', 'aws').replace('${AWS::Region}', REGION).replace('${AWS::AccountId}', ACCOUNT_ID);
  const queries = Object.entries(metrics).map(([metricId, metric]) => ({
    Id: metricId,
    ReturnData: false,
    MetricStat: {
      Metric: {
        Namespace: metric.namespace,
        MetricName: metric.metricName,
        Dimensions: Object.entries(metric.dimensions).map(([Name, value]) => ({ Name, Value: fill(value) })),
      },
      Period: 60,
      Stat: metric.statistic,
    },
  }));
  const definition = readMetricAlarmDefinition('reading', {
    AlarmName: 'reading',
    ComparisonOperator: 'GreaterThanThreshold',
    Threshold: 0,
    EvaluationPeriods: 1,
    Metrics: [...queries, ...steps.map((step) => ({ Id: step.id, Expression: step.expression, ReturnData: step.id === id }))],
  });
  const reader = new BucketReader(definition, compileExpressions(definition, DEFAULT_ASSUMPTIONS, 'reading'), {
    periodMinutes: 1,
    stepMinutes: 1,
    unreadableMinutes: 0,
    range: 1,
  });
  reader.open(store, region);
  const size = range.end - range.first;
  return [...reader.completeValues(range.first + 1, size).subarray(0, size)];
}

/** The expressions of an objective's indicator. */
export function readingOf({ sli }: Objective): Reading {
  return sli;
}

/** The values of one metric with one statistic in every minute of a range; NaN where it has no datapoint. */
export function readMetric(store: MetricStore, metric: MetricReference, range: MinuteRange, region = REGION): number[] {
  const series = store.find({ region, ...metric });
  if (series === undefined) return Array.from({ length: range.end - range.first }, () => NaN);
  return readSteps(store, { metrics: { m: metric }, steps: [{ id: 'value', expression: 'm * 1' }], region }, 'value', range);
}
