import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { improvementsFrom, type ImprovementSources } from '../../lib/afterwards/improvements';
import { operationsFigures, operationsGates, type MeasuredObjective } from '../../lib/afterwards/operations-figures';
import { operationsReport } from '../../lib/afterwards/operations-report';
import { parseDrill } from '../../lib/afterwards/parse-drill';
import { kindFacts } from '../../lib/handover/evidence/kinds';
import { hashOf } from '../../lib/handover/evidence/manifest';
import { renderSections } from '../../lib/handover/markdown';
import type { Incident } from '../../lib/incident/lifecycle/incident';
import { MINUTE_MS } from '../../lib/time/time';
import { DAY_MS } from '../../lib/time/zoned-time';
import { OPENED_AT } from '../helpers/incidents';
import { runCommand } from '../helpers/recording-terminal';
import { FILED, RESOLVED } from '../helpers/resolved-incident';
import { SHOP_CONFIG, shopAccount, shopIncident, type Happening } from '../helpers/shop-incidents';

/** From monitoring to learning (14.6). */

const at = (minutes: number): number => OPENED_AT + minutes * MINUTE_MS;
const DONE: readonly Happening[] = [...FILED, [70, { kind: 'action', by: 'ana', index: 1, status: 'done' }]];

const measured = (objective: string, attainedPercent: number, state: MeasuredObjective['state'] = 'healthy'): MeasuredObjective => ({
  objective,
  targetPercent: 99.9,
  state,
  reason: 'as it was measured',
  figures: { attainedPercent, remaining: 0.2, burnRates: {}, coverage: 1, bad: 1, total: 1_000, excludedMinutes: 0, excludedShare: 0 },
});
const UNMEASURED: MeasuredObjective = { objective: 'web/latency', targetPercent: 95, state: 'unknown', reason: 'the ledger has stopped' };
const late = (incident: Incident): Incident => ({ ...incident, resolution: { ...incident.resolution!, at: at(241) } });

describe('figures', () => {
  const figures = (incidents: readonly Incident[], now = at(80), objectives: readonly MeasuredObjective[] = []) =>
    operationsFigures(objectives, incidents, now);

  test('objectives are met, missed, or could not be determined (003-32)', () => {
    const { objectivesKept, objectivesUnknown } = figures([], at(0), [measured('web/availability', 99.9), measured('search/availability', 99.89), UNMEASURED]);
    expect([objectivesKept, objectivesUnknown]).toEqual([{ done: 1, of: 2, missed: ['search/availability'] }, ['web/latency']]);
  });

  test('incidents are resolved in the time of their severity, or not; one with time left counts for neither (003-33)', () => {
    const second = shopIncident(RESOLVED, { sequence: 2 });
    expect(figures([shopIncident(RESOLVED), late(second), shopIncident([], { sequence: 3 })]).resolvedInTime).toEqual({ done: 1, of: 2, missed: ['web-2'] });
    expect(figures([shopIncident()], at(241)).resolvedInTime).toEqual({ done: 0, of: 1, missed: ['web-1'] });
    expect(figures([{ ...late(shopIncident(RESOLVED)), drill: true }]).resolvedInTime).toEqual({ done: 0, of: 0, missed: [] });
  });

  test('postmortems are held, actions done and what was learnt documented, each when it was due (003-34)', () => {
    const filed = figures([shopIncident(DONE)], OPENED_AT + 5 * DAY_MS);
    expect([filed.postmortemsHeld, filed.actionsDone]).toEqual([
      { done: 1, of: 1, missed: [] },
      { done: 1, of: 1, missed: [] },
    ]);
    expect(figures([shopIncident(DONE)], OPENED_AT + 13 * DAY_MS).actionsDone).toEqual({ done: 1, of: 2, missed: ['web-1/1'] });
    const due = at(40) + 3 * DAY_MS;
    const owed = [due - 1, due].map((now) => figures([shopIncident(RESOLVED)], now).postmortemsHeld);
    expect(owed).toEqual([
      { done: 0, of: 0, missed: [] },
      { done: 0, of: 1, missed: ['web-1'] },
    ]);
    const documented: readonly Happening[] = [...RESOLVED, [50, { kind: 'complete', by: 'ana', item: 'documentation', note: 'not needed: nothing was new' }]];
    expect([RESOLVED, documented].map((happenings) => figures([shopIncident(happenings)]).documented)).toEqual([
      { done: 0, of: 1, missed: ['web-1'] },
      { done: 1, of: 1, missed: [] },
    ]);
  });
});

