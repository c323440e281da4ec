import { NotSimulatedError, ServiceError } from '../../../lib/aws/errors';
import { accountRoot } from '../../../lib/aws/iam/principal';
import { ProblemsError } from '../../../lib/problems/problem';
import { Account } from '../../../lib/simulator/account';
import { DEFAULT_ASSUMPTIONS } from '../../../lib/simulator/core/assumptions';
import { createMetricAlarm } from '../../../lib/simulator/services/cloudwatch/metric-alarm-run';
import { MetricStore } from '../../../lib/simulator/services/cloudwatch/metric-store';
import {
  ACCOUNT_ID,
  accountOf,
  compositeAlarm,
  metricAlarm,
  REGION,
  secondsAfterStart,
  stacksOf,
  START,
  type Resources,
} from '../../helpers/simulated-account';

const ROOT = accountRoot(ACCOUNT_ID);
const TOPIC_ARN = `arn:aws:sns:${REGION}:${ACCOUNT_ID}:pages`;
const TOPIC: Resources = {
  Topic: {
    Type: 'AWS::SNS::Topic',
    Properties: { TopicName: 'pages', DisplayName: 'Pages', Subscription: [{ Protocol: 'sms', Endpoint: '+1' }] },
  },
  Contact: { Type: 'AWS::SNS::Subscription', Properties: { TopicArn: { Ref: 'Topic' }, Protocol: 'email', Endpoint: 'a@example.com' } },
};

