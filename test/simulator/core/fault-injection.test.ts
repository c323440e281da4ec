import { accountRoot } from '../../../lib/aws/iam/principal';
import { ACCOUNT_ID, START } from '../../helpers/simulated-account';
import { accountWith, functionOf, QUEUE, QUEUE_ARN, runMinutes, scheduleOf } from '../../helpers/simulated-function';

const ROOT = accountRoot(ACCOUNT_ID);

/** Writes two parameters, one after the other, and prints what came of each. */
const TWO_WRITES = `const { SSMClient, PutParameterCommand } = require('@aws-sdk/client-ssm');
  const client = new SSMClient({ maxAttempts: Number(process.env.ATTEMPTS) });
  exports.handler = async () => {
    for (const Name of ['/a', '/b']) {
      await client.send(new PutParameterCommand({ Name, Value: 'x', Type: 'String', Overwrite: true }));
      console.log(Name + ' written');
    }
  };`;

/** Calls by position: 0 the role of the schedule, 1 Invoke, 2 the role of the function, 3 and 4 its writes. */
function accountOfWrites(attempts = 1, properties: object = {}) {
  return accountWith({
    ...functionOf(TWO_WRITES, ['ssm:PutParameter'], { Environment: { Variables: { ATTEMPTS: String(attempts) } }, ...properties }),
    ...scheduleOf('at(2026-03-02T08:00:10)'),
  });
}

const versionOf = (account: ReturnType<typeof accountWith>, name: string) => {
  try {
    return (account.call(ROOT, 'ssm', 'GetParameter', { Name: name }).Parameter as { Version: number }).Version;
  } catch (error) {
    return (error as Error).name;
  }
};

describe('calls are counted', () => {
  test('whoever makes them, people excepted', async () => {
    const account = accountOfWrites();
    account.call(ROOT, 'ssm', 'PutParameter', { Name: '/a', Value: 'x', Type: 'String' });
    expect(account.countedCalls).toBe(0);
    await runMinutes(account, 1);
    expect(account.countedCalls).toBe(5);
  });

  test('attempt by attempt when the SDK repeats them', async () => {
    const account = accountOfWrites(3);
    account.failCalls({ position: 3, errorName: 'ThrottlingException' });
    expect((await runMinutes(account, 1)).filter((line) => line.includes('PutParameter')).map((line) => line.split(' ').slice(1).join(' '))).toEqual([
      'ssm:PutParameter ThrottlingException',
      'ssm:PutParameter succeeded',
      'ssm:PutParameter succeeded',
    ]);
    expect(account.countedCalls).toBe(6);
  });
});

describe('a fault for a time', () => {
  const faulty = async (after: boolean) => {
    const account = accountOfWrites();
    account.failCalls({
      service: 'ssm',
      operation: 'PutParameter',
      from: START,
      until: START + 60_000,
      errorName: 'InternalServerError',
      ...(after && { after }),
    });
    await runMinutes(account, 1);
    const [call] = account.log.filter((entry) => entry.kind === 'call' && entry.operation === 'PutParameter');
    return { version: versionOf(account, '/a'), call };
  };

  test('keeps a call from having an effect', async () => {
    const { version, call } = await faulty(false);
    expect([version, call]).toMatchObject(['ParameterNotFound', { outcome: 'failed' }]);
    expect(call).not.toHaveProperty('isAnswerLost');
  });

  test('or loses its answer only, which the log says', async () => {
    expect(await faulty(true)).toMatchObject({ version: 1, call: { outcome: 'failed', isAnswerLost: true, error: { name: 'InternalServerError' } } });
  });
});

