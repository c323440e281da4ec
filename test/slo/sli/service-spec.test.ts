import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { publishedUnit } from '../../../lib/aws/metrics/metric-units';
import { sourceOf } from '../../../lib/slo/sli/sources';
import { EXAMPLE_BINDINGS } from '../../helpers/every-indicator';

/**
 * Metrics whose dimension set the database lacks, though AWS documents it. Everything else that a source says is
 * published has to be in the database; tests of the registry hold indicators and publishers to what their source says.
 */
const NOT_IN_THE_DATABASE: Readonly<Record<string, string>> = {
  'AWS/ApiGateway 5xx by ApiId,Stage':
    'has Count and Latency of HTTP APIs by stage but 5xx by API only; https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html lists ApiId, Stage for all',
  ...Object.fromEntries(
    ['UrlRequestCount', 'Url5xxCount', 'UrlRequestLatency'].flatMap((name) =>
      ['FunctionName', 'FunctionName,Resource'].map((set) => [
        `AWS/Lambda ${name} by ${set}`,
        'has no metrics of function URLs; https://docs.aws.amazon.com/lambda/latest/dg/urls-monitoring.html has them',
      ]),
    ),
  ),
};

interface SpecifiedMetric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: readonly string[];
}

const database = loadAwsServiceSpecSync();

/** Dimension sets of a metric as sorted names, or undefined when the database does not know the metric. */
function knownDimensionSets({ namespace, metricName }: Pick<SpecifiedMetric, 'namespace' | 'metricName'>): string[] | undefined {
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

const metrics = new Map<string, SpecifiedMetric>();
for (const binding of Object.values(EXAMPLE_BINDINGS)) {
  if (binding.source === 'counters' || binding.source === 'metricPair') continue; // any namespace
  const { namespace, metrics: published } = sourceOf(binding).published(binding);
  for (const [metricName, { dimensionSets }] of Object.entries(published)) {
    for (const dimensions of dimensionSets)
      metrics.set(`${namespace} ${metricName} by ${[...dimensions].sort().join()}`, { namespace, metricName, dimensions });
  }
}

test.each([...metrics])('%s exists in the service specification of AWS', (name, metric) => {
  const sets = knownDimensionSets(metric);
  if (name in NOT_IN_THE_DATABASE) {
    expect(sets ?? []).not.toContain([...metric.dimensions].sort().join());
    return;
  }
  expect(sets).toContain([...metric.dimensions].sort().join());
});

test('the units that sources publish in are those that the pages of AWS say (9.18)', () => {
  const units = Object.values(EXAMPLE_BINDINGS).flatMap((binding) => {
    const { namespace, metrics: published } = sourceOf(binding).published(binding);
    return Object.entries(published).map(([name, { unit }]) => ({ name: `${namespace} ${name}`, unit, written: publishedUnit(namespace, name)?.unit }));
  });
  const written = units.filter((each) => each.written !== undefined);
  expect(written.length).toBeGreaterThan(10);
  expect(written.filter((each) => each.unit !== each.written)).toEqual([]);
});

test('every exception is still published by a source', () => {
  expect([...metrics.keys()]).toEqual(expect.arrayContaining(Object.keys(NOT_IN_THE_DATABASE)));
});

test('the database notifies a wrong metric and a wrong dimension set', () => {
  const real = { namespace: 'AWS/ApiGateway', metricName: 'Count' };
  expect(knownDimensionSets(real)).not.toContain('Stage');
  expect(knownDimensionSets({ ...real, metricName: '5XXErrors' })).toBeUndefined();
});
