import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import fc from 'fast-check';
import { runCommand, stackTraceIn, type CommandResult } from '../../helpers/recording-terminal';

const CONFIG = 'test/config/base';
const AT = '2026-03-02T08:00:00Z';

let scratch: string;
let manifest: string;
let log: string;
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'day2-slo-check-'));
  manifest = join(scratch, 'out', 'manifest.json');
  log = join(scratch, 'out', 'log.jsonl');
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

const run = (...options: string[]): Promise<CommandResult> =>
  runCommand(['slo', 'check', '--config', CONFIG, '--env', 'prod', '--manifest', manifest, '--log', log, '--at', AT, ...options]);

const manifestOf = (): any => JSON.parse(readFileSync(manifest, 'utf8'));
const entries = (): any[] => Object.values(manifestOf().sloChecks);
const lines = (): any[] =>
  readFileSync(log, 'utf8')
    .trimEnd()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

/** Every file below the scratch folder with its content. */
function files(): Record<string, string> {
  const found = readdirSync(scratch, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(found.map(({ parentPath, name }) => [relative(scratch, join(parentPath, name)), readFileSync(join(parentPath, name), 'utf8')]));
}

const GOOD = ['--availability', '99.95', '--latency', '1800', '--error-rate', '0.1'];

describe('requirement 003-42: the verdict', () => {
  test('is printed, each figure beside each objective it speaks about', async () => {
    const { exitCode, output, errors } = await run(...GOOD);
    expect([exitCode, errors]).toEqual([0, '']);
    expect(output).toBe(
      [
        'shop prod, phase operate, 2026-03-02T08:00:00Z (Mon 09:00)',
        'in brackets: local time in Europe/Berlin',
        '  PASS  web/availability  availability 99.95 %  at least 99.9 %',
        '  PASS  web/latency       latency p95 1800 ms   at most 2000 ms',
        '  PASS  web/availability  error rate 0.1 %      at most 0.1 %',
        'PASS',
        `recorded in ${manifest} and ${log}`,
        '',
      ].join('\n'),
    );
  });

  test('is the same in the manifest and in the validation log', async () => {
    await run(...GOOD, '--project', 'relaunch', '--phase', 'handover', '--service', 'web');
    const [entry] = entries();
    expect(lines()).toEqual([entry]);
    expect(manifestOf()).toEqual({ sloChecks: { [entry.run]: entry } });
    expect(entry).toEqual({
      run: expect.stringMatching(/^2026-03-02T08:00:00Z-[0-9a-f]{12}$/),
      check: 'slo',
      at: AT,
      project: 'relaunch',
      environment: 'prod',
      phase: 'handover',
      service: 'web',
      verdict: 'PASS',
      objectives: [
        { objective: 'web/availability', figure: 'availability percent', target: 99.9, measured: 99.95, verdict: 'PASS' },
        { objective: 'web/latency', figure: 'latency p95 ms', target: 2000, measured: 1800, verdict: 'PASS' },
        { objective: 'web/availability', figure: 'error rate percent', target: 0.1, measured: 0.1, verdict: 'PASS' },
      ],
      evidence: [],
      validation: { phase: 'handover', automation_enforced: true, manualEvidence: { needed: false } },
    });
  });

  test('FAIL exits with 1', async () => {
    const { exitCode, output } = await run('--availability', '99.95', '--latency', '2001');
    expect(exitCode).toBe(1);
    expect(output).toMatch(/^ {2}FAIL {2}web\/latency /m);
    expect(output).toMatch(/^FAIL$/m);
    expect([entries()[0].verdict, lines()[0].verdict]).toEqual(['FAIL', 'FAIL']);
  });

  test('a figure that no objective speaks about is COULD NOT TELL and exits with 1', async () => {
    const { exitCode, output } = await run('--latency', '5', '--service', 'orders');
    expect(exitCode).toBe(1);
    expect(output).toMatch(/^ {2}COULD NOT TELL {2}no objective {2}latency p95 5 ms .* orders has no objective of kind latency$/m);
    expect([entries()[0].verdict, lines()[0].verdict]).toEqual(['COULD NOT TELL', 'COULD NOT TELL']);
  });

  test('--json is the record alone', async () => {
    const { exitCode, output } = await run(...GOOD, '--json');
    expect([exitCode, JSON.parse(output)]).toEqual([0, lines()[0]]);
  });

  test('001-24: can be asked for again after a release, and both runs stand', async () => {
    await run(...GOOD);
    await run(...GOOD, '--at', '2026-03-09T08:00:00Z');
    expect(entries().map(({ at }) => at)).toEqual([AT, '2026-03-09T08:00:00Z']);
    expect(lines()).toEqual(entries());
  });

  test('of the same run is recorded once, and heals a file that lacks it', async () => {
    await run(...GOOD);
    const first = files();
    await run(...GOOD);
    expect(files()).toEqual(first);
    rmSync(log);
    await run(...GOOD);
    expect(files()).toEqual(first);
  });

  test('without an instant is of now', async () => {
    const before = Math.floor(Date.now() / 1_000) * 1_000;
    await runCommand(['slo', 'check', '--config', CONFIG, '--env', 'prod', '--manifest', manifest, '--log', log, ...GOOD]);
    expect(Date.parse(entries()[0].at)).toBeGreaterThanOrEqual(before);
  });
});

describe('requirement 003-46: unless everything passed', () => {
  test.each([
    ['FAIL', ['--availability', '99']],
    ['COULD NOT TELL', ['--latency', '1', '--service', 'orders']],
  ])('%s: automation does not vouch for the phase, and evidence by hand is due in 24 hours', async (verdict, options) => {
    const { output } = await run(...options, '--phase', 'handover');
    expect(lines()[0]).toMatchObject({
      verdict,
      validation: { phase: 'handover', automation_enforced: false, manualEvidence: { needed: true, due: '2026-03-03T08:00:00Z' } },
    });
    expect(output).toMatch(/^phase handover is not enforced by automation: evidence has to be attached by hand, due 2026-03-03T08:00:00Z \(Tue 09:00\)$/m);
  });
});

describe('evidence', () => {
  test('is a file with its hash, a note, or a web address', async () => {
    const file = join(scratch, 'load test.csv');
    writeFileSync(file, 'a,b\n');
    await run(...GOOD, '--evidence', file, '--evidence', 'read from the dashboard', '--evidence', 'https://example.com/report');
    expect(lines()[0].evidence).toEqual([
      { file, sha256: createHash('sha256').update('a,b\n').digest('hex') },
      { note: 'read from the dashboard' },
      { note: 'https://example.com/report' },
    ]);
  });

  test('that is neither is a mistyped file: all of them are reported, and nothing is recorded', async () => {
    const { exitCode, output, errors } = await run(...GOOD, '--evidence', 'nowhere.csv', '--evidence', 'load test.csv', '--evidence', scratch);
    expect([exitCode, output, stackTraceIn(errors), files()]).toEqual([1, '', [], {}]);
    expect(errors).toMatch(/error EVD001 nowhere\.csv[^]*error EVD001 load test\.csv[^]*error EVD001 .*[^]*received: this is a directory[^]*3 errors/);
  });
});

describe('what is there already', () => {
  const withManifest = (text: string | Buffer) => {
    mkdirSync(join(scratch, 'out'));
    writeFileSync(manifest, text);
  };

  test('in a manifest is kept as it is', async () => {
    const theirs = '{"owner": "release manager", "builds":\t[12345678901234567890, 1.0]';
    withManifest(`${theirs}}`);
    await run(...GOOD);
    expect(readFileSync(manifest, 'utf8')).toMatch(new RegExp(`^${theirs.replace(/[[\]{}.]/g, '\\$&')},\n`));
    expect(entries()).toHaveLength(1);
  });

  test('in a log is kept, also when its last line has no end', async () => {
    mkdirSync(join(scratch, 'out'));
    writeFileSync(log, '{"check":"restore drill"}\n\n{"check":"other"}');
    await run(...GOOD);
    expect(readFileSync(log, 'utf8')).toMatch(/^\{"check":"restore drill"\}\n\n\{"check":"other"\}\n\{"run":.*\}\n$/);
  });

  test.each([
    ['is empty', ''],
    ['is cut off', '{"sloChecks": {'],
    ['is a list', '[]'],
    ['holds something else under our name', '{"sloChecks": []}'],
    ['is not text', Buffer.from([0xff, 0xfe, 0x7b])],
    ['begins with a byte order mark', '\u{feff}{}'],
  ])('a manifest that %s is a problem, and neither file is touched', async (_, text) => {
    withManifest(text);
    const { exitCode, errors } = await run(...GOOD);
    expect([exitCode, stackTraceIn(errors)]).toEqual([1, []]);
    expect(errors).toMatch(/error OUT003 .*manifest\.json: /);
    expect(readFileSync(manifest)).toEqual(Buffer.from(text));
    expect(Object.keys(files())).toEqual([join('out', 'manifest.json')]);
  });

  test.each([
    ['is cut off', '{"a":1}\n{"b":', 2],
    ['is Markdown', '# Validation log\n', 1],
    ['holds a list', '{"a":1}\n[]\n{"b":2}\n', 2],
  ])('a log that %s is a problem with its line, and neither file is touched', async (_, text, line) => {
    mkdirSync(join(scratch, 'out'));
    writeFileSync(log, text);
    const { exitCode, errors } = await run(...GOOD);
    expect([exitCode, stackTraceIn(errors), files()]).toEqual([1, [], { [join('out', 'log.jsonl')]: text }]);
    expect(errors).toContain(`error OUT003 ${log}:${line}: `);
  });

  test('a log that cannot be written leaves the manifest as it was, after the verdict was printed', async () => {
    withManifest('{"theirs":1}');
    mkdirSync(log);
    const { exitCode, output, errors } = await run(...GOOD);
    expect([exitCode, stackTraceIn(errors), files()]).toEqual([1, [], { [join('out', 'manifest.json')]: '{"theirs":1}' }]);
    expect(output).toMatch(/\nPASS\n$/);
    expect(errors).toMatch(/error OUT002 .*log\.jsonl: .*\n {4}received: this is a directory/);
  });

  test('whatever it is, the run is recorded in both files or in neither, the same bytes every time', async () => {
    const text = fc.oneof(
      fc.json(),
      fc.string(),
      fc.dictionary(fc.constantFrom('sloChecks', 'x'), fc.jsonValue()).map((value) => JSON.stringify(value)),
    );
    mkdirSync(join(scratch, 'out'));
    const once = async (before: string, beforeLog: string) => {
      writeFileSync(manifest, before);
      writeFileSync(log, beforeLog);
      const { exitCode, errors } = await run(...GOOD);
      expect(stackTraceIn(errors)).toEqual([]);
      return { exitCode, after: files() };
    };
    await fc.assert(
      fc.asyncProperty(text, fc.array(fc.oneof({ weight: 3, arbitrary: fc.constant('{"a":1}') }, text), { maxLength: 3 }), async (before, logLines) => {
        const beforeLog = logLines.join('\n');
        const { exitCode, after } = await once(before, beforeLog);
        if (exitCode === 1) expect(after).toEqual({ [join('out', 'manifest.json')]: before, [join('out', 'log.jsonl')]: beforeLog });
        else expect(lines().at(-1)).toEqual(entries().at(-1));
        expect(await once(before, beforeLog)).toEqual({ exitCode, after });
      }),
      { numRuns: 40 },
    );
  });
});

test('the example of the documentation passes on the shipped configuration', async () => {
  const page = readFileSync('docs/how-to/check-objectives.md', 'utf8');
  const command = /^npx day2 (slo check (?:.*\\\n)*.*)$/m.exec(page)![1]!.replaceAll('\\\n', ' ');
  const { exitCode, output } = await runCommand([...command.split(/\s+/), '--manifest', manifest, '--log', log]);
  expect([exitCode, output]).toEqual([0, expect.stringMatching(/^ {2}PASS {2}partner-portal\/availability/m)]);
});

describe('usage', () => {
  test.each([
    [[], /nothing to judge: give --availability, --latency or --error-rate/],
    [['--availability', '0.9995'], /looks like a fraction: write percent/],
    [['--availability', '100.1'], /from 0 to 100/],
    [['--error-rate', '1e-3'], /write a number/],
    [['--latency', '1.8s'], /without a unit/],
    [['--latency', '5', '--at', 'yesterday'], /write an instant in UTC/],
    [['--latency', '5', '--service', 'wbe'], /there is no service wbe: did you mean web\?/],
    [['--latency', '5', '--service', 'billing'], /allowed are web, orders/],
    [['--latency', '5', '--env', 'staging'], /there is no environment staging: allowed are dev, prod/],
    [['--latency', '5', '--phase', ''], /must not be empty/],
  ])('%j is a usage error, and nothing is recorded', async (options, message) => {
    const { exitCode, output, errors } = await run(...options);
    expect([exitCode, output, stackTraceIn(errors), files()]).toEqual([2, '', [], {}]);
    expect(errors).toMatch(message);
  });

  test('one file for both is a usage error', async () => {
    const { exitCode, errors } = await run(...GOOD, '--log', join(scratch, 'out', '..', 'out', 'manifest.json'));
    expect([exitCode, errors, files()]).toEqual([2, 'the manifest and the log cannot be one file\n', {}]);
  });
});
