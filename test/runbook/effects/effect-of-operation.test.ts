import type { JsonObject } from '../../../lib/aws/cloudformation/template';
import { effectOfOperation, hasVerbOfReading } from '../../../lib/runbook/effects/effect-of-operation';
import { operationKey, ownActions } from '../../../lib/runbook/effects/iam-action';
import { iamAction } from '../../../lib/runbook/effects/iam-action-data';
import { REFUSED_READS } from '../../../lib/runbook/effects/refused-reads';
import { findOperation, operationsOf } from '../../../lib/runbook/operations/operation';
import { SERVICE_NAMES } from '../../../lib/runbook/operations/service-names';

const effect = (key: string, input?: JsonObject) => effectOfOperation(key.split(':')[0]!, key.split(':')[1]!, input).effect;
const reason = (key: string, input?: JsonObject) => effectOfOperation(key.split(':')[0]!, key.split(':')[1]!, input).reason;

test.each([
  'lambda:GetAlias',
  'ecs:DescribeServices',
  'ec2:DescribeInstances',
  's3:HeadBucket',
  's3:GetBucketEncryption',
  'apigateway:GetStage',
  'codebuild:BatchGetProjects',
  'events:TestEventPattern',
  'iam:SimulatePrincipalPolicy',
  'cloudtrail:LookupEvents',
])('%s reads', (key) => expect(effect(key)).toBe('reads'));

test.each([
  ['lambda:UpdateAlias', /is a write: lambda:UpdateAlias is of access level Write/],
  ['s3:DeleteBucketEncryption', /s3:PutEncryptionConfiguration is of access level Write/],
  ['apigateway:TestInvokeMethod', /apigateway:POST is of access level Write/],
  ['sns:TagResource', /access level Write/],
  ['iam:AttachRolePolicy', /access level Write/],
])('%s is a write', (key, why) => {
  expect(effect(key)).toBe('mutates');
  expect(reason(key)).toMatch(why);
});

test.each([
  ['gamelift:ListFleets', 'nothing is known of the service gamelift'],
  ['lambda:GetNothing', 'lambda has no operation GetNothing'],
  ['ec2:DescribeHosts', 'nothing is known of ec2:DescribeHosts'],
  ['ecs:DescribeGateway', 'no IAM action is known of ecs:DescribeGateway'],
])('%s is not known, so that it mutates', (key, why) => expect([effect(key), reason(key)]).toEqual(['mutates', why]));

test.each([
  ['sqs:ReceiveMessage', 'sqs:ReceiveMessage hides messages, raises their receive count and can push them into the dead-letter queue'],
  ['config:DeliverConfigSnapshot', undefined],
  ['logs:StartQuery', 'logs:StartQuery is charged for what it scans, and takes one of the queries that may run at a time'],
  ['secretsmanager:GetSecretValue', 'secretsmanager:GetSecretValue returns the secret'],
  ['ce:GetCostAndUsage', 'ce:GetCostAndUsage is charged for each request'],
  ['dynamodb:GetItem', 'dynamodb:GetItem consumes read capacity of the table, and returns the data of customers'],
])('%s is none that a dry run may call, whatever its access level', (key, why) => {
  expect(effect(key)).toBe('mutates');
  if (why !== undefined) expect(reason(key)).toBe(why);
});

test('what depends on a member is a read only when that is known to be absent or false', () => {
  const get = (input?: JsonObject) => effect('ssm:GetParameter', input);
  expect([get({ Name: '/a' }), get({ Name: '/a', WithDecryption: false })]).toEqual(['reads', 'reads']);
  expect([get(), get({ WithDecryption: true }), get({ WithDecryption: '{{ Decrypt }}' })]).toEqual(['mutates', 'mutates', 'mutates']);
});

test('a write is a write also when it changes nothing, and when a member makes it a check', () => {
  expect(['kms:Decrypt', 'secretsmanager:ValidateResourcePolicy', 'sts:DecodeAuthorizationMessage'].map((key) => effect(key))).toEqual(
    Array(3).fill('mutates'),
  );
  expect(effect('ec2:StopInstances', { InstanceIds: ['i-1'], DryRun: true })).toBe('mutates');
  expect(effect('lambda:Invoke', { FunctionName: 'a', InvocationType: 'DryRun' })).toBe('mutates');
});

/** Every operation that is known, with its effect. */
const ALL = SERVICE_NAMES.flatMap(({ name }) =>
  operationsOf(name).map((each) => {
    const operation = findOperation(name, each);
    if ('unknown' in operation) throw new Error(each);
    return { operation, effect: effectOfOperation(name, each).effect };
  }),
);

test('no read has an action that writes, none is in the table, and each has a verb of reading', () => {
  const reads = ALL.filter((each) => each.effect === 'reads');
  expect(reads.length).toBeGreaterThan(900);
  for (const { operation } of reads) {
    const key = operationKey(operation);
    expect(ownActions(operation).map(({ level }) => level === 'Write')).not.toContain(true);
    expect(operation.name).toMatch(/^(Describe|List|Get|Head|Batch(Get|Describe)|Search|Lookup|Filter|Simulate|Validate|Estimate|Test)/);
    expect(REFUSED_READS.filter((row) => row.operation === key && row.with === undefined)).toEqual([]);
    expect(key).not.toMatch(/SecretValue|SessionToken|ReceiveMessage|:(Generate|Start|Stop|Poll|Export)/);
  }
});

test('of what the access level lets through, only the verb keeps three from a dry run: two exports, and a question about a telephone number', () => {
  const byVerb = ALL.filter((each) => each.effect === 'mutates' && ownActions(each.operation).length > 0)
    .filter(({ operation }) => ownActions(operation).every(({ level }) => level !== 'Write') && !hasVerbOfReading(operation.name))
    .map(({ operation }) => operationKey(operation));
  const inTable = REFUSED_READS.map(({ operation }) => operation);
  expect(byVerb.filter((key) => !inTable.includes(key)).sort()).toEqual([
    'apigatewayv2:ExportApi',
    'backup:ExportBackupPlanTemplate',
    'sns:CheckIfPhoneNumberIsOptedOut',
  ]);
  // A search of log events reads; what keeps it from a dry run is what it returns, and that the table says.
  expect(byVerb).not.toContain('logs:FilterLogEvents');
  expect(reason('logs:FilterLogEvents')).toBe('logs:FilterLogEvents returns the data of customers');
});

test('every row of the table is of an access level that would let it through, and has a public source', () => {
  for (const { operation, source } of REFUSED_READS) {
    expect(source).toMatch(/^https:\/\/(docs\.)?aws\.amazon\.com\//);
    const [service, name] = operation.split(':') as [string, string];
    const found = findOperation(service, name);
    const action = 'unknown' in found ? iamAction(operation) : ownActions(found)[0];
    if (action !== undefined) expect([operation, action.level]).not.toEqual([operation, 'Write']);
  }
});
