import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { bundleHandler, HANDLER_NAMES, handlerCode } from '../../lib/constructs/handler-code';

const sources = join(__dirname, '../../lib/handlers');

test('every function with sources has a bundle, and the other way round', () => {
  expect([...HANDLER_NAMES]).toEqual(readdirSync(sources));
});

describe.each(HANDLER_NAMES)('the bundle of %s', (name) => {
  const bundle = bundleHandler(name);

  test('exports the handler and needs nothing but the clients of AWS', () => {
    const required = [...bundle.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, module]) => module!);
    expect(required.length).toBeGreaterThan(0);
    expect(required.filter((module) => !module.startsWith('@aws-sdk/client-'))).toEqual([]);
    expect(builtinModules.filter((module) => required.includes(module))).toEqual([]);
    const loaded: { exports: { handler?: unknown } } = { exports: {} };
    // oxlint-disable-next-line typescript/no-implied-eval
    new globalThis.Function('module', 'require', bundle)(loaded, require);
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