describe('calls', () => {
  test.each([
    ['a service', 's3', 'PutObject', {}, 'not simulated: s3:PutObject'],
    ['an operation', 'sns', 'CreateTopic', {}, 'not simulated: sns:CreateTopic'],
    ['the name of a method of every object', 'sns', 'toString', {}, 'not simulated: sns:toString'],
    ['an input key', 'sns', 'Publish', { TopicArn: TOPIC_ARN, Message: 'm', PhoneNumber: '+1' }, 'not simulated: input PhoneNumber of sns:Publish'],
  ])('of %s nobody simulates throw, naming it', (_what, service, operation, input, message) => {
    const account = accountOf(TOPIC);
    expect(() => account.call(ROOT, service, operation, input)).toThrow(NotSimulatedError);
    expect(() => account.call(ROOT, service, operation, input)).toThrow(message);
    expect(account.log).toMatchObject([{ kind: 'call', outcome: 'not simulated' }, { outcome: 'not simulated' }]);
  });

  test('by a role without the permission are denied, and recorded with the decision', () => {
    const role = { Type: 'AWS::IAM::Role', Properties: { RoleName: 'engine' } };
    const account = accountOf({ ...TOPIC, R: role });
    const engine = `arn:aws:iam::${ACCOUNT_ID}:role/engine`;
    const error = catchError(() => account.call(engine, 'sns', 'Publish', { TopicArn: TOPIC_ARN, Message: 'm' }));
    expect(error).toBeInstanceOf(ServiceError);
    expect(error).toMatchObject({ name: 'AuthorizationErrorException' });
    expect(account.log).toMatchObject([
      {
        kind: 'call',
        principal: engine,
        outcome: 'failed',
        checks: [{ decision: { outcome: 'implicitly denied' } }],
        error: { name: 'AuthorizationErrorException' },
      },
    ]);
  });

  test('to sns answer in the shape of its API', () => {
    const account = accountOf(TOPIC);
    expect(account.call(ROOT, 'sns', 'ListSubscriptionsByTopic', { TopicArn: TOPIC_ARN }).Subscriptions).toEqual([
      { SubscriptionArn: `${TOPIC_ARN}:simulated-subscription-1`, Owner: ACCOUNT_ID, Protocol: 'sms', Endpoint: '+1', TopicArn: TOPIC_ARN },
      { SubscriptionArn: `${TOPIC_ARN}:simulated-subscription-2`, Owner: ACCOUNT_ID, Protocol: 'email', Endpoint: 'a@example.com', TopicArn: TOPIC_ARN },
    ]);
    expect(account.call(ROOT, 'sns', 'GetTopicAttributes', { TopicArn: TOPIC_ARN }).Attributes).toMatchObject({
      TopicArn: TOPIC_ARN,
      DisplayName: 'Pages',
      SubscriptionsConfirmed: '2',
    });
    expect(catchError(() => account.call(ROOT, 'sns', 'Publish', { TopicArn: TOPIC_ARN }))).toMatchObject({ name: 'ValidationException' });
    expect(catchError(() => account.call(ROOT, 'sns', 'Publish', { TopicArn: TOPIC_ARN, Message: '' }))).toMatchObject({ name: 'InvalidParameterException' });
  });

  test('to kms decrypt what was encrypted, with the key that did', () => {
    const account = accountOf({ K: { Type: 'AWS::KMS::Key' }, L: { Type: 'AWS::KMS::Key' }, Off: { Type: 'AWS::KMS::Key', Properties: { Enabled: false } } });
    const made = account.call(ROOT, 'kms', 'GenerateDataKey', { KeyId: 'test-K-SIMULATED', KeySpec: 'AES_256' });
    expect((made.Plaintext as Uint8Array).length).toBe(32);
    const CiphertextBlob = made.CiphertextBlob;
    expect(account.call(ROOT, 'kms', 'Decrypt', { CiphertextBlob }).Plaintext).toEqual(made.Plaintext);
    expect(catchError(() => account.call(ROOT, 'kms', 'Decrypt', { CiphertextBlob, KeyId: 'test-L-SIMULATED' }))).toMatchObject({
      name: 'IncorrectKeyException',
    });
    expect(catchError(() => account.call(ROOT, 'kms', 'Decrypt', { CiphertextBlob: new Uint8Array([1]) }))).toMatchObject({
      name: 'InvalidCiphertextException',
    });
    expect(catchError(() => account.call(ROOT, 'kms', 'GenerateDataKey', { KeyId: 'test-Off-SIMULATED' }))).toMatchObject({ name: 'DisabledException' });
    expect(account.call(ROOT, 'kms', 'DescribeKey', { KeyId: 'test-Off-SIMULATED' }).KeyMetadata).toMatchObject({ KeyState: 'Disabled' });
  });

  test('to events put an event on a bus, where rules see it', () => {
    const rule = {
      Type: 'AWS::Events::Rule',
      Properties: { EventBusName: 'own', EventPattern: { source: ['edi'] }, Targets: [{ Arn: 'arn:aws:x', Id: '1' }] },
    };
    const account = accountOf({ Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'own' } }, R: rule });
    const entry = { Source: 'edi', DetailType: 'Delivered', Detail: '{"id":1}', EventBusName: 'own' };
    expect(account.call(ROOT, 'events', 'PutEvents', { Entries: [entry] })).toMatchObject({ FailedEntryCount: 0 });
    expect(account.log.map(({ kind }) => kind)).toEqual(['call', 'event emitted', 'target not simulated']);
    expect(catchError(() => account.call(ROOT, 'events', 'PutEvents', { Entries: [{ ...entry, TraceHeader: 'x' }] }))).toBeInstanceOf(NotSimulatedError);
  });

  test('fail from the first instant to before the last, for one operation or a whole service', () => {
    const account = accountOf(TOPIC);
    const works = () => catchError(() => account.call(ROOT, 'sns', 'GetTopicAttributes', { TopicArn: TOPIC_ARN })) === undefined;
    account.failCalls({ service: 'sns', from: START + 60_000, until: START + 120_000, errorName: 'ThrottledException' });
    account.failCalls({ service: 'sns', operation: 'Publish', from: START, until: START + 600_000, errorName: 'ThrottledException' });
    const seen = [0, 60_000, 120_000].map((offset) => {
      account.run(START + offset);
      return works();
    });
    expect(seen).toEqual([true, false, true]);
  });

  test('need a region when the stacks are in several', () => {
    const stacks = stacksOf({ template: { Resources: TOPIC } }, { template: { Resources: {} }, region: 'us-east-1' });
    const account = new Account({ stacks, store: new MetricStore(), start: START });
    expect(() => account.call(ROOT, 'sns', 'GetTopicAttributes', { TopicArn: TOPIC_ARN })).toThrow(/say which region/);
    expect(account.call(ROOT, 'sns', 'GetTopicAttributes', { TopicArn: TOPIC_ARN }, REGION)).toHaveProperty('Attributes');
    const elsewhere = () => account.call(ROOT, 'sns', 'GetTopicAttributes', { TopicArn: TOPIC_ARN }, 'us-east-1');
    expect(catchError(elsewhere)).toMatchObject({ name: 'InvalidParameterException' });
  });
});

