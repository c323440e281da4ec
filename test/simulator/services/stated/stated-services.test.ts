import { accountRoot } from '../../../../lib/aws/iam/principal';
import { STATED } from '../../../../lib/simulator/services/stated/stated-resources';
import { RunbookAccount, RUNBOOK_ROLE } from '../../../helpers/runbook-account';
import { ACCOUNT_ID, metricAlarm, REGION, START } from '../../../helpers/simulated-account';

const ROOT = accountRoot(ACCOUNT_ID);

/** An account with stated resources alone. */
function accountOf(stated: Readonly<Record<string, readonly object[]>>, options: ConstructorParameters<typeof RunbookAccount>[1] = {}) {
  const { account } = new RunbookAccount({}, { stated, ...options });
  const call = (name: string, input: object, principal = ROOT): Record<string, any> => {
    const [service = '', operation = ''] = name.split(':');
    try {
      return account.call(principal, service, operation, input as Record<string, unknown>, REGION) as Record<string, any>;
    } catch (error) {
      return error as Record<string, any>;
    }
  };
  return { call, wait: (minutes: number) => account.run(account.now + minutes * 60_000), all: () => account.use(STATED).all(), account };
}

describe('what is stated of a kind is all there is of it', () => {
  const ALIAS = { FunctionName: 'worker', Name: 'live', FunctionVersion: '8' };

  test.each([
    ['another one is not there', { 'lambda alias': [ALIAS] }, { name: 'ResourceNotFoundException' }],
    ['of an empty kind none is', { 'lambda alias': [] }, { name: 'ResourceNotFoundException' }],
    ['of a kind that is not stated nobody can tell', { 'lambda function': [] }, { thing: 'lambda alias worker next, which nothing states' }],
  ])('%s', (_what, stated, error) => {
    expect(accountOf(stated).call('lambda:GetAlias', { FunctionName: 'worker', Name: 'next' })).toMatchObject(error);
  });

  test('in its region alone, and everywhere for a service without regions', () => {
    const { account } = accountOf({ 'lambda alias': [ALIAS], 'iam user': [{ UserName: 'ana' }] });
    expect(() => account.call(ROOT, 'lambda', 'GetAlias', { FunctionName: 'worker', Name: 'live' }, 'eu-west-1')).toThrow('which nothing states');
    expect(account.call(ROOT, 'iam', 'GetUser', { UserName: 'ana' }, 'eu-west-1')).toMatchObject({ User: { UserName: 'ana' } });
  });

  test('a call that no policy allows, or without what the API requires, is refused', () => {
    const { call } = accountOf({ 'lambda alias': [ALIAS] }, { allowed: [] });
    expect(call('lambda:GetAlias', { FunctionName: 'worker', Name: 'live' }, RUNBOOK_ROLE)).toMatchObject({ name: 'AccessDeniedException' });
    expect(call('lambda:GetAlias', { FunctionName: 'worker' })).toMatchObject({ name: 'ValidationException', message: 'Name of GetAlias is missing' });
  });

  test('what was stated is left as it was written', () => {
    const { call, all } = accountOf({ 'lambda alias': [ALIAS], 'lambda version': [{ FunctionName: 'worker', Version: '7' }] });
    call('lambda:UpdateAlias', { FunctionName: 'worker', Name: 'live', FunctionVersion: '7' });
    expect(ALIAS.FunctionVersion).toBe('8');
    expect(all()[0]).toEqual({ kind: 'lambda alias', region: REGION, members: { ...ALIAS, FunctionVersion: '7' } });
    expect(call('lambda:UpdateAlias', { FunctionName: 'worker', Name: 'live', FunctionVersion: '9' })).toMatchObject({ name: 'ResourceNotFoundException' });
  });
});

