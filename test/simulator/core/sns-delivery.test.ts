import { NotSimulatedError } from '../../../lib/aws/errors';
import { accountRoot } from '../../../lib/aws/iam/principal';
import { Account as SimulatedAccount } from '../../../lib/simulator/account';
import type { LogEntry } from '../../../lib/simulator/core/log';
import { MetricStore } from '../../../lib/simulator/services/cloudwatch/metric-store';
import { MINUTE_MS } from '../../../lib/time/time';
import { ACCOUNT_ID, metricAlarm, REGION, scriptedAlarms, stacksOf, START, type Resources } from '../../helpers/simulated-account';
import { accountWith, FUNCTION_ARN, functionOf, QUEUE, QUEUE_ARN, role } from '../../helpers/simulated-function';

const ROOT = accountRoot(ACCOUNT_ID);
const TOPIC_ARN = `arn:aws:sns:${REGION}:${ACCOUNT_ID}:pages`;
const TOPIC: Resources = { Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'pages' } } };
const MAIL = 'ana@example.com';

const subscription = (Protocol: string, Endpoint: string, more: object = {}): Resources[string] => ({
  Type: 'AWS::SNS::Subscription',
  Properties: { TopicArn: { Ref: 'Topic' }, Protocol, Endpoint, ...more },
});
const QUEUE_POLICY: Resources = {
  QueuePolicy: {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: {
      Queues: [{ Ref: 'Queue' }],
      PolicyDocument: {
        Statement: {
          Effect: 'Allow',
          Principal: { Service: 'sns.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: QUEUE_ARN,
          Condition: { ArnEquals: { 'aws:SourceArn': TOPIC_ARN } },
        },
      },
    },
  },
};

type Account = ReturnType<typeof accountWith>;
type Delivery = Extract<LogEntry, { kind: 'message delivered' | 'delivery failed' | 'delivery not simulated' }>;
const call = (account: Account, operation: string, input: object, principal = ROOT, service = 'sns'): any => {
  try {
    return account.call(principal, service, operation, input as Record<string, unknown>);
  } catch (error) {
    return error;
  }
};
const publish = (account: Account, input: object = {}): any => call(account, 'Publish', { TopicArn: TOPIC_ARN, Message: 'm', ...input });
const deliveries = (account: Account): Delivery[] =>
  account.log.filter((entry): entry is Delivery => ['message delivered', 'delivery failed', 'delivery not simulated'].includes(entry.kind));
const reached = (account: Account) => deliveries(account).map(({ kind, protocol, text }) => `${kind}: ${protocol} ${text}`);

describe('a message', () => {
  test('is delivered to every subscription whose filter matches, with what was published', () => {
    const to = (FilterPolicy: object) => ({ FilterPolicy });
    const account = accountWith({
      ...TOPIC,
      Ana: subscription('email', MAIL, to({ responder: ['ana'] })),
      Both: subscription('sms', '+15550100', to({ responder: ['ana', 'ben'] })),
      Ben: subscription('https', 'https://example.com', to({ responder: ['ben'] })),
    });
    const MessageAttributes = { responder: { DataType: 'String.Array', StringValue: '["ana","cleo"]' } };
    const { MessageId } = publish(account, { Subject: 'S0', MessageAttributes });
    expect(deliveries(account)).toEqual([
      {
        kind: 'message delivered',
        at: START,
        topicArn: TOPIC_ARN,
        messageId: MessageId,
        subscriptionArn: `${TOPIC_ARN}:simulated-subscription-1`,
        protocol: 'email',
        endpoint: MAIL,
        subject: 'S0',
        text: 'm',
        attributes: MessageAttributes,
      },
      expect.objectContaining({ protocol: 'sms', endpoint: '+15550100' }),
    ]);
    expect(account.published[0]!.recipients.map(({ endpoint }) => endpoint)).toEqual([MAIL, '+15550100']);
  });

  test('has a text per protocol when it says so, whole however long', () => {
    const account = accountWith({
      ...TOPIC,
      Mail: subscription('email', MAIL),
      Short: subscription('sms', '+1'),
      Web: subscription('https', 'https://example.com'),
    });
    const sms = 's'.repeat(500);
    publish(account, { MessageStructure: 'json', Message: JSON.stringify({ default: 'd', sms, https: 5, unheard: 'x' }) });
    expect(reached(account)).toEqual(['message delivered: email d', `message delivered: sms ${sms}`, 'message delivered: https d']);
  });

  test.each<[what: string, input: object, message: string]>([
    ['a structure that is none', { MessageStructure: 'xml' }, 'MessageStructure'],
    ['a structure that is no JSON', { MessageStructure: 'json' }, 'Message Structure - JSON message body failed to parse'],
    ['a structure without a default', { MessageStructure: 'json', Message: '{"sms":"s"}' }, 'Message Structure - No default entry in JSON message body'],
    ['a subject of more than a hundred characters', { Subject: 'x'.repeat(101) }, 'Subject'],
    ['a subject of two lines', { Subject: 'a\nb' }, 'Subject'],
    ['a subject that is not ASCII', { Subject: 'gr\u00fcn' }, 'Subject'],
    ['an empty subject', { Subject: '' }, 'Subject'],
    ['no text', { Message: '' }, 'Empty message'],
    ['more than 256 KB', { Message: 'x'.repeat(262_145) }, 'Message too long'],
    [
      'more than 256 KB with its attributes',
      { Message: 'x'.repeat(262_144), MessageAttributes: { a: { DataType: 'String', StringValue: 'b' } } },
      'Message too long',
    ],
  ])('with %s is refused, and reaches nobody', (_what, input, message) => {
    const account = accountWith({ ...TOPIC, Mail: subscription('email', MAIL) });
    expect(publish(account, input)).toMatchObject({ name: 'InvalidParameterException', message: `Invalid parameter: ${message}` });
    expect(deliveries(account)).toEqual([]);
    expect(account.published).toEqual([]);
  });

  test.each<[what: string, name: string, attribute: object, message: RegExp]>([
    ['without a text', 'a', { DataType: 'String', StringValue: '' }, /message attribute a must contain a value that is not empty/],
    ['without any value', 'a', { DataType: 'String' }, /must contain a value that is not empty/],
    ['without a type', 'a', { StringValue: 'b' }, /message attribute a has the type none/],
    ['of a type that is none', 'a', { DataType: 'Text', StringValue: 'b' }, /has the type "Text"/],
    ['that is no number', 'a', { DataType: 'Number', StringValue: 'b' }, /message attribute a is no number/],
    ['named AWS.', 'AWS.a', { DataType: 'String', StringValue: 'b' }, /AWS.a has a name that is reserved/],
    ['named amazon. in whatever casing', 'aMaZon.a', { DataType: 'String', StringValue: 'b' }, /has a name that is reserved/],
    ['with an empty name', '', { DataType: 'String', StringValue: 'b' }, /has a name that is not allowed/],
    ['with two dots in its name', 'a..b', { DataType: 'String', StringValue: 'b' }, /has a name that is not allowed/],
  ])('with an attribute %s is refused, and reaches nobody', (_what, name, attribute, message) => {
    const account = accountWith({ ...TOPIC, Mail: subscription('email', MAIL) });
    const refused = publish(account, { MessageAttributes: { [name]: attribute } });
    expect(refused).toMatchObject({ name: 'InvalidParameterValueException', message: expect.stringMatching(message) });
    expect(deliveries(account)).toEqual([]);
  });

  test('may be as large as SNS takes', () => {
    expect(publish(accountWith(TOPIC), { Message: 'x'.repeat(262_144), Subject: 'x'.repeat(100) })).toHaveProperty('MessageId');
  });

  test.each(['firehose', 'application'])('to a subscription of protocol %s is on its way to something that is not simulated', (protocol) => {
    const account = accountWith({ ...TOPIC, Other: subscription(protocol, 'arn:aws:x') });
    publish(account);
    expect(deliveries(account)).toMatchObject([{ kind: 'delivery not simulated', reason: `not simulated: deliveries of protocol ${protocol}` }]);
    expect(account.published[0]!.recipients).toHaveLength(1);
  });

  test('with a structure and a filter on the body is not simulated', () => {
    const account = accountWith({ ...TOPIC, Mail: subscription('email', MAIL, { FilterPolicy: { a: ['b'] }, FilterPolicyScope: 'MessageBody' }) });
    expect(publish(account, { MessageStructure: 'json', Message: '{"default":"d"}' })).toBeInstanceOf(NotSimulatedError);
  });
});

describe('a function that is subscribed', () => {
  const subscribed = (permission: object, dead: object = {}) => ({
    ...TOPIC,
    ...functionOf('exports.handler = async ({ Records: [{ Sns }] }) => console.log(Sns.TopicArn, Sns.Subject, Sns.Message);'),
    Start: {
      Type: 'AWS::Lambda::Permission',
      Properties: { Action: 'lambda:InvokeFunction', FunctionName: FUNCTION_ARN, Principal: 'sns.amazonaws.com', ...permission },
    },
    Sub: subscription('lambda', FUNCTION_ARN, dead),
  });
  const printed = (account: Account) => account.log.flatMap((entry) => (entry.kind === 'function printed' ? [entry.text] : []));

  test("is started with the text for functions, once, and what becomes of the run is Lambda's", async () => {
    const account = accountWith(subscribed({ SourceArn: TOPIC_ARN }));
    publish(account, { Subject: 's', MessageStructure: 'json', Message: '{"default":"d","https":"h","lambda":"l"}' });
    expect(reached(account)).toEqual(['message delivered: lambda l']);
    await account.runAsync(START + 2 * MINUTE_MS);
    expect(printed(account)).toEqual([`${TOPIC_ARN} s l`]);
  });

  test('that lets another topic start it is not started, and the message goes to the dead letters of the subscription', async () => {
    const dead = { RedrivePolicy: { deadLetterTargetArn: QUEUE_ARN } };
    const account = accountWith({ ...subscribed({ SourceArn: `${TOPIC_ARN}-2` }, dead), ...QUEUE, ...QUEUE_POLICY });
    publish(account);
    await account.runAsync(START + 2 * MINUTE_MS);
    expect(printed(account)).toEqual([]);
    expect(deliveries(account)).toMatchObject([
      { kind: 'delivery failed', reason: expect.stringContaining('AccessDeniedException') as string, keptIn: QUEUE_ARN },
    ]);
  });

  test('that no template has is on its way to something that is not simulated', () => {
    const account = accountWith({ ...TOPIC, Sub: subscription('lambda', FUNCTION_ARN) });
    publish(account);
    expect(deliveries(account)).toMatchObject([{ kind: 'delivery not simulated', reason: expect.stringContaining(FUNCTION_ARN) as string }]);
  });
});

describe('a queue that is subscribed', () => {
  const subscribed = (more: object = {}) => ({ ...TOPIC, ...QUEUE, Sub: subscription('sqs', QUEUE_ARN, more) });

  test('gets the message with where it came from, when its policy lets the topic send', () => {
    const account = accountWith({ ...subscribed(), ...QUEUE_POLICY });
    const MessageAttributes = { tier: { DataType: 'Number', StringValue: '1' } };
    const { MessageId } = publish(account, { Subject: 'S0', MessageAttributes });
    expect(JSON.parse(account.queued[0]!.body)).toEqual({
      Type: 'Notification',
      MessageId,
      TopicArn: TOPIC_ARN,
      Subject: 'S0',
      Message: 'm',
      Timestamp: '2026-03-02T08:00:00.000Z',
      MessageAttributes: { tier: { Type: 'Number', Value: '1' } },
    });
    expect(account.queued[0]!.sender).toEqual({ service: 'sns.amazonaws.com', sourceArn: TOPIC_ARN, sourceAccount: ACCOUNT_ID });
    expect(reached(account)).toEqual(['message delivered: sqs m']);
  });

  test('gets the text alone when it wants it raw', () => {
    const account = accountWith({ ...subscribed({ RawMessageDelivery: true }), ...QUEUE_POLICY });
    publish(account);
    expect(account.queued).toMatchObject([{ body: 'm', attributes: {} }]);
  });

  test('gets up to ten attributes raw; SNS discards what has more', () => {
    const attributes = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`a${index}`, { DataType: 'String', StringValue: 'x' }]));
    const account = accountWith({ ...subscribed({ RawMessageDelivery: true }), ...QUEUE_POLICY });
    publish(account, { MessageAttributes: attributes(10) });
    publish(account, { MessageAttributes: attributes(11) });
    expect(deliveries(account).map(({ kind }) => kind)).toEqual(['message delivered', 'delivery failed']);
  });

  test('gets nothing when its policy does not', () => {
    const account = accountWith(subscribed());
    expect(publish(account)).toHaveProperty('MessageId');
    expect(deliveries(account)).toMatchObject([
      { kind: 'delivery failed', reason: expect.stringContaining('AccessDenied: sns.amazonaws.com may not sqs:SendMessage') },
    ]);
    expect(account.queued).toEqual([]);
    expect(account.published[0]!.recipients).toEqual([]);
  });

  test('that is not simulated leaves open what becomes of the message', () => {
    const account = accountWith({
      ...subscribed(),
      ...QUEUE_POLICY,
      Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'dead-letters', DelaySeconds: 5 } },
    });
    publish(account);
    expect(deliveries(account)).toMatchObject([{ kind: 'delivery not simulated', reason: expect.stringContaining('DelaySeconds') }]);
  });
});

