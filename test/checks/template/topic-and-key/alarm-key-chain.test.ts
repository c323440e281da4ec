import { compositeAlarm, describeCheck, IMPORTED, metricAlarm, UNKNOWN, type TestTemplate } from '../../../helpers/template-checks';

const alarm = metricAlarm({ AlarmActions: [{ Ref: 'T' }] });
const topic = (keyId: unknown) => ({ Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: keyId } });
const key = (...statements: readonly object[]) => ({
  Type: 'AWS::KMS::Key',
  Properties: {
    KeyPolicy: {
      Statement: [{ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'kms:*', Resource: '*' }, ...statements],
    },
  },
});
const grant = (actions: unknown, more: object = {}) => ({
  Effect: 'Allow',
  Principal: { Service: 'cloudwatch.amazonaws.com' },
  Action: actions,
  Resource: '*',
  ...more,
});
const BOTH = ['kms:Decrypt', 'kms:GenerateDataKey*'];
const OWN_ALARMS = {
  StringEquals: { 'aws:SourceAccount': '111122223333' },
  ArnLike: { 'aws:SourceArn': 'arn:aws:cloudwatch:*' },
};
const chain = (policyStatements: readonly object[], keyId: unknown = { 'Fn::GetAtt': ['K', 'Arn'] }) => [
  { A: alarm, T: topic(keyId), K: key(...policyStatements) },
];
/** An alarm that publishes to an output of another stack, as the CDK refers across stacks, and that stack. */
const acrossStacks = (stackName: string, region: string): readonly TestTemplate[] => [
  {
    A: metricAlarm({
      AlarmActions: [{ 'Fn::GetStackOutput': { StackName: stackName, OutputName: 'Topic', Region: region } }],
    }),
  },
  {
    stackName: 'topics',
    template: { Resources: { T: topic('alias/aws/sns') }, Outputs: { Topic: { Value: { Ref: 'T' } } } },
  },
];
const at = ['Resources.T.Properties.KmsMasterKeyId'];

describeCheck('KMS001', {
  violates: {
    'the key that SNS manages (fault T1)': {
      templates: [{ A: alarm, T: topic('alias/aws/sns') }],
      at,
      received: '"alias/aws/sns"',
    },
    'a key without a grant to CloudWatch (fault T1)': {
      templates: chain([]),
      at: [...at, ...at],
      received: 'no effective grant of kms:Decrypt to cloudwatch.amazonaws.com',
    },
    'a key that CloudWatch may only decrypt with': {
      templates: chain([grant('kms:Decrypt')]),
      at,
      received: 'no effective grant of kms:GenerateDataKey to cloudwatch.amazonaws.com',
    },
    'a grant to EventBridge only (fault T2)': {
      templates: chain([grant(BOTH, { Principal: { Service: 'events.amazonaws.com' } })]),
      at: [...at, ...at],
    },
    'a grant that a denial takes back': {
      templates: chain([grant(BOTH), { Effect: 'Deny', Principal: '*', Action: 'kms:Decrypt', Resource: '*' }]),
      at,
    },
    'a key without a policy of its own': {
      templates: [{ A: alarm, T: topic({ Ref: 'K' }), K: { Type: 'AWS::KMS::Key' } }],
      at: [...at, ...at],
    },
    'a disabled key': {
      templates: [
        {
          A: alarm,
          T: topic({ Ref: 'K' }),
          K: { Type: 'AWS::KMS::Key', Properties: { ...key(grant(BOTH)).Properties, Enabled: false } },
        },
      ],
      at,
      received: 'Enabled false',
    },
    'a key behind an alias': {
      templates: [
        {
          A: alarm,
          T: topic('alias/pages'),
          K: key(),
          L: { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/pages', TargetKeyId: { Ref: 'K' } } },
        },
      ],
      at: [...at, ...at],
    },
    'a topic of another stack that a composite alarm publishes to': {
      templates: [
        { C: compositeAlarm('TRUE', { AlarmActions: [{ 'Fn::ImportValue': 'topic' }] }) },
        {
          template: {
            Resources: { T: topic('alias/aws/sns') },
            Outputs: { O: { Value: { Ref: 'T' }, Export: { Name: 'topic' } } },
          },
        },
      ],
      at,
    },
    'a topic that is an output of another stack': { templates: acrossStacks('topics', 'eu-central-1'), at },
  },
  complies: {
    'a topic that is not encrypted': [{ A: alarm, T: { Type: 'AWS::SNS::Topic' } }],
    'both actions for the alarms of the account': chain([grant(BOTH, { Condition: OWN_ALARMS })]),
    'both actions in two statements': chain([grant('kms:Decrypt'), grant(['kms:GenerateDataKey'])]),
    'everything to everybody': chain([grant('*', { Principal: '*' })]),
    'a key policy written as a text': [
      { A: alarm, T: topic({ Ref: 'K' }), K: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: JSON.stringify({ Statement: [grant(BOTH)] }) } } },
    ],
    'a grant for the alarms of the account, beside one under a condition nobody can judge': chain([
      grant(BOTH, { Condition: { StringEquals: { 'kms:ViaService': 'sns' } } }),
      grant(BOTH, { Condition: OWN_ALARMS }),
    ]),
    'the key by its id': chain([grant(BOTH)], { Ref: 'K' }),
  },
  doesNotApply: { 'an encrypted topic that no alarm publishes to': [{ T: topic('alias/aws/sns') }] },
  cannotTell: {
    'a key that no template has': [{ A: alarm, T: topic('arn:aws:kms:eu-central-1:111122223333:key/1') }],
    'a key that is only known at deployment': [{ A: alarm, T: topic(UNKNOWN) }],
    'a topic that no template has': [{ A: metricAlarm({ AlarmActions: ['arn:aws:sns:eu-central-1:111122223333:t'] }) }],
    'an output of a stack that is not there': acrossStacks('other-topics', 'eu-central-1'),
    'an output of a stack of another region': acrossStacks('topics', 'us-east-1'),
    'an imported topic that no template exports': [{ A: metricAlarm({ AlarmActions: [IMPORTED] }) }],
    'a grant with a condition the structure cannot judge': chain([
      grant(BOTH, { Condition: { StringEquals: { 'kms:ViaService': 'sns.eu-central-1.amazonaws.com' } } }),
    ]),
    'a denial with a condition the structure cannot judge': chain([
      grant(BOTH),
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 'kms:*',
        Resource: '*',
        Condition: { StringNotEquals: { 'aws:SourceAccount': '1' } },
      },
    ]),
    'a statement about everybody else': chain([grant(BOTH, { Principal: undefined, NotPrincipal: { Service: 'events.amazonaws.com' } })]),
  },
});
