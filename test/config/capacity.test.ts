import { loadConfiguration, type LoadedConfiguration } from '../../lib/config/load';
import { formatProblem, type Problem } from '../../lib/problems/problem';
import { filesInMemory } from '../helpers/files-in-memory';
import { baseConfiguration } from './museum/museum';

const RESOURCES = `  worker:
    source: lambda
    functionName: shop-worker
  web-tasks:
    source: ecsService
    clusterName: shop
    serviceName: web
`;

/** The base configuration, of which prod says this of the capacity of its resources. */
function load(capacity: string): LoadedConfiguration {
  const files = baseConfiguration();
  const path = 'environments/prod.yaml';
  files.set(path, `${files.get(path)!.replace(/^resources:\n/m, (found) => `${found}${RESOURCES}`)}\ncapacity:\n${capacity}`);
  return loadConfiguration({ directory: 'config', ...filesInMemory('config', files) });
}

const SHARED = 'service: web, runbook: web-outage, leadTime: 14d';
const PROACTIVE = 'proactive: [{ measure: concurrency, limit: { provisioned: 50 }, severity: S3 }]';
const REACTIVE = 'reactive: [{ measure: throttles, above: 0, severity: S3 }]';

/** What is wrong with what is said of the capacity; resources that nobody else names are none of it. */
const shown = ({ problems }: LoadedConfiguration) => problems.filter(({ code }) => code !== 'CFG023');
function serviceOf(loaded: LoadedConfiguration) {
  const service = loaded.models.find(({ environment }) => environment === 'prod')?.services.find(({ id }) => id === 'web');
  if (service === undefined) throw new Error(loaded.problems.map(formatProblem).join('\n'));
  return service;
}

test('000-07, 002-53: triggers are thresholds of their service, the proactive one where a fifth more would not be there', () => {
  const loaded = load(`  worker: { ${SHARED}, ${PROACTIVE}, ${REACTIVE} }\n`);
  expect(shown(loaded)).toEqual([]);
  const { thresholds, limits } = serviceOf(loaded);
  expect(thresholds).toMatchObject([
    { resource: 'worker', measureId: 'concurrency', capacity: 'proactive', value: 41.6, severity: 'S3', forMinutes: 15, runbook: 'web-outage' },
    { resource: 'worker', measureId: 'throttles', capacity: 'reactive', value: 0, severity: 'S3' },
  ]);
  expect(limits).toMatchObject([{ resource: 'worker', measureId: 'concurrency', limit: 50, origin: { kind: 'provisioned' }, leadTimeMinutes: 14 * 1_440 }]);
});

test('002-53: the maximum of a test is a limit with its day and evidence; without a severity it has no alarm, and is forecast all the same', () => {
  const tested = 'limit: { tested: 1200, on: 2026-10-01, evidence: load-tests/2026-10-01.md }';
  const loaded = load(`  worker: { ${SHARED}, proactive: [{ measure: concurrency, ${tested} }], ${REACTIVE} }\n`);
  const { thresholds, limits } = serviceOf(loaded);
  expect(thresholds!.map(({ capacity }) => capacity)).toEqual(['reactive']);
  expect(limits).toMatchObject([{ limit: 1_200, origin: { kind: 'tested', on: '2026-10-01', evidence: 'load-tests/2026-10-01.md' } }]);
});

test('a share has a limit of 100 %, the use of a quota too', () => {
  const loaded = load(`  worker: { ${SHARED}, proactive: [{ measure: quotaUse, severity: S3 }], ${REACTIVE} }
  web-tasks: { ${SHARED}, proactive: [{ measure: cpu, severity: S3 }], reactive: [{ measure: cpu, above: 90, for: 5m }] }
`);
  expect(shown(loaded)).toEqual([]);
  const { thresholds, limits } = serviceOf(loaded);
  expect(thresholds!.map(({ measureId, capacity, value, forMinutes, severity }) => [measureId, capacity, value, forMinutes, severity])).toEqual([
    ['quotaUse', 'proactive', 83.3, 15, 'S3'],
    ['throttles', 'reactive', 0, 15, 'S3'],
    ['cpu', 'proactive', 83.3, 15, 'S3'],
    ['cpu', 'reactive', 90, 5, 'S2'],
  ]);
  expect(limits!.map(({ limit, origin }) => [limit, origin.kind])).toEqual([
    [100, 'share'],
    [100, 'share'],
  ]);
});

test.each<[string, string, Partial<Problem>]>([
  ['only proactive (000-07)', `worker: { ${SHARED}, ${PROACTIVE} }`, { code: 'CFG090', what: 'nothing reactive is said of the capacity of worker' }],
  ['only reactive (000-07)', `worker: { ${SHARED}, ${REACTIVE} }`, { code: 'CFG090', what: 'nothing proactive is said of the capacity of worker' }],
  ['a service there is not', `worker: { ${SHARED.replace('web,', 'wep,')}, ${PROACTIVE}, ${REACTIVE} }`, { code: 'CFG092', change: 'write web' }],
  ['a resource there is not', `wroker: { ${SHARED}, ${PROACTIVE}, reactive: [{ measure: throttles, above: 0 }] }`, { code: 'CFG080', change: 'write worker' }],
  ['a count without a limit', `worker: { ${SHARED}, proactive: [{ measure: concurrency }], ${REACTIVE} }`, { code: 'CFG091', change: 'add limit' }],
  [
    'a share with another limit',
    `web-tasks: { ${SHARED}, proactive: [{ measure: cpu, limit: { provisioned: 80 } }], reactive: [{ measure: cpu, above: 90 }] }`,
    { code: 'CFG091', change: 'remove the limit' },
  ],
  ['a measure of another kind', `worker: { ${SHARED}, proactive: [{ measure: cpu }], ${REACTIVE} }`, { code: 'CFG081' }],
  ['what has no limit', `worker: { ${SHARED}, proactive: [{ measure: throttles }], ${REACTIVE} }`, { code: 'CFG013' }],
  ['a test without evidence', `worker: { ${SHARED}, proactive: [{ measure: concurrency, limit: { tested: 50 } }], ${REACTIVE} }`, { code: 'CFG014' }],
  [
    'a test on a day there is not',
    `worker: { ${SHARED}, proactive: [{ measure: concurrency, limit: { tested: 50, on: 2026-02-30, evidence: a.md } }], ${REACTIVE} }`,
    { code: 'CFG013' },
  ],
  ['more than everything', `web-tasks: { ${SHARED}, proactive: [{ measure: cpu }], reactive: [{ measure: cpu, above: 101 }] }`, { code: 'CFG084' }],
])('%s', (_, capacity, expected) => {
  const [problem, ...others] = shown(load(`  ${capacity}\n`)).filter(({ code }, index, all) => all.findIndex((each) => each.code === code) === index);
  expect(others).toEqual([]);
  expect(problem).toMatchObject({ level: 'error', where: { file: 'config/environments/prod.yaml', line: expect.any(Number) }, ...expected });
});