describe('cloudwatch calls', () => {
  const script = {
    a: [
      [60, 'ALARM'],
      [180, 'OK'],
    ],
  } as const;
  const resources = { ...TOPIC, A: metricAlarm('a', { AlarmActions: [{ Ref: 'Topic' }] }), C: compositeAlarm('c', 'ALARM(a)') };
  const states = (account: Account) =>
    account.log.flatMap((entry) =>
      entry.kind === 'alarm state changed' ? [`${secondsAfterStart(entry.at)} ${entry.alarm.name} ${entry.to} ${entry.cause}`] : [],
    );

  test('DescribeAlarms returns metric alarms, and composite ones when asked', () => {
    const account = accountOf(resources, script);
    account.run(START + 120_000);
    const metricOnly = account.call(ROOT, 'cloudwatch', 'DescribeAlarms', {});
    expect(metricOnly).toMatchObject({
      MetricAlarms: [{ AlarmName: 'a', StateValue: 'ALARM', Threshold: 1, StateTransitionedTimestamp: new Date(START + 60_000) }],
      CompositeAlarms: [],
    });
    const both = account.call(ROOT, 'cloudwatch', 'DescribeAlarms', {
      AlarmTypes: ['CompositeAlarm', 'MetricAlarm'],
      StateValue: 'ALARM',
      ActionPrefix: 'arn:aws:sns',
    });
    expect(both).toMatchObject({ MetricAlarms: [{ AlarmName: 'a' }], CompositeAlarms: [] });
    const composite = account.call(ROOT, 'cloudwatch', 'DescribeAlarms', { AlarmTypes: ['CompositeAlarm'], AlarmNamePrefix: 'c' });
    expect(composite).toMatchObject({ MetricAlarms: [], CompositeAlarms: [{ AlarmRule: 'ALARM(a)', StateValue: 'ALARM' }] });
  });

  test('DescribeAlarmHistory lists changes and actions, newest first, lost notifications included', () => {
    const account = accountOf(resources, {
      a: [
        [60, 'ALARM'],
        [120, 'OK'],
        [180, 'ALARM'],
      ],
    });
    account.failCalls({ service: 'sns', from: START, until: START + 120_000, errorName: 'InternalErrorException' });
    account.run(START + 240_000);
    const history = account.call(ROOT, 'cloudwatch', 'DescribeAlarmHistory', { AlarmName: 'a' }).AlarmHistoryItems as { HistorySummary: string }[];
    expect(history.map((item) => item.HistorySummary)).toEqual([
      `Successfully executed action ${TOPIC_ARN}`,
      'Alarm updated from OK to ALARM',
      'Alarm updated from ALARM to OK',
      `Failed to execute action ${TOPIC_ARN}. Received error: "InternalErrorException: sns:Publish fails in this scenario"`,
      'Alarm updated from INSUFFICIENT_DATA to ALARM',
    ]);
    const oldest = account.call(ROOT, 'cloudwatch', 'DescribeAlarmHistory', {
      HistoryItemType: 'StateUpdate',
      ScanBy: 'TimestampAscending',
      MaxRecords: 1,
      StartDate: new Date(START + 61_000),
    });
    expect(oldest.AlarmHistoryItems).toMatchObject([{ HistorySummary: 'Alarm updated from ALARM to OK' }]);
  });

  test('SetAlarmState runs the actions, reaches composites at once, and lasts until the next evaluation', () => {
    const account = accountOf(resources, { a: [[60, 'OK']] });
    account.run(START + 120_000);
    account.call(ROOT, 'cloudwatch', 'SetAlarmState', { AlarmName: 'a', StateValue: 'ALARM', StateReason: 'drill' });
    expect(account.published).toHaveLength(1);
    account.run(START + 240_000);
    expect(states(account)).toEqual([
      '0 c OK creation',
      '60 a OK evaluation',
      '120 a ALARM SetAlarmState',
      '120 c ALARM evaluation',
      '180 a OK evaluation',
      '180 c OK evaluation',
    ]);
  });

  test('SetAlarmState does not add a change to the one the next evaluation finds', () => {
    const account = accountOf(resources, {
      a: [
        [60, 'OK'],
        [180, 'ALARM'],
      ],
    });
    account.run(START + 120_000);
    account.call(ROOT, 'cloudwatch', 'SetAlarmState', { AlarmName: 'a', StateValue: 'INSUFFICIENT_DATA', StateReason: 'drill' });
    account.run(START + 240_000);
    expect(states(account).filter((line) => line.includes(' a '))).toEqual([
      '60 a OK evaluation',
      '120 a INSUFFICIENT_DATA SetAlarmState',
      '180 a ALARM evaluation',
    ]);
  });

  test('SetAlarmState in the middle of a run takes back what was found ahead, and evaluates again', () => {
    const account = accountOf(resources, {
      a: [
        [60, 'OK'],
        [180, 'ALARM'],
        [300, 'OK'],
      ],
    });
    account.schedule(START + 150_000, () => {
      account.call(ROOT, 'cloudwatch', 'SetAlarmState', { AlarmName: 'a', StateValue: 'ALARM', StateReason: 'drill' });
    });
    account.run(START + 600_000);
    expect(states(account).filter((line) => line.includes(' a '))).toEqual(['60 a OK evaluation', '150 a ALARM SetAlarmState', '300 a OK evaluation']);
  });

  test('SetAlarmState of a composite lasts until one of its children changes', () => {
    const account = accountOf(resources, {
      a: [
        [60, 'OK'],
        [300, 'INSUFFICIENT_DATA'],
      ],
    });
    account.run(START + 120_000);
    account.call(ROOT, 'cloudwatch', 'SetAlarmState', { AlarmName: 'c', StateValue: 'ALARM', StateReason: 'drill' });
    account.run(START + 600_000);
    expect(states(account).filter((line) => line.includes(' c '))).toEqual(['0 c OK creation', '120 c ALARM SetAlarmState', '300 c OK evaluation']);
  });

  test('SetAlarmState refuses what the API refuses', () => {
    const account = accountOf(resources, script);
    const set = (input: object) =>
      catchError(() => account.call(ROOT, 'cloudwatch', 'SetAlarmState', { AlarmName: 'a', StateValue: 'OK', StateReason: 'r', ...input }));
    expect(set({ AlarmName: 'gone' })).toMatchObject({ name: 'ResourceNotFound' });
    expect(set({ StateValue: 'RED' })).toMatchObject({ name: 'ValidationError' });
    expect(set({ StateReasonData: '[1]' })).toMatchObject({ name: 'InvalidFormat' });
    expect(account.alarms.every(({ state }) => state.value === 'INSUFFICIENT_DATA')).toBe(true);
  });
});

