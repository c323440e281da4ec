import { readHandover } from '../../lib/cli/files/handover-files';
import { loadOperations } from '../../lib/cli/files/operations';
import { HANDOVER_ITEMS } from '../../lib/handover/checklist/items';
import { judgeHandover, type JudgedItem } from '../../lib/handover/checklist/judge-handover';
import { lonelyDuties } from '../../lib/handover/checklist/people-checks';
import type { FigureKind } from '../../lib/handover/evidence/figures';
import { readFigures } from '../../lib/handover/evidence/read-contents';
import type { HandoverInput } from '../../lib/handover/input';
import type { Attestation } from '../../lib/handover/settings';
import { onCall } from '../../lib/incident/roster/on-call';
import type { OnCallModel } from '../../lib/model/model';
import { runCommand } from '../helpers/recording-terminal';

const example = loadOperations('config', {}).environments.find(({ plan }) => plan.environment === 'prod')!;
const input: HandoverInput = readHandover(example, { config: 'config', at: Date.parse('2026-11-30') });
const people = example.model.onCall!;

const judged = (change: Partial<HandoverInput> = {}, stale: Parameters<typeof judgeHandover>[1]['stale'] = []): Record<string, JudgedItem> =>
  Object.fromEntries(judgeHandover({ ...input, ...change }, { stale }).map((item) => [item.id, item]));
const outcomeOf = (id: string, change: Partial<HandoverInput> = {}): string => judged(change)[id]!.outcome;
const withPeople = (change: Partial<OnCallModel>): Partial<HandoverInput> => ({ model: { ...example.model, onCall: { ...people, ...change } } });
const withSettings = (change: Partial<HandoverInput['settings']>): Partial<HandoverInput> => ({ settings: { ...input.settings, ...change } });

