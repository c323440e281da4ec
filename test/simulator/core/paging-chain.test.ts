import type { JsonObject } from '../../../lib/aws/cloudformation/template';
import { accountRoot } from '../../../lib/aws/iam/principal';
import { Account } from '../../../lib/simulator/account';
import type { LogEntry } from '../../../lib/simulator/core/log';
import { MetricStore } from '../../../lib/simulator/services/cloudwatch/metric-store';
import { ACCOUNT_ID, accountOf, metricAlarm, REGION, scriptedAlarms, stacksOf, START, type Resources } from '../../helpers/simulated-account';

const ALARMS = `arn:aws:cloudwatch:${REGION}:${ACCOUNT_ID}:alarm:*`;

/** The statements a key needs so that alarms, and EventBridge, reach people through an encrypted topic. */
const DOCUMENTED_GRANTS = [
  {
    Sid: 'CloudWatchAlarmsPublish',
    Effect: 'Allow',
    Principal: { Service: 'cloudwatch.amazonaws.com' },
    Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
    Resource: '*',
    Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT_ID }, ArnLike: { 'aws:SourceArn': ALARMS } },
  },
  {
    Sid: 'EventBridgePublish',
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
    Resource: '*',
  },
];

const PUBLISH_GRANT = {
  Sid: 'AlarmsMayPublish',
  Effect: 'Allow',
  Principal: { Service: 'cloudwatch.amazonaws.com' },
  Action: 'sns:Publish',
  Resource: { Ref: 'Topic' },
  Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
};

interface Chain {
  readonly topic?: object;
  readonly key?: object;
  readonly keyStatements?: readonly object[];
  readonly topicStatements?: readonly object[] | 'none attached';
  readonly alarm?: object;
}

/** The chain alarm → topic → key as it should be, with one link changed. */
function chain({ topic, key, keyStatements = DOCUMENTED_GRANTS, topicStatements = [PUBLISH_GRANT], alarm }: Chain): Resources {
  return {
    Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: keyStatements }, ...key } },
    Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'pages', KmsMasterKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] }, ...topic } },
    Contact: { Type: 'AWS::SNS::Subscription', Properties: { TopicArn: { Ref: 'Topic' }, Protocol: 'email', Endpoint: 'on-call@example.com' } },
    ...(topicStatements !== 'none attached' && {
      TopicPolicy: { Type: 'AWS::SNS::TopicPolicy', Properties: { Topics: [{ Ref: 'Topic' }], PolicyDocument: { Statement: topicStatements } } },
    }),
    Alarm: metricAlarm('portal', { AlarmActions: [{ Ref: 'Topic' }], AlarmDescription: 'Portal is down', ...alarm }),
  };
}

/** What became of the page when the alarm fires one minute after the start. */
function page(resources: Resources) {
  const account = accountOf(resources, { portal: [[60, 'ALARM']] });
  account.run(START + 120_000);
  const actions = account.log.filter((entry) => entry.kind.startsWith('action '));
  return { account, actions, action: actions[0] as LogEntry };
}

