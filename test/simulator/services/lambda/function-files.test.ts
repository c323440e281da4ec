import { accountRoot } from '../../../../lib/aws/iam/principal';
import { Account } from '../../../../lib/simulator/account';
import { MetricStore } from '../../../../lib/simulator/services/cloudwatch/metric-store';
import { ACCOUNT_ID, REGION, stacksOf, START } from '../../../helpers/simulated-account';
import { functionOf, runMinutes } from '../../../helpers/simulated-function';

const ROOT = accountRoot(ACCOUNT_ID);

/** What a function whose asset holds these files makes of an event; it is sent twice. */
async function linesOf(
  files: Readonly<Record<string, string>>,
  properties: object = {},
  allowed: readonly string[] = [],
  otherRegion?: string,
): Promise<string[]> {
  const resources = functionOf('', allowed, { Code: { S3Bucket: 'assets', S3Key: 'key.zip' }, ...properties });
  const stacks = stacksOf(
    { template: { Resources: resources }, assetFile: (key, file) => (key === 'key.zip' ? files[file] : undefined) },
    ...(otherRegion === undefined
      ? []
      : [
          {
            template: { Resources: { P: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/where', Type: 'String', Value: 'there' } } } },
            region: otherRegion,
          },
        ]),
  );
  const account = new Account({ stacks, store: new MetricStore(), start: START });
  for (let time = 0; time < 2; time += 1) {
    account.call(ROOT, 'lambda', 'Invoke', { FunctionName: 'worker', InvocationType: 'Event' }, REGION);
    await runMinutes(account, 1);
  }
  return (await runMinutes(account, 10)).filter((line) => !line.includes('lambda:Invoke') && !line.includes('started'));
}

describe('a JSON file beside the code', () => {
  test('can be required: plain objects of the function, read once per environment', async () => {
    const code = `const policy = require('./policy.json');
      exports.handler = async () => {
        policy.count = (policy.count ?? 0) + 1;
        console.log(JSON.stringify(policy), policy instanceof Object, policy.tiers instanceof Array, require('./policy.json') === policy);
      };`;
    expect(await linesOf({ 'index.js': code, 'policy.json': '{"tiers":[1,2]}' })).toEqual([
      '0 log: {"tiers":[1,2],"count":1} true true true',
      '0 succeeded',
      '60 log: {"tiers":[1,2],"count":2} true true true',
      '60 succeeded',
    ]);
  });

  test('is found from the folder of the handler', async () => {
    const files = { 'src/index.js': `exports.handler = async () => console.log(require('../data/policy.json').a);`, 'data/policy.json': '{"a":1}' };
    expect((await linesOf(files, { Handler: 'src/index.handler' }))[0]).toBe('0 log: 1');
  });

  test.each([
    ['is not there', {}, `Error Cannot find module './policy.json'`],
    ['is no JSON', { 'policy.json': '{' }, 'SyntaxError /var/task/policy.json: '],
  ])('that %s fails the function as in Node.js', async (_what, files, error) => {
    const lines = await linesOf({ 'index.js': `require('./policy.json'); exports.handler = async () => {};`, ...files });
    expect(lines[0]).toContain(`0 failed ${error}`);
  });

  test.each(['./policy.js', './policy', '../other'])('is all that can be required of the code: %s is not', async (name) => {
    const lines = await linesOf({ 'index.js': `exports.handler = async () => { try { require('${name}'); } catch {} };` });
    expect(lines[0]).toBe(`0 not simulated NotSimulatedError not simulated: module ${name} in a function`);
  });

  test('above the code is not there', async () => {
    const lines = await linesOf({ 'index.js': `exports.handler = async () => require('../../secret.json');`, '../secret.json': '{}' });
    expect(lines[0]).toBe(`0 failed Error Cannot find module '../../secret.json'`);
  });
});

describe('clients of the SDK', () => {
  test('call the region they are given, and leave out what has no value', async () => {
    const code = `const { SSMClient, GetParameterCommand } = require('@aws-sdk/client-ssm');
      const client = new SSMClient({ region: 'eu-west-1', maxAttempts: 2, retryMode: 'standard' });
      exports.handler = async () => console.log((await client.send(new GetParameterCommand({ Name: '/where', WithDecryption: undefined }))).Parameter.Value);`;
    expect((await linesOf({ 'index.js': code }, {}, ['ssm:GetParameter'], 'eu-west-1'))[1]).toBe('0 log: there');
  });

  test('give errors what the service says beside name and message', async () => {
    const code = `const { SSMClient, CreateOpsItemCommand, OpsItemAlreadyExistsException } = require('@aws-sdk/client-ssm');
      const input = { Title: 't', Description: 'd', Source: 's', OperationalData: { '/aws/dedup': { Type: 'SearchableString', Value: '{"dedupString":"x"}' } } };
      exports.handler = async () => {
        try {
          await new SSMClient().send(new CreateOpsItemCommand(input));
        } catch (error) {
          console.log(error instanceof OpsItemAlreadyExistsException, error.OpsItemId);
        }
      };`;
    const lines = await linesOf({ 'index.js': code }, {}, ['ssm:CreateOpsItem']);
    expect(lines.filter((line) => line.includes('log'))).toEqual(['60 log: true oi-000000000001']);
  });

  test.each(['dynamodb', 'sns', 'ssm'])('of %s are there', async (service) => {
    const code = `const sdk = require('@aws-sdk/client-${service}');
      exports.handler = async () => console.log(typeof sdk.${{ dynamodb: 'DynamoDBClient', sns: 'SNSClient', ssm: 'SSMClient' }[service]});`;
    expect((await linesOf({ 'index.js': code }))[0]).toBe('0 log: function');
  });
});

describe('Intl', () => {
  const tell = async (expression: string) => (await linesOf({ 'index.js': `exports.handler = async () => console.log(${expression});` }))[0];

  test('knows time zones, for dates and for instants', async () => {
    const format = `new Intl.DateTimeFormat('en-US', { timeZone: 'Europe/Berlin', hourCycle: 'h23', weekday: 'short', hour: 'numeric', minute: 'numeric' })`;
    expect(await tell(`${format}.format(new Date())`)).toBe('0 log: Mon 09:00');
    expect(await tell(`${format}.format(Date.UTC(2026, 6, 1, 12))`)).toBe('0 log: Wed 14:00');
    expect(await tell(`${format}.formatToParts(new Date()).find(({ type }) => type === 'hour').value`)).toBe('0 log: 09');
  });

  test('asks the virtual clock, and speaks English in UTC unless said otherwise', async () => {
    expect(await tell(`new Intl.DateTimeFormat().format()`)).toBe('0 log: 3/2/2026');
    expect(await tell(`Intl.DateTimeFormat().formatToParts().map(({ value }) => value).join('')`)).toBe('0 log: 3/2/2026');
    expect(await tell(`Intl.DateTimeFormat().resolvedOptions().timeZone`)).toBe('0 log: UTC');
    expect(await tell(`new Date().toLocaleString()`)).toMatch(/^0 log: 3\/2\/2026, 8:00:00\sAM$/);
    expect(await tell(`new Date().toLocaleTimeString('de-DE', { timeZone: 'Europe/Berlin' })`)).toBe('0 log: 09:00:00');
    expect(await tell(`new Intl.DateTimeFormat() instanceof Intl.DateTimeFormat`)).toBe('0 log: true');
  });
});
