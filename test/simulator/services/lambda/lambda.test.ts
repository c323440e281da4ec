import fc from 'fast-check';
import { NotSimulatedError } from '../../../../lib/aws/errors';
import { accountRoot } from '../../../../lib/aws/iam/principal';
import { AsynchronousEventError } from '../../../../lib/simulator/core/clock';
import type { ExternalEndpoint, HttpsRequest } from '../../../../lib/simulator/services/lambda/https-request';
import { ACCOUNT_ID, metricAlarm, START, type Resources } from '../../../helpers/simulated-account';
import { accountWith, FUNCTION_ARN, functionOf, QUEUE, QUEUE_ARN, role, runMinutes, WORKER_ROLE } from '../../../helpers/simulated-function';

const ROOT = accountRoot(ACCOUNT_ID);

/** An account whose worker was sent one event. */
function invoked(
  code: string,
  allowed: readonly string[] = [],
  properties: object = {},
  more: Resources = {},
  event: unknown = {},
  options: Parameters<typeof accountWith>[1] = {},
) {
  const account = accountWith({ ...functionOf(code, allowed, properties), ...more }, options);
  account.call(ROOT, 'lambda', 'Invoke', { FunctionName: 'worker', InvocationType: 'Event', Payload: JSON.stringify(event) });
  return account;
}

const CALL = ['0 lambda:Invoke succeeded', '0 started attempt 1'];

