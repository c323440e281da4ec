import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { loadOperations } from '../../lib/cli/files/operations';
import { runGameDay } from '../../lib/gameday/run-game-day';
import { buildPlan } from '../../lib/plan/build-plan';
import { formatProblem } from '../../lib/problems/problem';
import { readScenario } from '../../lib/scenario/read-scenario';
import { DEFAULT_ASSUMPTIONS } from '../../lib/simulator/core/assumptions';
import { stacksOf } from '../helpers/simulated-account';
import { baseModels } from './museum/museum';

const MODELS = baseModels();
const TEXT = `id: example
title: The shop is down for an hour
start: 2026-03-02T08:00:00Z
duration: 6h
assume: { metricDelayMinutes: 0, evaluationSecond: 7 }
traffic:
  web: { perMinute: 60, nightFactor: 0.05, backgroundErrorPercent: 0.02 }
workload:
  - { id: down, kind: outage, on: web, at: 30m, for: 1h }
  - { id: slow, kind: latency, on: [web/latency, web/availability], at: 2h, for: 10m, percent: 50, typicalMs: 6000 }
  - { id: flaps, kind: flapping, on: web, at: 3h, for: 10m, percent: 50, onFor: 2m, offFor: 1m }
  - { id: stuck, kind: backlog, on: orders, at: 3h, for: 10m }
  - { id: less, kind: traffic, on: orders, at: 3h, for: 10m, factor: 0 }
fail:
  - { call: sns:Publish, from: 30m, for: 5m, error: InternalErrorException }
expect:
  - { objective: web/availability, severity: critical, after: down, within: 3m, notBefore: 90s, clearsWithin: 32m }
`;
const read = (text: string, file = 'scenarios/example.yaml') => readScenario(file, text, MODELS);

test('a scenario is read with its times in minutes and seconds, and with its defaults', () => {
  const { scenario, problems } = read(TEXT);
  expect(problems).toEqual([]);
  expect(scenario).toMatchObject({
    id: 'example',
    environment: 'prod',
    proves: [],
    start: Date.UTC(2026, 2, 2, 8),
    duration: 360,
    assume: { ...DEFAULT_ASSUMPTIONS, metricDelayMinutes: 0, evaluationSecond: 7 },
    traffic: { web: { perMinute: 60, nightFactor: 0.05, backgroundErrorPercent: 0.02 } },
    fail: [{ call: 'sns:Publish', from: 30, for: 5, error: 'InternalErrorException' }],
    expect: [{ objective: 'web/availability', severity: 'S0', after: 'down', within: 180, notBefore: 90, clearsWithin: 1_920 }],
  });
  expect(scenario?.workload.map(({ on, at, for: length }) => [on, at, length])).toEqual([
    [['web'], 30, 60],
    [['web/latency', 'web/availability'], 120, 10],
    [['web'], 180, 10],
    [['orders'], 180, 10],
    [['orders'], 180, 10],
  ]);
});

test('connections through a Network Load Balancer are up or down: a share of errors means nothing to it (9.17)', () => {
  const binding = { source: 'networkLoadBalancer', loadBalancer: 'net/web/1', targetGroup: 'targetgroup/web/1' } as const;
  const models = MODELS.map((model) => ({
    ...model,
    services: model.services.map((service) => ({ ...service, objectives: service.objectives.map((objective) => ({ ...objective, binding })) })),
  }));
  const [down, errors] = ['kind: outage', 'kind: errors, percent: 50'].map((kind) => {
    const text = `id: example\ntitle: A day\nstart: 2026-03-02T08:00:00Z\nduration: 1d\nworkload: [{ id: it, ${kind}, on: web, at: 1h, for: 1h }]\nexpect: []\n`;
    return readScenario('scenarios/example.yaml', text, models).problems.map(({ code }) => code);
  });
  expect([down, errors]).toEqual([[], ['SCN025']]);
});