describe('a run', () => {
  test('is the same however it is cut into stretches', () => {
    const log = (stretchMinutes: number) => {
      const account = accountOf(
        { ...TOPIC, A: metricAlarm('a', { AlarmActions: [{ Ref: 'Topic' }] }), C: compositeAlarm('c', 'ALARM(a)') },
        {
          a: [
            [60, 'ALARM'],
            [3_600, 'OK'],
            [7_230, 'ALARM'],
          ],
        },
        { stretchMinutes },
      );
      account.run(START + 4 * 3_600_000);
      return JSON.stringify(account.log);
    };
    expect(log(1)).toBe(log(1_440));
    expect(log(7)).toBe(log(1_440));
  });

  test('includes its last instant, also when no time passes', () => {
    const account = accountOf({ C: compositeAlarm('c', 'TRUE') });
    account.run(START);
    account.run(START);
    expect(account.log.filter(({ kind }) => kind === 'alarm state changed')).toMatchObject([{ at: START, to: 'ALARM' }]);
    account.run(START + 60_000);
    expect(() => account.run(START)).toThrow(RangeError);
  });

  test('looks ahead by whole minutes, at least one', () => {
    for (const stretchMinutes of [0, -1, 0.5, NaN]) expect(() => accountOf({}, {}, { stretchMinutes })).toThrow(RangeError);
  });

  test.each([60, 1_440])('takes back what a stretch of %i minutes found for the rest of its last minute', (stretchMinutes) => {
    const store = new MetricStore();
    // The alarm looks at minute 60 half a minute after SetAlarmState, and sees the breach of minute 59.
    const identity = { region: REGION, namespace: 'Test', metricName: 'Errors', dimensions: {} };
    for (let minute = 0; minute < 60; minute++) store.putDatapoint(identity, START / 60_000 + minute, minute < 59 ? 0 : 1);
    const assumptions = { ...DEFAULT_ASSUMPTIONS, evaluationSecond: 30, metricDelayMinutes: 0 };
    const account = accountOf({ A: metricAlarm('a') }, {}, { store, assumptions, stretchMinutes, createMetricAlarm });
    account.schedule(START + 3_610_000, () => {
      account.call(ROOT, 'cloudwatch', 'SetAlarmState', { AlarmName: 'a', StateValue: 'ALARM', StateReason: 'drill' });
    });
    account.run(START + 3_660_000);
    const changes = account.log.flatMap((entry) => (entry.kind === 'alarm state changed' ? [`${secondsAfterStart(entry.at)} ${entry.to}`] : []));
    expect(changes).toEqual(['90 OK', '3610 ALARM']);
  });

  test('reports every stretch', () => {
    const reached: number[] = [];
    const account = accountOf({}, {}, { stretchMinutes: 60, onProgress: (instant) => reached.push(secondsAfterStart(instant)) });
    account.run(START + 150 * 60_000);
    expect(reached).toEqual([3_600, 7_200, 9_000]);
    expect(account.now).toBe(START + 150 * 60_000);
  });

  test('starts and ends at whole minutes', () => {
    expect(() => accountOf({}, {}, { start: START + 1 })).toThrow(RangeError);
    expect(() => accountOf({}).run(START + 1)).toThrow(RangeError);
  });
});

