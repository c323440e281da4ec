import { NotSimulatedError } from '../../../../lib/aws/errors';
import { accountRoot } from '../../../../lib/aws/iam/principal';
import { queueUrl } from '../../../../lib/simulator/services/sqs/queue-url';
import { ACCOUNT_ID, metricAlarm, START, type Resources } from '../../../helpers/simulated-account';
import { accountWith, QUEUE, QUEUE_ARN, role, story } from '../../../helpers/simulated-function';

const ROOT = accountRoot(ACCOUNT_ID);
const SENDER = `arn:aws:iam::${ACCOUNT_ID}:role/sender`;
const URL = queueUrl(QUEUE_ARN);

const send = (account: ReturnType<typeof accountWith>, principal = ROOT, input: object = {}): any => {
  try {
    return account.call(principal, 'sqs', 'SendMessage', { QueueUrl: URL, MessageBody: 'm', ...input });
  } catch (error) {
    return error;
  }
};
const queue = (properties: object): Resources => ({ Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'dead-letters', ...properties } } });
const policy = (...Statement: object[]): Resources => ({
  Policy: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: 'Queue' }], PolicyDocument: { Statement } } },
});

test('a message is accepted and kept', () => {
  const account = accountWith(QUEUE);
  const attributes = { Why: { DataType: 'String', StringValue: 'late' } };
  expect(send(account, ROOT, { MessageAttributes: attributes })).toEqual({ MessageId: expect.any(String) });
  expect(account.queued).toEqual([{ at: START, messageId: expect.any(String), queueArn: QUEUE_ARN, sender: ROOT, body: 'm', attributes }]);
});

test('a role sends when its own policy or that of the queue lets it, unless one forbids it', () => {
  const allow = { Effect: 'Allow', Principal: { AWS: SENDER }, Action: 'sqs:SendMessage', Resource: QUEUE_ARN };
  const deny = { ...allow, Effect: 'Deny' };
  const encrypted = { Effect: 'Deny', Principal: '*', Action: 'sqs:*', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
  const sender = (allowed: readonly string[]) => ({ Sender: role('sender', 'lambda.amazonaws.com', allowed) });
  const outcome = (...resources: readonly Resources[]) => send(accountWith(Object.assign({}, QUEUE, ...resources)), SENDER).name ?? 'sent';
  expect(outcome(sender([]))).toBe('AccessDenied');
  expect(outcome(sender(['sqs:SendMessage']))).toBe('sent');
  expect(outcome(sender([]), policy(allow, encrypted))).toBe('sent');
  expect(outcome(sender(['sqs:*']), policy(deny))).toBe('AccessDenied');
});

test('what the API refuses is refused', () => {
  const account = accountWith(QUEUE);
  expect(send(account, ROOT, { MessageBody: '' })).toMatchObject({ name: 'InvalidParameterValue' });
  expect(send(account, ROOT, { MessageBody: 'x'.repeat(1_048_577) })).toMatchObject({ name: 'InvalidParameterValue' });
});

test('a message is as large as its queue takes, its attributes included', () => {
  const account = accountWith(queue({ MaximumMessageSize: 1_024 }));
  const attributes = { a: { DataType: 'String', StringValue: 'b' } };
  expect(send(account, ROOT, { MessageBody: 'x'.repeat(1_024) })).toHaveProperty('MessageId');
  expect(send(account, ROOT, { MessageBody: 'x'.repeat(1_025) })).toMatchObject({ name: 'InvalidParameterValue', message: expect.stringContaining('1024') });
  expect(send(account, ROOT, { MessageBody: 'x'.repeat(1_016), MessageAttributes: attributes })).toHaveProperty('MessageId');
  expect(send(account, ROOT, { MessageBody: 'x'.repeat(1_017), MessageAttributes: attributes })).toMatchObject({ name: 'InvalidParameterValue' });
});

test.each(['\u0000', '\u000b', '\u001b', '\ufffe', '\uffff', '\ud800'])('a message with %j is refused', (character) => {
  expect(send(accountWith(QUEUE), ROOT, { MessageBody: `a${character}b` })).toMatchObject({ name: 'InvalidMessageContents' });
});

test('a message may have tabs, lines and every language', () => {
  expect(send(accountWith(QUEUE), ROOT, { MessageBody: '\t\r\n \u007f\u0085gr\u00fcn \u65e5\u672c \ue000 \ufffd \u{1f6a8}' })).toHaveProperty('MessageId');
});

test('a message has ten attributes at most, none of them empty or named as AWS names its own', () => {
  const account = accountWith(QUEUE);
  const text = { DataType: 'String', StringValue: 'x' };
  const with_ = (MessageAttributes: object) => send(account, ROOT, { MessageAttributes });
  const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`a${index}`, text]));
  expect(with_(many(10))).toHaveProperty('MessageId');
  for (const refused of [many(11), { 'AWS.x': text }, { a: { ...text, StringValue: '' } }]) {
    expect(with_(refused)).toMatchObject({ name: 'InvalidParameterValue' });
  }
});

