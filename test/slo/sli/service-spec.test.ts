import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type { MetricReference } from '../../../lib/slo/sli/sli';
import { everyIndicator } from '../../helpers/every-indicator';

/**
 * Metrics whose dimension set the database lacks, though AWS documents it. Everything else an indicator reads has to
 * be in the database.
 */
const NOT_IN_THE_DATABASE: Readonly<Record<string, string>> = {
  'AWS/ApiGateway 5xx by ApiId,Stage':
    'has Count and Latency of HTTP APIs by stage but 5xx by API only; https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html lists ApiId, Stage for all',
};

const database = loadAwsServiceSpecSync();

/** Dimension sets of a metric as sorted names, or undefined when the database does not know the metric. */
function knownDimensionSets({ namespace, metricName }: MetricReference): string[] | undefined {
  const metrics = database.lookup('metric', 'namespace', 'equals', namespace).filter((metric) => metric.name === metricName);
  if (metrics.length === 0) return undefined;
  return metrics.flatMap((metric) =>
    database.follow('usesDimensionSet', metric).map(({ entity }) =>
      entity.dimensions
        .map(({ name }) => name)
        .sort()
        .join(),
    ),
  );
}

const metrics = new Map<string, MetricReference>();
for (const { sli, source } of everyIndicator()) {
  if (source === 'counters') continue; // the service's own namespace
  for (const metric of Object.values(sli.metrics)) {
    const dimensions = Object.keys(metric.dimensions).sort().join();
    metrics.set(`${metric.namespace} ${metric.metricName} by ${dimensions}`, metric);
  }
}

test.each([...metrics])('%s exists in the service specification of AWS', (name, metric) => {
  const sets = knownDimensionSets(metric);
  if (name in NOT_IN_THE_DATABASE) {
    expect(sets ?? []).not.toContain(Object.keys(metric.dimensions).sort().join());
    return;
  }
  expect(sets).toContain(Object.keys(metric.dimensions).sort().join());
});

test('every exception is still read by an indicator', () => {
  expect([...metrics.keys()]).toEqual(expect.arrayContaining(Object.keys(NOT_IN_THE_DATABASE)));
});

test('the database tells a wrong metric and a wrong dimension set', () => {
  const real = { namespace: 'AWS/ApiGateway', metricName: 'Count', statistic: 'Sum', dimensions: {} };
  expect(knownDimensionSets(real)).not.toContain('Stage');
  expect(knownDimensionSets({ ...real, metricName: '5XXErrors' })).toBeUndefined();
});
