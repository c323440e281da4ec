import { DEFAULT_ASSUMPTIONS } from '../../../../lib/simulator/core/assumptions';
import { ACCOUNT_ID, REGION, START } from '../../../helpers/simulated-account';
import { accountWith, FUNCTION_ARN, functionOf, QUEUE, QUEUE_ARN, role, runMinutes, scheduleOf, story } from '../../../helpers/simulated-function';

const PRINT = 'exports.handler = async (event) => console.log(JSON.stringify(event));';
const DEAD_LETTERS = { DeadLetterConfig: { Arn: QUEUE_ARN } };

const firedAt = (lines: readonly string[]) => lines.filter((line) => line.includes('started')).map((line) => Number(line.split(' ')[0]));

test('a schedule invokes its function with the values of the invocation in its input', async () => {
  const input =
    '{"arn":"<aws.scheduler.schedule-arn>","at":"<aws.scheduler.scheduled-time>","attempt":"<aws.scheduler.attempt-number>","id":"<aws.scheduler.execution-id>","x":"<aws.scheduler.other>"}';
  const account = accountWith({ ...functionOf(PRINT), ...scheduleOf('at(2026-03-02T08:05:00)', {}, { Input: input }) });
  const lines = await runMinutes(account, 10);
  const printed = JSON.parse(lines.find((line) => line.includes('log: '))!.split('log: ')[1]!) as Record<string, string>;
  expect(printed).toEqual({
    arn: `arn:aws:scheduler:${REGION}:${ACCOUNT_ID}:schedule/default/work`,
    at: '2026-03-02T08:05:00Z',
    attempt: '1',
    id: expect.any(String),
    x: '<aws.scheduler.other>',
  });
});

test('without an input the function gets an event of the schedule', async () => {
  const account = accountWith({ ...functionOf(PRINT), ...scheduleOf('rate(1 day)', {}, { Input: undefined }) });
  expect((await runMinutes(account, 1)).find((line) => line.includes('log'))).toContain('"detail-type":"Scheduled Event","source":"aws.scheduler"');
});

test.each([
  ['a rate counts from the creation', 'rate(10 minutes)', {}, [0, 600, 1_200, 1_800]],
  ['a rate counts from StartDate', 'rate(10 minutes)', { StartDate: '2026-03-02T08:05:00Z' }, [300, 900, 1_500]],
  ['a rate with a StartDate in the past keeps its rhythm', 'rate(10 minutes)', { StartDate: '2026-03-02T07:55:00Z' }, [300, 900, 1_500]],
  ['nothing after EndDate', 'rate(10 minutes)', { EndDate: '2026-03-02T08:10:00Z' }, [0, 600]],
  ['a cron that is due at the creation runs', 'cron(0/20 * * * ? *)', {}, [0, 1_200]],
  ['a cron waits for StartDate', 'cron(0/10 * * * ? *)', { StartDate: '2026-03-02T08:15:00Z' }, [1_200, 1_800]],
  ['the zone is that of the schedule', 'cron(10 9 * * ? *)', { ScheduleExpressionTimezone: 'Europe/Berlin' }, [600]],
  ['a schedule that is switched off does nothing', 'rate(10 minutes)', { State: 'DISABLED' }, []],
])('%s', async (_what, expression, properties, expected) => {
  const account = accountWith({ ...functionOf(PRINT), ...scheduleOf(expression, properties) });
  expect(firedAt(await runMinutes(account, 30))).toEqual(expected);
});

test('a cron in Berlin keeps its local hour across the change of clocks', async () => {
  const account = accountWith(
    { ...functionOf(PRINT), ...scheduleOf('cron(0 9 * * ? *)', { ScheduleExpressionTimezone: 'Europe/Berlin' }) },
    { start: Date.UTC(2026, 2, 28) },
  );
  await runMinutes(account, 3 * 1_440);
  const times = account.log.flatMap((entry) => (entry.kind === 'function started' ? [new Date(entry.at).toISOString().slice(0, 16)] : []));
  expect(times).toEqual(['2026-03-28T08:00', '2026-03-29T07:00', '2026-03-30T07:00']);
});