describe('a page reaches its topic (faults T1)', () => {
  test.each<[string, Chain]>([
    ['with the documented grants', {}],
    ['with the key given by its id', { topic: { KmsMasterKeyId: { Ref: 'Key' } } }],
    ['without encryption', { topic: { KmsMasterKeyId: { Ref: 'AWS::NoValue' } } }],
    ['with a default topic policy, which allows alarms of the own account', { topicStatements: 'none attached' }],
    [
      'with a refusal of insecure transport beside the grant',
      {
        topicStatements: [
          PUBLISH_GRANT,
          { Effect: 'Deny', Principal: '*', Action: 'sns:Publish', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
        ],
      },
    ],
  ])('%s', (_how, change) => {
    const { action, account } = page(chain(change));
    expect(action).toMatchObject({ kind: 'action executed', at: START + 60_000, state: 'ALARM', subscriptions: 1 });
    expect(account.published).toHaveLength(1);
  });

  test('with the key given by an alias of the template', () => {
    const alias = { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/pages', TargetKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } } };
    const { action } = page({ ...chain({ topic: { KmsMasterKeyId: 'alias/pages' } }), Alias: alias });
    expect(action).toMatchObject({ kind: 'action executed' });
  });

  test('and is counted as reaching nobody when nobody subscribed', () => {
    const { Contact: _contact, ...rest } = chain({});
    expect(page(rest).action).toMatchObject({ kind: 'action executed', subscriptions: 0 });
  });
});

describe('a filter policy decides who of the subscribers receives a message', () => {
  const account = (policy: object, rest: object = {}) =>
    accountOf(
      {
        Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'pages' } },
        Contact: { Type: 'AWS::SNS::Subscription', Properties: { TopicArn: { Ref: 'Topic' }, Protocol: 'sms', Endpoint: '+1', FilterPolicy: policy, ...rest } },
        Alarm: metricAlarm('portal', { AlarmActions: [{ Ref: 'Topic' }] }),
      },
      { portal: [[60, 'ALARM']] },
    );
  const recipients = (policy: object, rest: object, attributes: object = {}) => {
    const target = account(policy, rest);
    const input = { TopicArn: `arn:aws:sns:${REGION}:${ACCOUNT_ID}:pages`, Message: '{"tier":"2"}', MessageAttributes: attributes };
    target.call(accountRoot(ACCOUNT_ID), 'sns', 'Publish', input);
    return target.published[0]!.recipients.length;
  };

  test('so an alarm, whose messages have no attributes, reaches nobody who filters on one', () => {
    const target = account({ responder: ['anna'] });
    target.run(START + 120_000);
    expect(target.log.filter(({ kind }) => kind === 'action executed')).toMatchObject([{ subscriptions: 0 }]);
  });

  test.each<[string, object, object, object, number]>([
    ['a text attribute', { responder: ['anna'] }, {}, { responder: { DataType: 'String', StringValue: 'anna' } }, 1],
    ['another text', { responder: ['anna'] }, {}, { responder: { DataType: 'String', StringValue: 'ben' } }, 0],
    ['a number attribute', { tier: [{ numeric: ['>=', 2] }] }, {}, { tier: { DataType: 'Number', StringValue: '2' } }, 1],
    ['one of a list', { on: ['b'] }, {}, { on: { DataType: 'String.Array', StringValue: '["a","b"]' } }, 1],
    ['the body', { tier: ['2'] }, { FilterPolicyScope: 'MessageBody' }, {}, 1],
    ['another body', { tier: ['3'] }, { FilterPolicyScope: 'MessageBody' }, {}, 0],
    ['nothing at all', {}, {}, {}, 1],
  ])('by %s', (_what, policy, rest, attributes, expected) => expect(recipients(policy, rest, attributes)).toBe(expected));

  test('and is noted when nobody can tell what it lets through', () => {
    expect(account({ a: [{ wildcard: '*' }] }).notSimulated).toMatchObject([{ logicalId: 'Contact' }]);
  });
});

