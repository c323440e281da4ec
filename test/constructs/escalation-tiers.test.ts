import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { EscalationTiers, type EscalationTiersProps } from '../../lib/constructs/escalation-tiers';

const PROPS: EscalationTiersProps = {
  application: 'shop',
  environment: 'prod',
  tierTopics: [{ name: 'shop-prod-s0-tier-1', severity: 'S0', tier: 1, people: ['ana', 'eli'] }],
  informedTopics: [{ name: 'shop-prod-s0-informed', severity: 'S0', people: ['ana'] }],
  fallback: { name: 'shop-prod-fallback' },
};

function build(props: EscalationTiersProps = PROPS) {
  const stack = new Stack(new App(), 'Test', { env: { region: 'eu-central-1' } });
  const tiers = new EscalationTiers(stack, 'Tiers', props);
  return { tiers, template: Template.fromStack(stack) };
}

test('nobody is subscribed to a topic of a severity: pagers and integrations are, and people have topics of their own (9.23)', () => {
  const { template } = build();
  template.resourceCountIs('AWS::SNS::Subscription', 0);
});

test('key and queue have names by which stacks with people find them', () => {
  const { template } = build();
  template.hasResourceProperties('AWS::KMS::Alias', {
    AliasName: 'alias/shop-prod-paging',
    TargetKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^TiersKey'), 'Arn'] },
  });
  template.hasResourceProperties('AWS::SQS::Queue', { QueueName: 'shop-prod-subscription-dead-letters' });
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
                { 'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp(':shop-prod-person-[*]$')])] },
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

test('everything wrong is said at once, with what is allowed', () => {
  const tier = PROPS.tierTopics![0]!;
  expect(() => build({ ...PROPS, tierTopics: [{ ...tier, tier: 0 }, tier], fallback: { name: 'not a name' } })).toThrow(
    new RangeError(
      [
        'tierTopics[1].name is shop-prod-s0-tier-1: allowed is a name that no other topic has',
        'fallback.name is "not a name": allowed are 1 to 256 letters, digits, hyphens and underscores',
        'tierTopics[0].tier is 0: allowed are whole numbers from 1',
      ].join('\n'),
    ),
  );
});