describe('a universal target', () => {
  const Arn = 'arn:aws:scheduler:::aws-sdk:sqs:sendMessage';
  const Input = JSON.stringify({
    QueueUrl: `https://sqs.${REGION}.amazonaws.com/${ACCOUNT_ID}/dead-letters`,
    MessageBody: 'due <aws.scheduler.scheduled-time>',
  });
  const account = (target: object, properties = {}, more = {}, options = {}) =>
    accountWith({ ...functionOf(PRINT), ...QUEUE, ...scheduleOf('at(2026-03-02T08:05:00)', properties, { Arn, Input, ...target }), ...more }, options);

  test('is called with the input as its members, as the role of the schedule', async () => {
    const played = account({});
    await runMinutes(played, 10);
    expect(played.queued).toMatchObject([{ body: 'due 2026-03-02T08:05:00Z' }]);
  });

  test('is given up when the role may not call it', async () => {
    const ScheduleRole = role('schedule', 'scheduler.amazonaws.com', ['lambda:InvokeFunction']);
    const lines = await runMinutes(account({ RetryPolicy: { MaximumRetryAttempts: 0 } }, {}, { ScheduleRole }), 10);
    expect(lines.at(-1)).toContain('may not sqs:SendMessage');
  });

  test('with an input that is no object is given up', async () => {
    const lines = await runMinutes(account({ Input: 'due', RetryPolicy: { MaximumRetryAttempts: 0 } }), 10);
    expect(lines.at(-1)).toContain('the input of the schedule is no JSON object');
  });

  test.each([
    ['start', 300],
    ['end', 1_200],
  ] as const)('within a flexible window starts at its %s, as assumed, with the time it was due at', async (flexibleWindow, seconds) => {
    const assumptions = { ...DEFAULT_ASSUMPTIONS, flexibleWindow };
    const played = account({}, { FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 15 } }, {}, { assumptions });
    const lines = await runMinutes(played, 30);
    expect(played.queued).toMatchObject([{ body: 'due 2026-03-02T08:05:00Z' }]);
    expect(lines.some((line) => line.startsWith(`${seconds} sqs:SendMessage`))).toBe(true);
  });
});

test.each([
  ['a flexible window without its length', { FlexibleTimeWindow: { Mode: 'FLEXIBLE' } }, {}, 'FLEXIBLE without MaximumWindowInMinutes'],
  ['a flexible window longer than a day', { FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 1441 } }, {}, 'MaximumWindowInMinutes 1441'],
  [
    'a universal target that is none',
    {},
    { Arn: 'arn:aws:scheduler:::aws-sdk:SQS:SendMessage' },
    'schedule target arn:aws:scheduler:::aws-sdk:SQS:SendMessage',
  ],
  ['another target', {}, { Arn: QUEUE_ARN }, `schedule target ${QUEUE_ARN}`],
  ['a zone that does not exist', { ScheduleExpressionTimezone: 'Europe/Atlantis' }, {}, 'ScheduleExpressionTimezone Europe/Atlantis'],
  ['an expression AWS refuses', { ScheduleExpression: 'cron(0 0 * * * *)' }, {}, 'a schedule AWS would refuse'],
  ['more retries than there are', {}, { RetryPolicy: { MaximumRetryAttempts: 186 } }, 'MaximumRetryAttempts 186'],
  [
    'a dead-letter queue in another region',
    {},
    { DeadLetterConfig: { Arn: QUEUE_ARN.replace('eu-central-1', 'eu-west-1') } },
    'which is not in eu-central-1 as AWS wants it',
  ],
  ['an encrypted schedule', { KmsKeyArn: 'arn:aws:kms:x' }, {}, 'property KmsKeyArn'],
])('%s is noted as not simulated, and the rest runs', (_what, properties, target, why) => {
  const account = accountWith({ ...functionOf(PRINT), ...scheduleOf('rate(10 minutes)', properties, target) });
  expect(account.notSimulated).toMatchObject([{ logicalId: 'Schedule', why: expect.stringContaining(why) }]);
  account.run(START + 60_000);
});

