import { accountRoot } from '../../../lib/aws/iam/principal';
import { Account } from '../../../lib/simulator/account';
import { MetricStore } from '../../../lib/simulator/services/cloudwatch/metric-store';
import { ACCOUNT_ID, metricAlarm, REGION, scriptedAlarms, stacksOf, START, type Resources } from '../../helpers/simulated-account';
import { functionOf, runMinutes } from '../../helpers/simulated-function';

/** The rule: a part that is only known at deployment is a doubt about what depends on it, and about nothing else. */

const ROOT = accountRoot(ACCOUNT_ID);
const UNKNOWN = { Ref: 'Unknown' };
const queueUrl = (name: string) => `https://sqs.${REGION}.amazonaws.com/${ACCOUNT_ID}/${name}`;
const allow = (Resource: unknown, more: object = {}) => ({ Effect: 'Allow', Principal: '*', Action: '*', Resource, ...more });
const topicPolicy = (Topics: unknown, ...Statement: object[]) => ({ Type: 'AWS::SNS::TopicPolicy', Properties: { Topics, PolicyDocument: { Statement } } });
const queuePolicy = (Queues: unknown, ...Statement: object[]) => ({ Type: 'AWS::SQS::QueuePolicy', Properties: { Queues, PolicyDocument: { Statement } } });

const BESIDE: Resources = {
  Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'pages' } },
  Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'dead-letters' } },
  Alarm: metricAlarm('portal', { AlarmActions: [{ Ref: 'Topic' }] }),
};

function accountBeside(resources: Resources): Account {
  const template = { Parameters: { Unknown: { Type: 'String' } }, Resources: { ...BESIDE, ...resources } };
  return new Account({
    stacks: stacksOf({ template }),
    store: new MetricStore(),
    start: START,
    createMetricAlarm: scriptedAlarms({ portal: [[60, 'ALARM']] }),
  });
}

function errorOf(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}

const send = (account: Account, name: string) =>
  errorOf(() => account.call(ROOT, 'sqs', 'SendMessage', { QueueUrl: queueUrl(name), MessageBody: 'm' }, REGION));

test.each<[what: string, resources: Resources]>([
  ['a subnet of a zone that is only known at deployment', { Net: { Type: 'AWS::EC2::Subnet', Properties: { AvailabilityZone: { 'Fn::GetAZs': '' } } } }],
  ['a queue with a name from a parameter', { Other: { Type: 'AWS::SQS::Queue', Properties: { QueueName: UNKNOWN } } }],
  [
    'the policy of such a queue',
    { Other: { Type: 'AWS::SQS::Queue', Properties: { QueueName: UNKNOWN } }, Policy: queuePolicy([{ Ref: 'Other' }], allow('*')) },
  ],
  [
    'the policy of such a topic',
    { Other: { Type: 'AWS::SNS::Topic', Properties: { TopicName: UNKNOWN } }, Policy: topicPolicy([{ Ref: 'Other' }], allow('*')) },
  ],
  [
    'a dynamic reference in the policy of another topic',
    { Other: { Type: 'AWS::SNS::Topic' }, Policy: topicPolicy([{ Ref: 'Other' }], allow('{{resolve:ssm:/x}}')) },
  ],
  [
    'a policy of another topic that is only known at deployment',
    {
      Other: { Type: 'AWS::SNS::Topic' },
      Policy: { Type: 'AWS::SNS::TopicPolicy', Properties: { Topics: [{ Ref: 'Other' }], PolicyDocument: '{{resolve:ssm:/x}}' } },
    },
  ],
])('%s leaves the alarm, the topic and the queue beside it as they are', (_what, resources) => {
  const account = accountBeside(resources);
  account.run(START + 120_000);
  expect(account.published).toHaveLength(1);
  expect(send(account, 'dead-letters')).toEqual({ MessageId: expect.any(String) });
});