test.each([
  ['FIFO', { FifoQueue: true }],
  ['room for less than a kilobyte', { MaximumMessageSize: 1_023 }],
  ['room for more than a mebibyte', { MaximumMessageSize: 1_048_577 }],
  ['a dead-letter queue in another region', { RedrivePolicy: { deadLetterTargetArn: QUEUE_ARN.replace(/eu-central-1/, 'eu-west-1'), maxReceiveCount: 1 } }],
  ['its own key', { KmsMasterKeyId: 'alias/own' }],
  ['a delay', { DelaySeconds: 5 }],
  ['an unknown property', { Colour: 'red' }],
])('a queue with %s is not simulated', (_what, properties) => {
  expect(send(accountWith(queue(properties)))).toBeInstanceOf(NotSimulatedError);
});

test('an alarm sees the messages that lie in the queue, until they expire', () => {
  const watching = metricAlarm('depth', {
    Namespace: 'AWS/SQS',
    MetricName: 'ApproximateNumberOfMessagesVisible',
    Dimensions: [{ Name: 'QueueName', Value: 'dead-letters' }],
    Statistic: 'Maximum',
    Threshold: 2,
    TreatMissingData: 'notBreaching',
  });
  const account = accountWith({ ...queue({ MessageRetentionPeriod: 600 }), Alarm: watching });
  for (const minute of [5, 10]) account.schedule(START + minute * 60_000, () => send(account));
  account.run(START + 30 * 60_000);
  const changes = story(account).filter((line) => line.includes('alarm'));
  // Two messages from minute 10, whose value is read a minute after its end, to minute 15, when the first expires.
  expect(changes.slice(1).map((line) => [Math.floor(Number(line.split(' ')[0]) / 60), line.split(' ').at(-1)])).toEqual([
    [12, 'ALARM'],
    [17, 'OK'],
  ]);
});

test('an alarm sees how many messages arrive, and zeros until six hours after the last', () => {
  const watching = metricAlarm('arrivals', {
    Namespace: 'AWS/SQS',
    MetricName: 'NumberOfMessagesSent',
    Dimensions: [{ Name: 'QueueName', Value: 'dead-letters' }],
    Statistic: 'Sum',
    Period: 300,
    EvaluationPeriods: 1,
    Threshold: 2,
    ComparisonOperator: 'LessThanThreshold',
    TreatMissingData: 'missing',
  });
  const account = accountWith({ ...queue({}), Alarm: watching });
  for (const minute of [5, 6, 6, 10]) account.schedule(START + minute * 60_000, () => send(account));
  account.run(START + 8 * 3_600_000);
  const changes = story(account).filter((line) => line.includes('alarm'));
  // A minute is read a minute after its end; the last zero is of minute 369, and an alarm looks back three periods before it gives up.
  expect(changes.map((line) => [Math.floor(Number(line.split(' ')[0]) / 60), line.split(' ').at(-1)])).toEqual([
    [7, 'ALARM'],
    [8, 'OK'],
    [12, 'ALARM'],
    [385, 'INSUFFICIENT_DATA'],
  ]);
});

describe('a queue that a function takes messages from', () => {
  const mapping = (properties: object = {}): Resources => ({
    Mapping: { Type: 'AWS::Lambda::EventSourceMapping', Properties: { EventSourceArn: QUEUE_ARN, FunctionName: 'worker', ...properties } },
  });

  test('takes none that anybody could tell of, and the mapping is noted by name', () => {
    const account = accountWith({ ...QUEUE, ...mapping() });
    const why = `not simulated: what worker does with what it takes from ${QUEUE_ARN} (in test/Mapping)`;
    expect(account.notSimulated).toMatchObject([{ logicalId: 'Mapping', type: 'AWS::Lambda::EventSourceMapping', why }]);
    expect(send(account)).toMatchObject({ name: 'NotSimulatedError', message: why });
    expect(account.queued).toEqual([]);
  });

  test('still refuses who may not send', () => {
    const account = accountWith({ ...QUEUE, ...mapping(), Sender: role('sender', 'lambda.amazonaws.com', []) });
    expect(send(account, SENDER)).toMatchObject({ name: 'AccessDenied' });
  });

  test('is any other queue while the mapping is switched off or takes from elsewhere', () => {
    const off = accountWith({ ...QUEUE, ...mapping({ Enabled: false }) });
    expect(off.notSimulated).toEqual([]);
    expect(send(off)).toEqual({ MessageId: expect.any(String) });
    const elsewhere = accountWith({ ...QUEUE, ...mapping({ EventSourceArn: `${QUEUE_ARN}-2` }) });
    expect(elsewhere.notSimulated).toHaveLength(1);
    expect(send(elsewhere)).toEqual({ MessageId: expect.any(String) });
  });
});