describe('an invocation', () => {
  test('runs the handler with its event, its context and its environment', async () => {
    const code = `exports.handler = async (event, context) => {
      console.log(event.name, process.env.STAGE, process.env.AWS_REGION, context.functionName, context.getRemainingTimeInMillis());
    };`;
    const account = invoked(code, [], { Environment: { Variables: { STAGE: 'prod' } } }, {}, { name: 'edi' });
    expect(await runMinutes(account, 1)).toEqual([...CALL, '0 log: edi prod eu-central-1 worker 60000', '0 succeeded']);
  });

  test('meets virtual time, and the same chance in every run', async () => {
    const code = `exports.handler = async () => {
      const before = new Date();
      await new Promise((resolve) => setTimeout(resolve, 1500));
      console.log(before.toISOString(), Date.now() - before, new Date(2026, 2, 2, 8).getHours(), new Date() instanceof Date, Math.random());
    };`;
    const lines = await runMinutes(invoked(code), 1);
    expect(lines[2]).toMatch(/^1\.5 log: 2026-03-02T08:00:00\.000Z 1500 8 true 0\.\d+$/);
    expect(lines[3]).toBe('1.5 succeeded');
    expect(await runMinutes(invoked(code), 1)).toEqual(lines);
  });

  test('goes on where it waits for something virtual and ends by its timeout where it waits for something else', async () => {
    const account = invoked(`exports.handler = () => new Promise(() => {});`, [], { Timeout: 7 });
    expect(await runMinutes(account, 1)).toEqual([...CALL, '7 timed out Sandbox.Timedout Task timed out after 7.00 seconds']);
  });

  test('that was ended by its timeout does nothing any more', async () => {
    const code = `const { SSMClient, PutParameterCommand } = require('@aws-sdk/client-ssm');
      exports.handler = async () => {
        await new Promise((resolve) => setTimeout(resolve, 10000));
        await new SSMClient().send(new PutParameterCommand({ Name: '/late', Value: 'x', Type: 'String' }));
      };`;
    const account = invoked(code, ['ssm:*'], { Timeout: 5, DeadLetterConfig: undefined });
    expect(await runMinutes(account, 1)).toEqual([...CALL, '5 timed out Sandbox.Timedout Task timed out after 5.00 seconds']);
  });

  test('keeps what its module keeps from the one before', async () => {
    const account = invoked(`let count = 0; exports.handler = async () => console.log(++count);`);
    await runMinutes(account, 1);
    account.call(ROOT, 'lambda', 'Invoke', { FunctionName: FUNCTION_ARN, InvocationType: 'Event' });
    expect((await runMinutes(account, 1)).filter((line) => line.includes('log'))).toEqual(['0 log: 1', '60 log: 2']);
  });

  test.each([
    ['a rejection', 'exports.handler = async () => { throw new TypeError("no"); };', 'TypeError no'],
    ['an exception', 'exports.handler = () => { throw new RangeError("far"); };', 'RangeError far'],
    ['an exception of a timer', 'exports.handler = () => new Promise(() => setTimeout(() => { throw new Error("late"); }, 0));', 'Error late'],
    ['a module that does not load', 'exports.handler = (', 'SyntaxError Unexpected token'],
    ['a missing handler', 'exports.other = 1;', 'Runtime.HandlerNotFound index.js exports no function handler'],
    ['something that is no error', 'exports.handler = async () => { throw "text"; };', 'Error text'],
  ])('fails by %s', async (_what, code, error) => {
    const lines = await runMinutes(invoked(code, [], { Timeout: 10 }), 1);
    expect(lines.find((line) => line.includes('failed'))).toContain(error);
  });

  test.each([
    ['a module', `require('node:fs')`, 'module node:fs in a function'],
    ['random numbers', `require('node:crypto').randomUUID()`, 'crypto.randomUUID in a function'],
    ['a global of Node.js', 'fetch("https://example.com")', 'what https://example.com answers to fetch in a function'],
    ['a setting of a request', 'fetch("https://example.com", { keepalive: true })', 'setting keepalive of fetch in a function'],
    ['a part of process', 'process.exit(1)', 'process.exit in a function'],
    ['a part of console', 'console.table([])', 'console.table in a function'],
    ['an endless timer', 'setInterval(() => {}, 1)', 'setInterval in a function'],
    ['a setting of a client', `new (require('@aws-sdk/client-ssm').SSMClient)({ endpoint: 'x' })`, 'setting endpoint of a client of @aws-sdk/client-ssm'],
    ['a mode of repeating', `new (require('@aws-sdk/client-ssm').SSMClient)({ retryMode: 'adaptive' })`, 'retryMode adaptive'],
    ['a helper of the SDK', `require('@aws-sdk/client-ssm').paginateGetParametersByPath`, 'paginateGetParametersByPath of @aws-sdk/client-ssm'],
    [
      'an enumeration of the SDK',
      `require('@aws-sdk/client-ssm').ParameterTier.STANDARD`,
      'ParameterTier of @aws-sdk/client-ssm as anything but the class of an error',
    ],
    ['a service', `await new (require('@aws-sdk/client-s3').S3Client)().send(new (require('@aws-sdk/client-s3').GetObjectCommand)({}))`, 's3:GetObject'],
  ])('that needs %s nobody simulates says so, whatever the function makes of it', async (_what, statement, thing) => {
    const code = `exports.handler = async () => { try { ${statement}; } catch {} };`;
    const lines = await runMinutes(invoked(code), 10);
    expect(lines.at(-1)).toBe(`0 not simulated NotSimulatedError not simulated: ${thing}`);
  });

  test('posts to somebody outside of AWS, who answers, redirects, or is silent; it logs no header', async () => {
    const code = `exports.handler = async () => {
      const ended = new AbortController();
      setTimeout(() => ended.abort(), 2000);
      const post = (path) => fetch('https://pager.example' + path, { method: 'POST', headers: { Authorization: 'secret' }, body: '{"a":1}', redirect: 'manual', signal: ended.signal });
      for (const path of ['/in', '/moved']) {
        const { status, ok, headers } = await post(path);
        console.log(status, ok, headers.get('Retry-After'));
      }
      await post('/silent').catch((error) => console.log(error instanceof Error, error.name));
    };`;
    const seen: HttpsRequest[] = [];
    const endpoint: ExternalEndpoint = (request) => {
      seen.push(request);
      if (request.url.endsWith('/silent')) return 'none';
      return request.url.endsWith('/moved') ? { status: 307 } : { status: 429, headers: { 'retry-after': '7' } };
    };
    const account = invoked(code, [], {}, {}, {}, { endpoints: [() => undefined, endpoint] });
    expect(await runMinutes(account, 1)).toEqual([...CALL, '0 log: 429 false 7', '0 log: 307 false null', '2 log: true AbortError', '2 succeeded']);
    expect(seen[0]).toEqual({ method: 'POST', url: 'https://pager.example/in', headers: { authorization: 'secret' }, body: '{"a":1}' });
    const sent = account.log.filter((entry) => entry.kind === 'request sent');
    expect(sent.map(({ url, body, answer }) => [url, body, answer])).toEqual([
      ['https://pager.example/in', '{"a":1}', 429],
      ['https://pager.example/moved', '{"a":1}', 307],
      ['https://pager.example/silent', '{"a":1}', 'none'],
    ]);
    expect(JSON.stringify(sent)).not.toContain('secret');
  });

  test('needs a run that can wait, and loses nothing when it met one that cannot', async () => {
    const account = invoked('exports.handler = async () => {};');
    account.schedule(START + 30_000, () => {});
    expect(() => account.run(START + 60_000)).toThrow(AsynchronousEventError);
    expect(() => account.run(START + 60_000)).toThrow(/2026-03-02T08:00:00Z.*runAsync/);
    expect(await runMinutes(account, 1)).toEqual([...CALL, '0 succeeded']);
    expect(account.now).toBe(START + 60_000);
  });
});

