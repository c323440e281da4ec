import { accountRoot } from '../../../../lib/aws/iam/principal';
import { Account } from '../../../../lib/simulator/account';
import { DEFAULT_ASSUMPTIONS } from '../../../../lib/simulator/core/assumptions';
import type { LogEntry } from '../../../../lib/simulator/core/log';
import { MetricStore } from '../../../../lib/simulator/services/cloudwatch/metric-store';
import { ACCOUNT_ID, metricAlarm, REGION, secondsAfterStart, stacksOf, START, type Resources } from '../../../helpers/simulated-account';
import { accountWith, FUNCTION_ARN, functionOf, QUEUE, QUEUE_ARN, role, runMinutes, story } from '../../../helpers/simulated-function';

const ROOT = accountRoot(ACCOUNT_ID);
const RULE_ARN = `arn:aws:events:${REGION}:${ACCOUNT_ID}:rule/orders`;
const TOPIC_ARN = `arn:aws:sns:${REGION}:${ACCOUNT_ID}:notified`;
const OTHER_REGION = 'eu-west-1';
const OTHER_BUS = `arn:aws:events:${OTHER_REGION}:${ACCOUNT_ID}:event-bus/default`;
const PRINTS = 'exports.handler = async (event) => console.log(JSON.stringify(event));';
const DLQ = { DeadLetterConfig: { Arn: QUEUE_ARN } };

const rule = (target: object, properties: object = {}): Resources[string] => ({
  Type: 'AWS::Events::Rule',
  Properties: { Name: 'orders', EventPattern: { source: ['edi'] }, Targets: [{ Id: '1', ...target }], ...properties },
});
const toFunction = (more: object = {}): Resources => ({ Rule: rule({ Arn: FUNCTION_ARN, ...more }) });
const permission = (properties: object = {}): Resources => ({
  Permission: {
    Type: 'AWS::Lambda::Permission',
    Properties: { Action: 'lambda:InvokeFunction', FunctionName: 'worker', Principal: 'events.amazonaws.com', SourceArn: RULE_ARN, ...properties },
  },
});
const policyFor = (type: string, key: string, resource: unknown, action: string, arn: string): Resources[string] => ({
  Type: type,
  Properties: {
    [key]: [resource],
    PolicyDocument: {
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: action,
          Resource: arn,
          Condition: { ArnEquals: { 'aws:SourceArn': RULE_ARN } },
        },
      ],
    },
  },
});
const OPEN_QUEUE: Resources = { ...QUEUE, QueuePolicy: policyFor('AWS::SQS::QueuePolicy', 'Queues', { Ref: 'Queue' }, 'sqs:SendMessage', QUEUE_ARN) };

function put(account: Account, detail: object = { order: 7 }): void {
  account.call(ROOT, 'events', 'PutEvents', { Entries: [{ Source: 'edi', DetailType: 'Order', Detail: JSON.stringify(detail) }] }, REGION);
}
const ofKind = <K extends LogEntry['kind']>(account: Account, kind: K) =>
  account.log.filter((entry): entry is Extract<LogEntry, { kind: K }> => entry.kind === kind);
const sumOf = (account: Account, metricName: string) =>
  (
    account.call(ROOT, 'cloudwatch', 'GetMetricData', {
      StartTime: new Date(START - 60_000),
      EndTime: new Date(START + 86_400_000),
      MetricDataQueries: [
        {
          Id: 'm',
          MetricStat: {
            Metric: { Namespace: 'AWS/Events', MetricName: metricName, Dimensions: [{ Name: 'RuleName', Value: 'orders' }] },
            Period: 60,
            Stat: 'Sum',
          },
        },
      ],
    }) as { MetricDataResults: [{ Values: number[] }] }
  ).MetricDataResults[0].Values.reduce((sum, value) => sum + value, 0);

