import { parseMetricMath } from '../../lib/aws/metric-math/parse';
import { SLI_SOURCES } from '../../lib/slo/sli/sources';
import { isGap, type Measure, type MeasureId } from '../../lib/thresholds/measure';
import { isMeasurable, measureOf, measuresOf, RESOURCE_KINDS, WATCHED_ONLY, type Resource } from '../../lib/thresholds/resource-kinds';

const EXAMPLES: readonly Resource[] = Object.values(RESOURCE_KINDS).map(({ example }) => example);
const ALL = EXAMPLES.flatMap((resource) =>
  measuresOf(resource).flatMap((id): [string, Measure][] => {
    const measure = measureOf(resource, id)!;
    return isGap(measure) ? [] : [[`${id} of ${resource.source}`, measure]];
  }),
);
const measure = (resource: Resource, id: MeasureId): Measure => {
  const found = measureOf(resource, id);
  if (found === undefined || isGap(found)) throw new Error(`no ${id}`);
  return found;
};

test('a kind is registered under the word of its bindings, and has the keys of its SLI source where there is one: one reading of resources', () => {
  for (const [name, kind] of Object.entries(RESOURCE_KINDS)) {
    expect(kind.example.source).toBe(name);
    expect(kind.schema.safeParse(kind.example).data).toEqual(kind.example);
    expect(kind.schema === (SLI_SOURCES as Record<string, { schema: unknown }>)[name]?.schema).toBe(isMeasurable(kind.example));
  }
  expect(EXAMPLES.filter((each) => !isMeasurable(each)).map(({ source }) => source)).toEqual([...WATCHED_ONLY]);
});

test.each(ALL)('%s is a metric alarm that CloudWatch takes', (_, { metrics, steps, periodSeconds, documentation, missingData }) => {
  const ids = Object.keys(metrics);
  expect(ids.length).toBeGreaterThan(0);
  expect(ids.length).toBeLessThanOrEqual(10);
  if (steps.length === 0) expect(ids).toHaveLength(1);
  for (const { expression } of steps) expect(() => parseMetricMath(expression)).not.toThrow();
  expect(periodSeconds % 60).toBe(0);
  expect(documentation).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
  expect(missingData.because).toMatch(/\w+ \w+/);
});

test('a percentile is that of the samples of a period, never the mean of percentiles (002-19, 002-23)', () => {
  const { metrics, steps, metricUnits } = measure(RESOURCE_KINDS.applicationLoadBalancer.example, 'p95');
  expect(Object.values(metrics)).toEqual([
    {
      namespace: 'AWS/ApplicationELB',
      metricName: 'TargetResponseTime',
      dimensions: { LoadBalancer: 'app/portal/50dc6c495c0c910c', TargetGroup: 'targetgroup/portal/943f017f100becfc' },
      statistic: 'p95',
    },
  ]);
  expect(steps).toEqual([]);
  // Load balancers answer in seconds, thresholds are in milliseconds.
  expect(metricUnits).toBe(0.001);
  expect(measure(RESOURCE_KINDS.lambda.example, 'p95').metricUnits).toBe(1);
});

test('errors of no requests are none, availability of no requests is none either (002-20, 002-21)', () => {
  const { example } = RESOURCE_KINDS.httpApi;
  const [errors, availability] = [measure(example, 'errorRate'), measure(example, 'availability')];
  expect(errors.missingData.treatAs).toBe('notBreaching');
  expect(availability.missingData.treatAs).toBe('breaching');
  expect(errors.steps.at(-1)).toEqual({ id: 'rate', expression: '100 * bad / total' });
  expect([errors.comparison, availability.comparison]).toEqual(['GreaterThanOrEqualToThreshold', 'LessThanThreshold']);
  // One window is one period: a share of counts, not a mean of shares.
  expect([errors.isOverWindow, availability.isOverWindow]).toEqual([true, true]);
});

test('what only an agent publishes is a named gap without it, and read with exactly its dimensions (002-25, 002-49)', () => {
  const { instance } = RESOURCE_KINDS;
  const without = { source: 'instance', instanceId: 'i-0123456789abcdef0' } as const;
  for (const id of ['memory', 'disk'] as const) expect(measureOf(without, id)).toMatchObject({ gap: expect.stringContaining('no CloudWatch agent') });
  expect(measureOf(without, 'cpu')).toMatchObject({ unit: 'percent' });
  expect(measure(instance.example, 'memory')).toMatchObject({
    publishedBy: 'the CloudWatch agent',
    metrics: { measured: { namespace: 'CWAgent', metricName: 'mem_used_percent', dimensions: { InstanceId: 'i-0123456789abcdef0' } } },
    // An agent that stops is no verdict, never health.
    missingData: { treatAs: 'missing' },
  });
  expect(Object.keys(measure(instance.example, 'disk').metrics.measured!.dimensions)).toEqual(['InstanceId', 'path', 'device', 'fstype']);
});

test('shares of a database need its whole, and what AWS does not publish is named (002-50)', () => {
  const rds = { source: 'database', engine: 'rds', instanceIdentifier: 'orders-1' } as const;
  expect(measureOf(rds, 'connectionPool')).toMatchObject({ change: 'add maxConnections to the resource' });
  expect(measureOf(rds, 'disk')).toMatchObject({ change: 'add storageGiB to the resource' });
  expect(measureOf(rds, 'queryTime')).toMatchObject({ gap: expect.stringContaining('ReadLatency') });
  expect(measureOf(rds, 'backupDuration')).toMatchObject({ gap: expect.stringContaining('no metric') });
  expect(measure({ ...rds, maxConnections: 500 }, 'connectionPool').steps).toEqual([{ id: 'used', expression: '100 * measured / 500' }]);
  expect(measure({ ...rds, engine: 'aurora' }, 'queryTime').metrics.measured).toMatchObject({ metricName: 'SelectLatency' });
  // A replica that stopped says -1, which is below any threshold.
  expect(measure(rds, 'replicationLag').steps).toEqual([{ id: 'lag', expression: 'IF(measured < 0, 86400, measured)' }]);
});