describe('the handover checklist (000-10, 000-21)', () => {
  test('has 42 items, each of its own, and each is decided', () => {
    expect(new Set(HANDOVER_ITEMS.map(({ id }) => id)).size).toBe(42);
    for (const { id, outcome, why } of Object.values(judged()))
      expect([id, outcome, why]).toEqual([id, expect.stringMatching(/^(?:passed|failed|could not tell)$/), expect.stringMatching(/\S/)]);
  });

  const { severities } = people.escalation;
  const withSeverity = (change: Partial<(typeof severities)['S0']>) =>
    withPeople({ escalation: { ...people.escalation, severities: { ...severities, S0: { ...severities.S0, ...change } } } });
  const raci = people.raci!;

  test.each<[item: string, requirement: string, broken: Partial<HandoverInput>, outcome: string]>([
    ['severities', '000-19', withSeverity({ communication: { internal: '', external: 'a page' } }), 'failed'],
    ['severities', '000-19', withSeverity({ acknowledgeWithin: undefined }), 'failed'],
    [
      'raci',
      '000-18: two answer for it',
      withPeople({ raci: raci.map((row, index) => (index === 3 ? { ...row, accountable: ['cto', 'security'] } : row)) }),
      'failed',
    ],
    ['raci', '000-18: four roles', withPeople({ raci: [{ ...raci[0]!, consulted: [], informed: [] }] }), 'failed'],
    ['raci', '000-18: no table', withPeople({ raci: [] }), 'failed'],
    [
      'runbooks-rehearsed',
      '000-20: no trigger',
      { runbooks: input.runbooks.map((each, index) => (index === 0 ? { ...each, facts: { ...each.facts, triggers: [] } } : each)) },
      'failed',
    ],
    [
      'runbooks-rehearsed',
      '000-20: no owner',
      { runbooks: input.runbooks.map((each, index) => (index === 0 ? { ...each, facts: { ...each.facts, owner: '' } } : each)) },
      'failed',
    ],
    [
      'runbooks-rehearsed',
      '000-15: failed',
      { rehearsals: input.rehearsals.map((each) => (each.id === 'scale-out' ? { ...each, outcome: 'failed' } : each)) },
      'failed',
    ],
    ['runbooks-rehearsed', '000-15: not rehearsed', { rehearsals: input.rehearsals.filter(({ id }) => id !== 'scale-out') }, 'could not tell'],
    ['alarms-complete', '002-34', { runbooks: input.runbooks.filter(({ name }) => name !== 'partner-portal-outage') }, 'failed'],
    ['escalation', '002-43', withSeverity({ tiers: severities.S0.tiers.toReversed() }), 'failed'],
    [
      'coverage',
      '002-94',
      withPeople({
        roster: { ...people.roster, roles: people.roster.roles.map((role) => (role.id === 'operations-queue' ? { ...role, standing: [] } : role)) },
      }),
      'failed',
    ],
    ['dashboards', '002-28', { plan: { ...input.plan, dashboards: input.plan.dashboards.slice(1) } }, 'failed'],
    ['rollback', '001-12', { runbooks: input.runbooks.filter(({ name }) => name !== 'roll-back-deployment') }, 'failed'],
    ['approvals', '002-73', { runbooks: input.runbooks.map((each) => ({ ...each, facts: { ...each.facts, approvers: [] } })) }, 'failed'],
    ['cadences', '000-08', { model: { ...input.model, maintenance: { ...input.model.maintenance, checklists: [] } } }, 'failed'],
    ['freezes', '000-06', { model: { ...input.model, maintenance: {} } }, 'failed'],
    ['watchdog', 'no drill', withSettings({ drills: {} }), 'could not tell'],
    [
      'incident-drill',
      'a drill that failed',
      { rehearsals: input.rehearsals.map((each) => (each.kind === 'scenario' ? { ...each, outcome: 'failed' } : each)) },
      'failed',
    ],
    ['encrypted-topics', 'no game day', { rehearsals: [] }, 'could not tell'],
    ['dead-letters', 'no alarm', { plan: { ...input.plan, incidents: { ...input.plan.incidents!, pagingAlarms: [] } } }, 'failed'],
    ['external-contacts', '002-46', withPeople({ externalContacts: [] }), 'failed'],
  ])('%s (%s) does not pass when it is broken', (item, _, broken, outcome) => {
    if (item !== 'external-contacts') expect(outcomeOf(item)).toBe('passed');
    expect(outcomeOf(item, broken)).toBe(outcome);
  });

  test('documents that are stale fail their items (003-28, 003-31)', () => {
    expect(judged({}, ['incident-response'])['incident-document']).toMatchObject({
      outcome: 'failed',
      why: 'docs/operations/incident-response.md is missing or stale',
    });
    expect(judged()['incident-document']!.outcome).toBe('passed');
  });

  test.each<[kind: FigureKind, item: string, good: object, bad: object]>([
    ['load test', 'performance', { bufferPercent: 20, p95Ms: 2000, scalingSeconds: 60 }, { bufferPercent: 19, p95Ms: 2000, scalingSeconds: 60 }],
    ['load test', 'performance', { bufferPercent: 25, p95Ms: 900, scalingSeconds: 30 }, { bufferPercent: 25, p95Ms: 2100, scalingSeconds: 30 }],
    ['security scan', 'security', { critical: 0 }, { critical: 1 }],
    ['business scenarios', 'business-logic', { scenarios: 100, passed: 100 }, { scenarios: 100, passed: 99 }],
  ])('figures of a %s decide %s (002-03, 002-04, 002-06)', (kind, item, good, bad) => {
    const figures = (value: object) => ({ figures: [readFigures(JSON.stringify(value), { id: 'e', kind, on: '2026-11-01' })] });
    expect([outcomeOf(item), outcomeOf(item, figures(good)), outcomeOf(item, figures(bad))]).toEqual(['could not tell', 'passed', 'failed']);
    expect(() => figures({ ...good, [Object.keys(good)[0]!]: 'many' })).toThrow('JSON without a number');
  });
});

