import { loadConfiguration, type LoadedConfiguration } from '../../lib/config/load';
import { formatProblem, type Problem } from '../../lib/problems/problem';
import { DEFAULT_BASELINES } from '../../lib/thresholds/baselines';
import type { Threshold } from '../../lib/thresholds/threshold';
import { filesInMemory } from '../helpers/files-in-memory';
import { baseConfiguration } from './museum/museum';

const RESOURCES = `  web-host:
    source: instance
    instanceId: i-0123456789abcdef0
  web-tasks:
    source: ecsService
    clusterName: shop
    serviceName: web
`;

/** The base configuration with these thresholds of the service `web`, a host without an agent and a service of ECS. */
function load(thresholds: readonly string[], beside = ''): LoadedConfiguration {
  const files = baseConfiguration();
  const written = thresholds.map((each) => `      - { runbook: web-outage, ${each} }\n`).join('');
  const put = (path: string, after: RegExp, added: string): void => {
    const text = files.get(path)!;
    expect(text).toMatch(after);
    files.set(
      path,
      text.replace(after, (found) => `${added}${found}`),
    );
  };
  put('operations.yaml', /^    objectives:\n/m, `    thresholds:\n${written}`);
  put('operations.yaml', /^services:\n/m, beside);
  for (const name of ['dev', 'prod']) {
    const path = `environments/${name}.yaml`;
    files.set(
      path,
      files.get(path)!.replace(/^resources:\n/m, (found) => `${found}${RESOURCES}`),
    );
  }
  return loadConfiguration({ directory: 'config', ...filesInMemory('config', files) });
}

const shown = ({ problems }: LoadedConfiguration) => problems.filter(({ code }) => code !== 'CFG023');
function thresholdsOf(loaded: LoadedConfiguration): readonly Threshold[] {
  const [service] = loaded.models[1]?.services ?? [];
  if (service === undefined) throw new Error(loaded.problems.map(formatProblem).join('\n'));
  return service.thresholds ?? [];
}
const finding = (thresholds: readonly string[], beside?: string): Problem => {
  const [problem, ...others] = shown(load(thresholds, beside));
  expect(others).toEqual([]);
  return problem!;
};

test('a threshold has what its class says, unless it says it itself', () => {
  const loaded = load([
    'resource: web-tasks, measure: cpu',
    'resource: web-tasks, measure: memory, class: information, value: 50, for: 30m, severity: S3, handoverAfter: 1h',
  ]);
  expect(shown(loaded)).toEqual([]);
  expect(thresholdsOf(loaded)).toMatchObject([
    { resource: 'web-tasks', measureId: 'cpu', class: 'warning', severity: 'S2', value: 80, forMinutes: 15, handoverAfterSeconds: 900, runbook: 'web-outage' },
    { measureId: 'memory', class: 'information', severity: 'S3', value: 50, forMinutes: 30, handoverAfterSeconds: 3_600 },
  ]);
});

test('a baseline that is changed changes the thresholds that have no value (002-49)', () => {
  const baselines = 'baselines: { infrastructure: { cpu: 45 }, application: { p95: 800ms } }\n';
  const loaded = load(['resource: web-tasks, measure: cpu, class: information'], baselines);
  expect(thresholdsOf(loaded)).toMatchObject([{ value: 45 }]);
  expect(loaded.models[1]!.baselines).toEqual({
    ...DEFAULT_BASELINES,
    infrastructure: { ...DEFAULT_BASELINES.infrastructure, cpuPercent: 45 },
    application: { ...DEFAULT_BASELINES.application, p95Ms: 800 },
  });
});

test('an anomaly has a band in place of a value (002-64)', () => {
  const anomaly = 'anomaly: { since: 2026-11-30T00:00:00Z }';
  expect(thresholdsOf(load([`resource: web-tasks, measure: cpu, ${anomaly}`]))).toMatchObject([{ value: 2, anomaly: { since: Date.UTC(2026, 10, 30) } }]);
  expect(finding([`resource: web-tasks, measure: cpu, value: 80, ${anomaly}`])).toMatchObject({ code: 'CFG014', change: 'keep one of the two' });
});

test('memory of a host without an agent is named and left out, never silent (002-25)', () => {
  const loaded = load(['resource: web-host, measure: memory', 'resource: web-host, measure: cpu']);
  expect(shown(loaded)).toMatchObject([
    {
      code: 'CFG082',
      level: 'warning',
      what: 'nobody knows the memory of web-host: EC2 does not publish it, and no CloudWatch agent runs there',
      change: expect.stringContaining('install the CloudWatch agent'),
    },
  ]);
  expect(thresholdsOf(loaded).map(({ measureId }) => measureId)).toEqual(['cpu']);
});

test.each<[string, string, Partial<Problem>]>([
  ['a resource that is not there', 'resource: web-task, measure: cpu', { code: 'CFG080', change: 'write web-tasks' }],
  ['a measure of another kind', 'resource: web-tasks, measure: depth', { code: 'CFG081', allowed: 'cpu, memory' }],
  ['no value anywhere', 'resource: web-tasks, measure: cpu, class: critical', { code: 'CFG083', change: 'add value' }],
  ['a duration for a percentage', 'resource: web-tasks, measure: cpu, value: 3s', { code: 'CFG084', what: 'cpu is a percentage' }],
  ['more than everything', 'resource: web-tasks, measure: cpu, value: 101', { code: 'CFG084', allowed: 'a number from 0 to 100' }],
  ['a time its metric does not divide', 'resource: web-host, measure: cpu, for: 7m', { code: 'CFG085', change: 'write for: 10m' }],
  ['a measure there is not', 'resource: web-tasks, measure: cpus', { code: 'CFG013' }],
])('%s', (_, threshold, expected) => {
  expect(finding([threshold])).toMatchObject({ level: 'error', where: { file: 'config/operations.yaml', line: expect.any(Number) }, ...expected });
});

test('two thresholds of a class on one measure', () => {
  expect(finding(['resource: web-tasks, measure: cpu', 'resource: web-tasks, measure: cpu, class: warning, value: 90'])).toMatchObject({ code: 'CFG086' });
});
