import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { compareMetricAlarm } from '../../lib/conformance/compare-metric-alarm';
import { ThresholdAlarms } from '../../lib/constructs/threshold-alarms';
import { monthlyCost } from '../../lib/cost/monthly-cost';
import type { OperationsModel } from '../../lib/model/model';
import { buildPlan } from '../../lib/plan/build-plan';
import { needsSynthesis } from '../../lib/plan/needs-synthesis';
import { planThresholds } from '../../lib/plan/plan-thresholds';
import { stackSizes } from '../../lib/plan/stack-sizes';
import { readMetricAlarmDefinition } from '../../lib/simulator/services/cloudwatch/metric-alarm-definition';
import { DEFAULT_BASELINES } from '../../lib/thresholds/baselines';
import { RESOURCE_KINDS } from '../../lib/thresholds/resource-kinds';
import type { Threshold } from '../../lib/thresholds/threshold';
import { exampleObjective } from '../helpers/models';
import { ACKNOWLEDGING, exampleModelOnCall } from '../helpers/on-call';
import { alarmsOf } from '../helpers/templates';
import { exampleThreshold, thresholdOf } from '../helpers/thresholds';

const { applicationLoadBalancer, lambda, ecsService } = RESOURCE_KINDS;

function modelWith(thresholds: readonly Threshold[]): OperationsModel {
  const model = exampleModelOnCall({ checkout: [exampleObjective()] });
  return { ...model, services: model.services.map((service) => ({ ...service, thresholds })) };
}

const SLOW = thresholdOf(applicationLoadBalancer.example, 'p95', 'critical', { resource: 'balancer' });
const ALL = [
  exampleThreshold(),
  SLOW,
  thresholdOf(lambda.example, 'errorRate', 'critical', { resource: 'worker' }),
  thresholdOf(lambda.example, 'availability', 'critical', { resource: 'worker' }),
  thresholdOf(ecsService.example, 'memory', 'information', { value: 70 }),
];
const { plan, problems } = buildPlan(modelWith(ALL), ACKNOWLEDGING);
const [region] = plan.regions;
const alarms = region!.thresholds!;

test('CPU at 80 % for 15 minutes is a warning of every minute, memory an information (002-24, 002-25)', () => {
  expect(problems).toEqual([]);
  expect(alarms[0]).toMatchObject({
    name: 'shop-prod-checkout-checkout-service-cpu-warning',
    threshold: 80,
    comparison: 'GreaterThanOrEqualToThreshold',
    periodSeconds: 60,
    evaluationPeriods: 15,
    datapointsToAlarm: 15,
    treatMissingData: 'missing',
    severity: 'S2',
    topicName: 'shop-prod-s2',
    reason: 'CPU used of checkout-service at or above 80 % for 15m (warning)',
  });
  expect(alarms[4]).toMatchObject({ name: 'shop-prod-checkout-checkout-service-memory-information', severity: 'S4', threshold: 70 });
});

test('a response time of 5 s is compared in the seconds of the load balancer (002-19)', () => {
  expect(alarms[1]).toMatchObject({ threshold: 5, comparison: 'GreaterThanThreshold', evaluationPeriods: 5, severity: 'S0' });
});

test('errors and availability are shares of one window (002-20, 002-21)', () => {
  expect(alarms[2]).toMatchObject({ threshold: 5, periodSeconds: 300, evaluationPeriods: 1, treatMissingData: 'notBreaching' });
  expect(alarms[3]).toMatchObject({
    threshold: 99.9,
    periodSeconds: 3_600,
    evaluationPeriods: 1,
    treatMissingData: 'breaching',
    comparison: 'LessThanThreshold',
  });
});

test('nothing is more severe than the environment', () => {
  expect(planThresholds({ ...modelWith([SLOW]), highestSeverity: 'S3' })[0]).toMatchObject({ severity: 'S3', topicName: 'shop-prod-s3' });
});

test('the incident engine knows them, with their own hand-over (002-22, 002-26)', () => {
  const known = new Map(plan.incidents!.policy.alarms.map((alarm) => [alarm.name, alarm]));
  expect(known.get(alarms[0]!.name)).toMatchObject({
    severity: 'S2',
    group: 'checkout',
    handoverAfterSeconds: 900,
    title: 'checkout: cpu of checkout-service',
  });
  expect(known.get(alarms[1]!.name)).toMatchObject({ severity: 'S0', group: 'checkout', handoverAfterSeconds: 300 });
  expect(known.get(alarms[4]!.name)).not.toHaveProperty('handoverAfterSeconds');
});

test('two thresholds, or a threshold and an objective, of one name are refused', () => {
  expect(buildPlan(modelWith([SLOW, SLOW]), ACKNOWLEDGING).problems).toMatchObject([
    { code: 'PLN001', received: expect.stringContaining('balancer-p95-critical') },
  ]);
});

test('each metric of an alarm costs, and the stack is as much larger', () => {
  const without = buildPlan(modelWith([])).plan;
  const metrics = alarms.reduce((sum, alarm) => sum + Object.keys(alarm.metrics).length, 0);
  const line = monthlyCost(plan).lines.find(({ part }) => part === 'thresholds');
  expect(line).toMatchObject({ count: metrics, service: 'checkout' });
  expect(monthlyCost(plan).usd - monthlyCost(without).usd).toBeCloseTo(metrics * 0.1, 9);
  const sizeOf = (of: typeof plan) => stackSizes(of).find(({ stackName }) => stackName === 'shop-prod-slo-checkout')!;
  expect(sizeOf(plan).resources - sizeOf(without).resources).toBe(ALL.length);
  expect(needsSynthesis(without, plan)).toEqual(alarms.map(({ name }) => `the metric alarm ${name} would be new`));
});