describe('attestations', () => {
  const says = (by: string, item = 'sign-off', until = '2027-05-31'): Attestation => ({ item, by, on: '2026-11-02', evidence: 'the meeting', until });

  test('hold from their day to their last, and say who, when and on what', () => {
    const of = (until: string) => judged(withSettings({ attestations: [says('zoe', 'integration', until)] }))['integration']!;
    expect(of('2026-11-30')).toMatchObject({ outcome: 'passed', why: 'zoe on 2026-11-02: the meeting' });
    expect(of('2026-11-29').outcome).toBe('failed');
    expect(judged()['integration']!.outcome).toBe('could not tell');
    const early = { ...says('zoe', 'integration'), on: '2026-12-01' };
    expect(judged(withSettings({ attestations: [early] }))['integration']!.outcome).toBe('failed');
  });

  test.each([
    [['zoe', 'igor', 'xenia'], 'passed'],
    [['zoe', 'igor'], 'failed'],
    [['zoe', 'zoe', 'xenia'], 'failed'],
    [['xenia', 'tomas', 'petra'], 'failed'],
  ])('signed by %j: %s, for two of operations and one from outside have to (002-12, 002-95)', (signed, outcome) => {
    expect(outcomeOf('sign-off', withSettings({ attestations: signed.map((by) => says(by)) }))).toBe(outcome);
  });
});

describe('without any one person (000-13)', () => {
  const instants = Array.from({ length: 60 }, (_, index) => Date.parse('2026-06-01') + index * 37 * 3_600_000);
  /** The roster as it is when somebody has left, by plain removal. */
  const without = (person: string, roster = people.roster) => ({
    ...roster,
    overrides: roster.overrides.filter((each) => each.person !== person),
    roles: roster.roles.map((role) => ({
      ...role,
      ...(role.standing && { standing: role.standing.filter((each) => each !== person) }),
      ...(role.layers && {
        layers: role.layers.map((layer) => ({ ...layer, rotation: { ...layer.rotation, people: layer.rotation.people.filter((each) => each !== person) } })),
      }),
    })),
  });

  test.each(people.roster.people.map(({ id }) => id))('%s gone: every duty that has somebody has somebody still, or is said to rest on them', (person) => {
    const lonely = lonelyDuties(input).filter(({ people: alone }) => alone.includes(person));
    expect(lonely).toEqual([]);
    const left = without(person);
    for (const { id } of left.roles)
      for (const at of instants) expect([id, at, onCall(left, id, at).length > 0]).toEqual([id, at, onCall(people.roster, id, at).length > 0]);
  });

  test('one who has a duty alone is named, with the duty', () => {
    const roster = { ...people.roster, roles: people.roster.roles.map((role) => (role.id === 'security' ? { ...role, standing: ['carlos'] } : role)) };
    expect(lonelyDuties({ ...input, ...withPeople({ roster }) } as HandoverInput)).toEqual([{ role: 'security', people: ['carlos'] }]);
    expect(judged(withPeople({ roster }))['nobody-alone']).toMatchObject({ outcome: 'failed', why: 'without carlos nobody would have the role security' });
  });
});

describe('day2 handover checklist', () => {
  test('says how each item stands, and does not pass while nobody can tell', async () => {
    const { exitCode, output } = await runCommand(['handover', 'checklist', '--config', 'config', '--env', 'prod', '--date', '2026-11-30']);
    expect([exitCode, output]).toEqual([1, expect.stringMatching(/^42 +failed +sign-off +too few have signed/m)]);
    expect(output).toMatch(/^6 +passed +nobody-alone/m);
    const json = JSON.parse((await runCommand(['handover', 'checklist', '--config', 'config', '--env', 'prod', '--date', '2026-11-30', '--json'])).output);
    expect([json.outcome, json.items.length]).toEqual(['failed', 42]);
  });
});