describe('a fault by position', () => {
  test('lets one call fail before it has an effect', async () => {
    const account = accountOfWrites();
    account.failCalls({ position: 3, errorName: 'InternalServerError' });
    const lines = await runMinutes(account, 5);
    expect(lines.filter((line) => line.includes('failed'))).toEqual(['10 failed InternalServerError call 3 fails in this scenario']);
    // The event is tried again, and nothing fails any more.
    expect(lines.at(-1)).toBe('70 succeeded');
    expect([versionOf(account, '/a'), versionOf(account, '/b')]).toEqual([1, 1]);
  });

  test('lets the answer be lost after the effect', async () => {
    const account = accountOfWrites();
    account.failCalls({ position: 3, errorName: 'TimeoutError', after: true });
    const lines = await runMinutes(account, 5);
    expect(lines).toContain('10 failed TimeoutError call 3 was carried out and its answer is lost in this scenario');
    expect([versionOf(account, '/a'), versionOf(account, '/b')]).toEqual([2, 1]);
  });

  test('also hits what schedules and services do', async () => {
    const account = accountOfWrites();
    account.failCalls({ position: 1, errorName: 'TooManyRequestsException' });
    expect((await runMinutes(account, 1)).slice(0, 2)).toEqual(['10 lambda:Invoke TooManyRequestsException', '11 lambda:Invoke succeeded']);
  });

  test('leaves a call that fails by itself its own error', async () => {
    const account = accountWith({ ...functionOf(TWO_WRITES, [], { Environment: { Variables: { ATTEMPTS: '1' } } }), ...scheduleOf('at(2026-03-02T08:00:10)') });
    account.failCalls({ position: 3, errorName: 'TimeoutError', after: true });
    expect((await runMinutes(account, 1)).find((line) => line.includes('failed'))).toContain('failed AccessDeniedException');
  });
});

describe('a crash', () => {
  test('ends the function after the call, and Lambda tries again in a new environment', async () => {
    const account = accountOfWrites();
    account.failCalls({ crashAt: 3 });
    const lines = await runMinutes(account, 5);
    expect(lines.slice(2, 7)).toEqual([
      '10 ssm:PutParameter succeeded',
      expect.stringMatching(/^10 failed Runtime\.ExitError RequestId: \S+ Error: Runtime exited with error: signal: killed$/),
      '70 started attempt 2',
      '70 ssm:PutParameter succeeded',
      '70 log: /a written',
    ]);
    expect([versionOf(account, '/a'), versionOf(account, '/b')]).toEqual([2, 1]);
  });

  test('lets nothing more of the function be heard, even what is in the same turn', async () => {
    const code = `const { SSMClient, PutParameterCommand } = require('@aws-sdk/client-ssm');
      const write = (Name) => new SSMClient().send(new PutParameterCommand({ Name, Value: 'x', Type: 'String' }));
      exports.handler = async () => {
        setTimeout(() => console.log('later'), 10);
        const writes = [write('/a'), write('/b')];
        console.log('same turn');
        await Promise.all(writes);
      };`;
    const account = accountWith({ ...functionOf(code, ['ssm:PutParameter']), ...scheduleOf('at(2026-03-02T08:00:10)') });
    account.failCalls({ crashAt: 3 });
    const lines = await runMinutes(account, 1);
    expect(lines.slice(2)).toEqual(['10 ssm:PutParameter succeeded', expect.stringContaining('10 failed Runtime.ExitError')]);
    expect(versionOf(account, '/b')).toBe('ParameterNotFound');
  });

  test('of the last attempt leaves the event in the dead-letter queue', async () => {
    const account = accountWith({
      ...functionOf(TWO_WRITES, ['ssm:PutParameter', 'sqs:SendMessage'], {
        Environment: { Variables: { ATTEMPTS: '1' } },
        DeadLetterConfig: { TargetArn: QUEUE_ARN },
      }),
      ...QUEUE,
      ...scheduleOf('at(2026-03-02T08:00:10)'),
    });
    for (const crashAt of [3, 4, 5]) account.failCalls({ crashAt });
    await runMinutes(account, 10);
    expect(account.queued).toMatchObject([{ at: START + 190_000, queueArn: QUEUE_ARN }]);
  });

  test('at a call that no function makes ends nothing', async () => {
    const account = accountOfWrites();
    for (const crashAt of [0, 1, 2]) account.failCalls({ crashAt });
    expect((await runMinutes(account, 1)).at(-1)).toBe('10 succeeded');
  });
});

test('every position of a run can fail, and the run of each is the same when it is made again (F64)', async () => {
  const run = async (position: number) => {
    const account = accountOfWrites();
    account.failCalls({ position, errorName: 'InternalServerError' });
    await runMinutes(account, 5);
    expect([versionOf(account, '/a'), versionOf(account, '/b')]).toEqual([position === 4 ? 2 : 1, 1]);
    return JSON.stringify(account.log);
  };
  for (const position of [0, 1, 2, 3, 4]) expect(await run(position)).toBe(await run(position));
});
