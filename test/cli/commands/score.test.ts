import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand, stackTraceIn } from '../../helpers/recording-terminal';
import { synthesizeConfiguration } from '../../helpers/synthesized-configuration';

const DESIGNS = 'test/score/designs';
const MAPPING = `${DESIGNS}/mapping.yaml`;
const REFERENCE = `${DESIGNS}/workbook-6.template.json`;
const DEFAULT = `${DESIGNS}/day2-default.template.json`;

let scratch: string;
beforeEach(() => (scratch = mkdtempSync(join(tmpdir(), 'day2-score-'))));
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

const score = (...options: string[]) => runCommand(['score', ...options]);

test('two designs stand side by side, with what each misses below', async () => {
  const { exitCode, output, errors } = await score('--mapping', MAPPING, '--template', REFERENCE, '--compare', DEFAULT, '--clock', 'ideal');
  expect([exitCode, errors]).toEqual([0, '']);
  expect(output).toMatch(/^checkout\/availability: 99\.9 % over 30d; steady traffic, every alarm judged each minute on complete data$/m);
  expect(output).toMatch(/^144 incidents: 89 significant \(2 % of the budget\), 69 worth a page/m);
  expect(output).toMatch(/^ +workbook-6 +day2-default$/m);
  expect(output).toMatch(/^all: precision \/ recall +1\.000 \/ 0\.865 +1\.000 \/ 1\.000$/m);
  expect(output).toMatch(/^ {2}detection median \/ p95 \/ worst +9m \/ 1d1m \/ 2d1m +18m \/ 7h14m/m);
  expect(output).toMatch(/^ {2}that page \/ open a ticket +1 \/ 1 +1 \/ 1$/m);
  expect(output).toMatch(/^USD a month +2\.60 +2\.20$/m);
  expect(output).toMatch(/^workbook-6 misses:\n {2}0\.15 % for 12h from 00:00, 2\.5 % of the budget; closest workbook-6-slow-short at 50 % of its threshold$/m);
  expect(output).not.toMatch(/day2-default misses/);
});

test('--html has every incident of the library, with the detection that --json has', async () => {
  const file = join(scratch, 'score.html');
  const { output } = await score('--mapping', MAPPING, '--template', REFERENCE, '--clock', 'ideal', '--json', '--html', file);
  const [{ all }] = JSON.parse(output) as [{ all: { relevantIncidents: number; detected: { detectionMinutes: number }[]; missed: object[] } }];
  expect(all.detected.length + all.missed.length).toBe(all.relevantIncidents);
  const page = readFileSync(file, 'utf8');
  expect([...page.matchAll(/missed<\/span>/g)]).toHaveLength(all.missed.length);
  expect(page).toContain(`workbook-6 misses ${all.missed.length} of ${all.relevantIncidents} significant incidents`);
});

test('--json has everything, and the same bytes every time', async () => {
  const command = ['--mapping', MAPPING, '--template', DEFAULT, '--json'];
  const [first, second] = [await score(...command), await score(...command)];
  expect(first!.output).toBe(second!.output);
  const [only, ...others] = JSON.parse(first!.output);
  expect(others).toEqual([]);
  expect(only).toMatchObject({
    design: 'day2-default',
    clock: 'cloudwatch',
    traffic: 'steady',
    incidents: 144,
    all: { precision: 1, recall: 1, missed: [], falseAlarms: [] },
    notScored: [],
  });
});

test('progress is shown to people only', async () => {
  const { progress } = await runCommand(['score', '--mapping', MAPPING, '--template', DEFAULT], { isInteractive: true });
  expect(progress[0]).toMatch(/^ {2}… day2-default 0 %$/);
  expect(progress.at(-1)).toMatch(/100 %$/);
  expect((await score('--mapping', MAPPING, '--template', DEFAULT)).progress).toEqual([]);
});

describe('our own configuration needs no mapping', () => {
  let assembly: string;
  beforeAll(() => (assembly = synthesizeConfiguration('test/config/base')));
  afterAll(() => rmSync(assembly, { recursive: true, force: true }));

  const own = (...options: string[]) => score('--config', 'test/config/base', '--assembly', assembly, ...options);

  test('its objective is scored, and the alarms of others are listed as not scored', async () => {
    const { exitCode, output, errors } = await own('--objective', 'web/availability');
    expect([exitCode, errors]).toEqual([0, '']);
    expect(output).toMatch(/^web\/availability: /m);
    expect(output).toMatch(/^all: precision \/ recall/m);
    expect(output).toMatch(/^not scored in .*:$/m);
  });

  test.each([
    [['--objective', 'web/avialability'], /SCR032[^]*received: web\/avialability[^]*allowed: .*web\/availability/],
    [['--env', 'production'], /SCR032[^]*received: production[^]*allowed: .*prod/],
  ])('%j is a problem that says what there is', async (options, message) => {
    const { exitCode, output, errors } = await own(...options);
    expect([exitCode, output, stackTraceIn(errors)]).toEqual([1, '', []]);
    expect(errors).toMatch(message);
  });
});

describe('problems', () => {
  /** A copy of the mapping with an edit. */
  function edited(edit: (text: string) => string): string {
    const file = join(scratch, 'mapping.yaml');
    cpSync(MAPPING, file);
    writeFileSync(file, edit(readFileSync(file, 'utf8')));
    return file;
  }

  test.each([
    ['a mapping that is not there', () => ['--mapping', join(scratch, 'nowhere.yaml'), '--template', DEFAULT], /SCR001[^]*there is no such file/],
    [
      'a mapping with mistakes',
      () => ['--mapping', edited((text) => text.replace('counts: bad', 'counts: bat')), '--template', DEFAULT],
      /SCR013[^]*write counts: bad/,
    ],
    [
      'metrics the template does not have',
      () => ['--mapping', edited((text) => text.replaceAll('checkout }', 'basket }')), '--template', DEFAULT],
      /SCR030[^]*Shop \w+ \{ Service: checkout \} is not mapped/,
    ],
    ['a template that is not there', () => ['--mapping', MAPPING, '--template', join(scratch, 'nowhere.json')], /ASM001/],
    ['a second template that is not there', () => ['--mapping', MAPPING, '--template', DEFAULT, '--compare', join(scratch, 'nowhere.json')], /ASM001/],
    [
      'a second mapping about another promise',
      () => ['--mapping', MAPPING, '--template', REFERENCE, '--compare', DEFAULT, '--compare-mapping', edited((text) => text.replace('99.9', '99'))],
      /SCR033[^]*received: 99 % over 30d at 10000 events a minute[^]*allowed: +99\.9 % over 30d/,
    ],
    ['a broken configuration', () => ['--config', scratch], /CFG001/],
  ])('%s', async (_, options, message) => {
    const { exitCode, output, errors } = await score(...options());
    expect([exitCode, output, stackTraceIn(errors)]).toEqual([1, '', []]);
    expect(errors).toMatch(message);
  });

  test.each([
    [['--traffic', 'stedy'], /allowed are steady, uneven/],
    [['--clock', 'real'], /cloudwatch, ideal/],
    [['--assembly', 'a', '--template', 'b'], /cannot be used with/],
    [['--mapping', 'a', '--objective', 'a/b'], /cannot be used with/],
    [['--mapping', MAPPING, '--template', DEFAULT, '--compare-mapping', MAPPING], /--compare names/],
  ])('%j is a usage error', async (options, message) => {
    const { exitCode, output, errors } = await score(...options);
    expect([exitCode, output, stackTraceIn(errors)]).toEqual([2, '', []]);
    expect(errors).toMatch(message);
  });
});