describe('a function as target', () => {
  test('gets the event, when its policy names the rule', async () => {
    const account = accountWith({ ...functionOf(PRINTS), ...toFunction(), ...permission() });
    put(account);
    const lines = await runMinutes(account, 5);
    expect(lines.slice(0, 3)).toEqual(['0 events:PutEvents succeeded', '0 lambda:Invoke succeeded', '0 started attempt 1']);
    expect(JSON.parse(lines[3]!.replace('0 log: ', ''))).toMatchObject({ source: 'edi', 'detail-type': 'Order', detail: { order: 7 }, region: REGION });
    const [invoke] = ofKind(account, 'call').filter(({ operation }) => operation === 'Invoke');
    expect(invoke).toMatchObject({
      principal: { service: 'events.amazonaws.com', sourceArn: RULE_ARN, sourceAccount: ACCOUNT_ID },
      checks: [{ link: 'function policy', action: 'lambda:InvokeFunction', resource: FUNCTION_ARN, decision: { outcome: 'allowed' } }],
    });
    expect(['Invocations', 'FailedInvocations'].map((name) => sumOf(account, name))).toEqual([1, 0]);
  });

  test.each([
    ['by its ARN', { FunctionName: FUNCTION_ARN }, true],
    ['by the end of its ARN', { FunctionName: `${ACCOUNT_ID}:function:worker` }, true],
    ['by an alias', { FunctionName: 'worker:live' }, false],
    ['for the rules of an account', { SourceArn: undefined, SourceAccount: ACCOUNT_ID }, true],
    ['for another account', { SourceAccount: '999999999999' }, false],
    ['for another rule', { SourceArn: `${RULE_ARN}-2` }, false],
    ['for another service', { Principal: 'sns.amazonaws.com' }, false],
    ['for another action', { Action: 'lambda:GetFunction' }, false],
  ])('that is named %s is reached or not', async (_how, properties, isReached) => {
    const account = accountWith({ ...functionOf(PRINTS), ...toFunction(), ...permission(properties) });
    put(account);
    expect((await runMinutes(account, 1)).includes('0 started attempt 1')).toBe(isReached);
  });

  test('with a permission nobody can read is not notified to be closed', async () => {
    const account = accountWith({ ...functionOf(PRINTS), ...toFunction(), ...permission({ PrincipalOrgID: 'o-1' }) });
    put(account);
    await runMinutes(account, 1);
    expect(ofKind(account, 'target not simulated')).toMatchObject([{ targetArn: FUNCTION_ARN, reason: 'not simulated: property PrincipalOrgID' }]);
  });

  test.each([
    ['a constant', { Input: '{"a":1}' }, '{"a":1}'],
    ['a part of it', { InputPath: '$.detail.order' }, '7'],
    ['all of its detail', { InputPath: '$.detail' }, '{"order":7}'],
  ])('gets %s instead of the event', async (_what, input, payload) => {
    const account = accountWith({ ...functionOf(PRINTS), ...toFunction(input), ...permission() });
    put(account);
    expect(await runMinutes(account, 1)).toContain(`0 log: ${payload}`);
  });
});

test.each([
  ['an input transformer', { Arn: FUNCTION_ARN, InputTransformer: { InputTemplate: '{}' } }, 'not simulated: property InputTransformer'],
  ['an odd path', { Arn: FUNCTION_ARN, InputPath: '$.resources[0]' }, 'not simulated: InputPath $.resources[0]'],
  ['too many retries', { Arn: FUNCTION_ARN, RetryPolicy: { MaximumRetryAttempts: 186 } }, 'not simulated: MaximumRetryAttempts 186, which is not 0 to 185'],
  ['a function of another region', { Arn: FUNCTION_ARN.replace(REGION, OTHER_REGION) }, 'not simulated: a function of another region as target'],
  [
    'a dead-letter queue in another region',
    { Arn: FUNCTION_ARN, DeadLetterConfig: { Arn: QUEUE_ARN.replace(REGION, OTHER_REGION) } },
    `not simulated: dead-letter queue ${QUEUE_ARN.replace(REGION, OTHER_REGION)}, which is not in ${REGION} as AWS wants it`,
  ],
  ['a bus without a role', { Arn: OTHER_BUS }, 'not simulated: a resource without RoleArn'],
  ['a state machine', { Arn: 'arn:aws:states:x' }, 'not simulated: target arn:aws:states:x'],
])('a target with %s is not carried out, and the log says why', (_what, target, reason) => {
  const account = accountWith({ Rule: rule(target) });
  put(account);
  expect(ofKind(account, 'target not simulated')).toMatchObject([{ at: START, rule: { name: 'orders', logicalId: 'Rule' }, reason }]);
});

