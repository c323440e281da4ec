import { createHash } from 'node:crypto';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attachEvidence, readEvidenceStore } from '../../lib/cli/files/evidence-store';
import { answerChecks, recordedChecks } from '../../lib/handover/evidence/failed-checks';
import { EVIDENCE_KINDS } from '../../lib/handover/evidence/kinds';
import { fileEvidence, printManifest, readManifest, type FiledEvidence, type NewEvidence } from '../../lib/handover/evidence/manifest';
import { readContents } from '../../lib/handover/evidence/read-contents';
import { EVIDENCE_TEMPLATES } from '../../lib/handover/evidence/templates';
import { parseLocalDay } from '../../lib/time/zoned-time';
import { runCommand, stackTraceIn } from '../helpers/recording-terminal';
import { SHOP_CONFIG } from '../helpers/shop-incidents';

const NOW = Date.parse('2026-03-09T10:00:00Z');
const LOAD_TEST = '{ "bufferPercent": 25, "p95Ms": 900, "scalingSeconds": 30 }\n';

let scratch: string;
let folder: string;
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'day2-evidence-'));
  folder = join(scratch, 'docs/operations/evidence');
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

const evidence = (change: Partial<NewEvidence> = {}): NewEvidence => ({
  kind: 'load test',
  environment: 'prod',
  on: parseLocalDay('2026-03-08')!,
  name: 'k6.json',
  bytes: Buffer.from(LOAD_TEST),
  at: NOW,
  ...change,
});
const codesIn = (): string[] => readEvidenceStore(folder).problems.map(({ code }) => code);
const fileIn = (file: string): string => join(folder, file);