describe('an endpoint that cannot be reached', () => {
  const redriven = {
    ...TOPIC,
    ...QUEUE,
    Mail: subscription('email', MAIL, { RedrivePolicy: { deadLetterTargetArn: QUEUE_ARN } }),
    Other: subscription('sms', '+1'),
  };

  test('gets nothing from the first instant to before the last, while others do', () => {
    const account = accountWith({ ...TOPIC, Mail: subscription('email', MAIL), Other: subscription('sms', '+1') });
    account.failDelivery({ endpoint: MAIL, from: START + MINUTE_MS, until: START + 2 * MINUTE_MS });
    const kinds = [0, 1, 2].map((minute) => {
      account.run(START + minute * MINUTE_MS);
      publish(account);
      return deliveries(account)
        .slice(-2)
        .map(({ kind }) => kind);
    });
    expect(kinds).toEqual([
      ['message delivered', 'message delivered'],
      ['delivery failed', 'message delivered'],
      ['message delivered', 'message delivered'],
    ]);
    expect(account.published.map(({ recipients }) => recipients.length)).toEqual([2, 1, 2]);
  });

  test('has its message kept in the dead-letter queue of the subscription', () => {
    const account = accountWith({ ...redriven, ...QUEUE_POLICY });
    account.failDelivery({ endpoint: MAIL, from: START, until: START + MINUTE_MS });
    publish(account);
    expect(deliveries(account)[0]).toMatchObject({ kind: 'delivery failed', endpoint: MAIL, keptIn: QUEUE_ARN });
    expect(account.queued.map(({ body }) => JSON.parse(body).Message)).toEqual(['m']);
  });

  test('is not simulated with a dead-letter queue of another region, which SNS refuses', () => {
    const far = QUEUE_ARN.replace(REGION, 'eu-west-1');
    const account = accountWith({ ...TOPIC, Mail: subscription('email', MAIL, { RedrivePolicy: { deadLetterTargetArn: far } }) });
    expect(account.notSimulated).toMatchObject([{ logicalId: 'Mail', why: expect.stringContaining(`${far}, which is not in ${REGION}`) }]);
  });

  test('loses it when the queue does not let the topic send', () => {
    const account = accountWith(redriven);
    account.failDelivery({ endpoint: MAIL, from: START, until: START + MINUTE_MS });
    publish(account);
    expect(deliveries(account)[0]).toMatchObject({ kind: 'delivery failed', lost: expect.stringContaining(`${QUEUE_ARN}: AccessDenied`) });
    expect(deliveries(account)[0]).not.toHaveProperty('keptIn');
    expect(account.queued).toEqual([]);
  });
});

