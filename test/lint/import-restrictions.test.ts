import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { ROOMS } from '../../scripts/layers/rooms';

/** That no room but the commands reads clock, chance, environment or terminal: lints small files, with the configuration of this repository. */

const ROOT = join(__dirname, '../..');

interface Probe {
  /** What the file does, for the title. */
  readonly what: string;
  readonly path: string;
  readonly text: string;
  /** The rule that has to object; none when the file is fine. */
  readonly rule: string | undefined;
}

const GLOBALS = 'eslint(no-restricted-globals)';
const PROPERTIES = 'eslint(no-restricted-properties)';

const probes: Probe[] = [];
const add = (what: string, folder: string, text: string, rule: string | undefined, path = `lib/${folder}/probe-${probes.length}.ts`): void => {
  probes.push({ what: `lib/${folder} ${rule === undefined ? 'may' : 'may not'} ${what}`, path, text, rule });
};

for (const folder of Object.keys(ROOMS)) {
  const commands = folder === 'cli' ? undefined : true;
  for (const expression of ['Date.now()', 'Math.random()', 'process.env', 'globalThis.process']) {
    add(`use ${expression}`, folder, `export const y = ${expression};\n`, commands && PROPERTIES);
  }
  for (const expression of ['process', 'fetch', 'setTimeout', 'performance']) {
    add(`use ${expression}`, folder, `export const y = ${expression};\n`, commands && GLOBALS);
  }
  add('use console', folder, `console.log('y');\n`, commands && 'eslint(no-console)');
}
let directory: string;
const rulesByFile = new Map<string, string[]>();

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'day2-lint-'));
  copyFileSync(join(ROOT, '.oxlintrc.json'), join(directory, '.oxlintrc.json'));
  symlinkSync(join(ROOT, 'node_modules'), join(directory, 'node_modules'));
  for (const { path, text } of probes) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  const result = spawnSync(join(ROOT, 'node_modules/.bin/oxlint'), ['--format', 'json', 'lib'], {
    cwd: directory,
    encoding: 'utf8',
    maxBuffer: 64 * 1_024 * 1_024,
  });
  const { diagnostics, number_of_files: linted } = JSON.parse(result.stdout) as {
    diagnostics: { code: string; filename: string }[];
    number_of_files: number;
  };
  if (linted !== probes.length) throw new Error(`${linted} files linted, not ${probes.length}`);
  for (const { code, filename } of diagnostics) {
    const file = relative(directory, join(directory, filename));
    rulesByFile.set(file, [...(rulesByFile.get(file) ?? []), code]);
  }
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

test.each(probes.map((probe) => [probe.what, probe] as const))('%s', (_, { path, rule }) => {
  const rules = rulesByFile.get(path) ?? [];
  if (rule === undefined) expect(rules).toEqual([]);
  else expect(rules).toContain(rule);
});
