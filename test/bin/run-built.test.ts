import { spawn } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string> };

/** A checkout of its own, with a cache of its own. */
let checkout: string;

beforeEach(() => {
  checkout = realpathSync(mkdtempSync(join(tmpdir(), 'day2-built-')));
  for (const each of ['bin', 'lib', 'config', 'runbooks', 'docs/how-to', 'package.json', 'package-lock.json'])
    cpSync(each, join(checkout, each), { recursive: true });
  for (const each of ['esbuild', '@esbuild', 'tsx', ...Object.keys(dependencies).filter((name) => !name.startsWith('@aws-sdk/'))]) {
    mkdirSync(join(checkout, 'node_modules', each, '..'), { recursive: true });
    symlinkSync(join(process.cwd(), 'node_modules', each), join(checkout, 'node_modules', each));
  }
});
afterEach(() => rmSync(checkout, { recursive: true, force: true }));

const cached = () => readdirSync(join(checkout, 'node_modules/.cache/day2')).sort();

function day2(commandLine: readonly string[], environment: Record<string, string> = {}): Promise<{ exitCode: number | null; output: string; errors: string }> {
  const child = spawn(process.execPath, ['bin/day2.js', ...commandLine], { cwd: checkout, env: { PATH: process.env.PATH, ...environment } });
  let output = '';
  let errors = '';
  child.stdout.on('data', (text) => (output += text));
  child.stderr.on('data', (text) => (errors += text));
  return new Promise((resolve) => child.on('close', (exitCode) => resolve({ exitCode, output, errors })));
}

test('the second start runs what the first has built; a changed source and a changed lock file are built anew', async () => {
  expect(await day2(['--help'])).toMatchObject({ exitCode: 0, errors: '' });
  const first = cached();
  expect(first).toEqual([expect.stringMatching(/^built-[0-9a-f]{32}$/)]);

  // Whatever is built is what runs.
  appendFileSync(join(checkout, 'node_modules/.cache/day2', first[0]!, 'day2.js'), '\nprocess.stdout.write("as built\\n");');
  expect((await day2(['--help'])).output).toContain('as built');

  appendFileSync(join(checkout, 'lib/cli/terminal.ts'), '\n// changed\n');
  expect((await day2(['--help'])).output).not.toContain('as built');
  expect(cached()).toHaveLength(2);

  appendFileSync(join(checkout, 'package-lock.json'), '\n');
  await day2(['--help']);
  expect(cached()).toHaveLength(3);
});

test('starts at the same time share one complete build', async () => {
  const runs = await Promise.all([1, 2, 3].map(() => day2(['check'])));
  expect(runs.map(({ exitCode, errors }) => [exitCode, errors])).toEqual([
    [0, ''],
    [0, ''],
    [0, ''],
  ]);
  expect(cached()).toEqual([expect.stringMatching(/^built-/)]);
});

test('where nothing can be kept, the sources run as they are', async () => {
  writeFileSync(join(checkout, 'node_modules/.cache'), 'a file in the place of the folder');
  expect(await day2(['check'])).toMatchObject({ exitCode: 0, errors: '' });
});

test('DAY2_DEBUG names sources', async () => {
  const file = join(checkout, 'lib/cli/commands/plan-text.ts');
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace(/export function printPlan\(.*\n/, (line) => `${line}  throw new Error('broken on purpose');\n`),
  );
  const { exitCode, errors } = await day2(['plan', '--env', 'prod'], { DAY2_DEBUG: '1' });
  expect([exitCode, errors]).toEqual([3, expect.stringMatching(/broken on purpose[^]*lib\/cli\/commands\/plan-text\.ts:\d+/)]);
});
