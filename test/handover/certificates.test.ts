import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { attachEvidence, readEvidenceStore } from '../../lib/cli/files/evidence-store';
import { readHandover } from '../../lib/cli/files/handover-files';
import { loadOperations } from '../../lib/cli/files/operations';
import { withReadiness } from '../../lib/cli/files/traceability-files';
import { automationLines, healingSupervised, SUPERVISION_LINES } from '../../lib/handover/activation/criteria';
import type { GateId } from '../../lib/handover/activation/gate-ids';
import { gateLines } from '../../lib/handover/activation/gates';
import { automationStandings } from '../../lib/handover/activation/planned-automation';
import { NEEDED_PARTS, readinessFigures } from '../../lib/handover/activation/readiness';
import { activationFile } from '../../lib/handover/activation/record';
import { STEPS, type AutomationId, type StepId } from '../../lib/handover/activation/step-ids';
import { activationState, whyNotNext } from '../../lib/handover/activation/steps';
import { markdownFiles } from '../../lib/handover/build-documents';
import { VALIDATION_LINES, VALIDATIONS, type ValidationId } from '../../lib/handover/certificates/certificates';
import { certificateFile, certify, type Certification } from '../../lib/handover/certificates/certify';
import { judgeCriteria, type JudgedHandover } from '../../lib/handover/checklist/criterion';
import { CONFIRMATIONS, type ItemId } from '../../lib/handover/checklist/items';
import { judgeHandover, type JudgedItem } from '../../lib/handover/checklist/judge-handover';
import { together } from '../../lib/handover/checklist/judgement';
import type { ActivationRecord } from '../../lib/handover/evidence/activation-record';
import type { EvidenceKind } from '../../lib/handover/evidence/kinds';
import { fileEvidence, type FiledEvidence } from '../../lib/handover/evidence/manifest';
import { readContents } from '../../lib/handover/evidence/read-contents';
import { handoverFacts } from '../../lib/handover/facts';
import type { HandoverInput } from '../../lib/handover/input';
import { operators } from '../../lib/handover/parts/operators';
import type { Attestation } from '../../lib/handover/settings';
import { changeLogSections, readReadiness } from '../../lib/handover/traceability/change-log';
import type { Supervision } from '../../lib/model/model';
import { parseLocalDay } from '../../lib/time/zoned-time';
import { runCommand } from '../helpers/recording-terminal';

const ON = '2026-11-30';
const example = loadOperations('config', {}).environments.find(({ plan }) => plan.environment === 'prod')!;
const shipped: HandoverInput = readHandover(example, { config: 'config', at: Date.parse(ON) });
/** The example as if it left no automation out. */
const bare: HandoverInput = { ...shipped, settings: { ...shipped.settings, withoutAutomations: {} } };

/** What people would have to file so that everything passes, by kind. */
const part = { planned: 3, withoutFinding: 3, outcome: 'passed' };
const observability = { environment: 'prod', at: '2026-11-29T08:00:00Z', kpiCoverage: part, dashboards: part, alertHealth: part, readinessToMeasure: part };
const verification = (gaps: readonly object[] = [], couldNotTell: readonly string[] = []) => ({
  outcome: gaps.length > 0 ? 'failed' : 'passed',
  observability: { ...observability, gaps, couldNotTell },
});
const drillOf = (trainee: string, outcome = 'passed') => ({ schema: 'day2.drill/1', scenario: 'portal-outage', environment: 'prod', trainee, outcome });
const LOAD_TEST = { bufferPercent: 20, p95Ms: 2000, scalingSeconds: 60, requestsPerSecond: 1_000_000, cpuPercent: 1 };
const CONTENTS: readonly (readonly [EvidenceKind, object])[] = [
  ['verification', verification()],
  ['load test', LOAD_TEST],
  ['security scan', { critical: 0 }],
  ['business scenarios', { scenarios: 100, passed: 100 }],
  ['restore drill', { AutomationExecution: { DocumentName: 'edi-prod-restore-drill', AutomationExecutionStatus: 'Success' } }],
  ['traceability', { requirements: [], gaps: [], problems: [] }],
  ...operators(bare).map((person) => ['drill', drillOf(person)] as const),
];
const DRILLS = { 'self-healing': ['portal-outage-acknowledged'], override: ['portal-outage-acknowledged'] };
const says = (item: string, by = 'zoe'): Attestation => ({ item, by, on: ON, evidence: `what ${by} saw`, until: '2027-05-31' });
const ATTESTATIONS = [
  ...VALIDATIONS.map((id) => says(id)),
  ...['architecture-known', 'tools-known', 'procedures-done', 'subscriptions', 'supervision', 'external-contacts'].map((id) => says(id)),
  ...['zoe', 'igor', 'xenia'].map((by) => says('sign-off', by)),
];