describe('what depends on it cannot be determined', () => {
  test('of a queue the policy of which is not known', () => {
    const policy = { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: 'Queue' }], PolicyDocument: '{{resolve:ssm:/x}}' } };
    expect(String(send(accountBeside({ Policy: policy }), 'dead-letters'))).toContain('dynamic reference');
  });

  test('of any queue or topic, when a policy may be attached to any', () => {
    const account = accountBeside({ QueuePolicy: queuePolicy([UNKNOWN], allow('*')), TopicPolicy: topicPolicy([UNKNOWN], allow('*')) });
    expect(String(send(account, 'dead-letters'))).toContain('parameter Unknown');
    account.run(START + 120_000);
    expect(account.log.filter(({ kind }) => kind === 'action not simulated')).toHaveLength(1);
  });

  test('of a statement, only where it could turn the decision round', () => {
    const allowed = accountBeside({ Policy: topicPolicy([{ Ref: 'Topic' }], allow('*'), allow('*', { Principal: { AWS: UNKNOWN } })) });
    allowed.run(START + 120_000);
    expect(allowed.published).toHaveLength(1);
    const doubtful = accountBeside({ Policy: topicPolicy([{ Ref: 'Topic' }], allow('*'), allow('*', { Effect: 'Deny', Principal: { AWS: UNKNOWN } })) });
    doubtful.run(START + 120_000);
    expect(doubtful.log.filter(({ kind }) => kind === 'action not simulated')).toHaveLength(1);
    expect(
      String(errorOf(() => doubtful.call(ROOT, 'sns', 'GetTopicAttributes', { TopicArn: `arn:aws:sns:${REGION}:${ACCOUNT_ID}:pages` }, REGION))),
    ).toContain('parameter Unknown');
  });
});

describe('an alarm with a part that is only known at deployment', () => {
  const TOPIC_ARN = `arn:aws:sns:${REGION}:${ACCOUNT_ID}:pages`;
  const with_ = (properties: object, more: Resources = {}) => {
    const account = accountBeside({ Alarm: metricAlarm('portal', { AlarmActions: [{ Ref: 'Topic' }], ...properties }), ...more });
    account.run(START + 120_000);
    const notSimulated = account.log.flatMap((entry) => (entry.kind === 'action not simulated' ? [`${entry.action}: ${entry.reason}`] : []));
    return { account, notSimulated, pages: account.published.length, left: account.notSimulated.length };
  };
  const because = expect.stringContaining('parameter Unknown');

  test.each<[what: string, properties: object]>([
    ['a tag', { Tags: [{ Key: 'a', Value: UNKNOWN }] }],
    ['all of its tags', { Tags: UNKNOWN }],
    ['an action of another state', { OKActions: [UNKNOWN] }],
    ['its description', { AlarmDescription: UNKNOWN }],
  ])('that is %s changes its state and pages', (_what, properties) => {
    expect(with_(properties)).toMatchObject({ pages: 1, notSimulated: [], left: 0 });
  });

  test('that only shows in messages shows a question mark there', () => {
    expect(with_({ AlarmDescription: UNKNOWN }).account.published[0]!.message).toContain('"AlarmDescription":"?"');
  });

  test('that is one of its actions runs the others, and names the one', () => {
    const { pages, notSimulated } = with_({ AlarmActions: [UNKNOWN, { Ref: 'Topic' }] });
    expect([pages, notSimulated]).toEqual([1, [because]]);
    expect(notSimulated[0]).toMatch(/^AlarmActions\[0\]: /);
  });

  test('that is the list of its actions names the list', () => {
    expect(with_({ AlarmActions: UNKNOWN })).toMatchObject({ pages: 0, notSimulated: [expect.stringMatching(/^AlarmActions: .*parameter Unknown/)] });
  });

  test('that says whether its actions run names all of them, and its state is judged', () => {
    const above: Resources = {
      Above: { Type: 'AWS::CloudWatch::CompositeAlarm', Properties: { AlarmName: 'above', AlarmRule: 'ALARM(portal)', AlarmActions: [{ Ref: 'Topic' }] } },
    };
    const { account, pages, notSimulated } = with_({ ActionsEnabled: UNKNOWN }, above);
    expect([pages, notSimulated]).toEqual([1, [expect.stringMatching(`^${TOPIC_ARN}: .*parameter Unknown`)]]);
    expect(account.published[0]!.subject).toContain('above');
    const describe_ = () => account.call(ROOT, 'cloudwatch', 'DescribeAlarms', { AlarmNames: ['portal'] }, REGION);
    expect(describe_).toThrow('actions that are only known at deployment (in portal)');
  });

  test('that decides its state is not simulated, by name', () => {
    expect(with_({ Threshold: UNKNOWN })).toMatchObject({ pages: 0, left: 1 });
  });

  test('is no less when it is a composite alarm', () => {
    const above = { AlarmName: 'above', AlarmRule: 'ALARM(portal)', AlarmActions: [UNKNOWN, { Ref: 'Topic' }], Tags: UNKNOWN };
    const { pages, notSimulated } = with_({ AlarmActions: [] }, { Above: { Type: 'AWS::CloudWatch::CompositeAlarm', Properties: above } });
    expect([pages, notSimulated]).toEqual([1, [because]]);
  });
});

