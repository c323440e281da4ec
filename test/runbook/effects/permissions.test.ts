import type { JsonObject } from '../../../lib/aws/cloudformation/template';
import { evaluateStatements, policyStatements } from '../../../lib/aws/iam/policy';
import { derivePermissions, policyOf, type RunKnowledge } from '../../../lib/runbook/effects/permissions';
import { apiStep, documentWith } from './documents';

const SCOPE = { partition: 'aws', region: 'eu-central-1', account: '111122223333' };
const derive = (steps: readonly JsonObject[], parameters: JsonObject = {}, values: RunKnowledge['values'] = {}) =>
  derivePermissions(documentWith(steps, parameters), { scope: SCOPE, values });

/** Statements as short texts: actions on resources, with conditions. */
function statements(steps: readonly JsonObject[], parameters?: JsonObject, values?: RunKnowledge['values']) {
  return derive(steps, parameters, values).statements.map(
    ({ actions, resources, conditions }) =>
      `${actions.join(' ')} on ${resources.map(({ arn }) => arn).join(' ')}${conditions === undefined ? '' : ` if ${JSON.stringify(conditions)}`}`,
  );
}
const of = (service: string, api: string, members: JsonObject = {}) => statements([apiStep('it', service, api, members)]);
const EU = 'eu-central-1:111122223333';