test('the plan has the baselines, one object for whatever shows or certifies them (002-48)', () => {
  expect(plan.baselines).toBe(DEFAULT_BASELINES);
  const own = { ...DEFAULT_BASELINES, database: { ...DEFAULT_BASELINES.database, transactionsPerSecond: 50 } };
  expect(buildPlan({ ...modelWith([]), baselines: own }).plan.baselines).toBe(own);
});

test('they are rendered as planned, publish to the topic of their severity, and say why they may be silent', () => {
  const stack = new Stack(new App(), 'Test');
  const topics = Object.fromEntries(
    (['S0', 'S2', 'S4'] as const).map((severity) => [severity, new Topic(stack, severity, { topicName: `shop-prod-${severity.toLowerCase()}` })]),
  );
  new ThresholdAlarms(stack, 'Thresholds', { alarms, topics });
  const { metric } = alarmsOf(stack);
  expect([...metric.keys()].sort()).toEqual(alarms.map(({ name }) => name).sort());
  for (const alarm of alarms) {
    const properties = metric.get(alarm.name)!;
    expect((properties['AlarmActions'] as unknown[])[0]).toEqual({ Ref: expect.stringMatching(new RegExp(`^${alarm.severity}`)) });
    const differences = compareMetricAlarm(alarm, { ...properties, AlarmActions: [] }, (value) => value);
    expect(differences.map(({ what }) => what)).toEqual([]);
    expect(compareMetricAlarm({ ...alarm, threshold: alarm.threshold + 1 }, { ...properties, AlarmActions: [] }, (value) => value)).toMatchObject([
      { what: 'threshold' },
    ]);
  }
  const acknowledged = Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm')).map(
    ({ Metadata }) => Metadata?.['day2:acknowledged']?.ALM001,
  );
  expect(acknowledged.filter((reason) => reason !== undefined)).toHaveLength(ALL.length - 1);
  const other = new Stack(new App(), 'Other');
  expect(() => new ThresholdAlarms(other, 'Thresholds', { alarms, topics: {} })).toThrow(/topics names none for it/);
});

describe('an anomaly (002-64)', () => {
  const SINCE = Date.UTC(2026, 10, 30);
  const watched = exampleThreshold({ class: 'critical', severity: 'S1', value: 2, anomaly: { since: SINCE } });
  const { plan: planned } = buildPlan(
    modelWith([watched, thresholdOf(lambda.example, 'errorRate', 'warning', { resource: 'worker', value: 3, anomaly: { since: SINCE } })]),
  );
  const bands = planned.regions[0]!.thresholds!;
  const stack = new Stack(new App(), 'Bands');
  const topics = { S1: new Topic(stack, 'S1'), S2: new Topic(stack, 'S2') };
  new ThresholdAlarms(stack, 'Thresholds', { alarms: bands, topics });
  const { metric } = alarmsOf(stack);
  const compare = (index: number, change: (properties: any) => void = () => {}) => {
    const properties = structuredClone({ ...metric.get(bands[index]!.name), AlarmActions: [] }) as any;
    change(properties);
    return compareMetricAlarm(bands[index]!, properties, (value) => value).map(({ what }) => what);
  };

  test('is compared with a band of the metric, as planned', () => {
    expect(bands[0]).toMatchObject({
      comparison: 'GreaterThanUpperThreshold',
      threshold: 2,
      reason: 'CPU used of checkout-service at or above a band of 2 standard deviations for 15m (critical)',
    });
    expect(metric.get(bands[0]!.name)).toMatchObject({
      ThresholdMetricId: 'expr_1',
      Metrics: [{ Id: 'expr_1', Expression: 'ANOMALY_DETECTION_BAND(m0, 2)' }, { Id: 'm0' }],
    });
    expect(metric.get(bands[0]!.name)).not.toHaveProperty('Threshold');
    expect([compare(0), compare(1)]).toEqual([[], []]);
  });

  test('of another width, another metric, or none is another alarm', () => {
    const band = (expression: string) => (properties: any) => (properties.Metrics[0].Expression = expression);
    expect(compare(0, band('ANOMALY_DETECTION_BAND(m0, 3)'))).toEqual(['threshold']);
    expect(compare(1, band('ANOMALY_DETECTION_BAND(errors, 3)'))).toEqual(['metric of the band']);
    expect(compare(0, ({ Metrics }) => (Metrics[1].MetricStat.Metric.MetricName = 'MemoryUtilization'))).not.toEqual([]);
    expect(compare(0, (properties) => delete properties.ThresholdMetricId)).not.toEqual([]);
  });

  test('is S3 for 14 days, as the engine is given it, and paid as three metrics', () => {
    const [known] = planned.incidents!.policy.alarms.filter(({ name }) => name === bands[0]!.name);
    expect(known).toMatchObject({ severity: 'S1', trainedFrom: Date.UTC(2026, 11, 14) });
    const metrics = bands.reduce((sum, alarm) => sum + Object.keys(alarm.metrics).length, 0);
    expect(monthlyCost(planned).lines.find(({ part }) => part === 'thresholds')).toMatchObject({ count: metrics + 4 });
  });

  test('is not simulated, and said to be so: AWS publishes no model of the band', () => {
    expect(() => readMetricAlarmDefinition('anomaly', metric.get(bands[0]!.name))).toThrow(/ThresholdMetricId/);
  });
});
