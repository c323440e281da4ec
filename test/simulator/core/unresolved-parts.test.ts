import { accountRoot } from '../../../lib/aws/iam/principal';
import { Account } from '../../../lib/simulator/account';
import { MetricStore } from '../../../lib/simulator/services/cloudwatch/metric-store';
import { ACCOUNT_ID, metricAlarm, REGION, scriptedAlarms, stacksOf, START, type Resources } from '../../helpers/simulated-account';

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
