import { DOCUMENTED_METRICS } from '../../../lib/aws/metrics/documented-metrics';
import { judgeMetric, namesIn } from '../../../lib/aws/metrics/published-metric';
import database from '../../../lib/aws/metrics/service-spec-metrics.json';
import { sourceOf } from '../../../lib/slo/sli/sources';
import { EXAMPLE_BINDINGS } from '../../helpers/every-indicator';

const judge = (namespace: string, metricName: string, ...dimensions: readonly string[]) => judgeMetric({ namespace, metricName, dimensions });

test('every metric that a source of indicators reads is published by the dimensions it reads it by', () => {
  const verdicts = Object.values(EXAMPLE_BINDINGS)
    .filter(({ source }) => source !== 'counters')
    .flatMap((binding) => {
      const { namespace, metrics } = sourceOf(binding).published(binding);
      return Object.entries(metrics).flatMap(([name, { dimensionSets }]) =>
        dimensionSets.map((set) => [namespace, name, ...set, judge(namespace, name, ...set).kind]),
      );
    });
  expect(verdicts.length).toBeGreaterThan(20);
  expect(verdicts.filter((verdict) => verdict.at(-1) !== 'published')).toEqual([]);
});

test('an alarm that can never see data is found where the database and the page of AWS disagree', () => {
  expect(judge('AWS/ApiGateway', '5xx', 'ApiId', 'Stage').kind).toBe('published');
  expect(judge('AWS/ApiGateway', '5XXError', 'ApiId', 'Stage').kind).toBe('other dimensions');
  expect(judge('AWS/ApplicationELB', 'GrpcRequestCount', 'LoadBalancer').kind).toBe('other dimensions');
  expect(judge('AWS/DynamoDB', 'ReadThrottleEvents', 'GlobalSecondaryIndex', 'TableName').kind).toBe('other dimensions');
  expect(judge('AWS/DynamoDB', 'UserErrors', 'TableName')).toEqual({ kind: 'other dimensions', sets: [[]] });
});

test('what the table does not know is not judged', () => {
  expect(judge('AWS/Wavelength', 'Anything')).toEqual({ kind: 'unknown' });
  expect(judge('AWS/Lambda', 'MadeUpNextYear')).toEqual({ kind: 'unknown' });
  expect(judge('AWS/EC2', 'MadeUpNextYear')).toEqual({ kind: 'no such metric', similar: undefined });
});

test('every row by hand names its page, and says something that the database does not', () => {
  const known = database as Readonly<Record<string, Readonly<Record<string, string>>>>;
  for (const { namespace, names, sets, source } of DOCUMENTED_METRICS) {
    expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
    const inDatabase = (name: string) =>
      Object.entries(known[namespace] ?? {})
        .filter(([, metrics]) => namesIn(metrics).includes(name))
        .map(([set]) => set);
    const written = sets === 'any' ? 'any' : [...sets].sort().join('|');
    expect(namesIn(names).every((name) => inDatabase(name).includes(written))).toBe(false);
  }
});