describe('a function that Lambda would refuse is not simulated', () => {
  const variables = (bytes: number) => ({ Environment: { Variables: { TEXT: 'x'.repeat(bytes - '{"TEXT":""}'.length) } } });

  test.each<[what: string, properties: object, reason: RegExp]>([
    ['more than 4 KB of environment', variables(4_097), /environment variables of 4097 bytes, where Lambda takes 4096/],
    ['a variable that the runtime sets', { Environment: { Variables: { AWS_REGION: 'eu-west-1' } } }, /environment variable AWS_REGION/],
    ['a variable with a dash', { Environment: { Variables: { 'A-B': 'x' } } }, /environment variable A-B/],
    ['a timeout of more than 15 minutes', { Timeout: 901 }, /Timeout 901, which is not 1 to 900/],
    ['no time at all', { Timeout: 0 }, /Timeout 0/],
    ['less memory than 128 MB', { MemorySize: 127 }, /MemorySize 127, which is not 128 to 10240/],
    ['more memory than there is', { MemorySize: 10_241 }, /MemorySize 10241/],
    ['a retired runtime', { Runtime: 'nodejs18.x' }, /runtime nodejs18.x, which is none of nodejs22.x and nodejs24.x/],
    ['a runtime without a version', { Runtime: 'nodejs' }, /runtime nodejs,/],
    ['another language', { Runtime: 'python3.13' }, /runtime python3.13/],
  ])('%s', (_what, properties, reason) => {
    const account = accountWith(functionOf('exports.handler = async () => 1;', [], properties));
    expect(() => account.call(ROOT, 'lambda', 'Invoke', { FunctionName: 'worker', InvocationType: 'Event' })).toThrow(reason);
  });

  test.each([variables(4_096), { Timeout: 900 }, { Timeout: 1 }, { MemorySize: 128 }, { MemorySize: 10_240 }, { Runtime: 'nodejs24.x' }])(
    'and one at a limit is (%j)',
    (properties) => {
      const account = accountWith(functionOf('exports.handler = async () => 1;', [], properties));
      expect(account.call(ROOT, 'lambda', 'Invoke', { FunctionName: 'worker', InvocationType: 'Event' })).toEqual({ StatusCode: 202 });
    },
  );
});