test('a rule of which nobody can tell whether it matches leaves open what its targets get, and the others go on', () => {
  const account = accountWith({
    ...OPEN_QUEUE,
    Doubtful: rule({ Arn: FUNCTION_ARN }, { Name: 'doubtful', EventPattern: { detail: { order: [{ 'anything-but': 'x' }] } } }),
    Rule: rule({ Arn: QUEUE_ARN }),
  });
  put(account, { order: { id: 7 } });
  account.run(START + 60_000);
  expect(ofKind(account, 'target not simulated')).toMatchObject([
    { rule: { name: 'doubtful' }, targetArn: FUNCTION_ARN, reason: expect.stringContaining('anything-but of a field that is an object') },
  ]);
  expect(account.queued).toHaveLength(1);
});

test.each([
  ['any', 1],
  ['every', 0],
] as const)('what anything-but asks of a list is an assumption: %s', (anythingButOnLists, count) => {
  const pattern = { EventPattern: { detail: { tags: [{ 'anything-but': 'a' }] } } };
  const account = accountWith({ ...OPEN_QUEUE, Rule: rule({ Arn: QUEUE_ARN }, pattern) }, { assumptions: { ...DEFAULT_ASSUMPTIONS, anythingButOnLists } });
  put(account, { tags: ['a', 'b'] });
  account.run(START + 60_000);
  expect(account.queued).toHaveLength(count);
});

test('a rule with $or passes on what one of its patterns matches', () => {
  const pattern = { EventPattern: { source: ['edi'], detail: { $or: [{ order: [7] }, { urgent: [true] }] } } };
  const account = accountWith({ ...OPEN_QUEUE, Rule: rule({ Arn: QUEUE_ARN }, pattern) });
  for (const detail of [{ order: 7 }, { order: 8 }, { order: 8, urgent: true }]) put(account, detail);
  account.run(START + 60_000);
  expect(account.queued).toHaveLength(2);
});

describe('a queue and a topic as targets', () => {
  const TOPIC: Resources = {
    Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'notified' } },
    TopicPolicy: policyFor('AWS::SNS::TopicPolicy', 'Topics', TOPIC_ARN, 'sns:Publish', TOPIC_ARN),
  };

  test('get the event by their own policies', async () => {
    const account = accountWith({
      ...OPEN_QUEUE,
      ...TOPIC,
      Rule: rule(
        { Arn: QUEUE_ARN },
        {
          Targets: [
            { Id: '1', Arn: QUEUE_ARN },
            { Id: '2', Arn: TOPIC_ARN },
          ],
        },
      ),
    });
    put(account);
    await runMinutes(account, 1);
    expect(account.queued.map(({ body }) => JSON.parse(body))).toMatchObject([{ detail: { order: 7 } }]);
    expect(account.published.map(({ message }) => JSON.parse(message))).toMatchObject([{ detail: { order: 7 } }]);
  });

  test.each([
    ['without a condition', {}, 1],
    ['with a condition on the source, which EventBridge does not hand on', { Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT_ID } } }, 0],
  ])('reach an encrypted topic by a key grant %s', async (_what, condition, messages) => {
    const grant = {
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      Resource: '*',
      ...condition,
    };
    const Key = { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: [grant] } } };
    const Topic = { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'notified', KmsMasterKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } } };
    const account = accountWith({ ...TOPIC, Key, Topic, Rule: rule({ Arn: TOPIC_ARN }) });
    put(account);
    await runMinutes(account, 1);
    expect(account.published).toHaveLength(messages);
  });
});

