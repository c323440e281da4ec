/** What every registered source says about itself holds together, and nobody else knows a source by name. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MetricStore } from '../../../lib/simulator/services/cloudwatch/metric-store';
import { findPublished } from '../../../lib/slo/sli/published-metrics';
import type { MetricReference } from '../../../lib/slo/sli/sli';
import { SLI_SOURCES, sourceNamed, sourceOf } from '../../../lib/slo/sli/sources';
import { latencyProfile } from '../../../lib/workload/latency-profile';
import { StorePublisher } from '../../../lib/workload/publish/store-publisher';
import { playResource } from '../../../lib/workload/resource-timeline';
import { EXAMPLE_BINDINGS, everyIndicator } from '../../helpers/every-indicator';
import { minutes, trafficOf } from '../../helpers/game-days';

const LIB = join(__dirname, '../../../lib');

test.each(Object.entries(SLI_SOURCES))('the example of %s is one that its schema takes, under the word it is registered with', (name, { example, schema }) => {
  expect(schema.safeParse(example)).toEqual({ success: true, data: example });
  expect(example.source).toBe(name);
});

test.each(everyIndicator().map((each) => [each.name, each] as const))('%s reads only what its source says is published', (_, { binding, sli }) => {
  const published = sourceOf(binding).published(binding);
  for (const { namespace, metricName, dimensions } of Object.values(sli.metrics)) {
    expect([namespace, metricName, findPublished(published, { namespace, metricName, dimensions })]).not.toEqual([namespace, metricName, undefined]);
  }
  expect(sli.region).toBe(published.region);
});

test.each(
  everyIndicator()
    .filter(({ kind, sli }) => sli.kind === 'events' && kind !== 'latency')
    .map((each) => [each.name, each] as const),
)('%s: it is known what events do to every metric', (_, { sli }) => {
  const source = sourceNamed(sli.source)!;
  for (const [id, metric] of Object.entries(sli.metrics)) expect([id, source.eventSamples(id, metric)]).not.toEqual([id, undefined]);
});

describe('a publisher takes only what the source declares', () => {
  const { lambda } = EXAMPLE_BINDINGS;
  const timeline = playResource(minutes(2), trafficOf(1), []);
  const published = SLI_SOURCES.lambda.published(lambda);
  const publisher = () => new StorePublisher({} as MetricStore, { region: 'eu-central-1', account: '111111111111', published }, timeline, latencyProfile([]));

  test.each([
    ['Calls', { FunctionName: 'worker' }],
    ['Invocations', {}],
    ['Invocations', { FunctionName: 'worker', ExecutedVersion: '7' }],
    ['toString', { FunctionName: 'worker' }],
  ])('%s by %j is refused', (metricName, dimensions) => {
    expect(() => publisher().counter({ metricName, dimensions }, timeline.requests)).toThrow(`the source does not say that AWS/Lambda has ${metricName} by`);
  });

  test('durations of a metric that has no unit of time are refused', () => {
    const metric = { metricName: 'Errors', dimensions: { FunctionName: 'worker' } };
    expect(() => publisher().durations(metric, timeline.requests)).toThrow('Errors is published in Count, which is no unit of durations');
  });
});

test('an event sample is of the namespace of the source, and a name that objects inherit is none', () => {
  const eventSamples = (id: string, of: MetricReference) => SLI_SOURCES.lambda.eventSamples(id, of);
  const metric = { namespace: 'AWS/Lambda', metricName: 'Invocations', dimensions: {}, statistic: 'Sum' };
  expect(eventSamples('x', metric)).toEqual({ counts: 'total' });
  expect(eventSamples('x', { ...metric, namespace: 'Mine' })).toBeUndefined();
  expect(eventSamples('x', { ...metric, metricName: 'constructor' })).toBeUndefined();
  expect(sourceNamed('constructor')).toBeUndefined();
});

/** Outside of its own file a source is named where it is registered, where apps of the CDK make its indicators, and where resources of a template become some. */
const MAY_NAME_A_SOURCE = ['index.ts', 'slo/sli/sources.ts', 'constructs/indicators.ts', 'proposal/named-resource.ts'];
/** What can be measured of a resource beside objectives, a file for each kind: a new source needs none. */
const MEASURES = /^thresholds\/resources\/[\w-]+\.ts$/;
/** What two sources share, and they alone use. */
const SHARED_BY_SOURCES = ['slo/sli/api-gateway.ts'];

/** Files of lib/ that import the file of a source, or compare the word for one. */
function filesThatKnow(texts: ReadonlyMap<string, string>): string[] {
  const ownFiles = [...texts].filter(([file, text]) => file.startsWith('slo/sli/') && /: SliSource<\w+Binding> = \{/.test(text)).map(([file]) => file);
  expect(ownFiles).toHaveLength(Object.keys(SLI_SOURCES).length);
  const names = [...ownFiles, ...SHARED_BY_SOURCES].map((file) => file.replace(/^slo\/sli\/(.*)\.ts$/, '$1'));
  const importFrom = (folder: string) => new RegExp(`from '${folder}(?:${names.join('|')})'`);
  const imports = (file: string, text: string) => importFrom(file.startsWith('slo/sli/') ? '\\./' : '[./]+/slo/sli/').test(text);
  const own = [...ownFiles, ...SHARED_BY_SOURCES];
  const words = Object.keys(SLI_SOURCES).join('|');
  const compares = new RegExp(
    `[sS]ource\\b[^\\n]*(?:===|!==|includes\\()[^\\n]*'(?:${words})'|case '(?:applicationLoadBalancer|restApi|httpApi|stateMachine)'`,
  );
  return [...texts].filter(([file, text]) => !own.includes(file) && (imports(file, text) || compares.test(text))).map(([file]) => file);
}

describe('nobody else knows a source', () => {
  const texts = new Map(
    readdirSync(LIB, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => [file, readFileSync(join(LIB, file), 'utf8')]),
  );

  test('in lib/ three files do, and the public surface: a new source touches no other', () => {
    expect(
      filesThatKnow(texts)
        .filter((file) => !MEASURES.test(file))
        .sort(),
    ).toEqual([...MAY_NAME_A_SOURCE].sort());
  });

  test.each([
    ["import { queueDelivery } from '../slo/sli/queue';", 'an import'],
    ["const isQueue = binding.source === 'queue';", 'a comparison'],
    ["const some = ['lambda', 'restApi'].includes(source) || source !== 'lambda';", 'a list'],
  ])('%s is found', (code) => {
    expect(filesThatKnow(new Map([...texts, ['plan/new.ts', code]]))).toContain('plan/new.ts');
  });
});