test('a key of no template is the stated one, and one of neither is not simulated', () => {
  const { call } = accountOf({ 'kms key': [{ KeyId: 'k', KeyState: 'Enabled' }] });
  expect(call('kms:DescribeKey', { KeyId: 'k' })).toMatchObject({ KeyMetadata: { KeyState: 'Enabled' } });
  expect(call('kms:DescribeKey', { KeyId: 'other' })).toMatchObject({ name: 'NotFoundException' });
  expect(accountOf({}).call('kms:DescribeKey', { KeyId: 'k' })).toMatchObject({ thing: expect.stringContaining('which no template has') });
});

test('a function has reserved concurrency once it is put', () => {
  const { call } = accountOf({ 'lambda function': [{ FunctionName: 'worker' }], 'lambda concurrency': [] });
  expect(call('lambda:GetFunctionConcurrency', { FunctionName: 'worker' })).toEqual({});
  call('lambda:PutFunctionConcurrency', { FunctionName: 'worker', ReservedConcurrentExecutions: 0 });
  expect(call('lambda:GetFunctionConcurrency', { FunctionName: 'worker' })).toEqual({ ReservedConcurrentExecutions: 0 });
});

describe('jobs take their time', () => {
  test('a container service is steady a minute after a deployment, unless it never is', () => {
    const service = { cluster: 'c', serviceName: 's', desiredCount: 2, runningCount: 2, taskDefinition: 'app:8' };
    const stated = (more: object) => accountOf({ 'ecs service': [{ ...service, ...more }], 'ecs task definition': [{ family: 'app', revision: 7 }] });
    const rollout = ({ call }: ReturnType<typeof accountOf>) =>
      call('ecs:DescribeServices', { cluster: 'c', services: ['s'] }).services[0].deployments[0].rolloutState as string;
    for (const [more, end] of [
      [{}, 'COMPLETED'],
      [{ neverSteady: true }, 'IN_PROGRESS'],
    ] as const) {
      const account = stated(more);
      account.call('ecs:UpdateService', { cluster: 'c', service: 's', taskDefinition: 'app:7' });
      expect(rollout(account)).toBe('IN_PROGRESS');
      account.wait(1);
      expect(rollout(account)).toBe(end);
    }
    const account = stated({});
    expect(account.call('ecs:UpdateService', { cluster: 'c', service: 's', taskDefinition: 'app:9' })).toMatchObject({ name: 'ClientException' });
    expect(account.call('ecs:DescribeServices', { cluster: 'c', services: ['gone'] })).toMatchObject({ services: [], failures: [{ reason: 'MISSING' }] });
  });

  test('a stack rolls back, or fails to', () => {
    const stack = { StackName: 's', StackStatus: 'UPDATE_FAILED' };
    const { call, wait } = accountOf({ 'cloudformation stack': [stack, { ...stack, StackName: 't', operationFails: true }] });
    const status = (name: string) => call('cloudformation:DescribeStacks', { StackName: name }).Stacks[0].StackStatus as string;
    for (const name of ['s', 't']) call('cloudformation:RollbackStack', { StackName: name });
    expect([status('s'), status('t')]).toEqual(Array(2).fill('UPDATE_ROLLBACK_IN_PROGRESS'));
    wait(2);
    expect([status('s'), status('t')]).toEqual(['UPDATE_ROLLBACK_COMPLETE', 'UPDATE_ROLLBACK_FAILED']);
    expect(call('cloudformation:RollbackStack', { StackName: 's' })).toMatchObject({ name: 'ValidationError' });
    expect(call('cloudformation:ContinueUpdateRollback', { StackName: 't' })).toEqual({});
    expect(call('cloudformation:DescribeStacks', { StackName: 'x' })).toMatchObject({ message: 'Stack with id x does not exist' });
  });

  test('messages are moved at the rate they are', () => {
    const arn = (name: string) => `arn:aws:sqs:${REGION}:${ACCOUNT_ID}:${name}`;
    const Messages = Array.from({ length: 120 }, (_item, index) => ({ MessageId: `m${index}`, Body: '{}' }));
    const { call, wait } = accountOf({ 'sqs queue': [{ QueueName: 'dead', Messages }, { QueueName: 'live' }], 'sqs message move task': [] });
    const count = (name: string) =>
      call('sqs:GetQueueAttributes', { QueueUrl: `https://sqs/${name}`, AttributeNames: ['All'] }).Attributes.ApproximateNumberOfMessages as string;
    const started = call('sqs:StartMessageMoveTask', { SourceArn: arn('dead'), DestinationArn: arn('live'), MaxNumberOfMessagesPerSecond: 1 });
    expect(call('sqs:StartMessageMoveTask', { SourceArn: arn('dead') })).toMatchObject({ name: 'UnsupportedOperation' });
    wait(1);
    expect([count('dead'), count('live')]).toEqual(['120', '0']);
    wait(1);
    expect([count('dead'), count('live')]).toEqual(['0', '120']);
    expect(call('sqs:ListMessageMoveTasks', { SourceArn: arn('dead') }).Results).toMatchObject([{ TaskHandle: started.TaskHandle, Status: 'COMPLETED' }]);
  });

  test('one message is taken from a queue', () => {
    const { call, wait } = accountOf({ 'sqs queue': [{ QueueName: 'q', Messages: [{ MessageId: 'a' }, { MessageId: 'b' }] }] });
    const receive = () => call('sqs:ReceiveMessage', { QueueUrl: 'https://sqs/q', MaxNumberOfMessages: 10 }).Messages as Record<string, string>[];
    call('sqs:DeleteMessage', { QueueUrl: 'https://sqs/q', ReceiptHandle: receive()[0]!.ReceiptHandle });
    wait(1);
    expect(receive().map(({ MessageId }) => MessageId)).toEqual(['b']);
    expect(call('sqs:DeleteMessage', { QueueUrl: 'https://sqs/q', ReceiptHandle: 'receipt-a' })).toMatchObject({ name: 'ReceiptHandleIsInvalid' });
  });

  test('a secret is rotated, and one whose rotation fails keeps a pending version, which stops the next', () => {
    const secret = { Name: 's', RotationLambdaARN: 'arn:f', VersionIdsToStages: { one: ['AWSCURRENT'] } };
    const { call, wait } = accountOf({ 'secretsmanager secret': [secret, { ...secret, Name: 't', rotationFails: true }, { Name: 'u' }] });
    const stages = (name: string) => call('secretsmanager:DescribeSecret', { SecretId: name }).VersionIdsToStages as object;
    for (const name of ['s', 't']) call('secretsmanager:RotateSecret', { SecretId: name, ClientRequestToken: 'two' });
    wait(1);
    expect(stages('s')).toEqual({ one: ['AWSPREVIOUS'], two: ['AWSCURRENT'] });
    expect(stages('t')).toEqual({ one: ['AWSCURRENT'], two: ['AWSPENDING'] });
    expect(call('secretsmanager:RotateSecret', { SecretId: 't' })).toMatchObject({ name: 'InvalidRequestException' });
    expect(call('secretsmanager:RotateSecret', { SecretId: 'u' })).toMatchObject({ message: expect.stringContaining('No Lambda rotation function') });
    call('secretsmanager:UpdateSecretVersionStage', { SecretId: 't', VersionStage: 'AWSPENDING', RemoveFromVersionId: 'two' });
    expect(stages('t')).toEqual({ one: ['AWSCURRENT'] });
    call('secretsmanager:UpdateSecretVersionStage', { SecretId: 's', VersionStage: 'AWSCURRENT', MoveToVersionId: 'one', RemoveFromVersionId: 'two' });
    expect(stages('s')).toEqual({ one: ['AWSCURRENT'], two: ['AWSPREVIOUS'] });
  });

  test('a key is rotated on demand, twenty-five times', () => {
    const made = Array.from({ length: 24 }, (_item, index) => ({ KeyId: 'k', RotationDate: `2025-01-${index + 1}`, RotationType: 'ON_DEMAND' }));
    const keys = [{ KeyId: 'k' }, { KeyId: 'off', KeyState: 'Disabled' }, { KeyId: 'rsa', KeySpec: 'RSA_2048' }];
    const { call, wait } = accountOf({ 'kms key': keys, 'kms rotation': made });
    expect(call('kms:RotateKeyOnDemand', { KeyId: 'k' })).toEqual({ KeyId: 'k' });
    expect(call('kms:GetKeyRotationStatus', { KeyId: 'k' })).toMatchObject({ OnDemandRotationStartDate: new Date(START).toISOString() });
    expect(call('kms:RotateKeyOnDemand', { KeyId: 'k' })).toMatchObject({ name: 'ConflictException' });
    wait(1);
    expect(call('kms:ListKeyRotations', { KeyId: 'k' }).Rotations).toHaveLength(25);
    const refused = ['k', 'off', 'rsa', 'gone'].map((KeyId) => call('kms:RotateKeyOnDemand', { KeyId }).name as string);
    expect(refused).toEqual(['LimitExceededException', 'DisabledException', 'UnsupportedOperationException', 'NotFoundException']);
  });

  test('a table is restored in ten minutes, and deleted in half of one', () => {
    const point = { BackupVaultName: 'v', RecoveryPointArn: 'arn:p', ResourceType: 'DynamoDB' };
    const { call, wait } = accountOf({
      'backup recovery point': [point, { ...point, RecoveryPointArn: 'arn:bad', restoreFails: 'no key' }],
      'dynamodb table': [],
    });
    const restore = (arn: string) => call('backup:StartRestoreJob', { RecoveryPointArn: arn, Metadata: { targetTableName: 'drill' } }).RestoreJobId as string;
    const [good, bad] = [restore('arn:p'), restore('arn:bad')];
    const status = (id: string) => call('backup:DescribeRestoreJob', { RestoreJobId: id }).Status as string;
    wait(9);
    expect([status(good), call('dynamodb:DescribeTable', { TableName: 'drill' }).name]).toEqual(['RUNNING', 'ResourceNotFoundException']);
    wait(1);
    expect([status(good), status(bad)]).toEqual(['COMPLETED', 'FAILED']);
    expect(call('dynamodb:DeleteTable', { TableName: 'drill' })).toMatchObject({ TableDescription: { TableStatus: 'DELETING' } });
    wait(1);
    expect(call('dynamodb:DescribeTable', { TableName: 'drill' })).toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('a cluster fails over to a reader', () => {
    const member = (id: string, isWriter: boolean) => ({ DBInstanceIdentifier: id, IsClusterWriter: isWriter });
    const cluster = { DBClusterIdentifier: 'c', Status: 'available', DBClusterMembers: [member('a', true), member('b', false)] };
    const alone = { ...cluster, DBClusterIdentifier: 'alone', DBClusterMembers: [member('a', true)] };
    const { call, wait } = accountOf({ 'rds cluster': [cluster, alone] });
    call('rds:FailoverDBCluster', { DBClusterIdentifier: 'c' });
    wait(1);
    const [found] = call('rds:DescribeDBClusters', { DBClusterIdentifier: 'c' }).DBClusters;
    expect(found).toEqual({ ...cluster, DBClusterMembers: [member('a', false), member('b', true)] });
    expect(call('rds:FailoverDBCluster', { DBClusterIdentifier: 'alone' })).toMatchObject({ name: 'InvalidDBClusterStateFault' });
    expect(call('rds:FailoverDBCluster', { DBClusterIdentifier: 'c', TargetDBInstanceIdentifier: 'x' })).toMatchObject({ name: 'DBInstanceNotFound' });
  });

  test('a weight is changed, and known everywhere after a minute', () => {
    const set = { HostedZoneId: 'Z', Name: 'api.example.com.', Type: 'A', SetIdentifier: 'primary', Weight: 100 };
    const { call, wait } = accountOf({ 'route53 record set': [set] });
    const change = (Action: string, more: object) =>
      call('route53:ChangeResourceRecordSets', {
        HostedZoneId: '/hostedzone/Z',
        ChangeBatch: { Changes: [{ Action, ResourceRecordSet: { Name: 'api.example.com', Type: 'A', SetIdentifier: 'primary', ...more } }] },
      });
    const { Id } = change('UPSERT', { Weight: 0 }).ChangeInfo;
    expect(call('route53:GetChange', { Id }).ChangeInfo.Status).toBe('PENDING');
    wait(1);
    expect(call('route53:GetChange', { Id }).ChangeInfo.Status).toBe('INSYNC');
    expect(call('route53:ListResourceRecordSets', { HostedZoneId: 'Z' }).ResourceRecordSets).toMatchObject([{ SetIdentifier: 'primary', Weight: 0 }]);
    expect(change('CREATE', {})).toMatchObject({ name: 'InvalidChangeBatch' });
    expect(call('route53:ListResourceRecordSets', { HostedZoneId: 'Y' })).toMatchObject({ name: 'NoSuchHostedZone' });
  });
});

test('users are listed page by page, by their path', () => {
  const user = (UserName: string, Path?: string) => ({ UserName, ...(Path !== undefined && { Path }) });
  const { call } = accountOf({ 'iam user': [user('ana'), user('upload', '/partners/'), user('ben', '/')] });
  const first = call('iam:ListUsers', { MaxItems: 2 });
  expect(first).toMatchObject({ IsTruncated: true, Users: [{ UserName: 'ana', Path: '/' }, { Arn: expect.stringMatching(/:user\/partners\/upload$/) }] });
  const last = call('iam:ListUsers', { MaxItems: 2, Marker: first.Marker });
  expect([last.IsTruncated, last.Marker, last.Users.length]).toEqual([false, undefined, 1]);
  expect(call('iam:ListUsers', { PathPrefix: '/partners/' }).Users).toMatchObject([{ UserName: 'upload' }]);
});

test('a user has two access keys at most; one is made inactive, and goes', () => {
  const key = (AccessKeyId: string) => ({ UserName: 'ana', AccessKeyId, Status: 'Active' });
  const { call } = accountOf({ 'iam user': [{ UserName: 'ana' }], 'iam access key': [{ ...key('AKIA1'), LastUsed: { ServiceName: 's3' } }] });
  const made = call('iam:CreateAccessKey', { UserName: 'ana' }).AccessKey;
  expect(made).toMatchObject({ Status: 'Active', SecretAccessKey: expect.any(String) });
  expect(call('iam:CreateAccessKey', { UserName: 'ana' })).toMatchObject({ name: 'LimitExceeded' });
  expect(call('iam:GetAccessKeyLastUsed', { AccessKeyId: 'AKIA1' })).toMatchObject({ UserName: 'ana', AccessKeyLastUsed: { ServiceName: 's3' } });
  call('iam:UpdateAccessKey', { UserName: 'ana', AccessKeyId: 'AKIA1', Status: 'Inactive' });
  call('iam:DeleteAccessKey', { UserName: 'ana', AccessKeyId: made.AccessKeyId });
  expect(call('iam:ListAccessKeys', { UserName: 'ana' }).AccessKeyMetadata).toEqual([{ ...key('AKIA1'), Status: 'Inactive' }]);
  expect(call('iam:ListAccessKeys', { UserName: 'ben' })).toMatchObject({ name: 'NoSuchEntity' });
});

test('policies of users and roles are put, listed and taken away', () => {
  const { call } = accountOf({
    'iam role': [{ RoleName: 'r' }],
    'iam role policy': [],
    'iam attached role policy': [{ RoleName: 'r', PolicyArn: 'arn:p', PolicyName: 'p' }],
  });
  call('iam:PutRolePolicy', { RoleName: 'r', PolicyName: 'deny', PolicyDocument: '{}' });
  expect(call('iam:ListRolePolicies', { RoleName: 'r' }).PolicyNames).toEqual(['deny']);
  expect(call('iam:ListAttachedRolePolicies', { RoleName: 'r' }).AttachedPolicies).toEqual([{ PolicyName: 'p', PolicyArn: 'arn:p' }]);
  call('iam:DeleteRolePolicy', { RoleName: 'r', PolicyName: 'deny' });
  expect(call('iam:GetRolePolicy', { RoleName: 'r', PolicyName: 'deny' })).toMatchObject({ name: 'NoSuchEntity' });
});

test('instances change their state and their groups, and are found by their tags', () => {
  const instances = [{ InstanceId: 'i-1', Tags: [{ Key: 'app', Value: 'edi' }] }, { InstanceId: 'i-2' }];
  const { call, wait } = accountOf({ 'ec2 instance': instances, 'ec2 security group': [{ GroupId: 'sg-0', GroupName: 'isolated' }] });
  const find = (Filters: readonly object[]) =>
    (call('ec2:DescribeInstances', { Filters }).Reservations as Record<string, any>[]).map(({ Instances }) => Instances[0] as Record<string, any>);
  call('ec2:ModifyInstanceAttribute', { InstanceId: 'i-1', Groups: ['sg-0'] });
  call('ec2:StopInstances', { InstanceIds: ['i-2'] });
  expect(find([{ Name: 'tag:app', Values: ['edi'] }])).toMatchObject([
    { InstanceId: 'i-1', SecurityGroups: [{ GroupName: 'isolated' }], State: { Name: 'running' } },
  ]);
  expect(find([{ Name: 'instance-state-name', Values: ['stopping'] }])).toMatchObject([{ InstanceId: 'i-2' }]);
  wait(1);
  expect(find([{ Name: 'instance-state-name', Values: ['stopped'] }])).toMatchObject([{ InstanceId: 'i-2', State: { Code: 80 } }]);
  expect(call('ec2:ModifyInstanceAttribute', { InstanceId: 'i-1', Groups: ['sg-1'] })).toMatchObject({ name: 'InvalidGroup.NotFound' });
  expect(call('ec2:StartInstances', { InstanceIds: ['i-9'] })).toMatchObject({ name: 'InvalidInstanceID.NotFound' });
});

test('a command does on a machine what is stated, and leaves its patch state behind', () => {
  const command = { DocumentName: 'AWS-RunPatchBaseline', InstanceId: 'i-1', makes: { MissingCount: 0 } };
  const { call, wait } = accountOf({ 'ssm command': [command], 'ssm patch state': [{ InstanceId: 'i-1', MissingCount: 3 }] });
  const { CommandId } = call('ssm:SendCommand', { DocumentName: 'AWS-RunPatchBaseline', InstanceIds: ['i-1'] }).Command;
  expect(call('ssm:GetCommandInvocation', { CommandId, InstanceId: 'i-1' })).toMatchObject({ Status: 'InProgress' });
  wait(1);
  expect(call('ssm:GetCommandInvocation', { CommandId, InstanceId: 'i-1' })).toMatchObject({ CommandId, Status: 'Success', ResponseCode: 0 });
  expect(call('ssm:DescribeInstancePatchStates', { InstanceIds: ['i-1'] }).InstancePatchStates).toMatchObject([{ MissingCount: 0 }]);
  expect(call('ssm:SendCommand', { DocumentName: 'AWS-RunShellScript', InstanceIds: ['i-1'] })).toMatchObject({ name: 'InvalidInstanceId' });
});

test('calendars are open when all are', () => {
  const { call } = accountOf({
    'ssm calendar': [
      { Name: 'freeze', State: 'CLOSED' },
      { Name: 'hours', State: 'OPEN' },
    ],
  });
  const state = (...CalendarNames: readonly string[]) => call('ssm:GetCalendarState', { CalendarNames });
  expect([state('hours').State, state('hours', 'freeze').State, state('gone').name]).toEqual(['OPEN', 'CLOSED', 'InvalidDocument']);
});

test('a query finds what is stated of its log group, after a while', () => {
  const { call, wait } = accountOf({ 'logs log group': [{ logGroupName: 'g', results: [[{ field: '@message', value: 'x' }]] }, { logGroupName: 'h' }] });
  const start = (logGroupName: string) => call('logs:StartQuery', { logGroupName, startTime: 0, endTime: 1, queryString: 'fields @message' });
  const { queryId } = start('g');
  expect(call('logs:GetQueryResults', { queryId })).toMatchObject({ status: 'Running', results: [] });
  wait(1);
  expect(call('logs:GetQueryResults', { queryId })).toEqual({ status: 'Complete', results: [[{ field: '@message', value: 'x' }]] });
  expect(start('h')).toMatchObject({ thing: expect.stringContaining('results of a query') });
  expect(start('gone')).toMatchObject({ name: 'ResourceNotFoundException' });
});

test('certificates, deployments, traces, targets and log events are what is stated', () => {
  const target = { ServiceNamespace: 'ecs', ResourceId: 'service/c/s', ScalableDimension: 'ecs:service:DesiredCount' };
  const { call } = accountOf({
    'acm certificate': [{ CertificateArn: 'arn:c', Status: 'ISSUED', InUseBy: ['arn:lb'] }],
    'codedeploy deployment': [{ deploymentId: 'd-1', applicationName: 'a', deploymentGroupName: 'g', status: 'Failed' }],
    'xray trace': [{ Id: '1-a', HasFault: true }],
    'application-autoscaling scalable target': [{ ...target, MinCapacity: 1, MaxCapacity: 4 }],
    'logs log group': [
      {
        logGroupName: 'g',
        events: [
          { timestamp: 5, message: 'x' },
          { timestamp: 50, message: 'y' },
        ],
      },
    ],
  });
  expect(call('acm:ListCertificates', {}).CertificateSummaryList).toMatchObject([{ CertificateArn: 'arn:c', InUse: true }]);
  expect(call('acm:DescribeCertificate', { CertificateArn: 'arn:x' })).toMatchObject({ name: 'ResourceNotFoundException' });
  expect(call('codedeploy:ListDeployments', { applicationName: 'a', includeOnlyStatuses: ['Failed'] })).toEqual({ deployments: ['d-1'] });
  expect(call('codedeploy:ListDeployments', { applicationName: 'b' })).toEqual({ deployments: [] });
  expect(call('xray:GetTraceSummaries', { StartTime: new Date(0), EndTime: new Date(1) }).TraceSummaries).toEqual([{ Id: '1-a', HasFault: true }]);
  call('application-autoscaling:RegisterScalableTarget', { ...target, MinCapacity: 3 });
  expect(call('application-autoscaling:DescribeScalableTargets', { ServiceNamespace: 'ecs' }).ScalableTargets).toMatchObject([
    { MinCapacity: 3, MaxCapacity: 4 },
  ]);
  expect(call('application-autoscaling:RegisterScalableTarget', { ...target, MinCapacity: 5 })).toMatchObject({ name: 'ValidationException' });
  expect(call('logs:FilterLogEvents', { logGroupName: 'g', startTime: 10 }).events).toEqual([{ timestamp: 50, message: 'y' }]);
});

test('a mute rule is kept, and one for an alarm of a template is not simulated', () => {
  const { call } = accountOf({ 'cloudwatch alarm mute rule': [] }, { resources: { A: metricAlarm('deployed') } });
  const put = (alarm: string) => call('cloudwatch:PutAlarmMuteRule', { Name: 'm', Rule: {}, MuteTargets: { AlarmNames: [alarm] } });
  expect(put('deployed')).toMatchObject({ thing: expect.stringContaining('for alarm deployed') });
  expect(call('cloudwatch:GetAlarmMuteRule', { AlarmMuteRuleName: 'm' })).toMatchObject({ name: 'ResourceNotFoundException' });
  expect(put('other')).toEqual({});
  expect(call('cloudwatch:GetAlarmMuteRule', { AlarmMuteRuleName: 'm' })).toMatchObject({ MuteTargets: { AlarmNames: ['other'] } });
  call('cloudwatch:DeleteAlarmMuteRule', { AlarmMuteRuleName: 'm' });
  expect(call('cloudwatch:GetAlarmMuteRule', { AlarmMuteRuleName: 'm' })).toMatchObject({ name: 'ResourceNotFoundException' });
});