const NIGHT = { scenario: 'night', environment: 'prod', trainee: 'ana' };
const COUNTED = { environment: 'prod', people: ['ana', 'ben'], scenarios: ['night', 'outage'] };

describe('gates', () => {
  const outcomes = (incidents: readonly Incident[], now: number, drilledAt?: number) =>
    operationsGates(incidents, drilledAt === undefined ? [] : [{ ...NIGHT, drilledAt }], COUNTED, now).map(({ outcome }) => outcome);

  test('postmortems were rehearsed: a drill is on record, not of the future, and not of long ago (003-29)', () => {
    const now = OPENED_AT + 1_000 * DAY_MS;
    const { days } = kindFacts('drill');
    expect([undefined, now + 1, now, now - days * DAY_MS, now - days * DAY_MS - 1].map((drilledAt) => outcomes([], now, drilledAt)[0])).toEqual([
      'failed',
      'failed',
      'passed',
      'passed',
      'failed',
    ]);
  });

  test.each([
    ['in another environment', { environment: 'staging' }, 'it was held in staging'],
    ['by somebody who is not on the roster', { trainee: 'guest' }, 'guest is not on the roster'],
    ['with a scenario in which no clock of a postmortem starts', { scenario: 'blip' }, 'no postmortem is rehearsed with it (night, outage)'],
  ])('a drill %s does not rehearse the postmortems of this one (003-29)', (_, other, because) => {
    const now = OPENED_AT;
    const held = { ...NIGHT, ...other, drilledAt: now };
    const [gate] = operationsGates([], [held], COUNTED, now);
    expect([gate!.outcome, gate!.why]).toEqual(['failed', expect.stringMatching(new RegExp(`; ${held.scenario} does not count: `))]);
    expect(gate!.why).toContain(because);
    // One that counts is enough, whatever else is on record.
    expect(operationsGates([], [held, { ...NIGHT, drilledAt: now - 1 }], COUNTED, now)[0]).toMatchObject({
      outcome: 'passed',
      why: 'rehearsed with night by ana',
    });
  });

  test('something was improved in the last thirty days: a postmortem was filed, or an action done; a drill improves nothing (003-30)', () => {
    const [filed, done] = [shopIncident(FILED), shopIncident(DONE)];
    expect([shopIncident(RESOLVED), filed, { ...filed, drill: true }].map((incident) => outcomes([incident], at(80))[1])).toEqual([
      'failed',
      'passed',
      'failed',
    ]);
    expect([at(70) + 30 * DAY_MS, at(70) + 30 * DAY_MS + 1].map((now) => outcomes([done], now)[1])).toEqual(['passed', 'failed']);
  });
});

