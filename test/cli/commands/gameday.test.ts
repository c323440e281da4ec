import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import fc from 'fast-check';
import { parseXml } from '../../helpers/parse-xml';
import { runCommand, stackTraceIn, type CommandResult } from '../../helpers/recording-terminal';
import { reportSchemaErrors } from '../../helpers/report-schema';
import { synthesizeConfiguration } from '../../helpers/synthesized-configuration';

const CONFIG = 'test/config/base';
const ALARMS = 'assembly-prod/prodSlowebD2597E1F.template.json';
const INCIDENTS = 'assembly-prod/prodIncidentsE4A48EA3.template.json';

const OUTAGE = `id: outage
title: The shop is down for ten minutes
start: 2026-03-02T08:00:00Z
duration: 2h
workload:
  - { id: down, kind: outage, on: web/availability, at: 30m, for: 10m }
expect:
  - { objective: web/availability, severity: S0, after: down, within: 3m, clearsWithin: 32m }
  - { objective: web/availability, severity: S3, after: down, notBefore: 10m, within: 45m }
`;
const QUIET = 'id: quiet\ntitle: Nothing & <nobody>\nstart: 2026-03-02T08:00:00Z\nduration: 10m\nexpect: []\n';
/** The same until everybody is notified, for tests that do not look at what comes after. */
const SHORT = OUTAGE.replace('2h', '1h').replace('at: 30m', 'at: 10m').replace(', clearsWithin: 32m', '');

let assembly: string;
let scratch: string;
let scenarios: string;
beforeAll(() => (assembly = synthesizeConfiguration(CONFIG)));
afterAll(() => rmSync(assembly, { recursive: true, force: true }));
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'day2-gameday-'));
  scenarios = join(scratch, 'scenarios');
  mkdirSync(scenarios);
  writeFileSync(join(scenarios, 'outage.yaml'), OUTAGE);
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

const gameday = (...options: string[]): Promise<CommandResult> => runCommand(['gameday', '--config', CONFIG, '--scenarios', scenarios, ...options]);

/** A copy of the assembly with one of its files edited as JSON. */
function editedAssembly(file: string, edit: (content: any) => void): string {
  const copy = join(scratch, 'cdk.out');
  cpSync(assembly, copy, { recursive: true });
  const content = JSON.parse(readFileSync(join(copy, file), 'utf8'));
  edit(content);
  writeFileSync(join(copy, file), JSON.stringify(content));
  return copy;
}

/** Every file below a directory with its content. */
function filesIn(directory: string): Record<string, string> {
  const names = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(names.map(({ parentPath, name }) => [relative(directory, join(parentPath, name)), readFileSync(join(parentPath, name), 'utf8')]));
}