test.each<[string, string, JsonObject, readonly string[]]>([
  ['lambda', 'UpdateAlias', { FunctionName: 'edi', Name: 'live' }, [`lambda:UpdateAlias on arn:aws:lambda:${EU}:function:edi`]],
  ['lambda', 'Invoke', { FunctionName: 'edi', Qualifier: 'live' }, [`lambda:InvokeFunction on arn:aws:lambda:${EU}:function:edi:live`]],
  ['ecs', 'UpdateService', { cluster: 'prod', service: 'edi' }, [`ecs:UpdateService on arn:aws:ecs:${EU}:service/prod/edi`]],
  ['ecs', 'DescribeServices', { services: ['a', 'b'] }, [`ecs:DescribeServices on arn:aws:ecs:${EU}:service/default/a arn:aws:ecs:${EU}:service/default/b`]],
  ['sqs', 'PurgeQueue', { QueueUrl: 'https://sqs.eu-central-1.amazonaws.com/111122223333/dead' }, [`sqs:PurgeQueue on arn:aws:sqs:${EU}:dead`]],
  ['sns', 'Publish', { TopicArn: 'arn:aws:sns:{{ global:REGION }}:{{ global:ACCOUNT_ID }}:pages' }, [`sns:Publish on arn:aws:sns:${EU}:pages`]],
  ['ssm', 'GetCalendarState', { CalendarNames: ['freeze'] }, [`ssm:GetCalendarState on arn:aws:ssm:${EU}:document/freeze`]],
  ['ssm', 'UpdateOpsItem', { OpsItemId: 'oi-1' }, [`ssm:UpdateOpsItem on arn:aws:ssm:${EU}:opsitem/oi-1`]],
  ['ssm', 'GetParameter', { Name: '/edi/a' }, [`ssm:GetParameter on arn:aws:ssm:${EU}:parameter/edi/a`]],
  [
    'ssm',
    'SendCommand',
    { DocumentName: 'AWS-RunPatchBaseline', InstanceIds: ['i-1'] },
    [`ssm:SendCommand on arn:aws:ec2:${EU}:instance/i-1 arn:aws:ssm:${EU}:managed-instance/i-1 arn:aws:ssm:eu-central-1::document/AWS-RunPatchBaseline`],
  ],
  ['secretsmanager', 'RotateSecret', { SecretId: 'edi/db' }, [`secretsmanager:RotateSecret on arn:aws:secretsmanager:${EU}:secret:edi/db-??????`]],
  ['kms', 'RotateKeyOnDemand', { KeyId: 'alias/edi' }, [`kms:RotateKeyOnDemand on arn:aws:kms:${EU}:key/*`]],
  ['route53', 'ChangeResourceRecordSets', { HostedZoneId: '/hostedzone/Z1' }, ['route53:ChangeResourceRecordSets on arn:aws:route53:::hostedzone/Z1']],
  ['logs', 'StartQuery', { logGroupName: '/edi' }, [`logs:StartQuery on arn:aws:logs:${EU}:log-group:/edi:*`]],
  ['events', 'DisableRule', { Name: 'nightly' }, [`events:DisableRule on arn:aws:events:${EU}:rule/nightly`]],
  ['events', 'DisableRule', { Name: 'nightly', EventBusName: 'edi' }, [`events:DisableRule on arn:aws:events:${EU}:rule/edi/nightly`]],
  ['dynamodb', 'Query', { TableName: 'a' }, [`dynamodb:Query on arn:aws:dynamodb:${EU}:table/a`]],
  ['dynamodb', 'Query', { TableName: 'a', IndexName: 'open' }, [`dynamodb:Query on arn:aws:dynamodb:${EU}:table/a arn:aws:dynamodb:${EU}:table/a/index/open`]],
  ['s3', 'GetObject', { Bucket: 'b', Key: 'k', VersionId: 'v' }, ['s3:GetObjectVersion on arn:aws:s3:::b/k']],
  ['ec2', 'CreateTags', { Resources: ['i-1'] }, [`ec2:CreateTags on arn:aws:ec2:${EU}:*/i-1`]],
  ['ec2', 'DescribeInstances', { InstanceIds: ['i-1'] }, ['ec2:DescribeInstances on *']],
  ['cloudwatch', 'PutMetricData', { Namespace: 'Edi' }, ['cloudwatch:PutMetricData on * if {"StringEquals":{"cloudwatch:namespace":["Edi"]}}']],
  ['apigateway', 'UpdateStage', { restApiId: 'abc', stageName: 'prod' }, ['apigateway:PATCH on arn:aws:apigateway:eu-central-1::/restapis/abc/stages/prod']],
  [
    'elbv2',
    'ModifyListener',
    { ListenerArn: `arn:aws:elasticloadbalancing:${EU}:listener/app/a/b/c` },
    [`elasticloadbalancing:ModifyListener on arn:aws:elasticloadbalancing:${EU}:listener/app/a/b/c`],
  ],
  [
    'sqs',
    'StartMessageMoveTask',
    { SourceArn: `arn:aws:sqs:${EU}:dead`, DestinationArn: `arn:aws:sqs:${EU}:in` },
    [
      `sqs:DeleteMessage sqs:GetQueueAttributes sqs:ReceiveMessage sqs:StartMessageMoveTask on arn:aws:sqs:${EU}:dead`,
      `sqs:SendMessage on arn:aws:sqs:${EU}:in`,
    ],
  ],
])('%s %s with %j is allowed that, and no more', (service, api, members, expected) => expect(of(service, api, members)).toEqual(expected));

const UPDATE = apiStep('it', 'lambda', 'UpdateAlias', { FunctionName: '{{ Name }}' });

test('a parameter is every value that it is known to have, and a pattern when it is not; its default is not enough', () => {
  const parameter = (changes: JsonObject) => ({ Name: { type: 'String', ...changes } });
  expect(statements([UPDATE], parameter({ default: 'edi' }))).toEqual([`lambda:UpdateAlias on arn:aws:lambda:${EU}:function:*`]);
  expect(statements([UPDATE], parameter({ allowedValues: ['a', 'b'] }))).toEqual([
    `lambda:UpdateAlias on arn:aws:lambda:${EU}:function:a arn:aws:lambda:${EU}:function:b`,
  ]);
  expect(statements([UPDATE], parameter({}), { Name: ['edi'] })).toEqual([`lambda:UpdateAlias on arn:aws:lambda:${EU}:function:edi`]);
  const partly = apiStep('it', 'lambda', 'UpdateAlias', { FunctionName: 'edi-{{ Name }}-worker' });
  expect(statements([partly], parameter({}))).toEqual([`lambda:UpdateAlias on arn:aws:lambda:${EU}:function:edi-*-worker`]);
});

