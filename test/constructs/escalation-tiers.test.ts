import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { EscalationTiers, type EscalationTiersProps } from '../../lib/constructs/escalation-tiers';
import type { ContactPlan } from '../../lib/plan/incident-plan';

const ANA: ContactPlan = { person: 'ana', channel: 'email', parameterName: '/shop/prod/contacts/ana/email' };
const TOOL: ContactPlan = { person: 'eli', channel: 'https', parameterName: '/shop/prod/contacts/eli/https' };
const PROPS: EscalationTiersProps = {
  tierTopics: [{ name: 'shop-prod-s0-tier-1', severity: 'S0', tier: 1, subscriptions: [ANA, TOOL] }],
  informedTopics: [{ name: 'shop-prod-s0-informed', severity: 'S0', subscriptions: [ANA] }],
  fallback: { name: 'shop-prod-fallback', subscriptions: [ANA] },
};

function build(props: EscalationTiersProps = PROPS) {
  const stack = new Stack(new App(), 'Test', { env: { region: 'eu-central-1' } });
  const tiers = new EscalationTiers(stack, 'Tiers', props);
  return { tiers, template: Template.fromStack(stack) };
}

/** Template parameters whose values are stored, but for the one of the CDK's bootstrapping. */
const storedTexts = (template: Template) => Object.entries(template.findParameters('*')).filter(([id]) => id !== 'BootstrapVersion');

test('a subscription hears only what is for its person, and what SNS gives up on is kept', () => {
  const { template } = build();
  template.hasResourceProperties('AWS::SNS::Subscription', {
    Protocol: 'https',
    FilterPolicy: { responder: ['eli'] },
    RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('TiersDeadLetters'), 'Arn'] } },
  });
});

test('tries to reach a web address end within the hour SNS allows', () => {
  const { template } = build();
  const [https] = Object.values(template.findResources('AWS::SNS::Subscription', { Properties: { Protocol: 'https' } }));
  const { numNoDelayRetries, numMinDelayRetries, minDelayTarget, maxDelayTarget, numMaxDelayRetries, numRetries } =
    https!.Properties.DeliveryPolicy.healthyRetryPolicy;
  const backoff = numRetries - numNoDelayRetries - numMinDelayRetries - numMaxDelayRetries;
  expect(backoff).toBe(10);
  expect(numMinDelayRetries * minDelayTarget + (backoff + numMaxDelayRetries) * maxDelayTarget).toBeLessThanOrEqual(3_600);
  expect(numRetries).toBeLessThanOrEqual(100);
});

test('the fallback topic is unfiltered: CloudWatch does not know who is on call', () => {
  const { template } = build();
  const subscriptions = Object.values(template.findResources('AWS::SNS::Subscription'));
  const ofFallback = subscriptions.filter(({ Properties }) => /Fallback/.test(JSON.stringify(Properties.TopicArn)));
  expect(ofFallback.map(({ Properties }) => Properties.FilterPolicy)).toEqual([undefined]);
});

test('no template has an address: a contact is one stored parameter, however many topics it is on (PII001)', () => {
  const { template } = build();
  expect(storedTexts(template).map(([id, { Default, NoEcho }]) => [id, Default, NoEcho])).toEqual([
    ['StoredShopProdContactsAnaEmail', '/shop/prod/contacts/ana/email', true],
    ['StoredShopProdContactsEliHttps', '/shop/prod/contacts/eli/https', true],
  ]);
  for (const { Properties } of Object.values(template.findResources('AWS::SNS::Subscription')))
    expect(Properties.Endpoint).toEqual({ Ref: expect.stringMatching(/^Stored/) });
});

test('two parameters whose names read alike stay two', () => {
  const twin: ContactPlan = { person: 'ana-x', channel: 'email', parameterName: '/shop/prod/contacts/ana-x/email' };
  const other: ContactPlan = { person: 'ana_x', channel: 'email', parameterName: '/shop/prod/contacts/ana_x/email' };
  const { template } = build({
    informedTopics: [{ name: 'i', severity: 'S0', subscriptions: [twin, other] }],
    fallback: { name: 'f', subscriptions: [twin, other] },
  });
  expect(storedTexts(template).map(([, { Default }]) => Default)).toEqual([twin.parameterName, other.parameterName]);
});