/** The example, with evidence of these contents and these attestations. */
function inputWith(contents: readonly (readonly [EvidenceKind, object])[] = CONTENTS, attestations: readonly Attestation[] = ATTESTATIONS): HandoverInput {
  const evidence: FiledEvidence[] = [...bare.evidence];
  const read = contents.map(([kind, value], index) => {
    const bytes = Buffer.from(JSON.stringify(value));
    const filed = fileEvidence(evidence, { kind, environment: 'prod', on: parseLocalDay('2026-11-29')!, name: `${index}.json`, bytes, at: 0 });
    evidence.push(filed);
    return readContents(bytes, filed);
  });
  const account = read.find((each) => each.verification !== undefined)?.verification;
  return {
    ...bare,
    evidence,
    rehearsals: [...bare.rehearsals, ...read.flatMap(({ rehearsals = [] }) => rehearsals)],
    figures: read.flatMap(({ figures }) => figures ?? []),
    model: { ...bare.model, baselines: bare.plan.baselines },
    traceability: read.find((each) => each.traceability !== undefined)!.traceability!,
    ...(account !== undefined && { verification: account }),
    settings: { ...bare.settings, drills: { ...bare.settings.drills, ...DRILLS }, attestations },
  };
}
/** The services, with a first one whose objectives heal by themselves. */
function healing([service, ...others]: HandoverInput['model']['services']): HandoverInput['model']['services'] {
  return [{ ...service!, objectives: service!.objectives.map((objective) => ({ ...objective, selfHealing: {} as never })) }, ...others];
}
/** Judged once for each input: thirteen months of roster are looked through. */
const judgedItems = new WeakMap<HandoverInput, readonly JudgedItem[]>();
const itemsOf = (input: HandoverInput): readonly JudgedItem[] => {
  const items = judgedItems.get(input) ?? judgeHandover(input, { stale: [] });
  judgedItems.set(input, items);
  return items;
};
const certified = (input: HandoverInput): Certification => certify({ input, items: itemsOf(input) });
const outcomes = ({ validations }: Certification) => Object.fromEntries(validations.map(({ id, outcome }) => [id, outcome]));
const without = (kind: EvidenceKind) => CONTENTS.filter(([each]) => each !== kind);
const with_ = (kind: EvidenceKind, value: object) => [...without(kind), [kind, value] as const];