test.each<[what: string, policy: Resources, messages: number]>([
  ['without a policy does not let EventBridge publish', {}, 0],
  ['whose policy names EventBridge does', { TopicPolicy: policyFor('AWS::SNS::TopicPolicy', 'Topics', TOPIC_ARN, 'sns:Publish', TOPIC_ARN) }, 1],
])('a topic %s, as AWS has it', async (_what, policy, messages) => {
  const Topic = { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'notified' } };
  const account = accountWith({ Topic, ...policy, Rule: rule({ Arn: TOPIC_ARN }) });
  put(account);
  await runMinutes(account, 1);
  expect(account.published).toHaveLength(messages);
  const refusals = ofKind(account, 'invocation given up').map(({ reason }) => reason);
  expect(refusals).toEqual(messages === 1 ? [] : [expect.stringMatching(/^AuthorizationErrorException: .* no statement of the topic policy allows it$/)]);
});

describe('an event that cannot be delivered', () => {
  test('goes to the dead-letter queue at once when a permission is missing', async () => {
    const account = accountWith({ ...OPEN_QUEUE, ...toFunction(DLQ), ...functionOf(PRINTS) });
    put(account);
    const lines = await runMinutes(account, 10);
    expect(lines.at(-1)).toMatch(new RegExp(`^0 given up: AccessDeniedException: .*, kept in ${QUEUE_ARN}$`));
    const [letter] = account.queued;
    expect(JSON.parse(letter!.body)).toMatchObject({ detail: { order: 7 } });
    expect(letter!.attributes).toMatchObject({
      RULE_ARN: { StringValue: RULE_ARN },
      TARGET_ARN: { StringValue: FUNCTION_ARN },
      ERROR_CODE: { StringValue: 'NO_PERMISSIONS' },
      RETRY_ATTEMPTS: { StringValue: '0' },
    });
    expect(letter!.attributes.EXHAUSTED_RETRY_CONDITION).toBeUndefined();
    expect(['Invocations', 'FailedInvocations', 'InvocationsSentToDlq', 'InvocationsFailedToBeSentToDlq'].map((name) => sumOf(account, name))).toEqual([
      1, 1, 1, 0,
    ]);
  });

  test('is lost, and the log says so, without a queue and with one that does not let EventBridge in', async () => {
    const without = accountWith({ ...functionOf(PRINTS), ...toFunction() });
    const closed = accountWith({ ...functionOf(PRINTS), ...QUEUE, ...toFunction(DLQ) });
    for (const account of [without, closed]) {
      put(account);
      await runMinutes(account, 5);
    }
    expect(ofKind(without, 'invocation given up')).toMatchObject([{ source: { name: 'orders', arn: RULE_ARN, logicalId: 'Rule' }, keptIn: [], lost: [] }]);
    expect(ofKind(closed, 'invocation given up')[0]!.lost[0]).toContain(`${QUEUE_ARN}: AccessDenied`);
    expect(sumOf(closed, 'InvocationsFailedToBeSentToDlq')).toBe(1);
  });

  const throttled = (policy: object, minutes = 60) => {
    const account = accountWith({ ...functionOf(PRINTS), ...OPEN_QUEUE, ...permission(), ...toFunction({ ...DLQ, RetryPolicy: policy }) });
    account.failCalls({ service: 'lambda', from: START, until: START + minutes * 60_000, errorName: 'TooManyRequestsException' });
    put(account);
    return account;
  };
  const attemptsOf = (account: Account) =>
    ofKind(account, 'call')
      .filter(({ operation }) => operation === 'Invoke')
      .map(({ at }) => secondsAfterStart(at));

  test('is tried again with growing waits until it is', async () => {
    const account = throttled({}, 3);
    await runMinutes(account, 10);
    expect(attemptsOf(account)).toEqual([0, 1, 3, 7, 15, 31, 63, 123, 183]);
    expect(story(account).at(-1)).toBe('183 succeeded');
    expect(['Invocations', 'FailedInvocations'].map((name) => sumOf(account, name))).toEqual([1, 0]);
  });

  test.each([
    ['the number of its attempts', { MaximumRetryAttempts: 2 }, [0, 1, 3], 'MaximumRetryAttempts', '2'],
    ['its age', { MaximumEventAgeInSeconds: 60 }, [0, 1, 3, 7, 15, 31], 'MaximumEventAgeInSeconds', '5'],
    ['the only attempt', { MaximumRetryAttempts: 0 }, [0], 'MaximumRetryAttempts', '0'],
  ])('is given up when %s is used up', async (_what, policy, attempts, condition, retries) => {
    const account = throttled(policy);
    await runMinutes(account, 10);
    expect(attemptsOf(account)).toEqual(attempts);
    expect(account.queued[0]!.attributes).toMatchObject({
      ERROR_CODE: { StringValue: 'THROTTLING' },
      EXHAUSTED_RETRY_CONDITION: { StringValue: condition },
      RETRY_ATTEMPTS: { StringValue: retries },
    });
  });

  test('and is retried as often as AWS does by default is given up after 186 attempts, within a day', async () => {
    const account = throttled({}, 2_000);
    await runMinutes(account, 240);
    expect(attemptsOf(account)).toHaveLength(186);
  });
});