describe('a topic with a part that is only known at deployment', () => {
  const publish = (properties: object) => {
    const account = accountBeside({ Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'pages', ...properties } } });
    const TopicArn = `arn:aws:sns:${REGION}:${ACCOUNT_ID}:pages`;
    const call = (operation: string, input: object) => errorOf(() => account.call(ROOT, 'sns', operation, { TopicArn, ...input }, REGION));
    return { account, call, outcome: call('Publish', { Message: 'm' }) };
  };

  test('delivers all the same when it is a tag or the name it shows', () => {
    const { call, outcome } = publish({ Tags: UNKNOWN, DisplayName: UNKNOWN });
    expect(outcome).toEqual({ MessageId: expect.any(String) });
    expect(String(call('GetTopicAttributes', {}))).toContain('parameter Unknown');
  });

  test('delivers to its other subscriptions when it is one of them, which is named', () => {
    const { account, outcome } = publish({
      Subscription: [
        { Protocol: 'email', Endpoint: UNKNOWN },
        { Protocol: 'email', Endpoint: 'ana@example.com' },
      ],
    });
    expect(outcome).toEqual({ MessageId: expect.any(String) });
    expect(account.published[0]!.recipients.map(({ endpoint }) => endpoint)).toEqual(['ana@example.com']);
    expect(account.notSimulated).toMatchObject([{ logicalId: 'Topic', why: expect.stringContaining('Subscription[0]') }]);
  });

  test('is not simulated when it is its key', () => {
    expect(String(publish({ KmsMasterKeyId: UNKNOWN }).outcome)).toContain('parameter Unknown');
  });
});