describe('an invocation that is not accepted', () => {
  const failing = (target: object, more = {}) => accountWith({ ...functionOf(PRINT), ...QUEUE, ...scheduleOf('at(2026-03-02T08:00:00)', {}, target), ...more });
  const attempts = (lines: readonly string[]) => lines.filter((line) => /^\S+ lambda:Invoke /.test(line)).map((line) => Number(line.split(' ')[0]));

  test('is repeated with growing waits until it works', async () => {
    const account = failing({});
    account.failCalls({ service: 'lambda', from: START, until: START + 600_000, errorName: 'ServiceException' });
    const lines = await runMinutes(account, 20);
    expect(attempts(lines)).toEqual([0, 1, 3, 7, 15, 31, 63, 127, 255, 511, 811]);
    expect(lines.at(-1)).toBe('811 succeeded');
  });

  test('goes to the dead-letter queue when its attempts are used up', async () => {
    const account = failing({ ...DEAD_LETTERS, RetryPolicy: { MaximumRetryAttempts: 2 } });
    account.failCalls({ service: 'lambda', from: START, until: START + 600_000, errorName: 'ServiceException' });
    const lines = await runMinutes(account, 20);
    expect(attempts(lines)).toEqual([0, 1, 3]);
    expect(lines.at(-1)).toContain(`3 given up: MaximumRetryAttempts: ServiceException: lambda:Invoke fails in this scenario, kept in ${QUEUE_ARN}`);
    expect(account.queued).toMatchObject([{ body: '{"at":"2026-03-02T08:00:00Z"}' }]);
  });

  test('is given up when it has become too old, and is gone without a queue', async () => {
    const account = failing({ RetryPolicy: { MaximumEventAgeInSeconds: 60 } });
    account.failCalls({ service: 'lambda', from: START, until: START + 600_000, errorName: 'ServiceException' });
    const lines = await runMinutes(account, 20);
    expect(attempts(lines)).toEqual([0, 1, 3, 7, 15, 31]);
    expect(lines.at(-1)).toBe('31 given up: MaximumEventAgeInSeconds: ServiceException: lambda:Invoke fails in this scenario');
  });

  test.each([
    ['the role does not trust Scheduler', role('schedule', 'events.amazonaws.com', ['lambda:InvokeFunction', 'sqs:SendMessage']), 'may not sts:AssumeRole'],
    ['the role may not invoke the function', role('schedule', 'scheduler.amazonaws.com', ['sqs:SendMessage']), 'may not lambda:InvokeFunction'],
  ])('because %s says so in the end', async (_what, ScheduleRole, why) => {
    const lines = await runMinutes(failing({ RetryPolicy: { MaximumRetryAttempts: 0 } }, { ScheduleRole }), 1);
    expect(lines.at(-1)).toContain(why);
    expect(firedAt(lines)).toEqual([]);
  });

  test('in the name of another group than the role trusts', async () => {
    const trusting = (group: string) => {
      const trusted = role('schedule', 'scheduler.amazonaws.com', ['lambda:InvokeFunction']) as {
        Type: string;
        Properties: { AssumeRolePolicyDocument: { Statement: object[] } };
      };
      const statement = {
        ...trusted.Properties.AssumeRolePolicyDocument.Statement[0],
        Condition: { StringEquals: { 'aws:SourceArn': `arn:aws:scheduler:${REGION}:${ACCOUNT_ID}:schedule-group/${group}` } },
      };
      return failing(
        { RetryPolicy: { MaximumRetryAttempts: 0 } },
        { ScheduleRole: { ...trusted, Properties: { ...trusted.Properties, AssumeRolePolicyDocument: { Statement: [statement] } } } },
      );
    };
    expect((await runMinutes(trusting('default'), 1)).at(-1)).toBe('0 succeeded');
    expect((await runMinutes(trusting('other'), 1)).at(-1)).toContain('given up');
  });

  test('loses its dead letter too when the role may not send there', async () => {
    const account = failing({ ...DEAD_LETTERS, RetryPolicy: { MaximumRetryAttempts: 0 } }, { ScheduleRole: role('schedule', 'scheduler.amazonaws.com', []) });
    expect((await runMinutes(account, 1)).at(-1)).toContain(`lost ${QUEUE_ARN}: AccessDenied`);
    expect(account.queued).toEqual([]);
  });
});

test('a schedule for a function that no template has is noted, and is not run', () => {
  const account = accountWith(scheduleOf('at(2026-03-02T08:00:00)'));
  expect(account.notSimulated).toMatchObject([{ logicalId: 'Schedule', why: `not simulated: function ${FUNCTION_ARN}, which no template has` }]);
  account.run(START + 60_000);
  expect(story(account)).toEqual([]);
});