describe('a bus of another region as target', () => {
  const BUS_ROLE = `arn:aws:iam::${ACCOUNT_ID}:role/forward`;
  const forwarding = (
    allowed: Parameters<typeof role>[2] = [{ Action: 'events:PutEvents', Resource: OTHER_BUS }],
    service = 'events.amazonaws.com',
    target: object = {},
  ) => {
    const here = { Rule: rule({ Arn: OTHER_BUS, RoleArn: BUS_ROLE, ...target }), Forward: role('forward', service, allowed) };
    const there = {
      ...functionOf(PRINTS),
      ...permission({ SourceArn: RULE_ARN.replace(REGION, OTHER_REGION) }),
      Rule: rule({ Arn: FUNCTION_ARN.replace(REGION, OTHER_REGION) }),
      Back: rule({ Arn: OTHER_BUS.replace(OTHER_REGION, REGION), RoleArn: BUS_ROLE }, { Name: 'back' }),
    };
    return new Account({
      stacks: stacksOf({ template: { Resources: here } }, { template: { Resources: there }, region: OTHER_REGION }),
      store: new MetricStore(),
      start: START,
    });
  };

  test('gets the event unchanged, with the role of the target, and hands it on to no third one (F43)', async () => {
    const account = forwarding();
    put(account);
    await runMinutes(account, 1);
    const [first, second] = ofKind(account, 'event emitted');
    expect(second!.event).toEqual(first!.event);
    expect(second).toMatchObject({ forwardedTo: OTHER_REGION, event: { region: REGION, account: ACCOUNT_ID } });
    expect(ofKind(account, 'event emitted')).toHaveLength(2);
    expect(ofKind(account, 'function printed').map(({ text }) => JSON.parse(text))).toEqual([first!.event]);
    expect(ofKind(account, 'invocation given up')).toMatchObject([{ source: { name: 'back' }, reason: expect.stringContaining('ThirdRegionHopDetected') }]);
  });

  test.each([
    ['may not', forwarding([]), 'AccessDeniedException'],
    ['may on another bus only', forwarding([{ Action: 'events:PutEvents', Resource: `${OTHER_BUS}-2` }]), 'AccessDeniedException'],
    ['does not trust EventBridge', forwarding(undefined, 'lambda.amazonaws.com'), 'AccessDenied'],
  ])('gets nothing by a role that %s', async (_what, account, error) => {
    put(account);
    await runMinutes(account, 1);
    expect(ofKind(account, 'event emitted')).toHaveLength(1);
    expect(ofKind(account, 'invocation given up')).toMatchObject([{ source: { name: 'orders' }, reason: expect.stringMatching(new RegExp(`^${error}: `)) }]);
  });

  test('that no template has may be there all the same: what becomes of the event cannot be determined', async () => {
    const account = forwarding(['events:PutEvents'], undefined, { Arn: OTHER_BUS.replace('default', 'gone') });
    put(account);
    await runMinutes(account, 1);
    expect(ofKind(account, 'invocation given up')).toEqual([]);
    expect(ofKind(account, 'target not simulated')).toMatchObject([{ reason: 'not simulated: event bus gone in eu-west-1, which no template has' }]);
  });

  test('gets the event late when its role could not be taken on for a while', async () => {
    const account = forwarding();
    account.failCalls({ service: 'sts', from: START, until: START + 2_000, errorName: 'InternalFailure' });
    put(account);
    await runMinutes(account, 1);
    expect(ofKind(account, 'event emitted').map(({ at }) => secondsAfterStart(at))).toEqual([0, 3]);
  });
});