test('a pattern of a parameter narrows what its values begin with, and says that the rest is open', () => {
  const named = (changes: JsonObject) => statements([UPDATE], { Name: { type: 'String', ...changes } });
  const any = [`lambda:UpdateAlias on arn:aws:lambda:${EU}:function:*`];
  expect(named({ allowedPattern: '^edi-prod-[a-z-]{1,40}$' })).toEqual([`lambda:UpdateAlias on arn:aws:lambda:${EU}:function:edi-prod-*`]);
  expect(named({ allowedPattern: '^[a-z-]+$' })).toEqual(any);
  // Open at one end, or an ARN of another account: nothing is certain of the name.
  expect(named({ allowedPattern: 'edi-prod-[a-z-]+' })).toEqual(any);
  expect(named({ allowedPattern: '^edi-[a-z:-]+$' })).toEqual(any);
  // Nobody holds a default against the pattern.
  expect(named({ allowedPattern: '^edi-prod-[a-z-]{1,40}$', default: 'other' })).toEqual([
    `lambda:UpdateAlias on arn:aws:lambda:${EU}:function:edi-prod-* arn:aws:lambda:${EU}:function:other`,
  ]);
  const { statements: derived } = derive([UPDATE], { Name: { type: 'String', allowedPattern: '^edi-prod-[a-z-]{1,40}$' } });
  expect(derived[0]!.resources[0]!.why).toBe('FunctionName is only known in a run');
});

test('why a resource is no narrower is said', () => {
  const resources = (step: JsonObject) => derive([step], { Name: { type: 'String' } }).statements.flatMap((statement) => statement.resources);
  expect(resources(UPDATE)).toEqual([{ arn: `arn:aws:lambda:${EU}:function:*`, why: 'FunctionName is only known in a run' }]);
  expect(resources(apiStep('it', 'lambda', 'ListFunctions'))).toEqual([{ arn: '*', why: 'lambda:ListFunctions takes no resource' }]);
  expect(resources(apiStep('it', 'lambda', 'GetAlias', { FunctionName: 'edi' }))).toEqual([{ arn: `arn:aws:lambda:${EU}:function:edi` }]);
});

test('actions on the same resources are one statement, and what a wider resource covers is not repeated', () => {
  const read = (name: string, FunctionName: string) => apiStep(name, 'lambda', 'GetAlias', { FunctionName });
  const { statements: derived } = derive([read('a', 'edi'), read('b', '{{ Name }}'), UPDATE], { Name: { type: 'String' } });
  expect(derived).toMatchObject([
    { actions: ['lambda:GetAlias', 'lambda:UpdateAlias'], resources: [{ arn: `arn:aws:lambda:${EU}:function:*` }], steps: ['a', 'b', 'it'] },
  ]);
});

test('a role is passed where a step sets one, and only that one, to the service that takes it', () => {
  const ROLE = 'arn:aws:iam::111122223333:role/edi';
  const passed = (service: string, api: string, members: JsonObject) => of(service, api, members).filter((text) => text.startsWith('iam:PassRole'));
  expect(passed('lambda', 'UpdateFunctionConfiguration', { FunctionName: 'a', Role: ROLE })).toEqual([
    `iam:PassRole on ${ROLE} if {"StringEquals":{"iam:PassedToService":["lambda.amazonaws.com"]}}`,
  ]);
  expect(passed('lambda', 'UpdateFunctionConfiguration', { FunctionName: 'a', Timeout: 3 })).toEqual([]);
  expect(passed('scheduler', 'UpdateSchedule', { Name: 'a', Target: { Arn: 'x', RoleArn: ROLE } })).toEqual([
    `iam:PassRole on ${ROLE} if {"StringEquals":{"iam:PassedToService":["scheduler.amazonaws.com"]}}`,
  ]);
  expect(passed('ecs', 'RegisterTaskDefinition', { family: 'a', taskRoleArn: 'task', executionRoleArn: '' })).toEqual([
    'iam:PassRole on arn:aws:iam::111122223333:role/task if {"StringEquals":{"iam:PassedToService":["ecs-tasks.amazonaws.com","ecs.amazonaws.com"]}}',
  ]);
  expect(passed('iam', 'AttachRolePolicy', { RoleName: 'a', PolicyArn: 'b' })).toEqual([]);
  expect(passed('lambda', 'UpdateFunctionConfiguration', { FunctionName: 'a', OtherRole: ROLE })).toEqual([]);
  // A key of a map of tags is no member.
  expect(passed('lambda', 'TagResource', { Resource: 'a', Tags: { Role: ROLE } })).toEqual([]);
});