test('what may be left out is left out: nothing happens and nobody is notified', () => {
  const { scenario } = read('id: example\ntitle: A quiet day\nstart: 2026-03-02T08:00:00Z\nduration: 1d\nexpect: []\n');
  expect(scenario).toMatchObject({ environment: 'prod', assume: DEFAULT_ASSUMPTIONS, traffic: {}, workload: [], fail: [], expect: [] });
});

test('an expectation may reach exactly to the end of the scenario', () => {
  expect(read(TEXT.replace('within: 3m', 'within: 5h30m').replace('clearsWithin: 32m', 'clearsWithin: 4h30m')).problems).toEqual([]);
});

test('the shipped scenarios have no problems with the shipped configuration', () => {
  const models = loadOperations('config', {}).environments.map(({ model }) => model);
  const files = readdirSync('scenarios', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'));
  expect(files.length).toBeGreaterThan(30);
  for (const name of files) {
    const file = join('scenarios', name);
    expect(readScenario(file, readFileSync(file, 'utf8'), models).problems).toEqual([]);
  }
});

describe('whatever is done to a scenario file', () => {
  const lines = TEXT.split('\n');
  const garbage = fc.oneof(
    fc.constantFrom(
      '',
      ' ',
      '{',
      ']',
      ': ',
      '- ',
      '&a ',
      '*a',
      '!!js',
      '0',
      '-1',
      '1e999',
      '.inf',
      '.nan',
      'null',
      '~',
      '99999999999d',
      '\t',
      '"',
      '__proto__: 1',
      'constructor',
      '0s',
      '2026-02-30T08:00:00Z',
    ),
    fc.string({ maxLength: 8 }),
  );
  const edits = fc.oneof(
    fc.record({ what: fc.constant('word' as const), at: fc.nat(200), by: garbage }),
    fc.record({ what: fc.constant('delete' as const), at: fc.nat(200) }),
    fc.record({ what: fc.constant('repeat' as const), at: fc.nat(200) }),
    fc.record({ what: fc.constant('insert' as const), at: fc.nat(TEXT.length), by: garbage }),
  );
  const apply = (text: string, edit: { readonly what: string; readonly at: number; readonly by?: string }): string => {
    const all = text.split('\n');
    const index = edit.at % lines.length;
    if (edit.what === 'delete') return all.filter((_, line) => line !== index).join('\n');
    if (edit.what === 'repeat') return [...all.slice(0, index), all[index] ?? '', ...all.slice(index)].join('\n');
    if (edit.what === 'insert') return text.slice(0, edit.at) + edit.by! + text.slice(edit.at);
    const words = [...text.matchAll(/[A-Za-z0-9/:.-]+/g)];
    const word = words[edit.at % Math.max(1, words.length)];
    return word === undefined ? text : text.slice(0, word.index) + edit.by! + text.slice(word.index + word[0].length);
  };
  const mutated = fc.array(edits, { minLength: 1, maxLength: 4 }).map((list) => list.reduce(apply, TEXT));

  test('it is read, or its problems are notified with file and line; it never crashes', () => {
    fc.assert(
      fc.property(mutated, (text) => {
        const { scenario, problems } = read(text);
        expect((scenario === undefined) === problems.some(({ level }) => level === 'error')).toBe(true);
        for (const problem of problems) expect(formatProblem(problem)).toMatch(/^(?:error|warning) (?:SCN|CFG)\d{3} scenarios\/example\.yaml/);
      }),
      { numRuns: 800 },
    );
  });

  test('what is read can be played', async () => {
    const model = MODELS.find(({ environment }) => environment === 'prod')!;
    const { plan } = buildPlan(model);
    const stacks = stacksOf({ template: { Resources: { Topic: { Type: 'AWS::SNS::Topic' } } } });
    await fc.assert(
      fc.asyncProperty(mutated, async (text) => {
        const { scenario } = read(text);
        // Without its alarms every game day fails; a day of it is enough to see that it can be played.
        if (scenario === undefined) return;
        const played = { ...scenario, duration: Math.min(scenario.duration, 1_440) };
        expect((await runGameDay({ scenario: played, model, plan, stacks })).outcome).toBe('failed');
      }),
      { numRuns: 100 },
    );
  });
});