describe('a function with a part that is only known at deployment', () => {
  const PRINTS_ENVIRONMENT = 'exports.handler = async (event) => console.log(process.env[event.name]);';
  const run = async (properties: object, event: object, code = PRINTS_ENVIRONMENT) => {
    const account = accountBeside(functionOf(code, [], properties));
    account.call(ROOT, 'lambda', 'Invoke', { FunctionName: 'worker', InvocationType: 'Event', Payload: JSON.stringify(event) }, REGION);
    const lines = await runMinutes(account, 10);
    return { lines, log: account.log };
  };
  const Environment = { Variables: { KNOWN: 'value', OTHER: UNKNOWN } };

  test('runs when it is a tag, and when it is a variable that it does not read', async () => {
    const { lines } = await run({ Tags: UNKNOWN, Description: UNKNOWN, Environment }, { name: 'KNOWN' });
    expect(lines).toContain('0 log: value');
  });

  test.each([
    ['that it reads', PRINTS_ENVIRONMENT],
    ['that it copies with the others', 'exports.handler = async () => console.log({ ...process.env }.KNOWN);'],
    ['that a client of the SDK reads', "exports.handler = async () => new (require('@aws-sdk/client-sns').SNSClient)();"],
  ])('is not simulated when it is a variable %s', async (_what, code) => {
    const { log } = await run({ Environment: { Variables: { OTHER: UNKNOWN, AWS_MAX_ATTEMPTS: UNKNOWN } } }, { name: 'OTHER' }, code);
    const message = expect.stringMatching(/environment variable (OTHER|AWS_MAX_ATTEMPTS) of a function: .*parameter Unknown/);
    expect(log.filter(({ kind }) => kind === 'function ended')).toMatchObject([{ outcome: 'not simulated', error: { message } }]);
  });

  test('runs when it is its dead-letter queue, and nobody can tell what becomes of an event that fails', async () => {
    const DeadLetterConfig = { TargetArn: UNKNOWN };
    expect((await run({ DeadLetterConfig, Environment }, { name: 'KNOWN' })).lines).toContain('0 log: value');
    const { log } = await run({ DeadLetterConfig }, {}, "exports.handler = async () => { throw new Error('x'); };");
    const unknown = [expect.stringContaining('parameter Unknown')];
    expect(log.filter(({ kind }) => kind === 'invocation given up')).toMatchObject([{ keptIn: [], lost: [], unknown }]);
  });
});

describe('a rule with a part that is only known at deployment', () => {
  const QUEUE_ARN = `arn:aws:sqs:${REGION}:${ACCOUNT_ID}:dead-letters`;
  const emitted = (properties: object) => {
    const account = accountBeside({
      Rule: { Type: 'AWS::Events::Rule', Properties: { EventPattern: { source: ['edi'] }, Targets: [{ Id: '1', Arn: QUEUE_ARN }], ...properties } },
      Policy: queuePolicy([{ Ref: 'Queue' }], allow('*')),
    });
    account.call(ROOT, 'events', 'PutEvents', { Entries: [{ Source: 'edi', DetailType: 'Order', Detail: '{}' }] }, REGION);
    account.run(START + 60_000);
    return account;
  };

  test('carries its events when it is its description', () => {
    expect(emitted({ Description: UNKNOWN }).queued).toHaveLength(1);
  });

  test('carries its events to its other targets when it is one of them, which is named', () => {
    const account = emitted({
      Targets: [
        { Id: '1', Arn: UNKNOWN },
        { Id: '2', Arn: QUEUE_ARN },
      ],
    });
    expect(account.queued).toHaveLength(1);
    expect(account.log.filter(({ kind }) => kind === 'target not simulated')).toMatchObject([
      { targetArn: 'Properties.Targets[0]', reason: expect.stringContaining('parameter Unknown') },
    ]);
  });

  test('is not simulated when it is its pattern', () => {
    const account = emitted({ EventPattern: { source: [UNKNOWN] } });
    expect(account.queued).toEqual([]);
    expect(account.notSimulated).toMatchObject([{ logicalId: 'Rule', why: expect.stringContaining('parameter Unknown') }]);
  });
});

test('a queue and a subscription with a part that decides nothing are as they are', () => {
  const account = accountBeside({
    Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'dead-letters', VisibilityTimeout: UNKNOWN, Tags: UNKNOWN } },
    Mail: {
      Type: 'AWS::SNS::Subscription',
      Properties: { TopicArn: { Ref: 'Topic' }, Protocol: 'email', Endpoint: 'ana@example.com', DeliveryPolicy: UNKNOWN },
    },
  });
  expect(send(account, 'dead-letters')).toEqual({ MessageId: expect.any(String) });
  account.run(START + 120_000);
  expect(account.published[0]!.recipients).toHaveLength(1);
  expect(account.notSimulated).toEqual([]);
});