test('what bears on paging and is not simulated is listed; what does not bear on it is not', () => {
  const stacks = stacksOf({
    template: {
      Transform: 'AWS::Serverless-2016-10-31',
      Resources: {
        Mute: { Type: 'AWS::CloudWatch::AlarmMuteRule' },
        Nested: { Type: 'AWS::CloudFormation::Stack' },
        Fifo: { Type: 'AWS::SNS::Topic', Properties: { FifoTopic: true } },
        Contact: { Type: 'AWS::SNS::Subscription', Properties: { TopicArn: 'x', Protocol: 'sms', Endpoint: '{{resolve:ssm:/contact}}' } },
        Function: { Type: 'AWS::Lambda::Function', Properties: { Code: { 'Fn::Nonsense': 1 } } },
        Table: { Type: 'AWS::DynamoDB::Table' },
      },
    },
  });
  const account = new Account({ stacks, store: new MetricStore(), start: START });
  expect(account.notSimulated.map(({ type, logicalId, why }) => `${logicalId ?? '-'} ${type}: ${why}`)).toEqual([
    '- Transform: macro AWS::Serverless-2016-10-31 would rewrite the template',
    'Nested AWS::CloudFormation::Stack: the template of a nested stack is not read',
    'Fifo AWS::SNS::Topic: not simulated: FIFO topics',
    'Contact AWS::SNS::Subscription: not simulated: cannot resolve dynamic reference {{resolve:ssm:/contact}} (in test/Contact.Properties.Endpoint)',
    'Mute AWS::CloudWatch::AlarmMuteRule: not simulated: a resource without Expression',
  ]);
});

test('a second policy for a topic is noted, as nobody can tell which one wins', () => {
  const policy = { Type: 'AWS::SNS::TopicPolicy', Properties: { Topics: [{ Ref: 'Topic' }], PolicyDocument: { Statement: [] } } };
  expect(accountOf({ ...TOPIC, One: policy, Two: policy }).notSimulated).toMatchObject([{ logicalId: 'Two', why: expect.stringContaining('a second policy') }]);
});

test('an account has the stacks of exactly one account', () => {
  const create = (accounts: string[]) => () =>
    new Account({ stacks: stacksOf(...accounts.map((account) => ({ template: { Resources: {} }, account }))), store: new MetricStore(), start: START });
  expect(catchError(create([]))).toBeInstanceOf(ProblemsError);
  expect(create(['1', '2'])).toThrow(/ACC005.*several accounts/);
  expect(create(['1', '1'])().accountId).toBe('1');
});

function catchError(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}
