import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { accountRoot } from '../../../../lib/aws/iam/principal';
import { retryDefaultsOf, RetryStrategy } from '../../../../lib/simulator/services/lambda/retry-strategy';
import { MINUTE_MS } from '../../../../lib/time/time';
import { ACCOUNT_ID, REGION, START } from '../../../helpers/simulated-account';
import { accountWith, functionOf, runMinutes } from '../../../helpers/simulated-function';

/** As much of a client as says how it repeats calls. */
interface RealClient {
  readonly config: { maxAttempts(): Promise<number>; retryStrategy(): Promise<{ readonly baseDelay: number }> };
}
type RealPackage = Readonly<Record<string, new (settings: object) => RealClient>>;

const FOLDER = dirname(dirname(require.resolve('@aws-sdk/client-sns/package.json')));
const PACKAGES = readdirSync(FOLDER).flatMap((name) => (name.startsWith('client-') ? [`@aws-sdk/${name}`] : []));

/** A client that has read no configuration of the machine. */
async function realDefaults(packageName: string) {
  const members = require(packageName) as RealPackage;
  const [, Client] = Object.entries(members).find(([name]) => /^[A-Z]\w*Client$/.test(name))!;
  const { config } = new Client({ region: REGION, credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });
  return { maxAttempts: await config.maxAttempts(), delayBaseMs: (await config.retryStrategy()).baseDelay };
}

describe('every client that is installed repeats calls as it is simulated', () => {
  const { env } = process;
  beforeAll(() => {
    const { AWS_MAX_ATTEMPTS: _attempts, AWS_RETRY_MODE: _mode, ...rest } = env;
    process.env = { ...rest, AWS_CONFIG_FILE: join(__dirname, 'none'), AWS_SHARED_CREDENTIALS_FILE: join(__dirname, 'none') };
  });
  afterAll(() => {
    process.env = env;
  });

  test.each(PACKAGES)('%s', async (packageName) => {
    expect(retryDefaultsOf(packageName)).toEqual(await realDefaults(packageName));
  });

  test('among them those that engine and ledger use, with more than one answer', () => {
    expect(PACKAGES).toEqual(expect.arrayContaining(['cloudwatch', 'dynamodb', 'sns', 'ssm'].map((name) => `@aws-sdk/client-${name}`)));
    expect(new Set(PACKAGES.map((name) => retryDefaultsOf(name).maxAttempts)).size).toBeGreaterThan(1);
  });
});

test('a delay is drawn below a base that doubles, and below a second that doubles for a throttled call', () => {
  const strategy = new RetryStrategy({ maxAttempts: 4, delayBaseMs: 25 }, () => 0.999);
  expect([1, 2, 3, 4].map((attempts) => strategy.delayAfter('InternalServerError', attempts))).toEqual([24, 49, 99, undefined]);
  expect(strategy.delayAfter('ThrottlingException', 1)).toBe(999);
  expect(strategy.delayAfter('ValidationException', 1)).toBeUndefined();
});

test.each([
  ['client-dynamodb', 'DynamoDBClient', 'GetItemCommand', 'dynamodb', '{ TableName: "t", Key: {} }', 4],
  ['client-sns', 'SNSClient', 'PublishCommand', 'sns', '{ TopicArn: "t", Message: "m" }', 3],
])('a function with a client of %s that fails makes as many attempts as that client', async (name, client, command, service, input, attempts) => {
  const code = `const { ${client}, ${command} } = require('@aws-sdk/${name}');
    exports.handler = async () => { try { await new ${client}().send(new ${command}(${input})); } catch (error) { console.log(error.$metadata.attempts); } };`;
  const account = accountWith(functionOf(code, [`${service}:*`]));
  account.failCalls({ service, from: START, until: START + MINUTE_MS, errorName: 'InternalServerError' });
  account.call(accountRoot(ACCOUNT_ID), 'lambda', 'Invoke', { FunctionName: 'worker', InvocationType: 'Event' });
  const lines = await runMinutes(account, 1);
  expect(lines.filter((line) => line.includes('log:')).map((line) => line.split(' ').at(-1))).toEqual([String(attempts)]);
});