describe('certificates of a validation (002-01, 002-02, 002-03, 002-04, 002-05, 002-06, 002-07)', () => {
  test('all six are issued when everything is there, and the service is ready for production', () => {
    const { validations, productionReady, completion } = certified(inputWith());
    expect(validations.flatMap(({ lines }) => lines.filter(({ outcome }) => outcome !== 'passed'))).toEqual([]);
    expect(validations.map(({ lines }) => lines.length)).toEqual([5, 5, 5, 5, 5, 5]);
    expect([productionReady, completion.lines.filter(({ outcome }) => outcome !== 'passed')]).toEqual(['passed', []]);
  });

  test.each<[what: string, contents: typeof CONTENTS, withheld: Partial<Record<ValidationId, string>>]>([
    ['nobody asked the account', without('verification'), { infrastructure: 'could not tell', application: 'could not tell' }],
    [
      'an alarm is missing in the account',
      with_('verification', verification([{ code: 'VER001', subject: 'edi-prod-x', what: 'exists' }])),
      { infrastructure: 'failed', application: 'failed' },
    ],
    [
      'the account did not answer',
      with_('verification', verification([], ['throttled'])),
      { infrastructure: 'could not tell', application: 'could not tell', security: 'could not tell' },
    ],
    ['there is no load test', without('load test'), { infrastructure: 'could not tell', performance: 'could not tell' }],
    ['95 % came within 2.1 s', with_('load test', { ...LOAD_TEST, p95Ms: 2100 }), { performance: 'failed' }],
    ['it bore 19 % more', with_('load test', { ...LOAD_TEST, bufferPercent: 19 }), { performance: 'failed' }],
    ['scaling took 61 s', with_('load test', { ...LOAD_TEST, scalingSeconds: 61 }), { infrastructure: 'failed', performance: 'failed' }],
    ['too few requests', with_('load test', { ...LOAD_TEST, requestsPerSecond: 1 }), { performance: 'failed' }],
    ['nobody measured requests', with_('load test', { ...LOAD_TEST, requestsPerSecond: undefined }), { performance: 'could not tell' }],
    ['CPU was full', with_('load test', { ...LOAD_TEST, cpuPercent: 100 }), { performance: 'failed' }],
    ['one finding is critical', with_('security scan', { critical: 1 }), { security: 'failed' }],
    ['99 of 100 scenarios passed', with_('business scenarios', { scenarios: 100, passed: 99 }), { 'business-logic': 'failed' }],
    [
      'the restore failed',
      with_('restore drill', { AutomationExecution: { DocumentName: 'restore', AutomationExecutionStatus: 'Failed' } }),
      { infrastructure: 'failed', 'business-logic': 'failed' },
    ],
  ])('%s: what rests on it is withheld, and only that', (_, contents, withheld) => {
    const certification = certified(inputWith(contents));
    expect(outcomes(certification)).toEqual({ ...Object.fromEntries(VALIDATIONS.map((id) => [id, 'passed'])), ...withheld });
    expect(certification.productionReady).not.toBe('passed');
    expect(certification.completion.outcome).not.toBe('passed');
  });

  test.each(VALIDATIONS)('without any one of six no service is ready: %s', (id) => {
    const expired = { ...says(id), until: '2026-11-29', on: '2026-01-01' };
    for (const [attestations, outcome] of [
      [ATTESTATIONS.filter(({ item }) => item !== id), 'could not tell'],
      [ATTESTATIONS.map((each) => (each.item === id ? expired : each)), 'failed'],
    ] as const) {
      const certification = certified(inputWith(CONTENTS, attestations));
      // A load test is all that performance rests on.
      const expected = id === 'performance' ? 'passed' : outcome;
      expect([outcomes(certification)[id], certification.productionReady]).toEqual([expected, expected]);
    }
  });

  test('a line is attested by itself as well, and then stands and falls by itself', () => {
    const own = { ...says('network'), until: '2026-11-29', on: '2026-01-01' };
    const lineOf = (attestations: readonly Attestation[]) =>
      certified(inputWith(CONTENTS, attestations)).validations[0]!.lines.find(({ id }) => id === 'network');
    expect(lineOf([...ATTESTATIONS, own])).toMatchObject({ outcome: 'failed', why: 'the attestation of zoe holds from 2026-01-01 to 2026-11-29' });
    expect(lineOf([...ATTESTATIONS, says('network', 'igor')])).toMatchObject({ outcome: 'passed', why: 'igor on 2026-11-30: what igor saw' });
  });

  test('evidence that is over counts no more, and what was attested on it does neither', () => {
    const late = inputWith(without('security scan'));
    const scan = {
      ...fileEvidence([], { kind: 'security scan', environment: 'prod', on: 20_000, name: 's.json', bytes: Buffer.from(''), at: 0 }),
      until: '2026-11-29',
    };
    const input = { ...late, evidence: [...late.evidence, scan] };
    expect(certified(input).validations[3]!.lines[3]).toMatchObject({ outcome: 'failed', why: `${scan.id} held until 2026-11-29` });
    const attestations = [...ATTESTATIONS.filter(({ item }) => item !== 'compliance'), { ...says('compliance'), evidence: scan.id }];
    expect(certified({ ...input, settings: { ...input.settings, attestations } }).validations[3]!.lines[4]).toMatchObject({ outcome: 'failed' });
  });

  test('each line stands in one certificate under an id of its own', () => {
    for (const lines of Object.values(VALIDATION_LINES)) expect(new Set(lines.map(({ id }) => id)).size).toBe(5);
  });
});