test('an alarm sees deliveries that fail, and topics without any publish no metric', () => {
  const onFailures = metricAlarm('failures', {
    Namespace: 'AWS/SNS',
    MetricName: 'NumberOfNotificationsFailed',
    Dimensions: [{ Name: 'TopicName', Value: 'pages' }],
    TreatMissingData: 'notBreaching',
  });
  const account = accountWith({ ...TOPIC, Mail: subscription('email', MAIL), Alarm: onFailures, Quiet: { Type: 'AWS::SNS::Topic' } });
  account.failDelivery({ endpoint: MAIL, from: START, until: START + 6 * MINUTE_MS });
  for (const minute of [5, 8]) account.schedule(START + minute * MINUTE_MS, () => publish(account));
  account.run(START + 12 * MINUTE_MS);
  const states = account.log.flatMap((entry) => (entry.kind === 'alarm state changed' ? [`${Math.floor((entry.at - START) / MINUTE_MS)} ${entry.to}`] : []));
  // The failure of minute 5 is read a minute after its end; what is delivered in minute 8 is none.
  expect(states.slice(1)).toEqual(['7 ALARM', expect.stringMatching(/ OK$/)]);
  const metrics = call(account, 'ListMetrics', { Namespace: 'AWS/SNS' }, ROOT, 'cloudwatch').Metrics.map(
    ({ MetricName, Dimensions }: any) => `${MetricName} ${Dimensions[0].Value}`,
  );
  expect(metrics.sort()).toEqual(['NumberOfNotificationsDelivered pages', 'NumberOfNotificationsFailed pages']);
});

