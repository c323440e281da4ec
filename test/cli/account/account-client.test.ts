import { spawnSync } from 'node:child_process';

test('the SDK is loaded when an account is asked, and not before', () => {
  const script = `
    require('tsx/cjs');
    const { main } = require('./lib/cli/main');
    const { surroundingAccount } = require('./lib/cli/account/account-client');
    const isLoaded = () => Object.keys(require.cache).some((file) => file.includes('@aws-sdk'));
    const silent = { print() {}, printError() {}, printProgress() {}, environmentVariables: {}, isInteractive: false, now: () => Date.UTC(2026, 2, 2) };
    (async () => {
      const exitCode = (await main(['check', '--config', 'test/config/base'], silent)) + (await main(['oncall', '--config', 'test/config/base'], silent));
      const before = isLoaded();
      const client = await surroundingAccount().parameters('eu-central-1');
      const table = await surroundingAccount().table('us-east-1');
      console.log(JSON.stringify([exitCode, before, isLoaded(), await client.config.region(), await table.config.region()]));
    })();`;
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  expect([stdout.trim(), stderr]).toEqual(['[0,false,true,"eu-central-1","us-east-1"]', '']);
});