test('alarms may publish to the fallback topic and to no other, and use the key (T1)', () => {
  const { template } = build();
  const policies = Object.values(template.findResources('AWS::SNS::TopicPolicy')).map(({ Properties }) => JSON.stringify(Properties));
  const forAlarms = policies.filter((policy) => policy.includes('cloudwatch.amazonaws.com'));
  expect(forAlarms).toHaveLength(1);
  expect(forAlarms[0]).toContain('Fallback');
  template.hasResourceProperties('AWS::KMS::Key', {
    EnableKeyRotation: true,
    KeyPolicy: {
      Statement: Match.arrayWith([Match.objectLike({ Principal: { Service: 'cloudwatch.amazonaws.com' }, Action: ['kms:Decrypt', 'kms:GenerateDataKey*'] })]),
    },
  });
});

test('SNS may store what it gave up on, for these topics only, in a queue without a key of ours', () => {
  const { template } = build();
  template.hasResourceProperties('AWS::SQS::Queue', { SqsManagedSseEnabled: true, KmsMasterKeyId: Match.absent(), MessageRetentionPeriod: 1_209_600 });
  template.hasResourceProperties('AWS::SQS::QueuePolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Principal: { Service: 'sns.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Condition: {
            ArnEquals: {
              'aws:SourceArn': [
                { Ref: Match.stringLikeRegexp('S0Tier1') },
                { Ref: Match.stringLikeRegexp('S0Informed') },
                { Ref: Match.stringLikeRegexp('Fallback') },
              ],
            },
          },
        }),
      ]),
    },
  });
});

test('every topic is encrypted with the one key and refuses what is not encrypted on its way', () => {
  const { template, tiers } = build();
  const topics = Object.values(template.findResources('AWS::SNS::Topic'));
  expect(topics).toHaveLength(3);
  expect([...tiers.topics.keys()]).toEqual(['shop-prod-s0-tier-1', 'shop-prod-s0-informed']);
  for (const { Properties } of topics) expect(Properties.KmsMasterKeyId).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^TiersKey/), 'Arn'] });
  for (const { Properties } of Object.values(template.findResources('AWS::SNS::TopicPolicy')))
    expect(JSON.stringify(Properties)).toContain('"aws:SecureTransport":"false"');
});

describe('everything wrong is said at once, with what is allowed', () => {
  const message = (props: EscalationTiersProps) => {
    try {
      build(props);
    } catch (error) {
      return error instanceof RangeError ? error.message : String(error);
    }
    return '';
  };

  test('an address in the place of a parameter is refused', () => {
    expect(message({ fallback: { name: 'f', subscriptions: [{ ...ANA, parameterName: 'ana@example.org' }] } })).toBe(
      'fallback.subscriptions[0].parameterName is "ana@example.org": allowed is the name of a stored parameter, such as /shop/prod/contacts/ana/email, never the address itself',
    );
    expect(message({ fallback: { name: 'f', subscriptions: [{ ...ANA, parameterName: '+491701234567' }] } })).toContain('parameterName is "+491701234567"');
  });

  test('names, tiers, channels, and what is there twice', () => {
    const tier = PROPS.tierTopics![0]!;
    expect(
      message({
        tierTopics: [{ ...tier, tier: 0 }, tier],
        fallback: { name: 'not a name', subscriptions: [ANA, ANA, { ...TOOL, channel: 'fax' as never }] },
      }).split('\n'),
    ).toEqual([
      'tierTopics[1].name is shop-prod-s0-tier-1: allowed is a name that no other topic has',
      'fallback.name is "not a name": allowed are 1 to 256 letters, digits, hyphens and underscores',
      'fallback.subscriptions[1] is email of ana: allowed is one subscription for each person and channel',
      'fallback.subscriptions[2].channel is "fax": allowed are email, sms, https',
      'tierTopics[0].tier is 0: allowed are whole numbers from 1',
    ]);
  });
});