describe('subscriptions', () => {
  const resources = {
    ...TOPIC,
    Mail: subscription('email', MAIL, { FilterPolicy: { tier: [1] }, RedrivePolicy: { deadLetterTargetArn: QUEUE_ARN } }),
    Short: subscription('sms', '+1'),
  };
  const arn = (number: number) => `${TOPIC_ARN}:simulated-subscription-${number}`;
  const listed = (account: Account) =>
    call(account, 'ListSubscriptionsByTopic', { TopicArn: TOPIC_ARN }).Subscriptions.map((each: any) => each.SubscriptionArn);
  const counts = (account: Account) => {
    const { SubscriptionsConfirmed, SubscriptionsPending, SubscriptionsDeleted } = call(account, 'GetTopicAttributes', { TopicArn: TOPIC_ARN }).Attributes;
    return [SubscriptionsConfirmed, SubscriptionsPending, SubscriptionsDeleted];
  };

  test('that are not confirmed receive nothing, and show as pending', () => {
    const account = accountWith(resources, { pendingEndpoints: ['+1'] });
    publish(account, { MessageAttributes: { tier: { DataType: 'Number', StringValue: '1' } } });
    expect(reached(account)).toEqual(['message delivered: email m']);
    expect(listed(account)).toEqual([arn(1), 'PendingConfirmation']);
    expect(counts(account)).toEqual(['1', '1', '0']);
    expect(call(account, 'GetSubscriptionAttributes', { SubscriptionArn: arn(2) }).Attributes).toMatchObject({ PendingConfirmation: 'true' });
    expect(call(account, 'Unsubscribe', { SubscriptionArn: arn(2) })).toBeInstanceOf(NotSimulatedError);
  });

  test('that are asked for again stay what they are; new ones are made with their attributes', () => {
    const account = accountWith(resources, { pendingEndpoints: ['+1', 'late@example.com'] });
    const again = (input: object) => call(account, 'Subscribe', { TopicArn: TOPIC_ARN, ...input });
    expect(again({ Protocol: 'sms', Endpoint: '+1' })).toEqual({ SubscriptionArn: 'pending confirmation' });
    expect(again({ Protocol: 'sms', Endpoint: '+1', ReturnSubscriptionArn: true })).toEqual({ SubscriptionArn: arn(2) });
    expect(again({ Protocol: 'email', Endpoint: MAIL })).toEqual({ SubscriptionArn: arn(1) });
    expect(counts(account)).toEqual(['1', '1', '0']);
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: QUEUE_ARN });
    expect(again({ Protocol: 'email', Endpoint: 'late@example.com', Attributes: { RedrivePolicy } })).toEqual({ SubscriptionArn: 'pending confirmation' });
    expect(call(account, 'GetSubscriptionAttributes', { SubscriptionArn: arn(3) }).Attributes).toMatchObject({ PendingConfirmation: 'true', RedrivePolicy });
    // What SNS makes of other attributes of one that is there, AWS does not say.
    expect(again({ Protocol: 'email', Endpoint: MAIL, Attributes: { RedrivePolicy } })).toBeInstanceOf(NotSimulatedError);
    expect(again({ Protocol: 'email', Endpoint: 'x@example.com', Attributes: { RedrivePolicy: 'no JSON' } })).toMatchObject({
      name: 'InvalidParameterException',
    });
    expect(again({ Protocol: 'pigeon', Endpoint: 'x' })).toBeInstanceOf(NotSimulatedError);
  });

  test('and topics are listed in pages of 100, those of the region, for roles that may', () => {
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`Mail${index}`, subscription('email', `m${index}@example.com`)]));
    const account = accountWith({
      ...resources,
      ...many,
      ...Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`Topic${index}`, { Type: 'AWS::SNS::Topic', Properties: { TopicName: `t${index}` } }])),
      Reader: role('reader', 'lambda.amazonaws.com', [{ Action: 'sns:ListTopics', Resource: '*' }]),
      Other: role('other', 'lambda.amazonaws.com', [{ Action: 'sns:Publish', Resource: '*' }]),
    });
    const first = call(account, 'ListSubscriptionsByTopic', { TopicArn: TOPIC_ARN });
    const second = call(account, 'ListSubscriptionsByTopic', { TopicArn: TOPIC_ARN, NextToken: first.NextToken });
    expect([first.Subscriptions.length, second.Subscriptions.length, second.NextToken]).toEqual([100, 2, undefined]);
    const topics = call(account, 'ListTopics', {}, `arn:aws:iam::${ACCOUNT_ID}:role/reader`);
    expect([topics.Topics.length, call(account, 'ListTopics', { NextToken: topics.NextToken }).Topics.length]).toEqual([100, 1]);
    expect(call(account, 'ListTopics', { NextToken: 'none of mine' })).toMatchObject({ name: 'InvalidParameterException' });
    expect(call(account, 'ListTopics', {}, `arn:aws:iam::${ACCOUNT_ID}:role/other`)).toMatchObject({ name: 'AuthorizationErrorException' });
  });

  test('are notified with their filter and dead-letter queue, as texts', () => {
    expect(call(accountWith(resources), 'GetSubscriptionAttributes', { SubscriptionArn: arn(1) }).Attributes).toEqual({
      SubscriptionArn: arn(1),
      TopicArn: TOPIC_ARN,
      Owner: ACCOUNT_ID,
      Protocol: 'email',
      Endpoint: MAIL,
      PendingConfirmation: 'false',
      RawMessageDelivery: 'false',
      FilterPolicy: '{"tier":[1]}',
      FilterPolicyScope: 'MessageAttributes',
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: QUEUE_ARN }),
    });
  });

  test('that were given up are gone', () => {
    const account = accountWith(resources);
    expect(call(account, 'Unsubscribe', { SubscriptionArn: arn(2) })).toEqual({});
    publish(account);
    expect(deliveries(account)).toEqual([]);
    expect(listed(account)).toEqual([arn(1)]);
    expect(counts(account)).toEqual(['1', '0', '1']);
    expect(call(account, 'GetSubscriptionAttributes', { SubscriptionArn: arn(2) })).toMatchObject({ name: 'NotFoundException' });
    expect(call(account, 'Unsubscribe', { SubscriptionArn: 'PendingConfirmation' })).toMatchObject({ name: 'InvalidParameterException' });
  });

  test('are for roles that may, on the topic', () => {
    const reader = `arn:aws:iam::${ACCOUNT_ID}:role/reader`;
    const as = (Action: string) => accountWith({ ...resources, Reader: role('reader', 'lambda.amazonaws.com', [{ Action, Resource: TOPIC_ARN }]) });
    for (const operation of ['GetSubscriptionAttributes', 'Unsubscribe']) {
      expect(call(as(`sns:${operation}`), operation, { SubscriptionArn: arn(1) }, reader)).not.toBeInstanceOf(Error);
      expect(call(as('sns:Publish'), operation, { SubscriptionArn: arn(1) }, reader)).toMatchObject({ name: 'AuthorizationErrorException' });
    }
  });

  test.each(['Slack', 'MicrosoftTeams'])('of a channel of %s are made for the topics it names', (product) => {
    const chat = (properties: object): Resources => ({
      ...TOPIC,
      Chat: { Type: `AWS::Chatbot::${product}ChannelConfiguration`, Properties: { ConfigurationName: 'c', SnsTopicArns: [{ Ref: 'Topic' }], ...properties } },
    });
    const account = accountWith(chat({}));
    publish(account);
    expect(deliveries(account)).toMatchObject([{ kind: 'message delivered', protocol: 'https', endpoint: 'https://global.sns-api.chatbot.amazonaws.com' }]);
    expect(accountWith(chat({ Colour: 'red' })).notSimulated).toMatchObject([{ logicalId: 'Chat', why: 'not simulated: property Colour' }]);
  });
});

