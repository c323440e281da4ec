import { describeCheck, UNKNOWN, type Resources, type TestTemplate } from '../../../helpers/template-checks';

const ROOT = { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'kms:*', Resource: '*' };
const topic = { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: { Ref: 'K' } } };
const key = (...statements: readonly object[]) => ({ Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: statements } } });
const role = (properties: object = {}) => ({ Type: 'AWS::IAM::Role', Properties: { RoleName: 'engine', ...properties } });
const document = (...statements: readonly object[]) => ({ PolicyDocument: { Statement: statements } });
const policy = (...statements: readonly object[]) => ({ Type: 'AWS::IAM::Policy', Properties: { Roles: [{ Ref: 'R' }], ...document(...statements) } });
const PUBLISH = { Effect: 'Allow', Action: 'sns:Publish', Resource: { Ref: 'T' } };
const use = (actions: unknown = ['kms:Decrypt', 'kms:GenerateDataKey*'], more: object = {}) => ({
  Effect: 'Allow',
  Action: actions,
  Resource: { 'Fn::GetAtt': ['K', 'Arn'] },
  ...more,
});
const chain = (statements: readonly object[], keyStatements: readonly object[] = [ROOT]): Resources => ({
  T: topic,
  K: key(...keyStatements),
  R: role(),
  P: policy(PUBLISH, ...statements),
});
const chainOf = (engine: Resources[string], ...statements: readonly object[]): Resources => ({ ...chain(statements), R: engine });
/** A role that may publish and use the key by its policies, as far as its boundary lets it. */
const bounded = (boundary: readonly object[], ...statements: readonly object[]): Resources => ({
  ...chainOf(role({ PermissionsBoundary: { Ref: 'B' } }), ...statements),
  B: { Type: 'AWS::IAM::ManagedPolicy', Properties: document(...boundary) },
});
const AWS_MANAGED = 'arn:aws:iam::aws:policy/AmazonSNSFullAccess';
const at = ['Resources.T.Properties.KmsMasterKeyId'];
const through = (region: string) => ({ Resource: '*', Condition: { StringEquals: { 'kms:ViaService': `sns.${region}.amazonaws.com` } } });

/** The topic and its key in Ireland, the role in Frankfurt: as a watchdog is notified by what it watches. */
const acrossRegions = (...statements: readonly object[]): readonly TestTemplate[] => [
  { R: role(), P: policy({ ...PUBLISH, Resource: 'arn:aws:sns:eu-west-1:111122223333:watchdog' }, ...statements) },
  { region: 'eu-west-1', template: { Resources: { T: { ...topic, Properties: { ...topic.Properties, TopicName: 'watchdog' } }, K: key(ROOT) } } },
];

describeCheck('KMS003', {
  violates: {
    'a role that may publish and not use the key (fault T1)': {
      templates: [chain([])],
      at,
      received: 'no effective grant of kms:Decrypt and kms:GenerateDataKey to R',
    },
    'a role that may only decrypt': { templates: [chain([use('kms:Decrypt')])], at, received: 'no effective grant of kms:GenerateDataKey to R' },
    'a role that may use another key': { templates: [chain([use(undefined, { Resource: 'arn:aws:kms:eu-central-1:111122223333:key/other' })])], at },
    'a grant that a denial takes back': {
      templates: [chain([use(), { ...use('kms:Decrypt'), Effect: 'Deny' }])],
      at,
      received: 'no effective grant of kms:Decrypt to R',
    },
    'a key that lets the account do nothing': {
      templates: [chain([use()], [{ ...ROOT, Action: 'kms:DescribeKey' }])],
      at,
      received: 'no effective grant of kms:Decrypt and kms:GenerateDataKey in its policy',
    },
    'a grant that the boundary of the role takes back': {
      templates: [bounded([PUBLISH], use())],
      at,
      received: 'no effective grant of kms:Decrypt and kms:GenerateDataKey to R',
    },
    'a role of another region': { templates: acrossRegions(), at },
    'a grant through SNS of another region than the topic': { templates: acrossRegions(use(undefined, through('eu-central-1'))), at },
  },
  complies: {
    'a grant under a condition that holds, beside one that nobody can judge': [
      chain([use(), use(undefined, { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'a' } } })]),
    ],
    'a statement about something else whose resource is only known at deployment': [chain([use(), { Effect: 'Allow', Action: 's3:*', Resource: UNKNOWN }])],
    'a role whose boundary does not let it publish, whatever its policies say': [bounded([{ Effect: 'Allow', Action: 's3:*', Resource: '*' }])],
    'both rights in a policy of the role': [chain([use()])],
    'both rights inside of the role': [{ T: topic, K: key(ROOT), R: role({ Policies: [document(PUBLISH, use())] }) }],
    'a managed policy that the role names': [
      { T: topic, K: key(ROOT), R: role({ ManagedPolicyArns: [{ Ref: 'M' }] }), M: { Type: 'AWS::IAM::ManagedPolicy', Properties: document(PUBLISH, use()) } },
    ],
    'a key that lets the role in by itself': [
      chain([], [ROOT, { ...ROOT, Principal: { AWS: { 'Fn::GetAtt': ['R', 'Arn'] } }, Action: ['kms:Decrypt', 'kms:GenerateDataKey'] }]),
    ],
    'a key without a policy of its own': [{ ...chain([use()]), K: { Type: 'AWS::KMS::Key' } }],
    'a right that goes through SNS of the region of the topic': acrossRegions(use(undefined, through('eu-west-1'))),
    'the key that SNS manages, which everybody of the account may use': [
      { ...chain([]), T: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: 'alias/aws/sns' } } },
    ],
  },
  doesNotApply: {
    'a topic without a key': [{ T: { Type: 'AWS::SNS::Topic' }, R: role(), P: policy(PUBLISH) }],
    'a topic no role publishes to': [{ T: topic, K: key(ROOT), R: role() }],
  },
  cannotTell: {
    'a policy that AWS manages and nobody here knows, which may allow it': [chainOf(role({ ManagedPolicyArns: [AWS_MANAGED] }))],
    'a policy that AWS manages and nobody here knows, which may deny it': [chainOf(role({ ManagedPolicyArns: [AWS_MANAGED] }), use())],
    'a policy whose name is only known at deployment': [chainOf(role({ ManagedPolicyArns: [UNKNOWN] }), use())],
    'a boundary that nobody here knows': [chainOf(role({ PermissionsBoundary: AWS_MANAGED }), use())],
    'a boundary that is only known at deployment': [chainOf(role({ PermissionsBoundary: UNKNOWN }), use())],
    'a grant on a key that is only known at deployment': [chain([use(undefined, { Resource: UNKNOWN })])],
    'a grant under another condition': [chain([use(undefined, { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'a' } } })])],
    'a denial under a condition': [chain([use(), { ...use(), Effect: 'Deny', Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } }])],
    'a key that no template has': [
      { ...chain([use()]), T: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: 'arn:aws:kms:eu-central-1:111122223333:key/1' } } },
    ],
  },
});