describe('a scenario', () => {
  const disturbed = async (...disturbances: Parameters<Account['disturbEvents']>[0][]) => {
    const account = accountWith({ ...OPEN_QUEUE, Rule: rule({ Arn: QUEUE_ARN }) });
    for (const disturbance of disturbances) account.disturbEvents(disturbance);
    put(account);
    await runMinutes(account, 5);
    return {
      deliveries: account.queued.map(({ at }) => secondsAfterStart(at)),
      notified: ofKind(account, 'event disturbed').map(({ disturbance }) => disturbance),
    };
  };
  const always = { from: START, until: START + 60_000 };

  test('loses, doubles and delays events, and the log says so (F44)', async () => {
    expect(await disturbed({ kind: 'lose', ...always })).toEqual({ deliveries: [], notified: ['lose'] });
    expect(await disturbed({ kind: 'duplicate', ...always })).toEqual({ deliveries: [0, 0], notified: ['duplicate'] });
    expect(await disturbed({ kind: 'delay', delaySeconds: 90, ...always })).toEqual({ deliveries: [90], notified: ['delay'] });
    expect(await disturbed({ kind: 'delay', delaySeconds: 5, ...always }, { kind: 'duplicate', ...always })).toEqual({
      deliveries: [5, 5],
      notified: ['delay', 'duplicate'],
    });
    expect(await disturbed({ kind: 'duplicate', ...always }, { kind: 'lose', ...always })).toEqual({ deliveries: [], notified: ['lose'] });
  });

  test('leaves events of other types and of other times alone', async () => {
    const untouched = { deliveries: [0], notified: [] };
    expect(await disturbed({ kind: 'lose', ...always, detailType: 'Other' })).toEqual(untouched);
    expect(await disturbed({ kind: 'lose', from: START - 60_000, until: START })).toEqual(untouched);
    expect(await disturbed({ kind: 'lose', ...always, detailType: 'Order' })).toEqual({ deliveries: [], notified: ['lose'] });
  });

  test('has to say how long a delay is, and of nothing else', () => {
    const account = accountWith({});
    expect(() => account.disturbEvents({ kind: 'delay', ...always })).toThrow('delaySeconds of a disturbance delay must be above 0, received nothing');
    expect(() => account.disturbEvents({ kind: 'lose', delaySeconds: 1, ...always })).toThrow(RangeError);
  });
});

test('an alarm that watches failed invocations of a rule sees them', async () => {
  const watching = metricAlarm('failed', {
    Namespace: 'AWS/Events',
    MetricName: 'FailedInvocations',
    Dimensions: [{ Name: 'RuleName', Value: 'orders' }],
    TreatMissingData: 'notBreaching',
  });
  const account = accountWith({ Alarm: watching, ...functionOf(PRINTS), ...toFunction() });
  put(account);
  const alarms = (await runMinutes(account, 15)).filter((line) => line.includes('alarm failed'));
  expect(alarms.map((line) => line.split(' ').slice(1).join(' '))).toEqual(['alarm failed OK', 'alarm failed ALARM', 'alarm failed OK']);
});

