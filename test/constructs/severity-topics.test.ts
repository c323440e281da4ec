import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { SeverityTopics } from '../../lib/constructs/severity-topics';

const stack = new Stack(new App(), 'Test', { env: { account: '111122223333', region: 'eu-central-1' } });
const construct = new SeverityTopics(stack, 'Topics', {
  topics: [
    { name: 'shop-prod-s0', severity: 'S0' },
    { name: 'shop-prod-s3', severity: 'S3' },
  ],
});
const template = Template.fromStack(stack);
const idOf = (severity: 'S0' | 'S3') => stack.getLogicalId(construct.topics[severity]!.node.defaultChild as never);
const KEY_ID = stack.getLogicalId(construct.key.node.defaultChild as never);

const ALARMS_OF_THIS_ACCOUNT = {
  StringEquals: { 'aws:SourceAccount': '111122223333' },
  ArnLike: {
    'aws:SourceArn': { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':cloudwatch:eu-central-1:111122223333:alarm:*']] },
  },
};

describe('the key (fault T1)', () => {
  test('lets CloudWatch decrypt and generate data keys, for alarms of this account and region, and nobody else but its account', () => {
    const [key] = Object.values(template.findResources('AWS::KMS::Key'));
    expect(key?.Properties.KeyPolicy.Statement).toEqual([
      {
        Effect: 'Allow',
        Principal: { AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::111122223333:root']] } },
        Action: 'kms:*',
        Resource: '*',
      },
      {
        Sid: 'AlarmsEncrypt',
        Effect: 'Allow',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        Resource: '*',
        Condition: ALARMS_OF_THIS_ACCOUNT,
      },
    ]);
  });

  test('rotates, and stays when the stack goes: messages under way are still encrypted with it', () => {
    template.hasResource('AWS::KMS::Key', { Properties: { EnableKeyRotation: true }, DeletionPolicy: 'RetainExceptOnCreate' });
    template.resourceCountIs('AWS::KMS::Key', 1);
  });
});

describe('the topics', () => {
  test.each(['S0', 'S3'] as const)('%s is named as planned and encrypted with our own key', (severity) => {
    expect(template.findResources('AWS::SNS::Topic')[idOf(severity)]?.Properties).toMatchObject({
      TopicName: `shop-prod-${severity.toLowerCase()}`,
      KmsMasterKeyId: { 'Fn::GetAtt': [KEY_ID, 'Arn'] },
    });
  });

  test.each(['S0', 'S3'] as const)('%s lets alarms of this account publish, refuses everything without TLS, and says nothing else', (severity) => {
    const policies = Object.values(template.findResources('AWS::SNS::TopicPolicy')).filter(({ Properties }) => Properties.Topics[0].Ref === idOf(severity));
    expect(policies).toHaveLength(1);
    const statements = policies[0]!.Properties.PolicyDocument.Statement as { Effect: string }[];
    expect(statements).toHaveLength(2);
    expect(statements).toContainEqual({
      Sid: 'AlarmsPublish',
      Effect: 'Allow',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Action: 'sns:Publish',
      Resource: { Ref: idOf(severity) },
      Condition: ALARMS_OF_THIS_ACCOUNT,
    });
    expect(statements).toContainEqual({
      Sid: 'AllowPublishThroughSSLOnly',
      Effect: 'Deny',
      Principal: '*',
      Action: 'sns:Publish',
      Resource: { Ref: idOf(severity) },
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    });
  });

  test('there is one for each severity asked for', () => {
    template.resourceCountIs('AWS::SNS::Topic', 2);
    expect(Object.keys(construct.topics)).toEqual(['S0', 'S3']);
  });
});

test('without a known account the conditions name the one that deploys', () => {
  const anywhere = new Stack(new App(), 'Anywhere');
  new SeverityTopics(anywhere, 'Topics', { topics: [{ name: 'a', severity: 'S0' }] });
  Template.fromStack(anywhere).hasResourceProperties('AWS::KMS::Key', {
    KeyPolicy: {
      Statement: [
        {},
        {
          Condition: {
            StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
            ArnLike: {
              'aws:SourceArn': {
                'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':cloudwatch:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':alarm:*']],
              },
            },
          },
        },
      ],
    },
  });
});

test('names SNS would refuse and a severity with two topics are notified at once', () => {
  const topics = [
    { name: 'shop prod!', severity: 'S1' },
    { name: 'shop-prod-s1', severity: 'S1' },
  ] as const;
  expect(() => new SeverityTopics(new Stack(new App(), 'Wrong'), 'Topics', { topics })).toThrow(
    new RangeError(
      [
        'topics[0].name is "shop prod!": allowed are 1 to 256 letters, digits, hyphens and underscores',
        'topics[1].severity is S1: allowed is a severity that no other topic has',
      ].join('\n'),
    ),
  );
});