test('a document that it starts is started, followed, and handed its role', () => {
  const inputs = { DocumentName: 'child', RuntimeParameters: { AutomationAssumeRole: ['arn:aws:iam::111122223333:role/child'] } };
  expect(statements([{ name: 'it', action: 'aws:executeAutomation', inputs }])).toEqual([
    `ssm:StartAutomationExecution on arn:aws:ssm:${EU}:automation-definition/child:* arn:aws:ssm:${EU}:automation-execution/* arn:aws:ssm:${EU}:document/child`,
    'iam:PassRole on arn:aws:iam::111122223333:role/child if {"StringEquals":{"iam:PassedToService":["ssm.amazonaws.com"]}}',
    `ssm:GetAutomationExecution on arn:aws:ssm:${EU}:automation-execution/*`,
  ]);
});

test('a document of AWS belongs to no account', () => {
  expect(statements([{ name: 'it', action: 'aws:executeAutomation', inputs: { DocumentName: 'AWS-RestartEC2Instance' } }])[0]).toBe(
    `ssm:StartAutomationExecution on arn:aws:ssm:${EU}:automation-execution/* arn:aws:ssm:eu-central-1::automation-definition/AWS-RestartEC2Instance:* arn:aws:ssm:eu-central-1::document/AWS-RestartEC2Instance`,
  );
});

test('an approval publishes to its topic', () => {
  const inputs = { Approvers: ['ana'], NotificationArn: `arn:aws:sns:${EU}:AutomationPages` };
  expect(statements([{ name: 'it', action: 'aws:approve', inputs }])).toEqual([`sns:Publish on arn:aws:sns:${EU}:AutomationPages`]);
});

test('what a script calls is allowed on all resources of the type, and what is not known of it is said', () => {
  const Script = "import boto3, os\ndef run(e, c):\n  boto3.client('lambda').get_alias(Name='live')\n";
  expect(derive([{ name: 'it', action: 'aws:executeScript', inputs: { Runtime: 'python3.11', Handler: 'run', Script } }])).toMatchObject({
    statements: [{ actions: ['lambda:GetAlias'], resources: [{ arn: `arn:aws:lambda:${EU}:function:*` }] }],
    undetermined: [{ step: 'it', why: 'its script imports os' }],
  });
});

test('a call of which nothing is known is not allowed anything, and named', () => {
  expect(derive([apiStep('it', 'gamelift', 'ListFleets')])).toEqual({
    statements: [],
    undetermined: [{ step: 'it', why: 'what gamelift:ListFleets asks for is not known' }],
  });
});

test('the policy is one that is read by what judges requests', () => {
  const { statements: derived } = derive([apiStep('it', 'sqs', 'PurgeQueue', { QueueUrl: 'https://sqs/1/dead' })]);
  const decide = (action: string, resource: string) =>
    evaluateStatements(
      policyStatements(policyOf(derived) as never, 'role'),
      { action, resource },
      () => true,
      () => true,
    ).outcome;
  expect(decide('sqs:PurgeQueue', `arn:aws:sqs:${EU}:dead`)).toBe('allowed');
  expect([decide('sqs:PurgeQueue', `arn:aws:sqs:${EU}:in`), decide('sqs:DeleteQueue', `arn:aws:sqs:${EU}:dead`)]).toEqual(Array(2).fill('implicitly denied'));
});