describe('a rule on a schedule', () => {
  const scheduled = (expression: string, target: object = {}, properties: object = {}): Resources => ({
    Rule: rule({ Arn: FUNCTION_ARN, ...target }, { EventPattern: undefined, ScheduleExpression: expression, ...properties }),
  });
  const startedAt = (account: Account) => ofKind(account, 'function started').map(({ at }) => secondsAfterStart(at));

  test.each([
    ['rate(2 minutes)', [0, 120, 240]],
    ['cron(1/3 8 * * ? *)', [60, 240]],
  ])('%s emits an event for its own targets, when it is due', async (expression, instants) => {
    const account = accountWith({ ...functionOf(PRINTS), ...permission(), ...scheduled(expression) });
    await runMinutes(account, 4);
    expect(startedAt(account)).toEqual(instants);
    expect(JSON.parse(ofKind(account, 'function printed')[0]!.text)).toMatchObject({
      source: 'aws.events',
      'detail-type': 'Scheduled Event',
      resources: [RULE_ARN],
      detail: {},
    });
  });

  test('is for no other rule, and matches events by its pattern as well', async () => {
    const Other = rule({ Arn: FUNCTION_ARN }, { Name: 'other', EventPattern: { source: ['aws.events'] } });
    const both = scheduled('rate(1 day)', {}, { EventPattern: { source: ['edi'] } });
    const account = accountWith({ ...functionOf(PRINTS), ...permission(), ...both, Other });
    put(account);
    await runMinutes(account, 1);
    expect(ofKind(account, 'function printed').map(({ text }) => (JSON.parse(text) as { source: string }).source)).toEqual(['edi', 'aws.events']);
  });

  test('is lost, doubled and late as a scenario wants it, and rests when it is switched off', async () => {
    const account = accountWith({ ...functionOf(PRINTS), ...permission(), ...scheduled('rate(1 minute)') });
    account.disturbEvents({ kind: 'lose', from: START + 60_000, until: START + 120_000 });
    await runMinutes(account, 2);
    expect(startedAt(account)).toEqual([0, 120]);
    const off = accountWith({ ...functionOf(PRINTS), ...permission(), ...scheduled('rate(1 minute)', {}, { State: 'DISABLED' }) });
    expect(await runMinutes(off, 2)).toEqual([]);
    expect(off.notSimulated).toEqual([]);
  });

  test.each<[what: string, resources: Resources, why: RegExp]>([
    ['a function that no template has', scheduled('rate(1 minute)'), /function .*:worker, which no template has/],
    ['a function of another runtime', { ...functionOf(PRINTS, [], { Runtime: 'python3.14' }), ...scheduled('rate(1 minute)') }, /runtime python3.14/],
    ['a target of another kind', scheduled('rate(1 minute)', { Arn: 'arn:aws:states:x' }), /target arn:aws:states:x/],
    ['an expression that is none', scheduled('rate(1 moon)'), /ScheduleExpression AWS would refuse: .*rate\(1 moon\)/],
    ['at(), which rules do not have', scheduled('at(2026-03-02T08:05:00)'), /ScheduleExpression at\(.*\) of a rule, which EventBridge refuses/],
    ['another bus than the default one', scheduled('rate(1 minute)', {}, { EventBusName: 'own' }), /bus own, which EventBridge refuses/],
    ['neither a schedule nor a pattern', { Rule: rule({ Arn: FUNCTION_ARN }, { EventPattern: undefined }) }, /without EventPattern and ScheduleExpression/],
  ])('with %s is noted by name', (_what, resources, why) => {
    const account = accountWith(resources);
    expect(account.notSimulated).toMatchObject([{ logicalId: 'Rule', why: expect.stringMatching(why) }]);
    account.run(START + 60_000);
    expect(ofKind(account, 'event emitted')).toEqual([]);
  });
});