describe('the certificate of completion (002-80)', () => {
  const full = inputWith();
  const handover = { input: full, items: judgeHandover(full, { stale: [] }) };
  const { validations, completion } = certify(handover);
  const files = validations.map((each) => certificateFile(each, handover));
  const content = JSON.parse(certificateFile(completion, handover, files).text);

  test('has sixteen lines, the evidence with its hashes, the six certificates by theirs, and who approved', () => {
    expect(content.lines).toHaveLength(16);
    const scan = full.evidence.find(({ kind }) => kind === 'security scan')!;
    expect(content.evidence).toContainEqual({ id: scan.id, kind: scan.kind, file: scan.file, sha256: scan.sha256, until: scan.until });
    expect(content.certificates).toHaveLength(6);
    for (const { file, sha256 } of content.certificates) {
      const text = files.find(({ name }) => name === file)!.text;
      expect([file, sha256]).toEqual([file, createHash('sha256').update(text).digest('hex')]);
    }
    expect(content.approvals.map(({ by }: { by: string }) => by)).toEqual(['igor', 'xenia', 'zoe']);
  });

  test('holds only as long as all that it rests on, and the same facts give the same bytes', () => {
    // The scan holds for a month, as the shortest.
    expect(content.until).toBe('2026-12-30');
    expect(certificateFile(completion, handover, files).text).toBe(certificateFile(certify(handover).completion, handover, files).text);
  });

  const drills = (change: HandoverInput['settings']['drills']): Partial<HandoverInput> => ({
    settings: { ...full.settings, drills: { ...full.settings.drills, ...change } },
  });
  const unattested = (item: string) =>
    inputWith(
      CONTENTS,
      ATTESTATIONS.filter((each) => each.item !== item),
    );
  test.each<[missing: string, withheldFor: readonly string[], input: Partial<HandoverInput>]>([
    ['a scan', ['requirements-met', 'security-met'], inputWith(without('security scan'))],
    ['a load test', ['requirements-met', 'performance-met'], inputWith(without('load test'))],
    ['who attests the integration', ['requirements-met', 'integration-met'], unattested('integration')],
    ['who attests the procedures', ['procedures'], unattested('procedures-done')],
    ['drills of people', ['procedures'], inputWith(without('drill'))],
    ['who knows the architecture', ['system'], unattested('architecture-known')],
    ['who knows the tools', ['tools'], unattested('tools-known')],
    ['a rehearsed incident', ['requirements-met', 'incidents'], drills({ 'incident-drill': [] })],
    ['a look at the account', ['requirements-met', 'operational', 'alerts'], { ...inputWith(without('verification')), verification: undefined }],
    ['who got a test page', ['alerts'], unattested('subscriptions')],
    ['a dashboard', ['dashboards'], { plan: { ...full.plan, dashboards: full.plan.dashboards.slice(1) } }],
    ['a rehearsed repair', ['rehearsed'], drills({ 'self-healing': [] })],
    ['an agreed supervision', ['supervised'], unattested('supervision')],
    ['a rehearsed override', ['supervised'], drills({ override: [] })],
    ['a signature', ['authorized'], unattested('sign-off')],
  ])('%s is missing: it is withheld for %j', (_, lines, change) => {
    const { completion: withheld } = certified({ ...full, ...change });
    expect(withheld.lines.filter(({ outcome }) => outcome !== 'passed').map(({ id }) => id)).toEqual(lines);
    expect(() => certificateFile(withheld, handover, files)).toThrow('withheld');
  });

  test('a document is stale: it is withheld for that', () => {
    const { completion: withheld } = certify({ input: full, items: judgeHandover(full, { stale: ['incident-response'] }) });
    expect(withheld.lines.filter(({ outcome }) => outcome !== 'passed').map(({ id }) => id)).toEqual(['documented']);
  });
});

describe('the team is judged by drills (002-11)', () => {
  const [first, ...others] = operators(bare);
  const item = (drills: readonly (readonly [EvidenceKind, object])[]) => {
    const input = inputWith([...without('drill'), ...drills]);
    return judgeHandover(input, { stale: [] }).find(({ id }) => id === 'procedures-done')!;
  };
  const good = others.map((person) => ['drill', drillOf(person)] as const);

  test('everybody whom pages reach first has to have answered one, and the last one well', () => {
    expect(others.length).toBeGreaterThan(0);
    expect(item([['drill', drillOf(first!)], ...good]).outcome).toBe('passed');
    expect(item([['drill', drillOf(first!, 'failed')], ['drill', drillOf(first!)], ...good]).outcome).toBe('passed');
    expect(item([['drill', drillOf(first!)], ['drill', drillOf(first!, 'failed')], ...good]).outcome).toBe('failed');
    expect(item(good)).toMatchObject({ outcome: 'could not tell', why: expect.stringContaining(`no drill shows how ${first} would answer`) });
    expect(item([]).outcome).toBe('could not tell');
  });
});

describe('what the account, drills and requirements say stands in the documents (001-13, 001-14)', () => {
  const textOf = (input: HandoverInput, id: 'observability-status' | 'training' | 'open-questions') =>
    markdownFiles(handoverFacts(input)).find(({ path }) => path === input.settings.paths[id])!.content;

  test('what was verified without a gap leaves no question; a gap has its owner and its time', () => {
    const gap = {
      code: 'VER001',
      subject: 'edi-prod-x',
      what: 'exists',
      region: 'eu-central-1',
      severity: 'S1',
      owner: 'platform-engineering',
      due: '2026-12-02T08:00:00Z',
    };
    expect(textOf(inputWith(), 'observability-status')).toContain('Without a finding are: objectives 3 of 3, dashboards 3 of 3, alarms 3 of 3.');
    expect(textOf(inputWith(), 'open-questions')).not.toMatch(/no account was asked|day2 verify/);
    const found = inputWith(with_('verification', verification([gap])));
    expect(textOf(found, 'observability-status')).toMatch(/\| S1 \| edi-prod-x: exists \| eu-central-1 \| Platform engineering \| 2026-12-02T08:00:00Z \|/i);
    expect(textOf(found, 'open-questions')).toContain('When are the 1 gaps closed which day2 verify found in prod on 2026-11-29?');
    expect(textOf(inputWith(with_('verification', verification([], ['throttled']))), 'open-questions')).toContain('could not tell 1 things');
    expect(textOf(bare, 'open-questions')).toContain('no account was asked');
  });

  test('drills stand beside what is taught, and requirements without a proof are a question', () => {
    expect(textOf(inputWith(), 'training')).toContain(`| ${operators(bare)[0]} | portal-outage | passed | 2026-11-29 | drill-2026-11-29 |`);
    expect(textOf(bare, 'training')).not.toContain('## Drills');
    const gaps = [{ id: '002-99', owner: 'docs-lead', deadline: '2026-12-01' }];
    const traceability = { proved: 1, requirements: 2, gaps, isCurrent: true, evidence: 't', on: ON };
    expect(textOf({ ...bare, traceability }, 'open-questions')).toContain('How are these requirements proved, which no test names: 002-99?');
    const item = (at: string) => judgeHandover({ ...bare, traceability, at: Date.parse(at) }, { stale: [] }).find(({ id }) => id === 'traceability')!.outcome;
    expect([item('2026-12-01'), item('2026-12-02')]).toEqual(['passed', 'failed']);
  });
});