describe('a page is dropped, and the broken link is named', () => {
  const withoutCondition = { ...DOCUMENTED_GRANTS[0]!, Condition: undefined };
  test.each<[string, Chain, string, RegExp]>([
    [
      'topic policy grants nothing to CloudWatch',
      { topicStatements: [{ ...PUBLISH_GRANT, Principal: { Service: 'events.amazonaws.com' } }] },
      'topic policy',
      /no statement of the topic policy allows it/,
    ],
    [
      'topic policy only refuses insecure transport, and so replaces the default one',
      { topicStatements: [{ Effect: 'Deny', Principal: '*', Action: 'sns:Publish', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }] },
      'topic policy',
      /no statement/,
    ],
    [
      'topic policy denies',
      { topicStatements: [PUBLISH_GRANT, { Sid: 'Closed', Effect: 'Deny', Principal: '*', Action: 'sns:*', Resource: '*' }] },
      'topic policy',
      /Closed of test\/TopicPolicy denies it/,
    ],
    [
      'topic policy is for another account',
      { topicStatements: [{ ...PUBLISH_GRANT, Condition: { StringEquals: { 'aws:SourceAccount': '999999999999' } } }] },
      'topic policy',
      /no statement/,
    ],
    ['key policy has no grant', { keyStatements: [DOCUMENTED_GRANTS[1]!] }, 'key policy', /kms:GenerateDataKey .*no statement of the key policy/],
    ['key policy lacks kms:Decrypt', { keyStatements: [{ ...withoutCondition, Action: 'kms:GenerateDataKey*' }] }, 'key policy', /kms:Decrypt/],
    ['key policy lacks kms:GenerateDataKey', { keyStatements: [{ ...withoutCondition, Action: 'kms:Decrypt' }] }, 'key policy', /kms:GenerateDataKey/],
    [
      'key policy only trusts the account',
      { keyStatements: [{ Effect: 'Allow', Principal: { AWS: accountRoot(ACCOUNT_ID) }, Action: 'kms:*', Resource: '*' }] },
      'key policy',
      /no statement/,
    ],
    [
      'key grant is for alarms of another region',
      { keyStatements: [{ ...withoutCondition, Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:cloudwatch:us-east-1:*:alarm:*' } } }] },
      'key policy',
      /no statement/,
    ],
    ['key is the one AWS manages', { topic: { KmsMasterKeyId: 'alias/aws/sns' } }, 'key policy', /alias\/aws\/sns is managed by AWS/],
    ['key is disabled', { key: { Enabled: false } }, 'key state', /is disabled/],
    [
      'topic is in another region',
      { alarm: { AlarmActions: [`arn:aws:sns:us-east-1:${ACCOUNT_ID}:pages`] } },
      'region',
      /topic is in us-east-1, the alarm in eu-central-1/,
    ],
  ])('%s', (_what, change, link, reason) => {
    const { actions, action, account } = page(chain(change));
    expect(actions).toHaveLength(1);
    expect(action).toMatchObject({ kind: 'action dropped', link, alarm: { name: 'portal', logicalId: 'Alarm', stackName: 'test' } });
    expect((action as { reason: string }).reason).toMatch(reason);
    expect(account.published).toEqual([]);
  });

  test('key is in another region', () => {
    const stacks = stacksOf(
      { template: { Resources: chain({ topic: { KmsMasterKeyId: `arn:aws:kms:us-east-1:${ACCOUNT_ID}:key/test-2-Key-SIMULATED` } }) } },
      { template: { Resources: { Key: chain({}).Key } }, region: 'us-east-1' },
    );
    const account = new Account({ stacks, store: new MetricStore(), start: START, createMetricAlarm: scriptedAlarms({ portal: [[60, 'ALARM']] }) });
    account.run(START + 120_000);
    const reason = expect.stringContaining(`the key arn:aws:kms:us-east-1:${ACCOUNT_ID}:key/test-2-Key-SIMULATED is not in ${REGION}`);
    expect(account.log.filter((entry) => entry.kind.startsWith('action '))).toMatchObject([{ kind: 'action dropped', link: 'key state', reason }]);
  });

  test('the call fails in the scenario, and only as long as it says', () => {
    const account = accountOf(chain({}), {
      portal: [
        [60, 'ALARM'],
        [120, 'OK'],
        [180, 'ALARM'],
      ],
    });
    account.failCalls({ service: 'sns', operation: 'Publish', from: START, until: START + 180_000, errorName: 'InternalErrorException' });
    account.run(START + 240_000);
    expect(account.log.filter((entry) => entry.kind.startsWith('action '))).toMatchObject([
      { kind: 'action dropped', link: 'call failed', reason: 'InternalErrorException: sns:Publish fails in this scenario' },
      { kind: 'action executed', at: START + 180_000 },
    ]);
  });
});

describe('what cannot be determined is notified as such, and the run goes on', () => {
  test.each<[string, Chain, RegExp]>([
    ['an action that is not a topic', { alarm: { AlarmActions: [`arn:aws:lambda:${REGION}:${ACCOUNT_ID}:function:x`] } }, /service lambda/],
    ['a topic that no template has', { alarm: { AlarmActions: [`arn:aws:sns:${REGION}:${ACCOUNT_ID}:theirs`] } }, /topic .*:theirs, which no template has/],
    ['a key that no template has', { topic: { KmsMasterKeyId: 'alias/theirs' } }, /key alias\/theirs, which no template has/],
    ['a key that no template has, by its id', { topic: { KmsMasterKeyId: 'theirs' } }, /key theirs, which no template has/],
    ['an OpsItem', { alarm: { AlarmActions: [`arn:aws:ssm:${REGION}:${ACCOUNT_ID}:opsitem:1`] } }, /service ssm/],
    ['a topic of another account', { alarm: { AlarmActions: [`arn:aws:sns:${REGION}:999999999999:x`] } }, /another account, 999999999999/],
    [
      'a policy with an operator nobody knows',
      { topicStatements: [{ ...PUBLISH_GRANT, Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }] },
      /not simulated: IAM condition/,
    ],
  ])('%s', (_what, change, reason) => {
    const { action } = page(chain(change));
    expect(action.kind).toBe('action not simulated');
    expect((action as { reason: string }).reason).toMatch(reason);
  });

  const secondPolicy = { Type: 'AWS::SNS::TopicPolicy', Properties: { Topics: [{ Ref: 'Topic' }], PolicyDocument: { Statement: [PUBLISH_GRANT] } } };
  const unreadPolicy = { Type: 'AWS::SNS::TopicPolicy', Properties: { Topics: [{ Ref: 'Topic' }], PolicyDocument: '{{resolve:ssm:/policy}}' } };
  test.each<[string, Resources, RegExp]>([
    ['a FIFO topic', chain({ topic: { FifoTopic: true } }), /FIFO topics/],
    ['a topic that holds messages back by what they say', chain({ topic: { DataProtectionPolicy: {} } }), /property DataProtectionPolicy/],
    ['a topic with a misspelt property', chain({ topic: { KmsMasterKeyID: 'alias/x' } }), /property KmsMasterKeyID/],
    ['a topic with two policies', { ...chain({}), Second: secondPolicy }, /a second policy/],
    ['a topic whose policy cannot be resolved', { ...chain({ topicStatements: 'none attached' }), Unread: unreadPolicy }, /dynamic reference/],
    ['a policy with a misspelt element', chain({ topicStatements: [{ ...PUBLISH_GRANT, Conditions: {} }] }), /policy element Conditions/],
    ['a policy with NotPrincipal', chain({ topicStatements: [{ ...PUBLISH_GRANT, Principal: undefined, NotPrincipal: { AWS: '*' } }] }), /NotPrincipal/],
    ['a key of another kind', chain({ key: { KeySpec: 'RSA_2048' } }), /KeySpec RSA_2048/],
    ['a key whose material is brought later', chain({ key: { Origin: 'EXTERNAL' } }), /Origin EXTERNAL/],
    ['a key with a misspelt property', chain({ key: { Enable: false } }), /property Enable/],
    ['a key policy that cannot be resolved', chain({ key: { KeyPolicy: '{{resolve:ssm:/policy}}' } }), /dynamic reference/],
    ['a key of another account', chain({ topic: { KmsMasterKeyId: `arn:aws:kms:${REGION}:999999999999:key/x` } }), /key of another account/],
    [
      'a replica key',
      { ...chain({ topic: { KmsMasterKeyId: { 'Fn::GetAtt': ['Replica', 'Arn'] } } }), Replica: { Type: 'AWS::KMS::ReplicaKey' } },
      /replica key/,
    ],
    [
      'an alias of a key of another stack',
      {
        ...chain({ topic: { KmsMasterKeyId: 'alias/pages' } }),
        Alias: { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/pages', TargetKeyId: { 'Fn::ImportValue': 'gone' } } },
      },
      /import of gone/,
    ],
    [
      'a key policy that asks by way of which service CloudWatch comes',
      chain({ keyStatements: [{ ...DOCUMENTED_GRANTS[0]!, Condition: { StringEquals: { 'kms:ViaService': `sns.${REGION}.amazonaws.com` } } }] }),
      /condition key kms:ViaService/,
    ],
  ])('%s', (_what, resources, reason) => {
    const { actions, action } = page(resources);
    expect(actions).toMatchObject([{ kind: 'action not simulated' }]);
    expect((action as { reason: string }).reason).toMatch(reason);
  });

  test('a second policy for one topic leaves the others alone', () => {
    const other = { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'other' } };
    const { action } = page({ ...chain({ alarm: { AlarmActions: [{ Ref: 'Other' }] } }), Other: other, Second: secondPolicy });
    expect(action).toMatchObject({ kind: 'action executed' });
  });

  test('a key nobody publishes with is not noted', () => {
    expect(accountOf({ ...chain({}), Signing: { Type: 'AWS::KMS::Key', Properties: { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' } } }).notSimulated).toEqual(
      [],
    );
  });

  test.each([
    ['a protocol nobody knows', { Protocol: 'emial' }, /subscription protocol emial/],
    ['a misspelt property', { Protocol: 'email', FilterPolicyy: {} }, /property FilterPolicyy/],
  ])('a subscription with %s is noted', (_what, properties, why) => {
    const contact = { Type: 'AWS::SNS::Subscription', Properties: { TopicArn: { Ref: 'Topic' }, Endpoint: 'a@example.com', ...properties } };
    expect(accountOf({ ...chain({}), Other: contact }).notSimulated).toMatchObject([{ logicalId: 'Other', why: expect.stringMatching(why) }]);
  });

  test('disabled actions are logged as held back', () => {
    const { actions } = page(chain({ alarm: { ActionsEnabled: false } }));
    expect(actions).toMatchObject([{ kind: 'action suppressed', by: 'ActionsEnabled' }]);
  });
});

test('EventBridge needs a key grant without conditions, as its request to the key carries no source (faults T2)', () => {
  const eventBridge = { service: 'events.amazonaws.com', sourceArn: `arn:aws:events:${REGION}:${ACCOUNT_ID}:rule/r`, sourceAccount: ACCOUNT_ID };
  const publish = (keyStatements: readonly object[]) => {
    const topicStatements = [{ Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sns:Publish', Resource: '*' }];
    const account = accountOf(chain({ keyStatements, topicStatements }));
    return account.call(eventBridge, 'sns', 'Publish', { TopicArn: `arn:aws:sns:${REGION}:${ACCOUNT_ID}:pages`, Message: 'm' });
  };
  expect(publish(DOCUMENTED_GRANTS)).toHaveProperty('MessageId');
  const conditional = { ...DOCUMENTED_GRANTS[1]!, Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT_ID } } };
  expect(() => publish([conditional])).toThrow(/no statement of the key policy/);
});

test('a role publishes to an encrypted topic by way of SNS, and uses a key directly by way of nobody', () => {
  const viaSns = {
    Effect: 'Allow',
    Principal: '*',
    Action: 'kms:*',
    Resource: '*',
    Condition: { StringEquals: { 'kms:ViaService': `sns.${REGION}.amazonaws.com` } },
  };
  const account = accountOf(chain({ keyStatements: [viaSns], topicStatements: 'none attached' }));
  const root = accountRoot(ACCOUNT_ID);
  expect(account.call(root, 'sns', 'Publish', { TopicArn: `arn:aws:sns:${REGION}:${ACCOUNT_ID}:pages`, Message: 'm' })).toHaveProperty('MessageId');
  expect(() => account.call(root, 'kms', 'GenerateDataKey', { KeyId: 'test-Key-SIMULATED' })).toThrow(/may not kms:GenerateDataKey/);
});

test('the message of an alarm says what happened, to whom and from where', () => {
  const { account } = page(chain({}));
  const [published] = account.published;
  expect(published).toMatchObject({ subject: `ALARM: "portal" in ${REGION}`, at: START + 60_000 });
  expect(JSON.parse(published!.message) as JsonObject).toEqual({
    AlarmName: 'portal',
    AlarmDescription: 'Portal is down',
    AWSAccountId: ACCOUNT_ID,
    NewStateValue: 'ALARM',
    NewStateReason: 'script of portal',
    StateChangeTime: '2026-03-02T08:01:00.000+0000',
    Region: REGION,
    AlarmArn: `arn:aws:cloudwatch:${REGION}:${ACCOUNT_ID}:alarm:portal`,
    OldStateValue: 'INSUFFICIENT_DATA',
    OKActions: [],
    AlarmActions: [`arn:aws:sns:${REGION}:${ACCOUNT_ID}:pages`],
    InsufficientDataActions: [],
    Trigger: {
      MetricName: 'Errors',
      Namespace: 'Test',
      StatisticType: 'Statistic',
      Statistic: 'SUM',
      Unit: null,
      Period: 60,
      EvaluationPeriods: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      Threshold: 1,
      TreatMissingData: 'missing',
      EvaluateLowSampleCountPercentile: '',
    },
  });
});

test('the call of an alarm action is on the log with every policy that was asked', () => {
  const { account } = page(chain({}));
  const call = account.log.find((entry) => entry.kind === 'call');
  expect(call).toMatchObject({
    service: 'sns',
    operation: 'Publish',
    principal: { service: 'cloudwatch.amazonaws.com', sourceArn: `arn:aws:cloudwatch:${REGION}:${ACCOUNT_ID}:alarm:portal` },
    outcome: 'succeeded',
    checks: [
      { link: 'topic policy', action: 'sns:Publish', decision: { outcome: 'allowed', statement: 'AlarmsMayPublish of test/TopicPolicy' } },
      { link: 'key policy', action: 'kms:GenerateDataKey', decision: { statement: 'CloudWatchAlarmsPublish of test/Key' } },
      { link: 'key policy', action: 'kms:Decrypt', decision: { outcome: 'allowed' } },
    ],
  });
});