describe('a function that fails', () => {
  const BROKEN = `exports.handler = async (event) => { throw new Error(event.name); };`;
  const attempts = [1, 2, 3];

  test('is tried again after one minute and after two more, then given up', async () => {
    const lines = await runMinutes(invoked(BROKEN, [], {}, {}, { name: 'x' }), 10);
    expect(lines).toEqual([
      '0 lambda:Invoke succeeded',
      ...attempts.flatMap((attempt) => [`${[0, 60, 180][attempt - 1]} started attempt ${attempt}`, `${[0, 60, 180][attempt - 1]} failed Error x`]),
      '180 given up: RetriesExhausted: Error: x',
    ]);
  });

  test('succeeds when a later attempt does', async () => {
    const code = `let tries = 0; exports.handler = async () => { if (++tries < 3) throw new Error('not yet'); };`;
    expect((await runMinutes(invoked(code), 10)).at(-1)).toBe('180 succeeded');
  });

  test('that ended its process is tried again in another one, and the first does nothing any more', async () => {
    const code = `const { SSMClient, PutParameterCommand } = require('@aws-sdk/client-ssm');
      let tries = 0;
      exports.handler = (event, context) => new Promise((resolve) => setTimeout(() => {
        tries += 1;
        if (event.tries === tries && context.getRemainingTimeInMillis() > 0 && new Date().getUTCMinutes() > 0) return resolve();
        Promise.resolve().then(() => new SSMClient().send(new PutParameterCommand({ Name: '/late', Value: 'x', Type: 'String' })));
        throw new Error('ended');
      }, 10));`;
    const account = invoked(code, ['ssm:*'], {}, {}, { tries: 1 });
    const lines = await runMinutes(account, 10);
    expect(lines.filter((line) => !line.includes('started'))).toEqual(['0 lambda:Invoke succeeded', '0.01 failed Error ended', '60.02 succeeded']);
  });

  test('leaves its event in its dead-letter queue, if its role may send there', async () => {
    const properties = { DeadLetterConfig: { TargetArn: QUEUE_ARN } };
    const kept = invoked(BROKEN, ['sqs:SendMessage'], properties, QUEUE, { name: 'x' });
    expect((await runMinutes(kept, 10)).at(-1)).toBe(`180 given up: RetriesExhausted: Error: x, kept in ${QUEUE_ARN}`);
    expect(kept.queued).toMatchObject([
      { at: START + 180_000, queueArn: QUEUE_ARN, sender: WORKER_ROLE, body: '{"name":"x"}', attributes: { ErrorMessage: { StringValue: 'x' } } },
    ]);
    const lost = invoked(BROKEN, [], properties, QUEUE, { name: 'x' });
    expect((await runMinutes(lost, 10)).at(-1)).toContain(`lost ${QUEUE_ARN}: AccessDenied: arn:aws:iam::${ACCOUNT_ID}:role/worker may not sqs:SendMessage`);
    expect(lost.queued).toEqual([]);
  });

  test('leaves a record at its on-failure destination, after as many attempts as its configuration says', async () => {
    const config = (properties: object): Resources => ({
      Config: {
        Type: 'AWS::Lambda::EventInvokeConfig',
        Properties: { FunctionName: { Ref: 'Worker' }, Qualifier: '$LATEST', DestinationConfig: { OnFailure: { Destination: QUEUE_ARN } }, ...properties },
      },
    });
    const once = invoked(BROKEN, ['sqs:SendMessage'], {}, { ...QUEUE, ...config({ MaximumRetryAttempts: 0 }) }, { name: 'x' });
    expect((await runMinutes(once, 10)).at(-1)).toBe(`0 given up: RetriesExhausted: Error: x, kept in ${QUEUE_ARN}`);
    expect(JSON.parse(once.queued[0]!.body)).toMatchObject({
      requestContext: { functionArn: `${FUNCTION_ARN}:$LATEST`, condition: 'RetriesExhausted', approximateInvokeCount: 1 },
      requestPayload: { name: 'x' },
      responsePayload: { errorType: 'Error', errorMessage: 'x' },
    });
    const young = invoked(BROKEN, ['sqs:SendMessage'], {}, { ...QUEUE, ...config({ MaximumEventAgeInSeconds: 60 }) }, { name: 'x' });
    expect((await runMinutes(young, 10)).at(-1)).toBe(`60 given up: EventAgeExceeded: Error: x, kept in ${QUEUE_ARN}`);
  });

  test('counts in the metrics that alarms watch', async () => {
    const watching = metricAlarm('errors', {
      Namespace: 'AWS/Lambda',
      MetricName: 'Errors',
      Dimensions: [{ Name: 'FunctionName', Value: 'worker' }],
      TreatMissingData: 'notBreaching',
    });
    const account = invoked(BROKEN, [], {}, { Alarm: watching }, { name: 'x' });
    const alarms = (await runMinutes(account, 15)).filter((line) => line.includes('alarm'));
    expect(alarms.map((line) => line.split(' ').slice(1).join(' '))).toEqual(['alarm errors OK', 'alarm errors ALARM', 'alarm errors OK']);
  });

  test('is not run at all by a role that does not trust Lambda', async () => {
    const account = invoked('exports.handler = async () => {};', [], {}, { WorkerRole: role('worker', 'ec2.amazonaws.com', []) });
    expect((await runMinutes(account, 1))[2]).toContain('0 failed AccessDenied lambda.amazonaws.com may not sts:AssumeRole');
  });
});

