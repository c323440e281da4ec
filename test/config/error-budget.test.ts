import { loadConfiguration, type LoadedConfiguration } from '../../lib/config/load';
import type { Objective } from '../../lib/model/model';
import { formatProblem } from '../../lib/problems/problem';
import { DEFAULT_GATE_POLICY } from '../../lib/slo/budget/gate-policy';
import { filesInMemory } from '../helpers/files-in-memory';
import { baseConfiguration } from './museum/museum';

/** The base configuration with text put behind a line of a file. */
function load(additions: Readonly<Record<string, readonly [after: string, added: string]>> = {}): LoadedConfiguration {
  const files = baseConfiguration();
  for (const [path, [after, added]] of Object.entries(additions)) {
    const text = files.get(path)!;
    expect(text).toContain(after);
    files.set(path, text.replace(after, `${after}${added}`));
  }
  return loadConfiguration({ directory: 'config', ...filesInMemory('config', files) });
}

function objectiveOf(loaded: LoadedConfiguration, environment: string, service: string, id: string): Objective {
  const model = loaded.models.find((each) => each.environment === environment);
  if (model === undefined) throw new Error(loaded.problems.map(formatProblem).join('\n'));
  return model.services.find((each) => each.id === service)!.objectives.find((each) => each.id === id)!;
}

const operations = (added: string) => ({ 'operations.yaml': ['application: shop\n', added] }) as const;
const prod = (added: string) => ({ 'environments/prod.yaml': ['region: eu-central-1\n', added] }) as const;
const EXCLUSION = '{ on: [web], from: 2026-03-01T22:00:00Z, for: 2h, reason: move of the database, author: operations lead }';

test('without a word about budgets: rolling over the period, no exclusions, the standard levels', () => {
  const loaded = load();
  const { budget, periodMinutes } = objectiveOf(loaded, 'prod', 'web', 'availability');
  expect(budget).toEqual({
    window: { kind: 'rolling', minutes: periodMinutes },
    exclusions: [],
    exclusionMeaning: 'drop',
    policy: DEFAULT_GATE_POLICY,
  });
  expect(loaded.models.map(({ environment, highestSeverity }) => [environment, highestSeverity])).toEqual([
    ['dev', 'S3'],
    ['prod', 'S0'],
  ]);
});

test.each([
  ['week', 7],
  ['month', 30],
  ['quarter', 91],
] as const)('a budget by the %s has its zone, and burn rates take %i days for it', (unit, days) => {
  const loaded = load({ 'operations.yaml': ['        runbook: web-outage\n', `        calendar: { unit: ${unit}, timeZone: Europe/Berlin }\n`] });
  const objective = objectiveOf(loaded, 'prod', 'web', 'availability');
  expect(objective.budget.window).toEqual({ kind: 'calendar', unit, timeZone: 'Europe/Berlin' });
  expect(objective.periodMinutes).toBe(days * 1_440);
  expect(objectiveOf(loaded, 'prod', 'web', 'latency').budget.window.kind).toBe('rolling');
});

test('an exclusion reaches the objectives it names, of its environment only, with the meaning that was chosen', () => {
  const loaded = load({ ...operations('errorBudget: { exclusions: add-back }\n'), ...prod(`exclusions:\n  - ${EXCLUSION}\n`) });
  expect(loaded.problems).toEqual([]);
  const exclusion = {
    from: Date.UTC(2026, 2, 1, 22),
    to: Date.UTC(2026, 2, 2, 0),
    reason: 'move of the database',
    author: 'operations lead',
  };
  for (const id of ['availability', 'latency']) {
    expect(objectiveOf(loaded, 'prod', 'web', id).budget).toMatchObject({ exclusions: [exclusion], exclusionMeaning: 'add-back' });
    expect(objectiveOf(loaded, 'dev', 'web', id).budget.exclusions).toEqual([]);
  }
  expect(objectiveOf(loaded, 'prod', 'orders', 'freshness').budget.exclusions).toEqual([]);
});

test('an exclusion of a single objective leaves its neighbours alone', () => {
  const one = EXCLUSION.replace('[web]', '[web/latency, orders/freshness]');
  const loaded = load({ ...operations('errorBudget: { exclusions: drop }\n'), ...prod(`exclusions:\n  - ${one}\n`) });
  const counts = (
    [
      ['web', 'availability'],
      ['web', 'latency'],
      ['orders', 'freshness'],
    ] as const
  ).map(([service, id]) => objectiveOf(loaded, 'prod', service, id).budget.exclusions.length);
  expect(counts).toEqual([0, 1, 1]);
});

test('levels that are given replace the standard ones, the others stay', () => {
  const loaded = load(
    operations('errorBudget:\n  levels: { caution: { below: 60, leaveAt: 70 }, frozen: { at: 1, leaveAt: 10, stableFor: 48h } }\n  coverage: 95\n'),
  );
  expect(objectiveOf(loaded, 'dev', 'web', 'latency').budget.policy).toEqual({
    ...DEFAULT_GATE_POLICY,
    cautionBelow: 0.6,
    leaveCaution: 0.7,
    frozenAt: 0.01,
    leaveFrozen: 0.1,
    stableMinutes: 2_880,
    coverageLimit: 0.95,
  });
});

test('a mistake in the levels and a missing meaning are notified together', () => {
  const loaded = load({
    ...operations('errorBudget: { levels: { restricted: { below: 20, leaveAt: 20 } } }\n'),
    ...prod(`exclusions:\n  - ${EXCLUSION.replace('[web]', '[wep]')}\n`),
  });
  expect(loaded.models).toEqual([]);
  expect(loaded.problems.map(({ code }) => code)).toEqual(['CFG041', 'CFG042', 'CFG043']);
});
