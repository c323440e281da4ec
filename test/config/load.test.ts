import { join } from 'node:path';
import { loadConfiguration, type LoadedConfiguration } from '../../lib/config/load';
import type { ConfigurationVariables } from '../../lib/config/placeholders';
import { filesOnDisk } from '../../lib/config/read-directory';
import type { Objective } from '../../lib/model/model';
import { formatProblem } from '../../lib/problems/problem';
import { allowedBadFraction } from '../../lib/slo/burn-rate';
import { filesInMemory } from '../helpers/files-in-memory';
import { baseConfiguration } from './museum/museum';

const SHIPPED = join(__dirname, '../../config');

type Edit = (text: string) => string;

/** Loads the base configuration with some of its files changed. */
function load(edits: Record<string, Edit> = {}, variables?: ConfigurationVariables): LoadedConfiguration {
  const files = baseConfiguration();
  for (const [path, edit] of Object.entries(edits)) files.set(path, edit(files.get(path) ?? ''));
  return loadConfiguration({ directory: 'config', variables, ...filesInMemory('config', files) });
}

function objective(loaded: LoadedConfiguration, environment: string, name: string): Objective {
  const model = loaded.models.find((candidate) => candidate.environment === environment);
  if (model === undefined) throw new Error(loaded.problems.map(formatProblem).join('\n'));
  const [serviceId, id] = name.split('/');
  const found = model.services.find((service) => service.id === serviceId)?.objectives.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no objective ${name} in ${environment}`);
  return found;
}

const append =
  (more: string): Edit =>
  (text) =>
    text + more;

const replace =
  (before: string, after: string): Edit =>
  (text) => {
    expect(text).toContain(before);
    return text.replace(before, after);
  };

describe('the shipped configuration', () => {
  const loaded = loadConfiguration({ directory: SHIPPED, ...filesOnDisk });

  test('loads without any problem, one model an environment, by file name', () => {
    expect(loaded.problems).toEqual([]);
    expect(loaded.models.map((model) => model.environment)).toEqual(['dev', 'prod', 'staging']);
  });

  test('has the four services of the EDI platform in every environment', () => {
    for (const model of loaded.models) {
      expect(model.services.map((service) => service.id)).toEqual(['partner-portal', 'edi-ingest', 'edi-translate', 'edi-deliver']);
      for (const service of model.services) expect(service.objectives.length).toBeGreaterThan(0);
    }
  });

  test('measures every source at least once', () => {
    const sources = loaded.models.flatMap((model) => model.services.flatMap((service) => service.objectives.map(({ sli }) => sli.source)));
    expect(new Set(sources).size).toBe(10);
  });
});

describe('placeholders', () => {
  const set = (name: string, value: string) => ({ [name]: value });

  test('000-22: PRIMARY_SLO_LATENCY_P95_MS is 2000 when set nowhere and is the threshold of latency objectives', () => {
    expect(objective(load(), 'prod', 'web/latency').thresholdMs).toBe(2_000);
    const loaded = load({}, { environmentVariables: set('PRIMARY_SLO_LATENCY_P95_MS', '812.5') });
    const changed = objective(loaded, 'prod', 'web/latency');
    expect(changed.thresholdMs).toBe(812.5);
    expect(changed.sli.metrics.intime?.statistic).toBe('TC(:0.8125)');
  });

  test('000-22: a latency objective promises 95 % when it sets no target', () => {
    expect(objective(load(), 'prod', 'web/latency').targetPercent).toBe(95);
  });

  test('000-23: AVAILABILITY_SLO_PERCENT is 99.9 when set nowhere and is the target of availability objectives', () => {
    expect(objective(load(), 'prod', 'web/availability').targetPercent).toBe(99.9);
    expect(objective(load(), 'dev', 'web/availability').targetPercent).toBe(99.5);
  });

  test.each([
    ['90', false],
    ['90.001', true],
    ['99.999', true],
    ['100', false],
    ['-99', false],
    ['99,9', false],
    ['99.9 ', false],
    ['0x60', false],
    ['NaN', false],
  ])('000-23: AVAILABILITY_SLO_PERCENT=%s is accepted: %s', (value, accepted) => {
    const loaded = load({}, { context: set('AVAILABILITY_SLO_PERCENT', value) });
    expect(loaded.problems.map((problem) => problem.code)).toEqual(accepted ? [] : ['CFG040']);
  });

  test('000-24: 99.9 % over the default 30 days is a budget of 43.2 minutes', () => {
    const { targetPercent, periodMinutes } = objective(load(), 'prod', 'web/availability');
    expect(allowedBadFraction(targetPercent) * periodMinutes).toBeCloseTo(43.2, 9);
  });

  test('000-24: ERROR_BUDGET_WINDOW_DAYS is the period of objectives that set none', () => {
    const loaded = load(
      { 'operations.yaml': replace('        threshold: 10m\n', '        threshold: 10m\n        period: 7d\n') },
      { context: set('ERROR_BUDGET_WINDOW_DAYS', '28') },
    );
    expect(objective(loaded, 'prod', 'web/availability').periodMinutes).toBe(28 * 1_440);
    expect(objective(loaded, 'prod', 'orders/freshness').periodMinutes).toBe(7 * 1_440);
  });

  test.each([
    ['nowhere', {}, {}, 99.9],
    ['in the file', { file: 99.1 }, {}, 99.1],
    ['in the file and by environment variable', { file: 99.1 }, { variable: '99.2' }, 99.2],
    ['in all three places', { file: 99.1 }, { variable: '99.2', context: '99.3' }, 99.3],
    ['in the file and by CDK context', { file: 99.1 }, { context: '99.3' }, 99.3],
    ['by CDK context alone', {}, { context: '99.3' }, 99.3],
  ])('000-23: set %s, the later place wins', (_, { file }: { file?: number }, { variable, context }: { variable?: string; context?: string }, expected) => {
    const settings = file === undefined ? '' : `variables: { AVAILABILITY_SLO_PERCENT: ${file} }\n`;
    const loaded = load(
      { 'environments/prod.yaml': append(settings) },
      {
        environmentVariables: { AVAILABILITY_SLO_PERCENT: variable, PATH: '/bin' },
        context: context === undefined ? {} : { AVAILABILITY_SLO_PERCENT: context, env: 'prod' },
      },
    );
    expect(objective(loaded, 'prod', 'web/availability').targetPercent).toBe(expected);
  });

  test('000-23: a bad value in a place that another place overrides is a problem all the same', () => {
    const loaded = load(
      { 'environments/prod.yaml': append('variables: { AVAILABILITY_SLO_PERCENT: 12 }\n') },
      {
        environmentVariables: set('AVAILABILITY_SLO_PERCENT', 'high'),
        context: set('AVAILABILITY_SLO_PERCENT', '99.9'),
      },
    );
    expect(loaded.problems.map(({ code, where }) => `${code} ${where.file ?? where.path}`)).toEqual([
      'CFG040 environment variable AVAILABILITY_SLO_PERCENT',
      'CFG040 config/environments/prod.yaml',
    ]);
  });
});

describe('an environment', () => {
  test('lowers every severity to its highest, and no other', () => {
    const { severity, noData } = objective(load(), 'dev', 'web/availability');
    expect(severity).toEqual({ page: 'S3', ticket: 'S3' });
    expect(noData).toEqual({ kind: 'alarm', afterMinutes: 15, severity: 'S3' });
    expect(objective(load(), 'prod', 'web/availability').severity).toEqual({ page: 'S0', ticket: 'S3' });
  });

  test('changes target, threshold and severity of single objectives, and only there', () => {
    const loaded = load({
      'environments/prod.yaml': append('objectives:\n  orders/freshness: { target: 99.5, threshold: 90s, severity: { page: critical } }\n'),
    });
    expect(objective(loaded, 'prod', 'orders/freshness')).toMatchObject({
      targetPercent: 99.5,
      thresholdMs: 90_000,
      severity: { page: 'S0', ticket: 'S3' },
    });
    expect(objective(loaded, 'dev', 'orders/freshness')).toMatchObject({ targetPercent: 99, thresholdMs: 600_000 });
  });

  test('may leave an objective out, and then needs no resource for it', () => {
    const loaded = load({
      'environments/dev.yaml': (text) => `${text.slice(0, text.indexOf('  order-queue:'))}objectives:\n  orders/freshness: { enabled: false }\n`,
    });
    expect(loaded.problems).toEqual([]);
    expect(loaded.models.map((model) => model.services.map((service) => service.objectives.length))).toEqual([
      [2, 0],
      [2, 1],
    ]);
  });

  test('a broken environment stops all of them', () => {
    const loaded = load({ 'environments/dev.yaml': append('oops: true\n') });
    expect(loaded.models).toEqual([]);
  });
});

describe('an objective', () => {
  test('takes the rows of its own policy, then those of the application, then the default rows', () => {
    const row = (id: string) => `{ id: ${id}, urgency: page, budgetPercent: 2, longWindow: 1h, shortWindow: 5m }`;
    const edit = (text: string) =>
      text
        .replace('application: shop\n', `application: shop\nburnRatePolicy:\n  - ${row('common')}\n`)
        .replace('        kind: latency\n', `        kind: latency\n        burnRatePolicy:\n          - ${row('own')}\n`);
    const loaded = load({ 'operations.yaml': edit });
    const ids = (from: LoadedConfiguration, name: string) => objective(from, 'prod', name).burnRatePolicy.map((policyRow) => policyRow.id);
    expect(ids(loaded, 'web/latency')).toEqual(['own']);
    expect(ids(loaded, 'web/availability')).toEqual(['common']);
    expect(ids(load(), 'web/availability')).toEqual(['fast', 'steady', 'slow']);
    expect(objective(loaded, 'prod', 'web/latency').burnRatePolicy[0]).toEqual({
      id: 'own',
      urgency: 'page',
      budgetFraction: 0.02,
      longWindowMinutes: 60,
      shortWindowMinutes: 5,
    });
  });

  test('has rows by window or by burn rate, with a short window of their own or the usual one', () => {
    const policy =
      'burnRatePolicy: [{ id: slow, urgency: ticket, budgetPercent: 2, burnRate: 1 }, { id: fast, urgency: page, budgetPercent: 2, longWindow: 1h }]';
    const loaded = load({ 'operations.yaml': (text: string) => text.replace('application: shop\n', `application: shop\n${policy}\n`) });
    expect(objective(loaded, 'prod', 'web/availability').burnRatePolicy).toEqual([
      { id: 'slow', urgency: 'ticket', budgetFraction: 0.02, burnRate: 1 },
      { id: 'fast', urgency: 'page', budgetFraction: 0.02, longWindowMinutes: 60 },
    ]);
  });

  test('has the variation of its own traffic, then that of its service, and none otherwise', () => {
    const edit = (text: string) =>
      text
        .replace('    typicalEventsPerMinute: 600\n', '    typicalEventsPerMinute: 600\n    trafficVariation: 20\n')
        .replace('        kind: latency\n', '        kind: latency\n        trafficVariation: 1\n');
    const loaded = load({ 'operations.yaml': edit });
    const variationOf = (name: string) => objective(loaded, 'prod', name).trafficVariation;
    expect([variationOf('web/availability'), variationOf('web/latency'), variationOf('orders/freshness')]).toEqual([20, 1, undefined]);
  });

  test.each([
    ['250ms', 250],
    ['1s', 1_000],
    ['1m30s', 90_000],
  ])('has a threshold of %s in milliseconds: %d', (written, milliseconds) => {
    const edit = replace('        kind: latency\n', `        kind: latency\n        threshold: ${written}\n`);
    expect(objective(load({ 'operations.yaml': edit }), 'prod', 'web/latency').thresholdMs).toBe(milliseconds);
  });

  test.each(['0ms', '0s', '366d', '99999999999999999999d', '-1s', '1.5s', '10', 'ten minutes'])('cannot have the threshold "%s"', (written) => {
    const edit = replace('threshold: 10m', `threshold: "${written}"`);
    expect(load({ 'operations.yaml': edit }).problems.map((problem) => problem.code)).toEqual(['CFG013']);
  });

  test.each([
    ['P2', 'S2'],
    ['sev1', 'S1'],
    ['critical', 'S0'],
    ['warning', 'S2'],
  ])('may call its severity %s, which is %s', (written, severity) => {
    const edit = replace('severity: { page: S0, ticket: S3 }', `severity: { page: ${written}, ticket: S3 }`);
    expect(objective(load({ 'operations.yaml': edit }), 'prod', 'web/availability').severity.page).toBe(severity);
  });

  test('with a mistake hides no mistake of another objective, service or file', () => {
    const loaded = load({
      'operations.yaml': (text) => text.replace('kind: latency', 'kind: speed').replace('        threshold: 10m\n', '').replace('id: web\n', 'id: Web\n'),
      'environments/dev.yaml': replace('source: applicationLoadBalancer', 'source: loadBalancer'),
      'environments/prod.yaml': replace('region: eu-central-1', 'region: 1'),
    });
    expect(loaded.problems.map((problem) => `${problem.code} ${problem.where.file}`)).toEqual([
      'CFG013 config/environments/dev.yaml',
      'CFG012 config/environments/prod.yaml',
      // A mute is for the service whose id is not one any more.
      'CFG060 config/maintenance.yaml',
      'CFG013 config/operations.yaml',
      'CFG013 config/operations.yaml',
      'CFG031 config/operations.yaml',
    ]);
  });
});

describe('text', () => {
  test.each<[string, Edit]>([
    ['a byte order mark', (text) => `\uFEFF${text}`],
    ['the line ends of Windows', (text) => text.replaceAll('\n', '\r\n')],
    ['no line end at the end', (text) => text.trimEnd()],
  ])('with %s means the same', (_, edit) => {
    const files = { 'operations.yaml': edit, 'environments/dev.yaml': edit, 'environments/prod.yaml': edit };
    expect(load(files)).toEqual(load());
  });

  test('may repeat a value by an alias', () => {
    const edit = (text: string) => text.replace('noData: { alarm', 'noData: &silence { alarm').replace('noData: { expected: the a', 'noData: *silence # ');
    const loaded = load({ 'operations.yaml': edit });
    expect(objective(loaded, 'prod', 'web/latency').noData).toEqual(objective(load(), 'prod', 'web/availability').noData);
  });

  test('is named as the user named the directory', () => {
    const files = filesInMemory('../elsewhere', new Map([['environments/prod.yaml', '{}']]));
    const { problems } = loadConfiguration({ directory: '../elsewhere/', ...files });
    expect(new Set(problems.map((problem) => problem.where.file))).toEqual(new Set(['../elsewhere/operations.yaml', '../elsewhere/environments/prod.yaml']));
  });
});

describe('what could not be read is not judged: it has a problem of its own already', () => {
  const overridden = { 'environments/dev.yaml': append('objectives:\n  web/availability: { target: 99 }\n  orders/nothing: { target: 99 }\n') };
  const reported = (edits: Record<string, Edit>) => load(edits).problems.map(({ code, where }) => `${code} ${where.path}`);

  test('a change to an objective whose id is missing; one to another service is judged, and the names known are listed', () => {
    const edits = { ...overridden, 'operations.yaml': replace('- id: availability\n        kind', '- kind') };
    expect(reported(edits)).toEqual(['CFG024 objectives["orders/nothing"]', 'CFG011 services[0].objectives[0].id']);
    expect(load(edits).problems[0]?.allowed).toBe('web/latency, orders/freshness');
  });

  test('any change, when a service has no id', () => {
    const edits = { ...overridden, 'operations.yaml': replace('- id: web\n    title', '- title') };
    expect(reported(edits)).toEqual(['CFG011 services[0].id']);
  });

  test('a resource that no objective names, when one does not say what it measures', () => {
    const edits = { 'operations.yaml': replace('        resource: order-queue\n', '') };
    expect(reported(edits)).toEqual(['CFG011 services[1].objectives[0].resource']);
  });

  test('a resource or a change, when a service has no list of objectives', () => {
    const edits = { ...overridden, 'operations.yaml': (text: string) => `${text.slice(0, text.lastIndexOf('    objectives:'))}    objectives: none\n` };
    expect(reported(edits)).toEqual(['CFG012 services[1].objectives']);
  });
});

describe('what customers are promised', () => {
  const RUNBOOK = '        runbook: web-slow\n';
  const promised = (sla: string, more = '') =>
    load({ 'operations.yaml': replace(RUNBOOK, `${RUNBOOK}        target: 95\n        threshold: 2s\n        sla: ${sla}\n${more}`) });
  const codes = ({ problems }: LoadedConfiguration) => problems.map(({ code, level, where }) => `${level} ${code} ${where.path}`);

  test.each([
    ['{ target: 90 }', { targetPercent: 90, thresholdMs: 2_000 }],
    ['{ threshold: 3s }', { targetPercent: 95, thresholdMs: 3_000 }],
    ['{ target: 94.9, threshold: 3s }', { targetPercent: 94.9, thresholdMs: 3_000 }],
  ])('is looser than the objective: %s (002-56)', (sla, expected) => {
    const loaded = promised(sla);
    expect([loaded.problems, objective(loaded, 'prod', 'web/latency').sla]).toEqual([[], expected]);
  });

  test.each([
    '{ target: 95 }',
    '{ threshold: 2s }',
    '{}',
    '{ target: 96 }',
    '{ threshold: 1s }',
    '{ target: 90, threshold: 1s }',
    '{ target: 96, threshold: 3s }',
  ])('is refused where the objective is the same, or looser in one way: %s (002-56)', (sla) => {
    expect(new Set(codes(promised(sla)))).toEqual(new Set(['error CFG039 services[0].objectives[1].sla']));
  });

  test('is held against the objective of each environment, which may promise otherwise, or nothing (002-56)', () => {
    const sla = replace('        runbook: web-outage\n', '        runbook: web-outage\n        target: 99.9\n        sla: { target: 99.5 }\n');
    const changed = (override: string) => load({ 'operations.yaml': sla, 'environments/prod.yaml': append(`objectives: { web/availability: ${override} }\n`) });
    expect(codes(changed('{ target: 99.5 }'))).toEqual(['error CFG039 services[0].objectives[0].sla']);
    expect(codes(changed('{ target: 99.5, sla: { target: 99.5 } }'))).toEqual(['error CFG039 objectives["web/availability"].sla']);
    expect(codes(changed('{ target: 99.5, sla: { target: 99 } }'))).toEqual([]);
    expect(codes(changed('{ target: 99.5, sla: none }'))).toEqual([]);
    expect(objective(changed('{ sla: none }'), 'prod', 'web/availability').sla).toBeUndefined();
  });

  test('has no threshold where the objective has none', () => {
    const sla = replace('        runbook: web-outage\n', '        runbook: web-outage\n        sla: { threshold: 3s }\n');
    expect(new Set(codes(load({ 'operations.yaml': sla })))).toEqual(new Set(['error CFG032 services[0].objectives[0].sla.threshold']));
  });
});

test('an objective has one of four categories, quality unless it says otherwise (002-57)', () => {
  const RUNBOOK = '        runbook: web-outage\n';
  expect(objective(load(), 'prod', 'web/availability').category).toBe('quality');
  for (const category of ['excellence', 'quality', 'cost', 'compliance']) {
    const loaded = load({ 'operations.yaml': replace(RUNBOOK, `${RUNBOOK}        category: ${category}\n`) });
    expect(objective(loaded, 'prod', 'web/availability').category).toBe(category);
  }
  const other = load({ 'operations.yaml': replace(RUNBOOK, `${RUNBOOK}        category: speed\n`) });
  expect(other.problems).toMatchObject([{ code: 'CFG013', received: 'speed', allowed: 'one of excellence, quality, cost, compliance' }]);
});

describe('what runbooks leave to an environment', () => {
  const withBindings = (text: string) => load({ 'environments/prod.yaml': append(text) });

  test('names are written out, or taken from a resource', () => {
    const { models, problems } = withBindings(
      'runbooks:\n  approvers: { primary-on-call: [role/shop-prod-on-call] }\n  bindings:\n    Worker: shop-prod-worker\n    Queue: { resource: order-queue, property: queueName }\n',
    );
    expect(problems).toEqual([]);
    expect(models.map(({ environment, runbooks }) => [environment, runbooks])).toEqual([
      ['dev', undefined],
      ['prod', { approvers: { 'primary-on-call': ['role/shop-prod-on-call'] }, values: { Worker: 'shop-prod-worker', Queue: 'shop-prod-orders' } }],
    ]);
  });

  test.each([
    ['a resource that there is not', '{ resource: order-quue, property: queueName }', 'CFG059', 'write order-queue'],
    ['a key that it does not have', '{ resource: order-queue, property: queueNam }', 'CFG059', 'write queueName'],
    ['a reference of Automation', "'{{ global:REGION }}'", 'CFG013', undefined],
  ])('%s is refused where it stands', (_what, value, code, change) => {
    const { problems } = withBindings(`runbooks:\n  bindings:\n    Queue: ${value}\n`);
    expect(problems).toHaveLength(1);
    expect(problems[0]!.where).toMatchObject({ file: 'config/environments/prod.yaml', line: expect.any(Number) });
    expect([problems[0]!.code, problems[0]!.change]).toEqual([code, change ?? expect.any(String)]);
  });
});
