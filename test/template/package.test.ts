import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, posix } from 'node:path';
import { bundleHandler } from '../../lib/constructs/handler-code';
import { API_REPORT, apiReport } from '../../scripts/api-report';

/**
 * Packs day2 the way it is published and uses the package in an app that has nothing else. Dependencies are linked to
 * the installed ones; nothing is downloaded, nothing is written below the repository.
 */

const ROOT = join(__dirname, '../..');
const NOT_COPIED = new Set(['.git', 'node_modules', 'dist', 'reports', 'coverage']);

let directory: string;
let packedFiles: string[];
const checkout = () => join(directory, 'checkout');
const app = () => join(directory, 'app');
const installed = (...path: string[]) => join(app(), 'node_modules', ...path);

beforeAll(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), 'day2-package-')));
  packedFiles = pack();
  unpackIntoEmptyApp();
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

function run(folder: string, command: string, commandLine: readonly string[], environment: Record<string, string> = {}) {
  // Jest's own NODE_ENV, loaders and the like are not part of a user's shell.
  const env = { PATH: process.env.PATH, HOME: directory, npm_config_offline: 'true', npm_config_update_notifier: 'false', ...environment };
  return spawnSync(command, commandLine, { cwd: folder, encoding: 'utf8', env });
}

function mustRun(...call: Parameters<typeof run>): string {
  const { status, stdout, stderr } = run(...call);
  if (status !== 0) throw new Error(`${call[1]} ${call[2].join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}

function pack(): string[] {
  cpSync(ROOT, checkout(), {
    recursive: true,
    filter: (path) => !NOT_COPIED.has(basename(path)) && !basename(path).startsWith('cdk.out'),
  });
  symlinkSync(join(ROOT, 'node_modules'), join(checkout(), 'node_modules'));
  mustRun(checkout(), 'npm', ['pack', '--pack-destination', directory]);
  const archive = readdirSync(directory).find((name) => name.endsWith('.tgz'));
  if (archive === undefined) throw new Error('npm pack left no archive');
  mustRun(directory, 'tar', ['xzf', archive]);
  return mustRun(directory, 'tar', ['tzf', archive])
    .trim()
    .split('\n')
    .map((path) => path.replace(/^package\//, ''));
}

function unpackIntoEmptyApp(): void {
  mkdirSync(installed(), { recursive: true });
  cpSync(join(directory, 'package'), installed('day2'), { recursive: true });
  const { dependencies, peerDependencies } = JSON.parse(readFileSync(installed('day2', 'package.json'), 'utf8')) as Record<string, object>;
  for (const name of Object.keys({ ...dependencies, ...peerDependencies })) link(name);
  // What `cdk init` gives an app besides.
  link('@types/node');
  const compilerOptions = {
    target: 'es2023',
    module: 'nodenext',
    moduleResolution: 'nodenext',
    strict: true,
    skipLibCheck: true,
    types: ['node'],
    outDir: 'out',
  };
  writeFileSync(join(app(), 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
  writeFileSync(join(app(), 'package.json'), JSON.stringify({ name: 'orders' }));
  for (const name of readdirSync(installed('day2', 'examples')).filter((each) => /^own-.*\.ts$/.test(each))) {
    cpSync(installed('day2', 'examples', name), join(app(), name));
  }
  writeFileSync(join(app(), 'main.ts'), "import { ownApp } from './own-app';\n\nownApp().synth();\n");
}

function link(name: string): void {
  mkdirSync(join(installed(name), '..'), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules', name), installed(name));
}

const compile = () => run(app(), join(ROOT, 'node_modules/.bin/tsc'), ['-p', '.']);

let compiled: ReturnType<typeof run> | undefined;
/** The app as it stands, compiled once. */
const compiledApp = () => (compiled ??= compile());

let synthesized: ReturnType<typeof run> | undefined;
/** What the compiled app printed when it was synthesized, once. */
function synthesizedApp(): ReturnType<typeof run> {
  expect(compiledApp().status).toBe(0);
  return (synthesized ??= run(app(), process.execPath, ['out/main.js'], { CDK_OUTDIR: join(app(), 'cdk.out') }));
}

test('the package holds what was built, the schemas, the launcher, its papers and examples, and nothing else', () => {
  expect(
    packedFiles
      .filter(
        (path) =>
          !/^(dist\/(lib\/.*|bin\/(app|day2|play))\.(js|d\.ts)|dist\/lib\/runbook\/(operations|effects)\/data\/[\w-]+\.json|runbooks\/[\w-]+\/(document|runbook|cases)\.yaml|dist\/handlers\/[^/]+\/index\.js|schema\/.*\.json|(docs|examples|config|scenarios)\/.*)$/.test(
            path,
          ),
      )
      .sort(),
  ).toEqual([
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'bin/app.js',
    'bin/day2.js',
    'dist/lib/aws/cloudformation/reference-table.json',
    'dist/lib/aws/enumerations/enumerated-values.json',
    'dist/lib/aws/metrics/service-spec-metrics.json',
    'package.json',
    'runbooks/references.yaml',
  ]);
  expect(packedFiles).toEqual(
    expect.arrayContaining([
      'dist/lib/index.js',
      'dist/lib/index.d.ts',
      'dist/bin/day2.js',
      'dist/bin/play.js',
      'dist/handlers/budget-ledger/index.js',
      'schema/operations.schema.json',
      'schema/environment.schema.json',
      'docs/stability.md',
      'docs/how-to/incidents-in-your-own-app.md',
      'examples/own-incidents.ts',
      'examples/two-people/config/on-call.yaml',
    ]),
  );
});

test('the public surface is the one that was reviewed: npm run golden rewrites the report', () => {
  expect(apiReport(checkout(), 'dist/lib/index.d.ts')).toBe(readFileSync(join(ROOT, API_REPORT), 'utf8'));
});

// npm packs the lock file into no package: https://docs.npmjs.com/cli/configuring-npm/package-json#files
test('no page of the package links to a file that it does not have, but for sources, the lock file and how to contribute', () => {
  const pages = packedFiles.filter((path) => path.endsWith('.md'));
  const dangling = pages.flatMap((page) =>
    [...readFileSync(installed('day2', page), 'utf8').matchAll(/\]\((?!https?:|mailto:)([^)#\s]+)/g)]
      .map(([, target]) => posix.join(page, '..', target!))
      .filter((target) => !existsSync(installed('day2', target)) && !/^(?:lib\/.*|CONTRIBUTING\.md|package-lock\.json)$/.test(target))
      .map((target) => `${page}: ${target}`),
  );
  expect(dangling).toEqual([]);
});

test('the repository is left as it was', () => {
  expect(readdirSync(ROOT).filter((name) => name.endsWith('.tgz'))).toEqual([]);
  expect(existsSync(join(directory, 'checkout/dist'))).toBe(true);
});

test('an app type-checks against the package, and a mistake in it is seen', () => {
  const good = compiledApp();
  expect(`${good.stdout}${good.stderr}`).toBe('');
  expect(good.status).toBe(0);

  const mistake = join(app(), 'mistake.ts');
  writeFileSync(mistake, "import { SloAlarms } from 'day2';\nexport const wrong: number = SloAlarms;\n");
  expect(compile().stdout).toMatch(/mistake\.ts.*TS2322/);
  rmSync(mistake);
});

test('only the public entry can be imported', () => {
  const { status, stderr } = run(app(), process.execPath, ['-e', "require('day2/dist/lib/constructs/slo-alarms')"]);
  expect(stderr).toContain('ERR_PACKAGE_PATH_NOT_EXPORTED');
  expect(status).not.toBe(0);
});

test('the app synthesizes the alarms of its own objective', () => {
  const { stderr, status } = synthesizedApp();
  expect([status, stderr]).toEqual([0, '']);
  const template = JSON.parse(readFileSync(join(app(), 'cdk.out/Orders.template.json'), 'utf8')) as {
    Resources: Record<string, { Type: string; Properties: { AlarmName: string; Threshold: number; Metrics: { MetricStat?: { Period: number } }[] } }>;
  };
  const alarms = Object.values(template.Resources)
    .filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm')
    .map(({ Properties }) => Properties)
    .filter(({ AlarmName }) => !AlarmName.includes('budget'));
  const found = alarms.map(({ AlarmName, Threshold, Metrics }) => [
    AlarmName.replace('orders-prod-worker-success-rate-', ''),
    Threshold,
    [...new Set(Metrics.flatMap(({ MetricStat }) => MetricStat?.Period ?? []))],
  ]);
  // 99.5 % over 28 days: 2 % in 1 h is 13.44×, 5 % in 6 h 5.6×; 2 % at 1× takes 806.4 minutes, in whole minutes 13 h 26 m.
  expect(found).toEqual([
    ['fast-1h', 0.0672, [3_600]],
    ['fast-5m', 0.0672, [300]],
    ['steady-6h', 0.028, [21_600]],
    ['steady-30m', 0.028, [1_800]],
    ['slow-13h26m', 0.0050024813896, [48_360]],
    ['slow-1h7m', 0.0050024813896, [4_020]],
    ['silent-30m', 1, [1_800]],
  ]);
  const types = Object.values(template.Resources).map(({ Type }) => Type);
  expect(types.filter((type) => type === 'AWS::CloudWatch::CompositeAlarm')).toHaveLength(3);
  expect(types.filter((type) => type === 'AWS::SNS::Topic')).toHaveLength(3);
});

test('the app brings the ledger of its error budget, built, without a bundler or a client of AWS to build it with', () => {
  expect(existsSync(installed('esbuild'))).toBe(false);
  const { stderr, status } = synthesizedApp();
  expect([status, stderr]).toEqual([0, '']);
  const template = JSON.parse(readFileSync(join(app(), 'cdk.out/Orders.template.json'), 'utf8')) as {
    Resources: Record<string, { Type: string; Properties: any }>;
  };
  const ledger = Object.values(template.Resources).find(({ Type, Properties }) => Type === 'AWS::Lambda::Function' && Properties.Code.S3Key !== undefined);
  const asset = join(app(), 'cdk.out', `asset.${String(ledger?.Properties.Code.S3Key).replace('.zip', '')}`);
  expect(readdirSync(asset)).toEqual(['index.js']);
  const built = readFileSync(join(asset, 'index.js'), 'utf8');
  expect(built).toBe(readFileSync(installed('day2/dist/handlers/budget-ledger/index.js'), 'utf8'));
  // What a checkout deploys is the same, byte for byte.
  expect(built).toBe(bundleHandler('budget-ledger'));
});

test('the command of the package runs what was built: the sources and tsx are not there', () => {
  expect(existsSync(installed('tsx'))).toBe(false);
  const fine = run(app(), process.execPath, [installed('day2/bin/day2.js'), 'check', '--config', join(ROOT, 'config')]);
  expect(fine.stderr).toBe('');
  expect(fine.status).toBe(0);
  const missing = run(app(), process.execPath, [installed('day2/bin/day2.js'), 'check']);
  expect(missing.status).toBe(1);
});

test('whoever has installed nothing else comes from a template to a game day that passes', () => {
  const day2 = (folder: string, ...commandLine: string[]) => run(folder, process.execPath, [installed('day2/bin/day2.js'), ...commandLine]);
  const answers = ['--application', 'shop', '--environment', 'prod:eu-central-1', '--person', 'ana', '--person', 'ben', '--time-zone', 'UTC'];
  const written = day2(app(), 'init', '--template', join(ROOT, 'test/proposal/shop.template.yaml'), ...answers);
  expect([written.status, written.stderr]).toEqual([0, '']);
  const ops = join(app(), 'ops');
  expect(day2(ops, 'check').status).toBe(0);
  const played = day2(ops, 'gameday');
  expect([played.status, played.stdout.trimEnd().split('\n').at(-1)]).toEqual([0, 'game days: 1 passed, 0 failed']);
  // With every validation, as it is deployed.
  const { app: command } = JSON.parse(readFileSync(join(ops, 'cdk.json'), 'utf8')) as { app: string };
  expect(run(ops, 'sh', ['-c', command], { CDK_OUTDIR: join(ops, 'cdk.out'), CDK_CONTEXT_JSON: '{"config":"config"}' }).status).toBe(0);
});