describe('an activation goes step by step (002-76, 002-77, 002-78)', () => {
  const record = (step: StepId, on = ON): ActivationRecord => ({ step, by: 'zoe', on, evidence: `activation-${step}` });
  const full = inputWith();
  const healed: HandoverInput = { ...full, model: { ...full.model, services: healing(full.model.services) } };
  const handoverOf = (broken: readonly ItemId[] = [], input = full): JudgedHandover => ({
    input,
    items: itemsOf(input).map((item) => (broken.includes(item.id as ItemId) ? { ...item, outcome: 'could not tell' } : item)),
  });

  test('after any steps exactly one is next, and all others are refused, those that were taken too', () => {
    for (const taken of STEPS.keys()) {
      const states = activationState(STEPS.slice(0, taken).map((step) => record(step)));
      expect(STEPS.filter((step) => whyNotNext(states, step) === undefined)).toEqual([STEPS[taken]]);
    }
    expect(STEPS.filter((step) => whyNotNext(activationState(STEPS.map((each) => record(each))), step) === undefined)).toEqual([]);
  });

  test('a record that was written out of order counts as none', () => {
    const states = activationState([record('readiness'), record('scaling'), record('completion')]);
    expect(states.filter(({ taken }) => taken !== undefined).map(({ step }) => step)).toEqual(['readiness']);
    expect(whyNotNext(states, 'self-healing')).toBe('self-healing comes after monitoring, which was not taken yet');
  });

  test('readiness has five parts, and any one of them that is not complete is enough (002-76)', () => {
    const oneOfEach: Record<(typeof NEEDED_PARTS)[number], ItemId> = {
      team: 'architecture-known',
      monitoring: 'dead-letters',
      'incident response': 'raci',
      automation: 'anomalies',
      documents: 'communication',
    };
    for (let set = 0; set < 32; set += 1) {
      const broken = NEEDED_PARTS.filter((_, index) => (set >> index) % 2 === 1);
      const handover = handoverOf(broken.map((part) => oneOfEach[part]));
      const figures = readinessFigures(handover, certify(handover)).filter(({ part: id }) => NEEDED_PARTS.some((needed) => needed === id));
      const incomplete = figures.filter(({ outcome }) => outcome !== 'passed').map(({ part: id }) => id);
      expect(incomplete.toSorted()).toEqual([...broken].toSorted());
    }
  });

  test('readiness is ten figures of what is there and what is needed (002-82, 002-83)', () => {
    const figuresOf = (handover: JudgedHandover) =>
      Object.fromEntries(readinessFigures(handover, certify(handover)).map(({ part: id, passed, of }) => [id, `${passed} of ${of}`]));
    expect(Object.keys(figuresOf(handoverOf()))).toHaveLength(10);
    expect(figuresOf(handoverOf(['raci', 'coverage']))).toMatchObject({ 'incident response': '7 of 9', team: '3 of 3', security: '5 of 5' });
    const { security } = figuresOf(handoverOf([], inputWith(without('security scan'))));
    expect(security).toBe('4 of 5');
  });

  test('operations begin once the service is deployed and observed, and not before (003-01)', () => {
    const unasked = handoverOf([], { ...inputWith(without('verification')), verification: undefined });
    const figure = readinessFigures(unasked, certify(unasked)).find(({ part: id }) => id === 'monitoring')!;
    expect([figure.outcome, figure.why]).toEqual(['could not tell', expect.stringContaining('there is no evidence of the kind verification')]);
  });

  test.each<[AutomationId, readonly ItemId[], Partial<HandoverInput>]>([
    ['monitoring', ['anomalies'], { verification: undefined }],
    ['monitoring', [], { plan: { ...full.plan, regions: [] } }],
    ['scaling', [], { figures: [] }],
    ['self-healing', ['override'], {}],
    ['self-healing', [], { model: full.model }],
    ['prediction', ['cadences'], {}],
    ['prediction', [], { model: { ...healed.model, services: healed.model.services.map(({ limits: _limits, ...service }) => service) } }],
    ['cost', [], { model: { ...full.model, cost: undefined } }],
  ])('%s is enabled only when what it needs is there, and planned (002-77)', (automation, broken, change) => {
    const of = (items: readonly ItemId[], input: Partial<HandoverInput>) => {
      // What is judged by items was judged before: only the plan changes here.
      const handover = { ...handoverOf(items), input: { ...healed, ...input } };
      return together(judgeCriteria(automationLines(automation, handover.input), handover)).outcome;
    };
    expect([of([], {}), of(broken, change)]).toEqual(['passed', expect.not.stringMatching('passed')]);
  });

  test('an automation that there is none of, for a reason, is passed by, unless it is planned all the same (14.7)', () => {
    const left = (input: HandoverInput) => ({ ...input, settings: { ...input.settings, withoutAutomations: { 'self-healing': 'nothing restarts' } } });
    const enabled = (input: HandoverInput) => together(judgeCriteria(automationLines('self-healing', input), { ...handoverOf(['override']), input }));
    expect(enabled(full)).toMatchObject({ outcome: 'failed' });
    expect(enabled(left(full))).toMatchObject({ outcome: 'passed', why: expect.stringContaining('nothing restarts') });
    expect(enabled(left(healed))).toMatchObject({ outcome: 'failed', why: expect.stringContaining('and planned') });
    const standing = (input: HandoverInput) => automationStandings(activationState(STEPS.map((step) => record(step))), input)[2];
    expect([standing(left(full))!.disagreement, standing(left(healed))!.disagreement]).toEqual([undefined, 'left out, and planned']);
    const items = (input: HandoverInput) =>
      judgeHandover(input, { stale: [] }).flatMap(({ id, outcome }) => (id === 'self-healing' || id === 'override' ? [outcome] : []));
    const undrilled = { ...full, settings: { ...full.settings, drills: {} } };
    expect([items(undrilled), items(left(undrilled))]).toEqual([
      ['could not tell', 'could not tell'],
      ['passed', 'passed'],
    ]);
  });

  test('what is planned without having been enabled is found, and the reverse (14.7)', () => {
    const found = (records: readonly StepId[], input: HandoverInput) =>
      automationStandings(activationState(records.map((step) => record(step))), input).flatMap(({ automation, isEnabled, disagreement }) =>
        disagreement === undefined ? [] : [`${automation} ${isEnabled ? 'enabled' : 'planned'}`],
      );
    expect(found([], full)).toEqual(['monitoring planned', 'prediction planned', 'cost planned']);
    expect(found(['readiness', 'monitoring'], healed)).toEqual(['self-healing planned', 'prediction planned', 'cost planned']);
    expect(found(STEPS, healed)).toEqual([]);
    expect(found(STEPS, { ...full, plan: { ...full.plan, regions: [] }, model: { ...full.model, cost: undefined, services: [] } })).toEqual([
      'monitoring enabled',
      'self-healing enabled',
      'prediction enabled',
      'cost enabled',
    ]);
  });

  test('what heals by itself is supervised by people who are named, since before now (002-78, 002-88)', () => {
    const of = (supervision?: Supervision) => healingSupervised({ ...full, model: { ...healed.model, supervision } }).outcome;
    expect(of()).toBe('failed');
    expect(of({ people: ['zoe'], since: full.at + 1 })).toBe('failed');
    expect(of({ people: ['zoe'], since: full.at })).toBe('passed');
    for (const broken of ['supervision', 'override', 'approvals', 'cadences', 'escalation'] as const)
      expect([broken, together(judgeCriteria(SUPERVISION_LINES, handoverOf([broken]))).outcome]).toEqual([broken, 'could not tell']);
    expect(together(judgeCriteria(SUPERVISION_LINES, handoverOf())).outcome).toBe('passed');
  });

  describe('gates', () => {
    const failing = (handover: JudgedHandover, gate: GateId) =>
      judgeCriteria(gateLines(certify(handover))[gate], handover)
        .filter(({ outcome }) => outcome !== 'passed')
        .map(({ id }) => id);

    test.each<[GateId, Readonly<Record<string, readonly ItemId[]>>]>([
      ['system', { documents: ['traceability'] }],
      [
        'team',
        {
          knowledge: ['architecture-known'],
          tools: ['tools-known'],
          procedures: ['procedures-done'],
          incidents: ['incident-drill'],
          escalation: ['escalation-drill'],
        },
      ],
      ['automation', { configured: ['anomalies'], 'self-healing': ['self-healing'], supervision: ['override'], improvement: ['cadences'] }],
      ['pre-handover', { documents: ['incident-document'], team: ['tools-known'], automation: ['self-healing'] }],
    ])('%s has five lines, each of which holds it up by itself (002-89, 002-91, 002-92, 002-93)', (gate, lines) => {
      expect(gateLines(certify(handoverOf()))[gate]).toHaveLength(5);
      expect(failing(handoverOf(), gate)).toEqual([]);
      // An incident that was not rehearsed holds up the validation of the application as well, which is none of the team.
      for (const [id, broken] of Object.entries(lines)) expect(failing(handoverOf(broken), gate)).toEqual([id]);
      const unasked = handoverOf([], { ...inputWith(without('verification')), verification: undefined });
      if (gate !== 'team')
        expect(failing(unasked, gate)).toEqual(gate === 'automation' ? ['monitoring'] : gate === 'system' ? ['validation'] : ['validation', 'system']);
    });

    test('nothing is handed over before what it rests on is there: documents of the release, and all validations (000-26)', () => {
      expect(failing(handoverOf(['artefacts']), 'pre-handover')).toEqual(['documents']);
      expect(failing(handoverOf(['business-logic']), 'pre-handover')).toEqual(['validation']);
    });

    const later = (date: string, contents: readonly (readonly [EvidenceKind, unknown])[], without_: readonly string[] = []) => {
      const base = inputWith(CONTENTS, [...ATTESTATIONS, ...CONFIRMATIONS.filter((id) => !without_.includes(id)).map((id) => says(id))]);
      const read = contents.map(([kind, value], index) =>
        readContents(Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)), { id: `later-${index}`, kind, on: '2026-12-05' }),
      );
      const account = read.find((each) => each.verification !== undefined)?.verification ?? base.verification;
      return handoverOf([], {
        ...base,
        at: Date.parse(date),
        activation: STEPS.map((step) => record(step)),
        rehearsals: [...base.rehearsals, ...read.flatMap(({ rehearsals = [] }) => rehearsals)],
        ...(account !== undefined && { verification: account }),
      });
    };
    const report = (resolved: string) => `## Incident summary\n\n| What | Value |\n| --- | --- |\n| Incident | \`portal-1\` |\n| Resolved | ${resolved} |\n`;
    const drill = ['drill', drillOf('zoe')] as const;
    const asked = ['verification', verification()] as const;

    test('a handover is validated some days later, with an incident that was real or a drill (002-90)', () => {
      const of = (...args: Parameters<typeof later>) => failing(later(...args), 'post-handover');
      expect(of('2026-12-07', [drill, asked])).toEqual([]);
      expect(of('2026-12-06', [drill, asked])).toEqual(['activation']);
      expect(of('2026-12-07', [asked])).toEqual(['incidents']);
      expect(of('2026-12-07', [drill])).toEqual(['performance']);
      expect(of('2026-12-07', [['drill', drillOf('zoe', 'failed')], asked])).toEqual(['incidents']);
      expect(of('2026-12-07', [['incident', report('2026-12-05T10:00:00Z, in time: due at 2026-12-05T12:00:00Z')], asked])).toEqual([]);
      expect(of('2026-12-07', [['incident', report('2026-12-05T13:00:00Z, late: due at 2026-12-05T12:00:00Z')], asked])).toEqual(['incidents']);
      expect(failing({ ...handoverOf(), input: { ...full, activation: [] } }, 'post-handover')).toEqual([
        'performance',
        'incidents',
        'improvement',
        'activation',
      ]);
    });

    test.each(CONFIRMATIONS)('people confirm four things, of which none may be missing: %s (003-37)', (id) => {
      expect(failing(later('2026-12-07', [drill, asked], [id]), 'post-handover')).toEqual(['improvement']);
    });
  });
});