describe('a key that is disabled while time passes', () => {
  const operator = `arn:aws:iam::${ACCOUNT_ID}:role/operator`;
  const encrypted = (allowed: readonly string[]): Resources => ({
    Key: { Type: 'AWS::KMS::Key' },
    Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'pages', KmsMasterKeyId: { Ref: 'Key' } } },
    Mail: subscription('email', MAIL),
    Operator: role('operator', 'lambda.amazonaws.com', allowed),
  });
  const change = (account: Account, operation: string, principal = operator, KeyId = 'test-Key-SIMULATED') =>
    call(account, operation, { KeyId }, principal, 'kms');

  test('keeps messages from its topic until it is enabled again', () => {
    const account = accountWith(encrypted(['kms:DisableKey', 'kms:EnableKey']));
    expect(publish(account)).toHaveProperty('MessageId');
    expect(change(account, 'DisableKey')).toEqual({});
    expect(publish(account)).toMatchObject({ name: 'KMSDisabledException', link: 'key state' });
    expect(call(account, 'DescribeKey', { KeyId: 'test-Key-SIMULATED' }, ROOT, 'kms').KeyMetadata).toMatchObject({ KeyState: 'Disabled' });
    expect(change(account, 'EnableKey')).toEqual({});
    expect(publish(account)).toHaveProperty('MessageId');
    expect(account.published).toHaveLength(2);
  });

  test('is so only by who may, and by its id', () => {
    const account = accountWith(encrypted(['kms:EnableKey']));
    expect(change(account, 'DisableKey')).toMatchObject({ name: 'AccessDeniedException' });
    expect(change(account, 'DisableKey', ROOT, 'gone')).toMatchObject({ name: 'NotSimulatedError' });
    expect(change(account, 'DisableKey', ROOT, 'alias/pages')).toMatchObject({ name: 'InvalidArnException' });
    expect(publish(account)).toHaveProperty('MessageId');
  });
});