describe('improvements', () => {
  const sources = (overrides: Partial<ImprovementSources>): ImprovementSources => {
    const { incidents = [], objectives = [], now = at(80) } = overrides;
    const figures = operationsFigures(objectives, incidents, now);
    return { objectives, incidents, drills: [], ownerOf: (service) => `owner of ${service}`, lead: 'lead', now, figures, ...overrides };
  };
  const found = (overrides: Partial<ImprovementSources>) =>
    improvementsFrom(sources(overrides)).map(({ id, category, source, owner }) => `${source}: ${id}, ${category}, ${owner}`);
  const DOCUMENTED: readonly Happening[] = [[50, { kind: 'complete', by: 'ana', item: 'documentation', note: 'wiki' }]];
  const again = (sequence: number) => shopIncident([...RESOLVED, ...DOCUMENTED], { sequence });

  test.each<[string, Partial<ImprovementSources>, readonly string[]]>([
    ['nothing is wrong', { objectives: [measured('web/availability', 99.99)], incidents: [again(1)] }, []],
    ['a budget is spent', { objectives: [measured('web/availability', 99.8, 'restricted')] }, ['metric: budget/web/availability, reliability, owner of web']],
    ['an objective is not measured', { objectives: [UNMEASURED] }, ['metric: measure/web/latency, alerting, owner of web']],
    ['an incident took too long', { incidents: [late(again(1))] }, ['incident: late/web-1, process, lead']],
    ['the documents do not say it', { incidents: [shopIncident(RESOLVED)] }, ['incident: documentation/web-1, documentation, lead']],
    ['one alarm paged twice', { incidents: [again(1), again(2)] }, ['incident: automate/shop-prod-web-availability-s0, automation, owner of web']],
    ['one of them was a drill', { incidents: [again(1), { ...again(2), drill: true }] }, []],
    ['alarms came and went', { incidents: [{ ...again(1), flapCount: 3 }] }, ['incident: flaps/web-1, alerting, owner of web']],
    [
      'a drill showed it',
      { drills: [{ scenario: 'night', figure: 'runbook started', because: 'late' }] },
      ['drill: drill/night/runbook-started, process, lead'],
    ],
    [
      'a postmortem asks for it; what is done is done',
      { incidents: [shopIncident([...DONE, [71, DOCUMENTED[0]![1]]])] },
      ['postmortem: action/web-1/1, reliability, engineering'],
    ],
    ['a postmortem is overdue', { incidents: [again(1)], now: at(40) + 3 * DAY_MS }, ['incident: postmortem/web-1, process, lead']],
  ])('where %s (001-18)', (_, overrides, expected) => {
    expect(found(overrides)).toEqual(expected);
  });

  test('what a runbook could do, and what it did not, is for automation (002-75)', () => {
    const run = {
      number: 1,
      alarm: { name: 'a', region: 'r' },
      runbook: 'restart',
      isLive: true,
      askedAt: at(1),
      status: 'failed',
      why: 'no task was there',
    } as const;
    const healing = { runs: [run, { ...run, number: 2, status: 'healed' as const }] };
    expect(improvementsFrom(sources({ incidents: [{ ...again(1), healing }, again(2)] }))).toEqual([
      {
        id: 'heal/web-1/1',
        category: 'automation',
        source: 'incident',
        title: 'look why restart did not heal',
        because: 'in web-1: no task was there',
        owner: 'owner of web',
      },
    ]);
  });

  test('stand in what whoever holds the retrospective is given, each with its reason and its owner (001-18)', () => {
    const all = sources({ objectives: [measured('web/availability', 99.8, 'restricted'), UNMEASURED], incidents: [shopIncident(FILED), again(2)] });
    const improvements = improvementsFrom(all);
    const text = renderSections(
      'Operations',
      { application: 'shop', environment: 'prod', date: '2026-03-08' },
      operationsReport({ ...all, improvements, gates: operationsGates(all.incidents, [], COUNTED, all.now) }),
    );
    for (const { title, owner } of improvements) expect(text).toMatch(new RegExp(`^- ${title}, because .* \\(${owner}`, 'm'));
    expect(text).toContain('| objectives met | 0 of 1 | web/availability |');
    expect(text).toContain('Could not be determined: web/latency.');
    expect(text).toContain('| postmortem process | failed |');
    expect(text.match(/^### .*/gm)).toEqual(['### reliability', '### alerting', '### automation', '### documentation']);
  });
});

test('a drill is read from its evidence: when it was held, and what was not as it should be', () => {
  const drill = { schema: 'day2.drill/1', drilledAt: '2026-03-01T09:00:00Z', ...NIGHT, figures: [] as unknown[] };
  drill.figures.push({ code: 'updates', incidentId: 'web-1', missed: 2, outcome: 'failed' }, { code: 'acknowledged', outcome: 'passed' });
  expect(parseDrill(JSON.stringify(drill))).toEqual({
    held: { ...NIGHT, drilledAt: Date.UTC(2026, 2, 1, 9) },
    findings: [{ scenario: 'night', figure: 'updates', because: 'in the drill the figure "updates" of web-1 was not as it should be: 2 updates did not come' }],
  });
  for (const [text, why] of [
    ['{', /JSON/],
    [JSON.stringify({ ...drill, schema: 'day2.drill/2' }), /schema/],
    [JSON.stringify({ ...drill, drilledAt: 'yesterday' }), /drilledAt: yesterday is no instant/],
  ] as const) {
    expect(parseDrill(text)).toEqual({ why: expect.stringMatching(why) });
  }
});

describe('day2 ops cycle', () => {
  let scratch: string;
  beforeEach(() => {
    scratch = mkdtempSync(join(tmpdir(), 'day2-cycle-'));
    jest.spyOn(Date, 'now').mockReturnValue(at(80));
  });
  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(scratch, { recursive: true, force: true });
  });
  const cycle = async (incidents: readonly Incident[], ...more: readonly string[]) => {
    const { account, table } = await shopAccount(...incidents);
    const files = ['--out', join(scratch, 'o'), '--reports', join(scratch, 'r'), '--tasks', join(scratch, 'tasks.json')];
    const result = await runCommand(['ops', 'cycle', '--config', SHOP_CONFIG, '--env', 'prod', ...files, ...more], {}, account);
    return { ...result, calls: table.calls };
  };
  const drillFile = () => {
    const file = join(scratch, 'drill.json');
    writeFileSync(file, JSON.stringify({ schema: 'day2.drill/1', drilledAt: '2026-03-01T09:00:00Z', ...NIGHT, figures: [] }));
    return file;
  };

  test('goes from monitoring to learning, and returns how objectives stand, incidents, improvements with owner and day, and evidence (000-11, 003-35, 003-47)', async () => {
    const incidents = [shopIncident(FILED), shopIncident([], { sequence: 2 })];
    const { exitCode, output, calls } = await cycle(incidents, '--drill', drillFile(), '--json');
    const result = JSON.parse(output);
    expect(exitCode).toBe(0);
    expect(result.slo_status.map(({ objective, state }: MeasuredObjective) => `${objective} ${state}`)).toContain('web/availability unknown');
    expect(result.incidents.map((each: any) => [each.id, each.resolvedInTime, each.postmortem])).toEqual([
      ['web-2', undefined, undefined],
      ['web-1', true, 'filed'],
    ]);
    expect(result.improvements.map(({ id }: { id: string }) => id)).toEqual(
      expect.arrayContaining(['action/web-1/1', 'action/web-1/2', 'automate/shop-prod-web-availability-s0']),
    );
    const files = result.evidence.map(({ file }: { file: string }) => file.slice(scratch.length + 1));
    expect(files).toEqual(['r/web-1/report.md', 'r/web-1/telemetry.json', 'tasks.json', 'o/retrospective-input.md', 'o/improvement-backlog.json']);
    for (const { file, sha256 } of result.evidence) expect(hashOf(readFileSync(file))).toBe(sha256);
    const backlog = JSON.parse(readFileSync(join(scratch, 'o', 'improvement-backlog.json'), 'utf8'));
    // What nobody agreed a day for has one, a month from now; what stays keeps its day.
    const due = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(backlog.tasks).toEqual(result.improvements.map((each: object) => ({ due, ...each, status: 'open' })));
    expect(backlog.tasks.every(({ owner }: { owner: string }) => owner !== '')).toBe(true);
    // It reads, and changes no record.
    expect(calls.filter((call) => !/^(?:Query|GetItem|BatchGetItem) /.test(call))).toEqual([]);
  });

  test('run again leaves what people made of the backlog, and the same evidence', async () => {
    const first = JSON.parse((await cycle([shopIncident(FILED)], '--json')).output);
    expect(JSON.parse((await cycle([shopIncident(FILED)], '--json')).output).evidence).toEqual(first.evidence);
    const file = join(scratch, 'o', 'improvement-backlog.json');
    const before = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify({ ...before, tasks: before.tasks.map((each: object) => ({ ...each, status: 'planned', sprint: 12 })) }));
    await cycle([shopIncident(FILED)]);
    for (const each of JSON.parse(readFileSync(file, 'utf8')).tasks) expect(each).toMatchObject({ status: 'planned', sprint: 12 });
  });

  test('says a line for each step; a gate that fails is a finding, and evidence that is none a problem', async () => {
    const { exitCode, output } = await cycle([shopIncident(RESOLVED)]);
    expect(exitCode).toBe(1);
    expect(output).toMatch(/^monitor: 0 of 0 objectives met, \d+ could not be determined/);
    for (const line of [
      'detect: 1 incident: web-1 S0 resolved',
      'respond: 1 of 1 resolved in time',
      'postmortem: 0 of 0 held, 0 of 0 actions done',
      'gate postmortem process: failed',
    ]) {
      expect(output).toContain(`\n${line}`);
    }
    writeFileSync(join(scratch, 'none.json'), '{}');
    expect(await cycle([], '--drill', join(scratch, 'none.json'))).toMatchObject({
      exitCode: 1,
      errors: expect.stringMatching(/error DRL002 .*none\.json/),
      calls: [],
    });
  });
});