describe('day2 handover certify, and day2 activation', () => {
  let scratch: string;
  beforeEach(() => {
    scratch = mkdtempSync(join(tmpdir(), 'day2-certify-'));
    cpSync('config', join(scratch, 'config'), { recursive: true });
    // Documents lead to files of the whole repository.
    for (const name of readdirSync('.').filter((each) => each !== 'config')) symlinkSync(resolve(name), join(scratch, name));
  });
  afterEach(() => rmSync(scratch, { recursive: true, force: true }));
  /** Lets everything be attested that people have to, and begins with the evidence of the example. */
  const prepare = (folder: string) => {
    const settings = join(scratch, 'config/handover.yaml');
    const drills = Object.entries(DRILLS).map(([item, ids]) => `  ${item}: [${ids.join(', ')}]`);
    const yaml = readFileSync(settings, 'utf8').replace('drills:', ['drills:', ...drills].join('\n'));
    writeFileSync(settings, `${yaml}\nevidence: evidence\nattestations: ${JSON.stringify(ATTESTATIONS)}\n`);
    cpSync('docs/operations/evidence', folder, { recursive: true });
  };

  test('files what has passed, and the change log says that the service was ready, by which certificates (001-23)', async () => {
    const folder = join(scratch, 'evidence');
    const at = Date.parse('2026-11-30T12:00:00Z');
    prepare(folder);
    const log = join(scratch, 'change-log.md');
    const run = (...options: string[]) =>
      runCommand(
        ['handover', 'certify', '--config', join(scratch, 'config'), '--env', 'prod', '--date', ON, '--issue', '--change-log', 'change-log.md', ...options],
        {
          now: () => at,
        },
      );
    const attach = (contents: typeof CONTENTS) => {
      for (const [index, [kind, value]] of contents.entries())
        attachEvidence(folder, {
          kind,
          environment: 'prod',
          on: parseLocalDay('2026-11-29')!,
          name: `${index}.json`,
          bytes: Buffer.from(JSON.stringify(value)),
          at,
        });
    };
    attach(CONTENTS.filter(([kind]) => kind !== 'security scan'));
    const first = await run();
    expect([first.exitCode, first.output]).toEqual([3, expect.stringMatching(/^issued performance as certificate-2026-11-30\S*, SHA-256 [0-9a-f]{64}$/m)]);
    expect(() => readFileSync(log)).toThrow('ENOENT');
    attachEvidence(folder, {
      kind: 'security scan',
      environment: 'prod',
      on: parseLocalDay('2026-11-29')!,
      name: 'scan.json',
      bytes: Buffer.from('{"critical":0}'),
      at,
    });
    const second = await run();
    expect([second.exitCode, second.output]).toEqual([0, expect.stringMatching(/^production ready: all six/m)]);
    const { filed, problems } = readEvidenceStore(folder);
    const ids = filed.filter(({ kind }) => kind === 'certificate').map(({ id }) => id);
    expect([ids.length, problems]).toEqual([6, []]);
    const text = readFileSync(log, 'utf8');
    const [entry, ...others] = readReadiness(text);
    expect([entry, others]).toEqual([{ on: ON, environment: 'prod', readyFor: 'production', certificates: expect.any(Array) }, []]);
    expect(entry!.certificates.toSorted()).toEqual(ids.toSorted());
    // The same entry again changes nothing, and a look at the requirements keeps it.
    expect(withReadiness(text, entry!, { application: 'edi', environment: 'prod' })).toBe(text);
    expect(changeLogSections([], readReadiness(text))).toHaveLength(2);
  });

  test('the last step files the certificate of completion, and says who is notified and when it is validated (002-79)', async () => {
    const at = Date.parse('2026-11-30T12:00:00Z');
    const folder = join(scratch, 'evidence');
    rmSync(join(scratch, 'docs'));
    cpSync('docs', join(scratch, 'docs'), { recursive: true });
    prepare(folder);
    for (const [index, [kind, value]] of CONTENTS.entries())
      attachEvidence(folder, {
        kind,
        environment: 'prod',
        on: parseLocalDay('2026-11-29')!,
        name: `${index}.json`,
        bytes: Buffer.from(JSON.stringify(value)),
        at,
      });
    const run = (...words: string[]) =>
      runCommand([...words, '--config', join(scratch, 'config'), '--env', 'prod', '--date', ON], {
        now: () => at,
        environmentVariables: { DAY2_RESPONDER: 'zoe' },
      });
    expect((await run('handover')).exitCode).toBe(0);
    const handover = { input: inputWith(), items: judgeHandover(inputWith(), { stale: [] }) };
    for (const step of STEPS.filter((each) => each !== 'completion')) {
      const { name, text } = activationFile(step, [], handover, 'zoe');
      attachEvidence(folder, { kind: 'activation', environment: 'prod', on: parseLocalDay(ON)!, by: 'zoe', name, bytes: Buffer.from(text), at });
    }
    const { exitCode, output } = await run('activation', 'complete');
    expect([exitCode, output]).toEqual([0, expect.stringMatching(/^validate it with day2 handover gate post-handover on 2026-12-07 and 2026-12-30$/m)]);
    expect(output).toMatch(/^notify .*Release management.*:\n {2}edi prod is in the hands of operations since 2026-11-30, by the certificate certificate-/m);
    expect(readReadiness(readFileSync(join(scratch, 'docs/requirements/change-log.md'), 'utf8'))).toMatchObject([{ readyFor: 'operations' }]);
    const { filed, problems } = readEvidenceStore(folder);
    expect([filed.filter(({ kind }) => kind === 'certificate').length, filed.filter(({ kind }) => kind === 'activation').length, problems]).toEqual([7, 8, []]);
  });
});