test('a topic that is deleted takes its subscriptions along, and says so from then on', () => {
  const account = accountWith({ ...TOPIC, Ana: subscription('email', MAIL) });
  expect(call(account, 'DeleteTopic', { TopicArn: TOPIC_ARN })).toEqual({});
  expect(call(account, 'Publish', { TopicArn: TOPIC_ARN, Message: 'x' })).toMatchObject({ name: 'NotFoundException', message: 'Topic does not exist' });
  expect(call(account, 'DeleteTopic', { TopicArn: TOPIC_ARN })).toEqual({});
  expect(call(account, 'ListTopics', {})).toMatchObject({ Topics: [] });
  expect(account.log.some(({ kind }) => kind === 'message delivered')).toBe(false);
});

describe('a queue of another region that is subscribed', () => {
  const accountFrom = (region: string, { deliverer = 'sns.amazonaws.com', more = { Region: region } as object } = {}) => {
    const [topicArn, queueArn] = [`arn:aws:sns:${region}:${ACCOUNT_ID}:pages`, `arn:aws:sqs:eu-west-1:${ACCOUNT_ID}:dead-letters`];
    const allow = { Effect: 'Allow', Principal: { Service: deliverer }, Action: 'sqs:SendMessage', Resource: queueArn };
    const there: Resources = {
      ...QUEUE,
      Policy: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: 'Queue' }], PolicyDocument: { Statement: allow } } },
      Sub: { Type: 'AWS::SNS::Subscription', Properties: { TopicArn: topicArn, Protocol: 'sqs', Endpoint: queueArn, ...more } },
    };
    const account = new SimulatedAccount({
      stacks: stacksOf({ region, template: { Resources: TOPIC } }, { region: 'eu-west-1', template: { Resources: there } }),
      store: new MetricStore(),
      start: START,
      createMetricAlarm: scriptedAlarms({}),
    });
    account.call(ROOT, 'sns', 'Publish', { TopicArn: topicArn, Message: 'm' }, region);
    return account;
  };

  test('gets the message', () => {
    expect(reached(accountFrom(REGION))).toEqual(['message delivered: sqs m']);
  });

  test('of an opt-in region, by another service than elsewhere: who names the usual one gets nothing', () => {
    expect(reached(accountFrom('eu-central-2', { deliverer: 'sns.eu-central-2.amazonaws.com' }))).toEqual(['message delivered: sqs m']);
    expect(reached(accountFrom('eu-central-2'))).toEqual(['delivery failed: sqs m']);
  });

  test('has to say the region of the topic, where CloudFormation would look for it in its own', () => {
    const account = accountFrom(REGION, { more: {} });
    expect(reached(account)).toEqual([]);
    expect(account.notSimulated).toMatchObject([{ logicalId: 'Sub', why: expect.stringContaining('that CloudFormation makes in eu-west-1') }]);
  });
});
