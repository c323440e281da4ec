import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { keepAssembly } from '../../../lib/cli/files/assembly-cache';
import type { CdkJson } from '../../../lib/cli/files/cdk-json';
import { withSynthesizedAssembly, type SynthesisRequest } from '../../../lib/cli/files/synthesize';
import { clearAway } from '../../../lib/cli/interrupt';
import type { Terminal } from '../../../lib/cli/terminal';
import type { Problem, ProblemsError } from '../../../lib/problems/problem';

/** A folder with an app that counts its runs outside of it. */
let scratch: string;
let before: string;
const app = () => join(scratch, 'app');
const runs = () => (existsSync(join(scratch, 'runs')) ? readFileSync(join(scratch, 'runs'), 'utf8').length : 0);
const cache = () => join(app(), 'node_modules/.cache/day2');
const assemblies = () => readdirSync(cache()).filter((name) => name.startsWith('assembly-'));
const cdkJson = (context: object = {}, suffix = '') =>
  writeFileSync(
    'cdk.json',
    JSON.stringify({ app: `printf x >> ../runs && printf '{}' > "$CDK_OUTDIR/manifest.json" && printf code > "$CDK_OUTDIR/asset.js"${suffix}`, context }),
  );

beforeEach(() => {
  before = process.cwd();
  scratch = realpathSync(mkdtempSync(join(tmpdir(), 'day2-synthesize-')));
  for (const folder of ['config', 'lib', 'scenarios', 'node_modules']) mkdirSync(join(app(), folder), { recursive: true });
  process.chdir(app());
  cdkJson();
  writeFileSync('package-lock.json', '{}');
  writeFileSync('node_modules/.package-lock.json', '{}');
  writeFileSync('lib/app.ts', '');
  writeFileSync('config/prod.yaml', '');
});
afterEach(() => {
  process.chdir(before);
  rmSync(scratch, { recursive: true, force: true });
});

function synthesize(changes: Partial<SynthesisRequest> = {}, variables: Record<string, string> = {}): Promise<string> {
  const terminal: Terminal = {
    print() {},
    printError() {},
    printProgress() {},
    environmentVariables: { PATH: process.env.PATH, ...variables },
    now: () => 0,
    isInteractive: false,
  };
  return withSynthesizedAssembly({ config: 'config', environments: ['prod'], except: ['scenarios'], ...changes }, terminal, (directory) => {
    expect(readFileSync(join(directory, 'asset.js'), 'utf8')).toBe('code');
    return resolve(directory);
  });
}

test('without a cdk.json it is said how one comes by an app, and what is said works', async () => {
  rmSync('cdk.json');
  const problem = await synthesize({ config: 'ops/config' }).catch((error: ProblemsError) => error.problems[0]!);
  expect(problem).toMatchObject({ code: 'SYN001', change: expect.stringMatching(/day2 init writes one/) });
  const { app, context } = JSON.parse(/\{.*\}$/.exec((problem as Problem).change)![0]) as CdkJson;
  expect(context.config).toBe('ops/config');
  expect(existsSync(app.replace(/^node /, ''))).toBe(true);
});

test('a second run uses what the first has made', async () => {
  const first = await synthesize();
  expect(await synthesize()).toBe(first);
  expect([runs(), assemblies().length]).toEqual([1, 1]);
});

interface Ingredient {
  readonly change?: () => void;
  readonly request?: Partial<SynthesisRequest>;
  readonly variables?: Record<string, string>;
}

const INGREDIENTS: readonly (readonly [string, Ingredient])[] = [
  ['a file of the configuration', { change: () => appendFileSync('config/prod.yaml', '#') }],
  ['a new file of the configuration', { change: () => writeFileSync('config/dev.yaml', '') }],
  ['a source', { change: () => appendFileSync('lib/app.ts', '//') }],
  ['the lock file', { change: () => writeFileSync('package-lock.json', '{ }') }],
  ['what is installed', { change: () => writeFileSync('node_modules/.package-lock.json', '{ }') }],
  ['context', { change: () => cdkJson({ flag: true }) }],
  ['the command of the app', { change: () => cdkJson({}, ' ') }],
  ['the environments', { request: { environments: ['dev'] } }],
  ['the directory of the configuration', { change: () => mkdirSync('other'), request: { config: 'other' } }],
  ['a configuration beside the app', { change: () => mkdirSync('../beside'), request: { config: '../beside' } }],
  ['a placeholder in the environment', { variables: { AVAILABILITY_SLO_PERCENT: '99.5' } }],
  ['any other variable', { variables: { STAGE: 'b' } }],
];

test.each(INGREDIENTS)('%s is part of the key', async (_, { change, request, variables }) => {
  await synthesize();
  change?.();
  await synthesize(request, variables);
  await synthesize(request, variables);
  expect(runs()).toBe(2);
});

