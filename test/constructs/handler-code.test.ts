import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { bundleHandler, HANDLER_NAMES, handlerCode } from '../../lib/constructs/handler-code';

const sources = join(__dirname, '../../lib/handlers');

/** Files a function expects beside its bundle. */
const DATA: Readonly<Record<(typeof HANDLER_NAMES)[number], Readonly<Record<string, string>>>> = {
  'budget-ledger': {},
  'incident-engine': { 'policy.json': '{"application":"shop"}' },
  'pager-sender': { 'policy.json': '{"pager":"pagerduty"}' },
  'request-intake': { 'policy.json': '{"application":"shop"}' },
};
/** What a function needs of Node beside the clients of AWS, and the simulator has. */
const BUILT_INS: Partial<Record<(typeof HANDLER_NAMES)[number], readonly string[]>> = { 'pager-sender': ['node:crypto'] };
/** What a function asks its environment for as soon as it is loaded. */
const ENVIRONMENT = { AWS_REGION: 'eu-central-1', TABLE_NAME: 'incidents', TOPIC_ARN_PREFIX: 'arn:', WATCHDOG_TOPIC_ARN: 'arn:' };

test('every function with sources has a bundle, and the other way round', () => {
  expect([...HANDLER_NAMES]).toEqual(readdirSync(sources));
});

describe.each(HANDLER_NAMES)('the bundle of %s', (name) => {
  const bundle = bundleHandler(name);

  test('exports the handler and needs nothing but the clients of AWS and its data', () => {
    const data = Object.keys(DATA[name]).map((file) => `./${file}`);
    const all = [...bundle.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, module]) => module!);
    expect(all).toEqual(expect.arrayContaining(data));
    const required = all.filter((module) => !data.includes(module));
    expect(required.length).toBeGreaterThan(0);
    expect(required.filter((module) => !module.startsWith('@aws-sdk/client-'))).toEqual(BUILT_INS[name] ?? []);
    expect(builtinModules.filter((module) => required.includes(module))).toEqual([]);
    const loaded: { exports: { handler?: unknown } } = { exports: {} };
    const load = (module: string): unknown => (data.includes(module) ? JSON.parse(DATA[name][module.slice(2)]!) : require(module));
    Object.assign(process.env, ENVIRONMENT);
    // oxlint-disable-next-line typescript/no-implied-eval
    new globalThis.Function('module', 'require', bundle)(loaded, load);
    expect(typeof loaded.exports.handler).toBe('function');
  });

  test('is the same wherever it is made, and holds no path of the machine', () => {
    const script = `process.stdout.write(require('./lib/constructs/handler-code').bundleHandler('${name}'))`;
    const elsewhere = spawnSync(process.execPath, ['-r', 'tsx/cjs', '-e', script], { cwd: join(__dirname, '../..'), encoding: 'utf8' });
    expect(elsewhere.stderr).toBe('');
    expect(elsewhere.stdout).toBe(bundle);
    expect(bundle).not.toContain(process.cwd());
  });

  test('becomes an asset of one file, index.js, named after its content', () => {
    const assetOf = () => {
      const app = new App({ analyticsReporting: false });
      const stack = new Stack(app, 'Test');
      new Function(stack, 'F', { runtime: Runtime.NODEJS_24_X, handler: 'index.handler', code: handlerCode(name) });
      const [resource] = Object.values(Template.fromStack(stack).findResources('AWS::Lambda::Function'));
      return { directory: app.synth().directory, key: resource!.Properties.Code.S3Key as string };
    };
    const { directory, key } = assetOf();
    const folder = join(directory, `asset.${key.replace('.zip', '')}`);
    expect(readdirSync(folder)).toEqual(['index.js']);
    expect(readFileSync(join(folder, 'index.js'), 'utf8')).toBe(bundle);
    expect(assetOf().key).toBe(key);
  });
});

describe('data beside the code', () => {
  /** The assets of one app whose functions have these data, each as file names and texts. */
  function assetsOf(...each: readonly Readonly<Record<string, string>>[]) {
    const app = new App({ analyticsReporting: false });
    const stack = new Stack(app, 'Test');
    each.forEach(
      (data, index) => new Function(stack, `F${index}`, { runtime: Runtime.NODEJS_24_X, handler: 'index.handler', code: handlerCode('incident-engine', data) }),
    );
    const resources = Object.values(Template.fromStack(stack).findResources('AWS::Lambda::Function'));
    const { directory } = app.synth();
    return resources.map(({ Properties }) => {
      const folder = join(directory, `asset.${(Properties.Code.S3Key as string).replace('.zip', '')}`);
      return Object.fromEntries(readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
    });
  }

  test('lies in the asset, and the code is the same', () => {
    expect(assetsOf({ 'policy.json': '{}\n' })).toEqual([{ 'index.js': bundleHandler('incident-engine'), 'policy.json': '{}\n' }]);
  });

  test('differs between two functions of one app', () => {
    const texts = assetsOf({ 'policy.json': '1' }, { 'policy.json': '2' }).map((files) => files['policy.json']);
    expect(texts).toEqual(['1', '2']);
  });

  test('is named like a file beside the code, and not like the code', () => {
    for (const file of ['index.js', '../policy.json', 'a/b.json', '']) {
      expect(() => handlerCode('incident-engine', { [file]: '' })).toThrow(
        new RangeError(`data has the file ${JSON.stringify(file)}: allowed is the name of a file other than index.js, without folders`),
      );
    }
  });
});