describe('a game day', () => {
  test('prints what happens, each figure beside its expectation, and passes', async () => {
    const { exitCode, output, errors } = await gameday('--assembly', assembly);
    expect([exitCode, errors]).toEqual([0, '']);
    expect(output).toMatch(/^outage: The shop is down for ten minutes\n {2}prod, 2026-03-02T08:00:00Z, 2h of virtual time$/m);
    expect(output).toMatch(/^ {2}08:30:00 {5}BEGIN down: outage of web\/availability for 10m$/m);
    expect(output).toMatch(/^ {2}08:32:39 {5}NOTIFIED S0 shop-prod-s0: web\/availability, budget spent 6\.1 %$/m);
    expect(output).toMatch(/^ {2}ok {3}S0 web\/availability notified after down began +expected within 3m +measured 2m39s +budget spent 6\.1 %$/m);
    expect(output).toMatch(/\ngame days: 1 passed, 0 failed\n$/);
    expect(output).not.toMatch(/fast-1h/);
  });

  test('its report and the previews of dashboards are the same bytes in another process, in another zone and language (13.2, 13.3)', async () => {
    const out = (name: string) => join(scratch, name);
    const report = ['gameday', '--config', CONFIG, '--scenarios', scenarios, '--assembly', assembly, '--html'];
    const preview = ['dashboards', 'preview', '--config', CONFIG, '--assembly', assembly, '--scenario', join(scenarios, 'outage.yaml'), '--out'];
    for (const name of ['here', 'here-again']) {
      await runCommand([...report, out(`${name}.html`)]);
      await runCommand([...preview, out(name)]);
    }
    const env = { ...process.env, TZ: 'Pacific/Auckland', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' };
    for (const commandLine of [
      [...report, out('there.html')],
      [...preview, out('there')],
    ]) {
      const { status, stderr } = spawnSync(process.execPath, ['bin/day2.js', ...commandLine], { env, encoding: 'utf8' });
      expect([status, stderr]).toEqual([0, '']);
    }
    const page = readFileSync(out('here.html'), 'utf8');
    expect(page).toContain('id="outage"');
    for (const name of ['here-again', 'there']) {
      expect(readFileSync(out(`${name}.html`), 'utf8') === page).toBe(true);
      expect(filesIn(out(name))).toEqual(filesIn(out('here')));
    }
    expect(Object.keys(filesIn(out('here'))).length).toBeGreaterThan(3);
  });

  test('--verbose also shows every metric alarm, with its reason', async () => {
    expect((await gameday('--assembly', assembly, '--verbose')).output).toMatch(/ALARM shop-prod-web-availability-fast-1h {2}Threshold Crossed/);
  });

  test('is asked for by the id it prints, or by its file', async () => {
    writeFileSync(join(scenarios, 'one.yaml'), QUIET);
    writeFileSync(join(scenarios, 'outage.yaml'), SHORT);
    const ofId = await gameday('--assembly', assembly, 'outage');
    expect(ofId.output).toMatch(/\ngame days: 1 passed, 0 failed\n$/);
    expect(ofId).toEqual(await gameday('--assembly', assembly, join(scenarios, 'outage.yaml')));
  });

  test('says who is paged, and which feeds nobody is subscribed to', async () => {
    const { output } = await gameday('--assembly', assembly);
    expect(output).toMatch(/PAGED S0 tier 1 web-1: ana \(email, sms\)$/m);
    expect(output).toMatch(/^note: nobody is subscribed to shop-prod-s3$/m);
  });

  test('that somebody is not notified in fails, with exit code 1', async () => {
    writeFileSync(join(scenarios, 'outage.yaml'), OUTAGE.replace('within: 3m,', 'within: 1m,'));
    const { exitCode, output } = await gameday('--assembly', assembly);
    expect(exitCode).toBe(1);
    expect(output).toMatch(/^ {2}FAIL S0 web\/availability notified after down began +expected within 1m +measured 2m/m);
    expect(output).toMatch(/game days: 0 passed, 1 failed/);
  });

  test('can be one of several: all files of the folder, or those named', async () => {
    writeFileSync(join(scenarios, 'outage.yaml'), SHORT);
    writeFileSync(join(scenarios, 'quiet.yml'), QUIET);
    writeFileSync(join(scenarios, 'notes.txt'), 'no scenario');
    expect((await gameday('--assembly', assembly)).output).toMatch(/game days: 2 passed/);
    const named = await gameday('--assembly', assembly, join(scenarios, 'quiet.yml'));
    expect(named.output).toMatch(/game days: 1 passed/);
    expect(named.output).not.toMatch(/outage:/);
  });
});

describe('progress', () => {
  test('is shown to a person, one line that names scenario and virtual time', async () => {
    const { progress } = await runCommand(['gameday', '--config', CONFIG, '--scenarios', scenarios, '--assembly', assembly], { isInteractive: true });
    expect(progress.at(-1)).toBe('  … outage 2026-03-02T10:00:00Z');
  });

  test('is not shown to a pipe', async () => {
    writeFileSync(join(scenarios, 'outage.yaml'), SHORT);
    expect((await gameday('--assembly', assembly)).progress).toEqual([]);
  });
});

describe('--json', () => {
  test('is the reports alone, the same bytes every time', async () => {
    const first = await gameday('--assembly', assembly, '--json');
    expect((await gameday('--assembly', assembly, '--json')).output).toBe(first.output);
    const { version, scenarios: reports } = JSON.parse(first.output);
    expect([version, reports.length]).toEqual([1, 1]);
    const [report] = reports;
    expect(report).toMatchObject({ outcome: 'passed', scenario: { id: 'outage', durationMinutes: 120 }, differences: [], unknown: [] });
    expect(report.measurements[0]).toMatchObject({ outcome: 'passed', budgetSpent: expect.closeTo(0.05, 1) });
    expect(report.timeline.map(({ code }: { code: string }) => code)).toContain('metric-alarm-changed');
  });

  test('has the form of its schema, says a validator that is not ours, which refuses whatever is broken', async () => {
    const { output } = await gameday('--assembly', assembly, '--json');
    expect(reportSchemaErrors(JSON.parse(output))).toEqual([]);
    const broken: readonly ((printed: any) => void)[] = [
      (printed) => delete printed.version,
      (printed) => (printed.version = 2),
      (printed) => (printed.scenarios = printed.scenarios[0]),
      (printed) => (printed.scenarios[0].outcome = 'fine'),
      (printed) => (printed.scenarios[0].surprise = 1),
      (printed) => (printed.scenarios[0].timeline[0].code = 'something-happened'),
      (printed) => delete printed.scenarios[0].timeline[0].at,
      (printed) => (printed.scenarios[0].timeline.find(({ code }: any) => code === 'notified').topicName = 5),
      (printed) => delete printed.scenarios[0].measurements[0].measured,
    ];
    for (const breakIt of broken) {
      const printed = JSON.parse(output);
      breakIt(printed);
      expect([breakIt.toString(), reportSchemaErrors(printed)]).not.toEqual([breakIt.toString(), []]);
    }
    expect(reportSchemaErrors(JSON.parse(output).scenarios)).not.toEqual([]);
  });
});

describe('--junit', () => {
  test('is well-formed XML with one suite a scenario and one case a figure', async () => {
    writeFileSync(join(scenarios, 'quiet.yaml'), QUIET);
    const file = join(scratch, 'new', 'directory', 'junit.xml');
    expect((await gameday('--assembly', assembly, '--junit', file)).exitCode).toBe(0);
    const root = parseXml(readFileSync(file, 'utf8'));
    const SECONDS = expect.stringMatching(/^\d+\.\d{3}$/);
    expect(root.name).toBe('testsuites');
    expect(root.children.map(({ attributes }) => attributes)).toEqual([
      { name: 'outage', tests: '4', failures: '0', errors: '0', time: SECONDS },
      { name: 'quiet', tests: '2', failures: '0', errors: '0', time: SECONDS },
    ]);
    const times = [root, ...root.children].map(({ attributes }) => Number(attributes.time));
    expect(times[1]).toBeGreaterThan(0);
    expect(times[0]).toBeCloseTo(times[1]! + times[2]!, 2);
    expect(root.children[0]!.children.map(({ attributes }) => attributes.name)).toContain('S0 web/availability over after down ended');
  });

  test('names failures and differences from the plan', async () => {
    const broken = editedAssembly(ALARMS, ({ Resources }) => {
      for (const { Properties } of Object.values<any>(Resources))
        if (Properties?.AlarmName === 'shop-prod-web-availability-fast-1h') Properties.Threshold = 0.9;
    });
    const file = join(scratch, 'junit.xml');
    expect((await gameday('--assembly', broken, '--junit', file)).exitCode).toBe(1);
    const [suite] = parseXml(readFileSync(file, 'utf8')).children;
    const failures = suite!.children.filter(({ children }) => children.length > 0);
    expect(suite!.attributes.failures).toBe(String(failures.length));
    expect(failures.map(({ attributes }) => attributes.name)).toContain('shop-prod-web-availability-fast-1h: threshold');
    expect(failures[0]!.children[0]!.name).toBe('failure');
  });

  test('that cannot be written is a problem, after everything was printed', async () => {
    writeFileSync(join(scenarios, 'outage.yaml'), SHORT);
    const { exitCode, output, errors } = await gameday('--assembly', assembly, '--junit', scenarios);
    expect(exitCode).toBe(1);
    expect(output).toMatch(/1 passed/);
    expect(errors).toMatch(/error OUT001 .*\n {4}received: this is a directory/);
    expect(stackTraceIn(errors)).toEqual([]);
  });

  test('below a folder that cannot be made is a problem, also where the file system denies that the folder above exists', async () => {
    writeFileSync(join(scenarios, 'outage.yaml'), SHORT);
    const { exitCode, errors } = await gameday('--assembly', assembly, '--junit', '/proc/nowhere/deeper/report.xml');
    expect(exitCode).toBe(1);
    expect(errors).toMatch(/error OUT001/);
  });
});

describe('--template', () => {
  test('of the alarms alone cannot tell who is notified, says so, and is no pass', async () => {
    const { exitCode, output, errors } = await gameday('--template', join(assembly, ALARMS));
    expect([exitCode, stackTraceIn(output + errors)]).toEqual([1, []]);
    expect(output).toMatch(/could not tell: action \S+:shop-prod-s0 of shop-prod-web-availability-s0: .*which no template has/);
    expect(output).not.toMatch(/^ {2}outage: passed$/m);
  });

  test('names its stack after the file', async () => {
    expect((await gameday('--template', join(assembly, ALARMS))).output).toMatch(/prodSlowebD2597E1F\.template/);
  });

  test.each([
    ['a file that does not exist', 'nowhere.json', undefined],
    ['a file that is not JSON', 'x.json', '{'],
    ['JSON that is no template', 'x.json', '[]'],
    ['an empty template', 'x.json', '{"Resources":{}}'],
  ])('of %s exits with 1 and says why', async (_, name, content) => {
    const file = join(scratch, name);
    if (content !== undefined) writeFileSync(file, content);
    const { exitCode, output, errors } = await gameday('--template', file);
    expect([exitCode, stackTraceIn(output + errors)]).toEqual([1, []]);
    expect(output + errors).toMatch(/error (?:ASM|TPL)\d{3}|is in no template/);
  });
});

describe('what cannot be read', () => {
  const expectProblem = async (result: Promise<CommandResult>, message: RegExp) => {
    const { exitCode, output, errors } = await result;
    expect([exitCode, output, stackTraceIn(errors)]).toEqual([1, '', []]);
    expect(errors).toMatch(message);
  };

  test('a scenario that does not exist', () =>
    expectProblem(gameday('--assembly', assembly, 'nowhere.yaml'), /error SCN001 nowhere\.yaml: .*\n {4}received: there is no such file or directory/));

  test('a scenario whose id no file has', async () => {
    await expectProblem(gameday('--assembly', assembly, 'outrage'), /error SCN001 .*outrage\.yaml/);
  });

  test('a scenario that is a directory, or is not text', async () => {
    await expectProblem(gameday('--assembly', assembly, scenarios), /error SCN001 .*\n {4}received: this is a directory/);
    const file = join(scratch, 'binary.yaml');
    writeFileSync(file, Buffer.from([0xff, 0xfe, 0x00, 0xc3]));
    await expectProblem(gameday('--assembly', assembly, file), /error SCN001 .*\n {4}received: this is not UTF-8 text/);
  });

  test('a directory of scenarios that does not exist, or holds none', async () => {
    await expectProblem(gameday('--assembly', assembly, '--scenarios', join(scratch, 'nowhere')), /error SCN001/);
    await expectProblem(gameday('--assembly', assembly, '--scenarios', join(assembly, 'assembly-prod')), /holds no scenario/);
  });

  test('several scenarios with mistakes, all at once', async () => {
    writeFileSync(join(scenarios, 'one.yaml'), QUIET);
    writeFileSync(join(scenarios, 'two.yaml'), OUTAGE.replace('id: outage', 'id: two').replace('kind: outage', 'kind: outrage'));
    await expectProblem(gameday('--assembly', assembly), /one\.yaml:1:5 id[^]*two\.yaml:6:23 workload\[0\]\.kind[^]*2 errors/);
  });

  test('an assembly that does not exist', () => expectProblem(gameday('--assembly', join(scratch, 'nowhere')), /error ASM001 .*manifest\.json/));

  test('a directory that is no assembly', () => expectProblem(gameday('--assembly', CONFIG), /error ASM001/));

  test('an assembly without the stage of the scenario', async () => {
    const onlyDev = editedAssembly('manifest.json', ({ artifacts }) => delete artifacts['assembly-prod']);
    await expectProblem(gameday('--assembly', onlyDev), /error ASM010 .*the assembly has no stage prod\n {4}received: dev/);
  });

  test('a manifest that points nowhere', async () => {
    const broken = editedAssembly('assembly-prod/manifest.json', ({ artifacts }) => {
      for (const artifact of Object.values<any>(artifacts)) if (artifact.properties?.templateFile !== undefined) artifact.properties.templateFile = 'gone.json';
    });
    await expectProblem(gameday('--assembly', broken), /error ASM001 .*gone\.json/);
  });
});

describe('without an assembly', () => {
  const inDirectory = async <T>(directory: string, run: () => Promise<T>): Promise<T> => {
    const before = process.cwd();
    process.chdir(directory);
    try {
      return await run();
    } finally {
      process.chdir(before);
    }
  };
  /** Runs in a directory whose app is a shell command. */
  const withApp = (cdkJson: string | undefined) => {
    const app = join(scratch, 'app');
    mkdirSync(app);
    cpSync(CONFIG, join(app, 'config'), { recursive: true });
    if (cdkJson !== undefined) writeFileSync(join(app, 'cdk.json'), cdkJson);
    return inDirectory(app, () => runCommand(['gameday', '--scenarios', scenarios], { environmentVariables: { PATH: process.env.PATH, ASSEMBLY: assembly } }));
  };

  test('the app of cdk.json is synthesized on the fly, and what it wrote is gone afterwards', async () => {
    const { exitCode, output } = await withApp(JSON.stringify({ app: 'cp -r "$ASSEMBLY"/. "$CDK_OUTDIR" && echo "$CDK_OUTDIR" > ../outdir' }));
    expect([exitCode, output]).toEqual([0, expect.stringMatching(/not validated[^]*npm run synth[^]*1 passed/)]);
    expect(existsSync(readFileSync(join(scratch, 'outdir'), 'utf8').trim())).toBe(false);
  });

  test('the app is notified the directory of the configuration, the environments that are played, and to validate nothing', async () => {
    await withApp(
      JSON.stringify({ app: 'printf %s "$CDK_CONTEXT_JSON" > ../context; printf %s "$CDK_VALIDATION" > ../validation; exit 1', context: { mine: 1 } }),
    );
    expect(JSON.parse(readFileSync(join(scratch, 'context'), 'utf8'))).toEqual({
      mine: 1,
      config: 'config',
      env: 'prod',
      validation: false,
    });
    expect(readFileSync(join(scratch, 'validation'), 'utf8')).toBe('false');
  });

  test('an app that fails shows its own words and is a problem', async () => {
    const { exitCode, errors } = await withApp(JSON.stringify({ app: 'echo it burns >&2; exit 7' }));
    expect(exitCode).toBe(1);
    expect(errors).toMatch(/^it burns\nerror SYN002 .*\n {4}received: exit code 7/);
  });

  test.each([[undefined], ['{'], ['null'], ['[]'], ['{"app":3}']])('cdk.json with the content %j is a problem', async (cdkJson) => {
    const { exitCode, errors } = await withApp(cdkJson);
    expect([exitCode, stackTraceIn(errors)]).toEqual([1, []]);
    expect(errors).toMatch(/error SYN001 cdk\.json/);
  });
});

describe('whatever is done to a template', () => {
  type Path = readonly string[];
  const pathsIn = (value: unknown, path: Path = []): Path[] =>
    typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, inner]) => [[...path, key], ...pathsIn(inner, [...path, key])]) : [];
  const garbage = fc.oneof(
    fc.constantFrom<unknown>(
      null,
      '',
      0,
      -1,
      1e308,
      true,
      [],
      {},
      [[]],
      'ALARM(',
      'FILL(',
      '86400',
      { Ref: 'Nobody' },
      { Ref: 'AWS::NoValue' },
      { 'Fn::GetAtt': ['A', 'B'] },
      { 'Fn::Join': 3 },
      { 'Fn::If': [] },
      { 'Fn::Sub': '${x' },
      { 'Fn::ImportValue': {} },
    ),
    fc.jsonValue({ maxDepth: 2 }),
  );

  test.each([ALARMS, INCIDENTS])('%s: the game day passes, fails or cannot tell, never crashes, and writes nothing', async (file) => {
    writeFileSync(join(scenarios, 'outage.yaml'), SHORT);
    const copy = editedAssembly(file, () => {});
    const original = readFileSync(join(copy, file), 'utf8');
    const paths = pathsIn(JSON.parse(original));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ path: fc.constantFrom(...paths), by: garbage, deletes: fc.boolean() }), { minLength: 1, maxLength: 3 }),
        async (edits) => {
          const template = JSON.parse(original);
          for (const { path, by, deletes } of edits) {
            const parent = path.slice(0, -1).reduce((at: any, key) => at?.[key], template);
            if (typeof parent !== 'object' || parent === null) continue;
            if (deletes) delete parent[path.at(-1)!];
            else parent[path.at(-1)!] = by;
          }
          writeFileSync(join(copy, file), JSON.stringify(template));
          const before = filesIn(scratch);
          const { exitCode, output, errors } = await gameday('--assembly', copy);
          expect(stackTraceIn(output + errors)).toEqual([]);
          expect(errors).not.toMatch(/internal error/);
          expect([0, 1]).toContain(exitCode);
          if (exitCode === 1) expect(output + errors).toMatch(/error [A-Z]{3}\d{3} |FAIL|could not tell/);
          expect(filesIn(scratch)).toEqual(before);
        },
      ),
      { numRuns: 15 },
    );
  });
});