test('a file of a configuration beside the app is part of the key', async () => {
  mkdirSync('../beside');
  await synthesize({ config: '../beside' });
  writeFileSync('../beside/prod.yaml', '');
  await synthesize({ config: '../beside' });
  expect(runs()).toBe(2);
});

test('scenarios, what tools write, and what is the shell’s own are not', async () => {
  await synthesize();
  writeFileSync('scenarios/one.yaml', '');
  for (const folder of ['reports', 'cdk.out', '.git']) {
    mkdirSync(folder);
    writeFileSync(join(folder, 'file'), '');
  }
  await synthesize({}, { SHLVL: '2', npm_lifecycle_event: 'gameday' });
  expect(runs()).toBe(1);
});

test('--no-cache makes it anew and keeps nothing', async () => {
  await synthesize();
  const directory = await synthesize({ cache: false });
  expect([runs(), assemblies().length, existsSync(directory)]).toEqual([2, 1, false]);
});

test.each([
  ['without its manifest', (entry: string) => rmSync(join(entry, 'manifest.json'))],
  ['without an asset', (entry: string) => rmSync(join(entry, 'asset.js'))],
  ['with a file cut short', (entry: string) => writeFileSync(join(entry, 'asset.js'), 'c')],
  [
    'without its list of files',
    (entry: string) =>
      readdirSync(entry)
        .filter((name) => name.startsWith('day2-'))
        .forEach((name) => rmSync(join(entry, name))),
  ],
])('an entry %s is never used', async (_, damage) => {
  damage(await synthesize());
  await synthesize();
  await synthesize();
  expect([runs(), assemblies().length]).toEqual([2, 1]);
});

test('an app that fails leaves nothing behind', async () => {
  cdkJson({}, ' && exit 3');
  await expect(synthesize()).rejects.toThrow('exit code 3');
  expect(readdirSync(cache())).toEqual([]);
});

test('the newest few are kept', async () => {
  for (let version = 0; version < 9; version += 1) {
    cdkJson({ version });
    await synthesize();
  }
  expect(assemblies()).toHaveLength(6);
  await synthesize();
  expect(runs()).toBe(9);
});

test('where nothing is installed, nothing is kept', async () => {
  rmSync('node_modules', { recursive: true });
  const directory = await synthesize();
  expect([existsSync(directory), existsSync('node_modules')]).toEqual([false, false]);
});

describe('interrupted', () => {
  /** Starts an app that never ends, and interrupts it when it has begun. */
  async function interrupted(): Promise<unknown> {
    writeFileSync('cdk.json', JSON.stringify({ app: 'echo $$ > ../pid && sleep 60' }));
    const ended = synthesize().catch((error: unknown) => error);
    while (!existsSync('../pid') || readFileSync('../pid', 'utf8') === '') await new Promise((resume) => setTimeout(resume, 5));
    clearAway();
    return ended;
  }

  const isRunning = () => {
    try {
      return process.kill(Number(readFileSync('../pid', 'utf8')), 0);
    } catch {
      return false;
    }
  };

  test('it leaves no folder in the cache, and the app is ended', async () => {
    expect(await interrupted()).toMatchObject({ problems: [{ code: 'SYN002', received: 'signal SIGTERM' }] });
    expect([readdirSync(cache()), isRunning()]).toEqual([[], false]);
  });

  test('it leaves no temporary folder where nothing is kept', async () => {
    rmSync('node_modules', { recursive: true });
    const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('day2-cdk-out-'));
    const others = folders();
    await interrupted();
    expect([folders().filter((name) => !others.includes(name)), isRunning()]).toEqual([[], false]);
  });
});

test('what is going on is shown to whoever looks, and to nobody else', async () => {
  const progress = async (isInteractive: boolean) => {
    const shown: string[] = [];
    const terminal = {
      print() {},
      printError() {},
      printProgress: (text: string) => shown.push(text),
      environmentVariables: { PATH: process.env.PATH },
      now: () => 0,
      isInteractive,
    };
    await withSynthesizedAssembly({ config: 'config', cache: false }, terminal, () => {});
    return shown;
  };
  expect([(await progress(true))[0], await progress(false)]).toEqual(['  … synthesizing the app 0 s', []]);
});

test('of two at the same time, the first to finish is kept', async () => {
  const folder = await keepAssembly('key', async (mine) => {
    writeAssembly(mine, 'mine');
    await keepAssembly('key', async (other) => writeAssembly(other, 'other'));
  });
  expect([readFileSync(join(folder, 'asset.js'), 'utf8'), readdirSync(cache())]).toEqual(['other', ['assembly-key']]);
});

function writeAssembly(folder: string, code: string): void {
  writeFileSync(join(folder, 'manifest.json'), '{}');
  writeFileSync(join(folder, 'asset.js'), code);
}
