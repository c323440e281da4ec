import { readHandover } from '../../lib/cli/files/handover-files';
import { loadOperations } from '../../lib/cli/files/operations';
import { HANDOVER_ITEMS } from '../../lib/handover/checklist/items';
import { judgeHandover, type JudgedItem } from '../../lib/handover/checklist/judge-handover';
import { lonelyDuties } from '../../lib/handover/checklist/people-checks';
import type { FigureKind } from '../../lib/handover/evidence/figures';
import { readFigures } from '../../lib/handover/evidence/read-contents';
import type { HandoverInput } from '../../lib/handover/input';
import { openQuestions } from '../../lib/handover/open-questions';
import { operators } from '../../lib/handover/parts/operators';
import { knownSubjects } from '../../lib/handover/proficiency/proficiency';
import { readSettings } from '../../lib/handover/read-settings';
import { judgeReview, materialReviews, type KeptMaterial } from '../../lib/handover/reviews/material-reviews';
import { ARCHITECTURE_TOPICS, type Attestation } from '../../lib/handover/settings';
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

const [PROFICIENCY] = input.settings.proficiency as [HandoverInput['settings']['proficiency'][number]];

describe('the handover checklist (000-10, 000-21)', () => {
  test('has 44 items, each of its own, and each is decided', () => {
    expect(new Set(HANDOVER_ITEMS.map(({ id }) => id)).size).toBe(44);
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
    [
      'artefacts',
      '001-01, 001-02: one that is not where it is said to stand',
      { artefacts: { ...input.artefacts, 'test-plan': { file: 'docs/testing/TestPlan.md', isThere: false } } },
      'failed',
    ],
    ['artefacts', '001-01: one that nobody names', { artefacts: { ...input.artefacts, 'test-plan': undefined } }, 'could not tell'],
    ['tools-known', '002-10: somebody never showed it', withSettings({ proficiency: [{ ...PROFICIENCY, people: PROFICIENCY.people.slice(1) }] }), 'failed'],
    ['tools-known', '002-10: it is over', withSettings({ proficiency: [{ ...PROFICIENCY, on: '2025-11-30' }] }), 'failed'],
    ['architecture-known', '002-86: a topic that one does not know', withSettings({ proficiency: [{ ...PROFICIENCY, in: ['every tool'] }] }), 'failed'],
    ['rollback', '001-12', { runbooks: input.runbooks.filter(({ name }) => name !== 'roll-back-deployment') }, 'failed'],
    ['communication', '001-12: nobody informed', withSeverity({ informed: [] }), 'failed'],
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
    const askedOfPeople = ['external-contacts', 'tools-known', 'architecture-known'];
    if (!askedOfPeople.includes(item)) expect(outcomeOf(item)).toBe('passed');
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

const withEscalation = (
  model: HandoverInput['model'],
  change: Partial<NonNullable<HandoverInput['model']['onCall']>['escalation']>,
): HandoverInput['model'] => ({
  ...model,
  onCall: { ...model.onCall!, escalation: { ...model.onCall!.escalation, ...change } },
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

  test.each<[duty: string, of: (model: HandoverInput['model'], runbooks: HandoverInput['runbooks']) => Partial<Pick<HandoverInput, 'model' | 'runbooks'>>]>([
    ['approves a runbook', (_, [first, ...others]) => ({ runbooks: [{ ...first!, facts: { ...first!.facts, approvers: ['alone'] } }, ...others] })],
    ['keeps a service', (model) => ({ model: { ...model, services: model.services.map((service) => ({ ...service, owner: 'Alone at it' })) } })],
    ['answers findings', (model) => ({ model: { ...model, security: { ...model.security!, owner: 'alone' } } })],
    ['leads postmortems', (model) => ({ model: withEscalation(model, { postmortem: { ...model.onCall!.escalation.postmortem, lead: ['alone'] } }) })],
    ['leads incidents', (model) => ({ model: withEscalation(model, { incidentLead: 'alone' }) })],
    [
      'leads work on schedule',
      (model) => ({
        model: { ...model, maintenance: { ...model.maintenance, checklists: model.maintenance!.checklists!.map((each) => ({ ...each, lead: 'alone' })) } },
      }),
    ],
  ])('whoever %s alone is named', (_, of) => {
    const roles = [...people.roster.roles, { id: 'alone', title: 'Alone at it', standing: ['carlos'] }];
    const model = { ...input.model, onCall: { ...people, roster: { ...people.roster, roles } } };
    expect(lonelyDuties({ ...input, model })).toEqual([]);
    expect(lonelyDuties({ ...input, model, ...of(model, input.runbooks) })).toEqual([{ role: 'alone', people: ['carlos'] }]);
  });

  test('whoever watches over paging alone is named', () => {
    const watchdog = { ...people.watchdog, people: people.watchdog.people.filter(({ id }) => id === 'olga') };
    expect(judged(withPeople({ watchdog }))['nobody-alone']).toMatchObject({ outcome: 'failed', why: 'without olga nobody would watch over paging' });
  });
});

describe('who knows what', () => {
  test('holds for a year to the day, for whoever a page reaches first (002-10, 002-86)', () => {
    const at = (date: string) => knownSubjects({ ...input, at: Date.parse(date) }).find(({ name }) => name === 'day2')!;
    expect(at('2026-11-30')).toMatchObject({ kind: 'tool', missing: [], overOn: '2027-11-30' });
    expect(at('2026-11-30').knownBy).toEqual(operators(input));
    expect(at('2027-11-29').missing).toEqual([]);
    expect(at('2027-11-30')).toMatchObject({ knownBy: [], missing: operators(input) });
    expect(
      knownSubjects(input)
        .filter(({ kind }) => kind === 'topic')
        .map(({ name }) => name),
    ).toEqual(input.settings.knowledge.map(({ topic }) => topic));
    expect(outcomeOf('tools-known')).toBe('could not tell');
  });
});

describe('day2 handover checklist', () => {
  test('says how each item stands, and does not pass while nobody can tell', async () => {
    const { exitCode, output } = await runCommand(['handover', 'checklist', '--config', 'config', '--env', 'prod', '--date', '2026-11-30']);
    expect([exitCode, output]).toEqual([1, expect.stringMatching(/^44 +failed +sign-off +too few have signed/m)]);
    expect(output).toMatch(/^6 +passed +nobody-alone/m);
    const json = JSON.parse((await runCommand(['handover', 'checklist', '--config', 'config', '--env', 'prod', '--date', '2026-11-30', '--json'])).output);
    expect([json.outcome, json.items.length]).toEqual(['failed', 44]);
  });
});

describe('what is kept is reviewed in its time (003-15)', () => {
  const kinds = ['runbook', 'module', 'knowledge', 'training', 'practice'];
  const DUE = Date.parse('2027-02-28');
  const reviewed = (reviewedOn: string | undefined): KeptMaterial => ({
    kind: 'practice',
    name: 'p',
    owner: 'o',
    reviewEveryDays: 90,
    ...(reviewedOn !== undefined && { reviewedOn }),
  });

  test.each([
    ['2026-11-30', DUE, 'passed', '2027-02-28'],
    ['2026-11-30', DUE + 86_399_999, 'passed', '2027-02-28'],
    ['2026-11-30', DUE + 86_400_000, 'failed', '2027-02-28'],
    ['2027-03-01', DUE, 'could not tell', '2027-05-30'],
    [undefined, DUE, 'could not tell', undefined],
  ])('a review of %s holds for 90 days, the last included: at %d %s', (on, at, outcome, dueOn) => {
    expect(judgeReview(reviewed(on), at)).toMatchObject({ outcome, ...(dueOn !== undefined && { dueOn }) });
  });

  test('every runbook, module, page and practice has an owner of the roster and a cadence, and is current in the example', () => {
    const reviews = materialReviews(input);
    expect([...new Set(reviews.map(({ kind }) => kind))]).toEqual(kinds);
    expect(reviews.filter(({ kind }) => kind === 'runbook')).toHaveLength(input.runbooks.length);
    const roles = people.roster.roles.map(({ id }) => id);
    expect(reviews.filter(({ owner, reviewEveryDays, outcome }) => !roles.includes(owner) || reviewEveryDays < 1 || outcome !== 'passed')).toEqual([]);
  });

  const without = (name: string, dates: Readonly<Record<string, string>>) => Object.fromEntries(Object.entries(dates).filter(([each]) => each !== name));
  const { runbooks, training } = input.settings.reviews;
  const knowledge = (kind: string) => input.settings.knowledge.map((each) => (each.kind === kind ? { ...each, reviewedOn: '2026-01-01' } : each));
  test.each<[string, Partial<HandoverInput['settings']>, string, RegExp]>([
    ['runbook', { reviews: { training, runbooks: { ...runbooks, reviewedOn: { ...runbooks.reviewedOn, 'scale-out': '2026-06-02' } } } }, 'failed', /scale-out/],
    [
      'runbook that is new',
      { reviews: { training, runbooks: { ...runbooks, reviewedOn: without('scale-out', runbooks.reviewedOn) } } },
      'could not tell',
      /scale-out/,
    ],
    ['module', { reviews: { runbooks, training: { everyDays: 30, reviewedOn: { ...training.reviewedOn, incidents: '2026-10-30' } } } }, 'failed', /Incidents/],
    ['page', { knowledge: knowledge('knowledge') }, 'failed', /what words mean/],
    ['training', { knowledge: knowledge('training') }, 'failed', /how an incident is practised/],
    ['practice', { knowledge: knowledge('practice') }, 'failed', /how a deployment is rehearsed/],
  ])('a stale %s is found by the checklist, and asked for', (_, change, outcome, why) => {
    expect(outcomeOf('reviews')).toBe('passed');
    const changed = { ...input, ...withSettings(change) };
    expect(judged(changed)['reviews']).toMatchObject({ outcome, why: expect.stringMatching(why) });
    expect(openQuestions(changed).find(({ id }) => id === 'reviews')!.question).toMatch(why);
  });

  test('day2 handover reviews says what is stale first, and fails when something is', async () => {
    const ask = (...options: string[]) => runCommand(['handover', 'reviews', '--config', 'config', '--env', 'prod', ...options]);
    const fine = await ask('--date', '2027-02-28');
    expect([fine.exitCode, fine.errors]).toEqual([0, '']);
    const late = await ask('--date', '2027-03-01');
    expect(late.exitCode).toBe(1);
    expect(late.output.split('\n')[1]).toMatch(
      /^failed +knowledge +how the parts fit together +platform-engineering +2027-02-28 +a review was due on 2027-02-28$/,
    );
    expect(late.output).toMatch(/\n2027-03-01: \d+ current, \d+ stale, of 0 nobody can tell\n$/);
    const early = await ask('--date', '2026-11-29', '--json');
    expect([early.exitCode, (JSON.parse(early.output) as { outcome: string }).outcome]).toEqual([3, 'could not tell']);
  });

  test('a review of a runbook that is not there is found where it stands', () => {
    const text = 'reviews: { runbooks: { reviewedOn: { scale-outs: 2026-11-30 } }, training: { reviewedOn: { cooking: 2026-11-30 } } }\n';
    const read = (yaml: string) => readSettings('handover.yaml', { readFile: () => yaml, listFiles: () => [] }, people.roster, ['scale-out']).problems;
    expect(read(text)).toMatchObject([{ code: 'HND013' }]);
    expect(read(text.replace('cooking', 'system'))).toMatchObject([{ code: 'HND024', received: 'scale-outs', change: 'write scale-out', where: { line: 1 } }]);
  });
});

test('each of the five topics of the architecture has a home, and one that has none is asked for (002-08)', () => {
  const asked = (knowledge: HandoverInput['settings']['knowledge']) =>
    openQuestions({ ...input, ...withSettings({ knowledge }) }).find(({ id }) => id === 'architecture')?.question;
  expect(asked(input.settings.knowledge)).toBeUndefined();
  for (const topic of ARCHITECTURE_TOPICS)
    expect(asked(input.settings.knowledge.map((each) => ({ ...each, covers: each.covers.filter((covered) => covered !== topic) })))).toMatch(
      ` covers ${topic}.`,
    );
});
