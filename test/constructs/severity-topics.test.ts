import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SeverityTopics } from '../../lib/constructs/severity-topics';
import type { Severity } from '../../lib/incident/severity';

const stack = new Stack(new App(), 'Test', { env: { account: '111122223333', region: 'eu-central-1' } });
const construct = new SeverityTopics(stack, 'Topics', {
  topics: [
    { name: 'shop-prod-s0', severity: 'S0' },
    { name: 'shop-prod-s3', severity: 'S3' },
  ],
});
const template = Template.fromStack(stack);
const idOf = (severity: 'S0' | 'S3') => stack.getLogicalId(construct.topics[severity]!.node.defaultChild as never);
const KEY_ID = stack.getLogicalId(construct.key!.node.defaultChild as never);

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
  const topics = [{ name: 'shop prod!', severity: 'S1' }, { name: 'shop-prod-s1', severity: 'S1' }, { severity: 'P1' as Severity }] as const;
  expect(() => new SeverityTopics(new Stack(new App(), 'Wrong'), 'Topics', { topics })).toThrow(
    new RangeError(
      [
        'topics[0].name is "shop prod!": allowed are 1 to 256 letters, digits, hyphens and underscores',
        'topics[1].severity is S1: allowed is a severity that no other topic has',
        'topics[2].severity is "P1": allowed are S0, S1, S2, S3, S4',
      ].join('\n'),
    ),
  );
});

/** `Sid`s of the statements of a policy. */
const sidsOf = (policy: { readonly Statement: readonly { readonly Sid?: string }[] }) => policy.Statement.flatMap(({ Sid }) => Sid ?? []);

describe('a key and topics of the app', () => {
  const own = new Stack(new App(), 'Own');
  const key = new Key(own, 'AppKey');
  const pager = new Topic(own, 'Pager', { masterKey: new Key(own, 'PagerKey') });
  const topics = new SeverityTopics(own, 'Topics', { key, topics: [{ severity: 'S1', topic: pager }, { severity: 'S2' }, { severity: 'S3' }] });
  const templateOfApp = Template.fromStack(own);

  test('are used as they are: no key is made, the topic there is that of its severity, and the others have no name', () => {
    templateOfApp.resourceCountIs('AWS::KMS::Key', 2);
    expect(topics.topics.S1).toBe(pager);
    expect(topics.key).toBe(key);
    const made = Object.values(templateOfApp.findResources('AWS::SNS::Topic')).filter(({ Properties }) =>
      /AppKey/.test(JSON.stringify(Properties.KmsMasterKeyId)),
    );
    expect(made.map(({ Properties }) => Object.keys(Properties))).toEqual([['KmsMasterKeyId'], ['KmsMasterKeyId']]);
  });

  test('let alarms encrypt and publish: both keys and all three topics', () => {
    const policies = Object.values(templateOfApp.findResources('AWS::KMS::Key')).map(({ Properties }) => sidsOf(Properties.KeyPolicy));
    expect(policies).toEqual([['AlarmsEncrypt'], ['AlarmsEncrypt']]);
    const publishable = Object.values(templateOfApp.findResources('AWS::SNS::TopicPolicy')).filter(({ Properties }) =>
      sidsOf(Properties.PolicyDocument).includes('AlarmsPublish'),
    );
    expect(publishable).toHaveLength(3);
    Annotations.fromStack(own).hasNoWarning('*', Match.anyValue());
  });
});

test('what is imported cannot be changed here: a warning says what its policy has to allow', () => {
  const importing = new Stack(new App(), 'Importing');
  const topic = Topic.fromTopicArn(importing, 'Elsewhere', 'arn:aws:sns:eu-central-1:111122223333:pager');
  const key = Key.fromKeyArn(importing, 'TheirKey', 'arn:aws:kms:eu-central-1:111122223333:key/abc');
  new SeverityTopics(importing, 'Topics', { key, topics: [{ severity: 'S1', topic }, { severity: 'S2' }] });
  const warnings = Annotations.fromStack(importing).findWarning('*', Match.stringLikeRegexp('is imported'));
  expect(warnings.map(({ entry }) => String(entry.data).replace(/ \[ack: .*/, '')).sort()).toEqual([
    'the key Importing/TheirKey is imported: its policy has to allow cloudwatch.amazonaws.com kms:Decrypt and kms:GenerateDataKey*, or every message from there is dropped',
    'the topic Importing/Elsewhere is imported: its policy has to allow cloudwatch.amazonaws.com sns:Publish, and its key, where it has one, kms:Decrypt and kms:GenerateDataKey*',
  ]);
});