describe('evidence is filed by phase and day, with a manifest of hashes of its bytes (003-36)', () => {
  test('the bytes are stored as they are, whatever they are, and the manifest has their hash', () => {
    const bytes = Buffer.from([0xff, 0xfe, 0x00, 0x0d, 0x0a, 0x80]);
    const entry = attachEvidence(folder, evidence({ kind: 'sign-off', name: 'minutes.pdf', bytes, by: 'ana' }));
    expect(entry).toMatchObject({ id: 'sign-off-2026-03-08', file: 'handover/2026-03-08/minutes.pdf', by: 'ana', environment: 'prod', until: '2027-03-09' });
    expect(readFileSync(fileIn(entry.file))).toEqual(bytes);
    expect(entry.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(readEvidenceStore(folder)).toMatchObject({ filed: [entry], problems: [] });
  });

  test('JSON that says the same in other bytes is other evidence: objects are never hashed', () => {
    attachEvidence(folder, evidence());
    writeFileSync(fileIn('handover/2026-03-08/k6.json'), JSON.stringify(JSON.parse(LOAD_TEST)));
    expect(codesIn()).toEqual(['EVD002']);
  });

  test('a changed byte, a missing file and a file that nobody filed are found, each by its name', () => {
    const [changed, missing] = ['a.json', 'b.json'].map((name) => attachEvidence(folder, evidence({ name })));
    appendFileSync(fileIn(changed!.file), ' ');
    renameSync(fileIn(missing!.file), fileIn('handover/2026-03-08/c.json'));
    expect(readEvidenceStore(folder).problems.map(({ code, where }) => [code, where.file])).toEqual([
      ['EVD002', fileIn('handover/2026-03-08/a.json')],
      ['EVD003', fileIn('handover/2026-03-08/b.json')],
      ['EVD004', fileIn('handover/2026-03-08/c.json')],
    ]);
  });

  test('filed again it is left as it is; another file of its name is refused, and nothing is changed', () => {
    const first = attachEvidence(folder, evidence());
    const manifest = readFileSync(fileIn('manifest.json'));
    expect(attachEvidence(folder, evidence({ at: NOW + 60_000 }))).toEqual(first);
    expect(() => attachEvidence(folder, evidence({ bytes: Buffer.from('{}') }))).toThrow('EVD006');
    expect(readFileSync(fileIn('manifest.json'))).toEqual(manifest);
    expect(codesIn()).toEqual([]);
  });

  test('two of a day have ids of their own, and the same evidence in any order gives the same manifest', () => {
    const one = fileEvidence([], evidence());
    const two = fileEvidence([one], evidence({ name: 'k7.json' }));
    expect([one.id, two.id]).toEqual(['load-test-2026-03-08', 'load-test-2026-03-08-2']);
    const text = printManifest([two, one]);
    expect(text).toBe(printManifest([one, two]));
    expect(readManifest('m', text)).toEqual({ evidence: [one, two], problems: [] });
  });

  test('what is of the repository counts for every environment', () => {
    expect(fileEvidence([], evidence({ kind: 'game days' })).environment).toBeUndefined();
  });

  test.each<[string, (entry: Record<string, unknown>) => unknown, string]>([
    ['a path that leads out of the folder', (entry) => ({ ...entry, file: '../2026-03-08/k6.json' }), 'EVD013'],
    ['a hash that is none', (entry) => ({ ...entry, sha256: 'abc' }), 'EVD013'],
    ['a key that has no meaning', (entry) => ({ ...entry, hash: 'abc' }), 'EVD010'],
    ['no date', (entry) => ({ ...entry, on: undefined }), 'EVD011'],
  ])('a manifest with %s is refused, with the line', (_, change, code) => {
    const value = JSON.parse(printManifest([fileEvidence([], evidence())]));
    const { evidence: read, problems } = readManifest('m', JSON.stringify({ ...value, evidence: [change(value.evidence[0])] }, null, 2));
    expect([read, problems.map((problem) => problem.code), problems[0]!.where.line! > 3]).toEqual([undefined, [code], true]);
  });

  test('one id for two files is refused', () => {
    const one = fileEvidence([], evidence());
    const { problems } = readManifest('m', printManifest([one, { ...one, file: 'handover/2026-03-08/other.json' }]));
    expect(problems.map(({ code, what }) => `${code} ${what}`)).toEqual(['EVD013 two entries have the same id']);
  });
});

describe('what a file of evidence holds', () => {
  const drill = { schema: 'day2.drill/1', scenario: 'portal-outage', environment: 'prod', trainee: 'ana', outcome: 'passed' };
  const restore = { AutomationExecution: { DocumentName: 'edi-prod-restore-drill', AutomationExecutionStatus: 'Success' } };
  const part = { planned: 3, withoutFinding: 3, outcome: 'passed' };
  const parts = { kpiCoverage: part, dashboards: part, alertHealth: part, readinessToMeasure: part };
  const verification = { outcome: 'passed', observability: { environment: 'prod', at: '2026-03-08T08:00:00Z', ...parts, gaps: [], couldNotTell: [] } };
  const read = (kind: FiledEvidence['kind'], value: unknown) => readContents(Buffer.from(JSON.stringify(value)), { id: 'e', kind, on: '2026-03-08' });

  test('is read by its kind', () => {
    expect(read('drill', drill).rehearsals).toMatchObject([{ kind: 'drill', id: 'portal-outage', by: 'ana', outcome: 'passed' }]);
    expect(read('restore drill', restore).rehearsals).toMatchObject([{ kind: 'restore', id: 'edi-prod-restore-drill', outcome: 'passed' }]);
    expect(read('verification', verification).verification).toMatchObject({ environment: 'prod', outcome: 'passed', evidence: 'e' });
    expect(read('load test', { bufferPercent: 20, p95Ms: 1, scalingSeconds: 1, cpuPercent: 70 }).figures?.values).toHaveProperty('cpuPercent', 70);
    const gap = { id: 'r2', owner: 'lead', deadline: '2026-04-01' };
    expect(
      read('traceability', { requirements: ['r1', 'r2'], gaps: [gap, { ...gap, id: 'r1', closed: '2026-03-01' }], problems: [] }).traceability,
    ).toMatchObject({
      proved: 1,
      requirements: 2,
      gaps: [gap],
      isCurrent: true,
    });
  });

  test.each<[string, FiledEvidence['kind'], unknown]>([
    ['a drill of another schema', 'drill', { ...drill, schema: 'day2.drill/2' }],
    ['a drill of nobody', 'drill', { ...drill, trainee: undefined }],
    ['a restore that was a dry run', 'restore drill', { AutomationExecution: { ...restore.AutomationExecution, Parameters: { DryRun: ['true'] } } }],
    ['a verification without its parts', 'verification', { ...verification, observability: { environment: 'prod', at: 'x', gaps: [] } }],
    ['figures that are text', 'load test', { bufferPercent: '20', p95Ms: 1, scalingSeconds: 1 }],
    ['a gap without an owner', 'traceability', { requirements: [], gaps: [{ id: 'r' }], problems: [] }],
  ])('%s is none', (_, kind, value) => {
    expect(() => read(kind, value)).toThrow(expect.objectContaining({ name: 'NoEvidenceError' }));
  });

  test.each([
    ['Success', 'passed'],
    ['TimedOut', 'failed'],
    ['InProgress', 'could not tell'],
    ['AStateOfTomorrow', 'could not tell'],
  ])('a run that is %s: %s', (status, outcome) => {
    const value = { AutomationExecution: { ...restore.AutomationExecution, AutomationExecutionStatus: status } };
    expect(read('restore drill', value).rehearsals![0]!.outcome).toBe(outcome);
  });

  test('templates are not taken for measured, and bytes that are no text are none', () => {
    for (const kind of ['load test', 'security scan', 'business scenarios'] as const) {
      const template = EVIDENCE_TEMPLATES.find(({ file }) => file.includes(kind.replaceAll(' ', '-')))!;
      expect(() => readContents(Buffer.from(template.content), { id: 'e', kind, on: '2026-03-08' })).toThrow('JSON without a number');
      expect(() => readContents(Buffer.from([0xff]), { id: 'e', kind, on: '2026-03-08' })).toThrow('no UTF-8 text');
    }
  });
});

describe('a failed check needs evidence within a day (003-46)', () => {
  const due = Date.parse('2026-03-03T08:00:00Z');
  const [failed] = recordedChecks({
    sloChecks: {
      good: { validation: { phase: 'operate', manualEvidence: { needed: false } } },
      bad: { validation: { phase: 'operate', manualEvidence: { needed: true, due: '2026-03-03T08:00:00Z' } } },
    },
  })!.failed;
  const answer = (attachedAt: number, run = 'bad') => fileEvidence([], evidence({ kind: 'manual evidence', at: attachedAt, answers: run }));
  const outcomeOf = (at: number, ...filed: FiledEvidence[]) => answerChecks([failed!], filed, at).map(({ outcome, answeredBy }) => [outcome, answeredBy]);

  test('three outcomes: attached in time, not attached in time, and still time', () => {
    expect(outcomeOf(due)).toEqual([['could not tell', undefined]]);
    expect(outcomeOf(due + 1)).toEqual([['failed', undefined]]);
    expect(outcomeOf(due + 1, answer(due))).toEqual([['passed', 'manual-evidence-2026-03-08']]);
    expect(outcomeOf(due + 2, answer(due + 1))).toEqual([['failed', 'manual-evidence-2026-03-08']]);
    expect(outcomeOf(due + 1, answer(due, 'another'))).toEqual([['failed', undefined]]);
  });

  test('a manifest without checks has none that failed; one that holds something else is no manifest', () => {
    expect(recordedChecks(undefined)).toEqual({ runs: [], failed: [] });
    expect(recordedChecks({ sloChecks: { run: { validation: { phase: 'operate', manualEvidence: { needed: true } } } } })).toBeUndefined();
  });
});

describe('day2 evidence', () => {
  const config = () => join(scratch, 'config');
  const manifest = () => join(scratch, 'slo.json');
  const run = (command: string, at: number, ...options: string[]) =>
    runCommand(['evidence', command, '--config', config(), '--env', 'prod', ...options], { now: () => at });
  beforeEach(() => cpSync(SHOP_CONFIG, config(), { recursive: true }));

  test('attach files what a failed check asks for, and check finds it where it is missing (003-46)', async () => {
    const checked = Date.parse('2026-03-02T08:00:00Z');
    const files = ['--manifest', manifest(), '--log', join(scratch, 'log.jsonl')];
    const { output } = await runCommand(['slo', 'check', '--config', config(), '--env', 'prod', '--availability', '99', '--json', ...files], {
      now: () => checked,
    });
    const { run: key } = JSON.parse(output);
    const of = (hours: number) => run('check', checked + hours * 3_600_000, '--slo-manifest', manifest());
    expect((await of(23)).exitCode).toBe(3);
    const late = await of(25);
    expect([late.exitCode, late.errors]).toEqual([1, expect.stringContaining(`EVD007 ${manifest()} sloChecks.${key}`)]);
    writeFileSync(join(scratch, 'graph.png'), Buffer.from([0x89, 0x50]));
    const attach = (runKey: string) =>
      run(
        'attach',
        checked + 3_600_000,
        '--kind',
        'manual evidence',
        '--file',
        join(scratch, 'graph.png'),
        '--by',
        'ana',
        '--for',
        runKey,
        '--slo-manifest',
        manifest(),
      );
    expect((await attach('another')).errors).toContain('EVD008');
    expect((await attach(key)).output).toMatch(
      /^manual-evidence-2026-03-02: \S+operate\/2026-03-02\/graph\.png, SHA-256 [0-9a-f]{64}; holds until 2027-03-03\n$/,
    );
    expect([(await of(25)).exitCode, (await of(25)).errors]).toEqual([0, '']);
  });

  test('what is attached has to be in the store within a day, by its list and as large (14.3, 003-46)', async () => {
    for (const name of ['a.json', 'b.json']) attachEvidence(folder, evidence({ name }));
    const size = Buffer.byteLength(LOAD_TEST);
    const list = join(scratch, 'stored.json');
    const check = async (hours: number, stored: object, ...options: string[]) => {
      writeFileSync(list, JSON.stringify(stored));
      return run('check', NOW + hours * 3_600_000, '--slo-manifest', manifest(), '--stored', list, ...options);
    };
    const object = (name: string, Size = size) => ({ Key: `handover/2026-03-08/${name}`, Size, ETag: '"x"' });
    const both = { Contents: [object('a.json'), object('b.json')], RequestCharged: null };
    expect(await check(25, both)).toMatchObject({ exitCode: 0, errors: '', output: expect.stringContaining('\n2 of 2 are in the store\n') });
    const one = { Contents: [object('a.json')] };
    const waiting = await check(24, one);
    expect([waiting.exitCode, waiting.errors, waiting.output]).toEqual([
      3,
      '',
      expect.stringMatching(/^copy of load-test-2026-03-08-2: could not tell, not in the store yet/m),
    ]);
    const missing = await check(24.001, one);
    expect([missing.exitCode, missing.errors]).toEqual([
      1,
      expect.stringMatching(/^error EVD015 \S+b\.json: load-test-2026-03-08-2 is not in the store; it was due until 2026-03-10/),
    ]);
    // A part of a list says nothing of what it lacks.
    expect((await check(25, { ...one, NextToken: 'more' })).exitCode).toBe(3);
    expect((await check(1, { Contents: [object('a.json'), object('b.json', size + 1)] })).errors).toContain(
      `stored with ${size + 1} bytes, where ${size} were filed`,
    );
    expect((await check(25, {})).errors.match(/EVD015/g)).toHaveLength(2);
    expect(JSON.parse((await check(1, one, '--json')).output).copies.map(({ outcome, due }: any) => [outcome, due])).toEqual([
      ['passed', '2026-03-10T10:00:00Z'],
      ['could not tell', '2026-03-10T10:00:00Z'],
    ]);
    const none = await check(1, []);
    expect([none.exitCode, none.errors, stackTraceIn(none.errors)]).toEqual([1, expect.stringContaining('error EVD016'), []]);
    rmSync(list);
    expect((await run('check', NOW, '--slo-manifest', manifest(), '--stored', list)).errors).toContain('error EVD016');
  });

  test('what is none of its kind, nobody of the roster and a file that is missing are refused, and nothing is filed', async () => {
    const file = join(scratch, 'k6.json');
    writeFileSync(file, '{ "p95Ms": 900 }');
    const attach = (...options: string[]) => run('attach', NOW, '--kind', 'load test', '--file', file, ...options);
    for (const [options, expected] of [
      [[], /error HND022 \S+k6\.json: this is no evidence of the kind load test\n {4}received: JSON without a number bufferPercent/],
      [['--by', 'nobody'], /person nobody/],
      [['--file', join(scratch, 'none.json')], /error EVD001/],
    ] as const) {
      const { exitCode, errors } = await attach(...options);
      expect([exitCode, errors, stackTraceIn(errors)]).toEqual([1, expect.stringMatching(expected), []]);
    }
    expect(readEvidenceStore(folder).filed).toEqual([]);
  });

  test('templates stand in an index with their phases, and a difference between both is found (003-44)', async () => {
    expect((await run('templates', NOW)).exitCode).toBe(0);
    const index = JSON.parse(readFileSync(fileIn('index.json'), 'utf8'));
    for (const { file, phase } of index.templates)
      expect([file, phase]).toEqual([expect.stringMatching(/^templates\//), expect.stringMatching(/^(?:handover|operate)$/)]);
    expect(index.templates.map(({ file }: { file: string }) => file)).toEqual(EVIDENCE_TEMPLATES.map(({ file }) => file));
    expect((await run('check', NOW)).exitCode).toBe(0);
    writeFileSync(fileIn('templates/own.md'), '# Own\n');
    rmSync(fileIn('templates/load-test.json'));
    expect(codesIn()).toEqual(['EVD005', 'EVD005']);
    // What somebody changed or added to the index stays.
    const own = { file: 'templates/own.md', phase: 'handover', holds: 'our own' };
    writeFileSync(fileIn('index.json'), JSON.stringify({ ...index, templates: [own, { ...index.templates[0], phase: 'phase6' }] }));
    await run('templates', NOW);
    expect(
      JSON.parse(readFileSync(fileIn('index.json'), 'utf8'))
        .templates.map(({ phase }: { phase: string }) => phase)
        .slice(0, 2),
    ).toEqual(['handover', 'phase6']);
    expect(codesIn()).toEqual([]);
  });

  test('documents rest on no evidence that was changed, and on none that is over', async () => {
    const game = { version: 1, scenarios: [{ scenario: { id: 'outage', title: 'Outage', environment: 'prod' }, outcome: 'passed' }] };
    mkdirSync(scratch, { recursive: true });
    writeFileSync(join(scratch, 'game.json'), JSON.stringify(game));
    expect((await run('attach', NOW, '--kind', 'game days', '--file', join(scratch, 'game.json'), '--until', '2026-03-20')).exitCode).toBe(0);
    const questions = async (date: string) => {
      const { output } = await runCommand(['handover', '--config', config(), '--env', 'prod', '--out', join(scratch, date), '--date', date, '--json']);
      return JSON.parse(output).questions.map(({ id }: { id: string }) => id);
    };
    expect(await questions('2026-03-20')).not.toContain('game-days');
    expect(await questions('2026-03-21')).toContain('game-days');
    appendFileSync(fileIn('handover/2026-03-09/game.json'), '\n');
    const { exitCode, errors } = await runCommand(['handover', '--config', config(), '--env', 'prod', '--date', '2026-03-20']);
    expect([exitCode, errors]).toEqual([1, expect.stringContaining('EVD002')]);
  });
});

test('every kind can be filed, and has a phase and an end', () => {
  for (const kind of EVIDENCE_KINDS) {
    const { phase, until, on } = fileEvidence([], evidence({ kind }));
    expect([kind, phase, until > on]).toEqual([kind, expect.stringMatching(/^(?:handover|operate)$/), true]);
  }
});
