import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathFromRoot } from '../../lib/cli/files/path-from-root';
import { updateGaps } from '../../lib/handover/traceability/change-log';
import { readRequirements } from '../../lib/handover/traceability/read-requirements';
import { traceRequirements } from '../../lib/handover/traceability/trace';
import { runCommand } from '../helpers/recording-terminal';
import { SHOP_CONFIG } from '../helpers/shop-incidents';

describe('docs/requirements.md', () => {
  const text = readFileSync('docs/requirements.md', 'utf8');
  const [proved = '', open = ''] = text.split('\n## Open\n');
  const idsIn = (part: string) => readRequirements('x.md', part).requirements.map(({ id }) => id);

  test('has all 221 ids, each once: 26, 24, 95, 47 and 29 of the five sources', () => {
    const { requirements, problems } = readRequirements('docs/requirements.md', text);
    expect(problems).toEqual([]);
    const numbered = (source: string, count: number) => Array.from({ length: count }, (_, index) => `${source}-${String(index + 1).padStart(2, '0')}`);
    const all = [...numbered('000', 26), ...numbered('001', 24), ...numbered('002', 95), ...numbered('003', 47), ...numbered('004', 29)];
    expect(requirements.map(({ id }) => id)).toEqual(all);
    expect(idsIn(proved).length + idsIn(open).length).toBe(221);
  });

  test('names for each that is proved a test or a scenario that is there', () => {
    const rows = proved.split('\n').filter((line) => /^\| \d{3}-/.test(line));
    for (const row of rows) {
      const proofs = [...row.matchAll(/`((?:test|scenarios)\/[^`]*)`/g)].map(([, path]) => path!);
      expect([row.slice(0, 20), proofs.length > 0, proofs.filter((path) => !existsSync(path))]).toEqual([row.slice(0, 20), true, []]);
    }
  });
});

describe('requirements of anybody', () => {
  const expected = [
    { id: 'PAY-1', text: 'pays once' },
    { id: 'PAY-2', text: 'says what it paid' },
  ];

  test.each([
    ['r.yaml', 'PAY-2: says what it paid\nPAY-1: pays once\n'],
    ['r.csv', 'id,text,owner\nPAY-1,pays once,me\nPAY-2,"says what it paid"\n'],
    ['r.md', '# R\n\n| Id | Text |\n|---|---|\n| PAY-1 | pays `once` |\n| PAY-2 | [says](x.md) what it paid |\n'],
  ])('are read from %s', (file, content) => expect(readRequirements(file, content)).toEqual({ requirements: expected, problems: [] }));

  test.each([
    ['r.yaml', '{}', 'no requirement'],
    ['r.csv', 'id,text\nA1,\n', 'a requirement without a text'],
    ['r.md', '| A-1 | x |\n| A-1 | y |\n', 'A-1 twice'],
  ])('a list %s that says nothing, or something twice, is none', (file, content, received) => {
    expect(readRequirements(file, content).problems).toMatchObject([{ code: 'RTM001', received }]);
  });

  test('are traced to what names them and nothing else, with what came of the tests', () => {
    const files = [
      { path: 'test/b.test.ts', text: "test('pays (PAY-1)')" },
      { path: 'test/a.test.ts', text: "test('PAY-1, PAY-10 and XPAY-2')" },
      { path: 'lib/pay.ts', text: 'Requirement PAY-1.' },
      { path: 'docs/pay.md', text: 'PAY-1-old, `PAY-2`' },
    ];
    expect(traceRequirements(expected, files, new Map([['test/a.test.ts', 'failed']]))).toEqual([
      { ...expected[0], code: ['lib/pay.ts'], runbooks: [], documents: [], tests: [{ path: 'test/a.test.ts', result: 'failed' }, { path: 'test/b.test.ts' }] },
      { ...expected[1], code: [], runbooks: [], documents: ['docs/pay.md'], tests: [] },
    ]);
  });

  test.each([
    ['a.test.ts', "test('pays (A-1)', () => pay('B-1'))"],
    ['a.test.ts', "describe('of // A-1', () => {\n  // B-1\n  test(`pays ${'once'}`, () => expect(/'/.exec('B-1')).toBe(1 / 2));\n});"],
    ['a.test.ts', "describe('B', () => { it.only.each<[Map<string, () => void>, string]>([['A-1', () => pay('B-1')]])('%s', (id) => note('B-1', id)); });"],
    ['a.test.js', "const ids = ['B-1'];\n/* test('B-1') */\ntest.each`id\n${'A-1'}`('of $id', function () { pay('B-1'); });\npattern.test('B-1');"],
    ['a_test.py', '# B-1\ndef test_a_1():\n  "A-1"  # B-1'],
    ['a_test.go', '/* B-1 */ t.Run("A-1") // B-1'],
    ['a.yaml', 'proves: [A-1] # B-1'],
  ])('are claimed in titles and tables of tests, never in comments or by what a test does: %s %s', (file, text) => {
    const two = ['A-1', 'B-1'].map((id) => ({ id, text: id }));
    const traced = traceRequirements(
      two,
      [
        { path: `test/${file}`, text },
        { path: 'test/README.md', text: 'B-1' },
      ],
      new Map(),
    );
    expect(traced.filter(({ tests }) => tests.length > 0).map(({ id }) => id)).toEqual(['A-1']);
  });

  test('are traced where a text names all from one to another', () => {
    const three = ['A-1', 'A-2', 'A-3', 'A-4'].map((id) => ({ id, text: id }));
    const traced = traceRequirements(three, [{ path: 'test/a.test.ts', text: "describe('draws (A-1 to A-3)')" }], new Map());
    expect(traced.filter(({ tests }) => tests.length > 0).map(({ id }) => id)).toEqual(['A-1', 'A-2', 'A-3']);
  });

  test('that are open are logged with owner and deadline, keep them, and are closed when proved (001-16)', () => {
    const open = { ...expected[0]!, code: [], runbooks: [], documents: [], tests: [] };
    const proved = { ...open, tests: [{ path: 'test/a.test.ts' }] };
    const first = updateGaps([], [open], { owner: 'SRE', on: '2026-03-01', deadline: '2026-03-31' });
    expect(first).toEqual([{ id: 'PAY-1', owner: 'SRE', since: '2026-03-01', deadline: '2026-03-31' }]);
    const later = { owner: 'other', on: '2026-04-01', deadline: '2026-05-01' };
    expect(updateGaps(first, [open], later)).toEqual(first);
    const closed = updateGaps(first, [proved], later);
    expect(closed).toEqual([{ ...first[0], closed: '2026-04-01' }]);
    expect(updateGaps(closed, [open], later)).toEqual([...closed, { id: 'PAY-1', owner: 'other', since: '2026-04-01', deadline: '2026-05-01' }]);
  });
});

describe('day2 rtm sync', () => {
  let scratch: string;
  beforeEach(() => {
    scratch = mkdtempSync(join(tmpdir(), 'day2-rtm-'));
    write('list.yaml', 'PAY-1: pays once\nPAY-2: says what it paid\n');
    write('test/pay.test.ts', "test('PAY-1')");
  });
  afterEach(() => rmSync(scratch, { recursive: true, force: true }));
  function write(path: string, text: string): void {
    mkdirSync(dirname(join(scratch, path)), { recursive: true });
    writeFileSync(join(scratch, path), text);
  }
  const read = (path: string) => readFileSync(join(scratch, path), 'utf8');
  const sync = (...options: string[]) =>
    runCommand(['rtm', 'sync', '--config', SHOP_CONFIG, '--env', 'prod', '--root', scratch, '--requirements', 'list.yaml', ...options]);

  test('writes matrix and log, twice the same, and a check finds what has changed since (001-15)', async () => {
    const first = await sync('--date', '2026-03-09');
    expect([first.exitCode, first.output, first.errors]).toEqual([0, '2 requirements: 1 are named by a test, 1 are open\n', '']);
    const matrix = read('docs/requirements/RTM.md');
    const log = read('docs/requirements/change-log.md');
    expect(matrix).toContain('1 of 2 requirements are named by a test, whose results were not given; 1 are open.');
    expect(matrix).toContain('| PAY-1 | pays once | none | none | none | `test/pay.test.ts` | not given |');
    expect(log).toMatch(/\| PAY-2 \| \S.* \| 2026-03-09 \| 2026-04-08 \| open \|/);
    await sync('--date', '2026-03-09');
    expect([read('docs/requirements/RTM.md'), read('docs/requirements/change-log.md')]).toEqual([matrix, log]);
    expect((await sync('--check')).exitCode).toBe(0);
    write('lib/pay.ts', '// PAY-2');
    const { exitCode, errors } = await sync('--check');
    expect([exitCode, errors]).toEqual([1, expect.stringMatching(/error RTM003 \S+RTM\.md:\d+: the matrix or its log is stale/)]);
    expect(read('docs/requirements/RTM.md')).toBe(matrix);
  });

  test('an absolute path stays absolute, for the list, the matrix and the log', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'day2-rtm-elsewhere-'));
    const [list, matrix, log] = ['list.yaml', 'RTM.md', 'log.md'].map((name) => join(elsewhere, name)) as [string, string, string];
    writeFileSync(list, 'PAY-3: is elsewhere\n');
    const paths = ['--requirements', list, '--out', matrix, '--change-log', log];
    expect((await sync('--date', '2026-03-09', ...paths)).exitCode).toBe(0);
    expect([readFileSync(matrix, 'utf8'), readFileSync(log, 'utf8')]).toEqual([expect.stringContaining('is elsewhere'), expect.stringContaining('PAY-3')]);
    expect(readdirSync(scratch).sort()).toEqual(['list.yaml', 'test']);
    expect((await sync('--check', ...paths)).exitCode).toBe(0);
    rmSync(elsewhere, { recursive: true });
  });

  test.each([
    ['.', 'docs/log.md', 'docs/log.md'],
    ['/shop', '/shop/docs/log.md', 'docs/log.md'],
    ['/shop', '/elsewhere/log.md', '../elsewhere/log.md'],
  ])('from the root %s, %s is %s', (root, path, from) => expect(pathFromRoot(root, path)).toBe(from));

  test('says what came of the last run, and a test that failed proves nothing', async () => {
    write('jest.json', JSON.stringify({ testResults: [{ name: join(scratch, 'test/pay.test.ts'), status: 'failed' }] }));
    expect((await sync('--date', '2026-03-09', '--results', join(scratch, 'jest.json'))).output).toBe('2 requirements: 0 are named by a test, 2 are open\n');
    expect(read('docs/requirements/RTM.md')).toMatch(/\| PAY-1 .* \| failed \|/);
    write('jest.json', JSON.stringify({ testResults: [{ name: join(scratch, 'test/pay.test.ts'), status: 'passed' }] }));
    await sync('--date', '2026-03-09', '--results', join(scratch, 'jest.json'));
    expect(read('docs/requirements/RTM.md')).toContain('named by a test, 1 of them by one that passed in the run that was given; 1 are open.');
    write('jest.json', '[]');
    expect((await sync('--results', join(scratch, 'jest.json'))).errors).toContain('RTM002');
  });
});