describe('Invoke', () => {
  const attempt = (account: ReturnType<typeof accountWith>, input: object, principal = ROOT) => {
    try {
      return account.call(principal, 'lambda', 'Invoke', { FunctionName: 'worker', InvocationType: 'Event', ...input });
    } catch (error) {
      return error;
    }
  };

  test('answers as the API does', () => {
    const account = accountWith(functionOf(''));
    expect(attempt(account, {})).toEqual({ StatusCode: 202 });
    expect(attempt(account, { InvocationType: 'DryRun' })).toEqual({ StatusCode: 204 });
    expect(attempt(account, { Payload: '{' })).toMatchObject({ name: 'InvalidRequestContentException' });
    expect(attempt(account, {}, WORKER_ROLE)).toMatchObject({ name: 'AccessDeniedException' });
    expect(attempt(account, { InvocationType: 'RequestResponse' })).toBeInstanceOf(NotSimulatedError);
  });

  test.each([
    ['without its code', { Code: { S3Bucket: 'b', S3Key: 'k.zip' } }, 'its code is not part of the template'],
    ['of another runtime', { Runtime: 'python3.14' }, 'runtime python3.14'],
    ['with layers', { Layers: ['x'] }, 'property Layers'],
  ])('of a function %s is not simulated', (_what, properties, why) => {
    const error = attempt(accountWith(functionOf('', [], properties)), {});
    expect(error).toBeInstanceOf(NotSimulatedError);
    expect(String(error)).toContain(why);
  });
});

test('the same input gives the same log, byte for byte', async () => {
  const code = `const { SSMClient, PutParameterCommand } = require('@aws-sdk/client-ssm');
    exports.handler = async ({ waits }) => {
      await Promise.all(waits.map(async (wait, index) => {
        await new Promise((resolve) => setTimeout(resolve, wait));
        await new SSMClient({ maxAttempts: 4 }).send(new PutParameterCommand({ Name: '/p/' + index, Value: String(Math.random()), Type: 'String' }));
      }));
    };`;
  const run = async (waits: readonly number[], until: number) => {
    const account = invoked(code, ['ssm:PutParameter'], {}, {}, { waits });
    account.failCalls({ service: 'ssm', from: START, until: START + until, errorName: 'ThrottlingException' });
    await runMinutes(account, 10);
    return JSON.stringify(account.log);
  };
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 5 }), fc.integer({ min: 1, max: 20_000 }), async (waits, until) => {
      expect(await run(waits, until)).toBe(await run(waits, until));
    }),
    { numRuns: 25 },
  );
});
