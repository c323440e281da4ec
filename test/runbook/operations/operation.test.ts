import * as ssmClient from '@aws-sdk/client-ssm';
import ssmPackage from '@aws-sdk/client-ssm/package.json';
import { readSelector } from '../../../lib/runbook/document/selector';
import { findOperation, operationsOf, requiredMembers, type Operation } from '../../../lib/runbook/operations/operation';
import { SERVICE_DATA } from '../../../lib/runbook/operations/service-data';
import { SERVICE_NAMES, serviceOfDocument } from '../../../lib/runbook/operations/service-names';
import { selectShape, type Shape } from '../../../lib/runbook/operations/shape';

function operation(service: string, name: string): Operation {
  const found = findOperation(service, name);
  if ('unknown' in found) throw new Error(`${service}:${name} is unknown: ${found.unknown}`);
  return found;
}

test('the layout of the schemas is the one that was read: the required members are known', () => {
  expect(requiredMembers(operation('ssm', 'StartAutomationExecution').input)).toEqual(['DocumentName']);
  expect(requiredMembers(operation('ec2', 'RunInstances').input)).toEqual(['MaxCount', 'MinCount']);
});

test('the client that is installed exports what the data says of it', () => {
  expect([SERVICE_DATA.ssm!.client, SERVICE_DATA.ssm!.version]).toEqual([ssmPackage.name, ssmPackage.version]);
  const schemas = Object.entries(ssmClient as unknown as Readonly<Record<string, unknown>>).filter(
    (entry): entry is [string, readonly [number, string, string, ...unknown[]]] => Array.isArray(entry[1]) && entry[1][0] === 9,
  );
  expect(operationsOf('ssm')).toEqual(schemas.map(([, schema]) => schema[2]).toSorted());
  for (const [, schema] of schemas) {
    const { input } = operation('ssm', schema[2]);
    const members = (schema[4] as () => readonly unknown[])();
    expect([...input.members.keys()]).toEqual(members[4]);
  }
});

test('every service has data, every operation its shapes, however deep', () => {
  expect(Object.keys(SERVICE_DATA).toSorted()).toEqual(SERVICE_NAMES.map(({ name }) => name));
  const seen = new Set<Shape>();
  const visit = (shape: Shape): void => {
    if (seen.has(shape)) return;
    seen.add(shape);
    if (shape.kind === 'list' || shape.kind === 'map') visit(shape.of);
    if (shape.kind === 'structure') for (const member of shape.members.values()) visit(member.shape);
  };
  for (const { name, client } of SERVICE_NAMES) {
    expect(SERVICE_DATA[name]!.client).toBe(client);
    for (const each of operationsOf(name)) {
      const { input, output } = operation(name, each);
      visit(input);
      visit(output);
    }
  }
});

test.each([
  ['logs', 'logs'],
  ['elbv2', 'elasticloadbalancing'],
  ['stepfunctions', 'states'],
  ['SQS', 'sqs'],
])('what a document calls %s the account calls %s', (written, name) => expect(serviceOfDocument(written)?.name).toBe(name));

test('a service that nothing is known of, an operation there is not, and one that cannot be told, are three things', () => {
  expect(serviceOfDocument('gamelift')).toBeUndefined();
  expect(findOperation('gamelift', 'ListFleets')).toEqual({ unknown: 'service' });
  expect(findOperation('toString', 'ListFleets')).toEqual({ unknown: 'service' });
  expect(findOperation('lambda', 'DescribeFunction')).toEqual({ unknown: 'operation' });
  expect(findOperation('ec2', 'DescribeHosts')).toEqual({ unknown: 'cannot tell' });
});

test.each(['listBuckets', 'list-buckets', 'list_buckets', 'ListBuckets'])('%s is ListBuckets', (written) =>
  expect(operation('s3', written).name).toBe('ListBuckets'),
);

test('an operation without input or output has structures without members', () => {
  expect(operation('iam', 'GetAccountSummary').input.members.size).toBe(0);
  expect(operation('lambda', 'DeleteAlias').output.members.size).toBe(0);
});

test('API Gateway has method and path, other services have none', () => {
  expect(operation('apigateway', 'UpdateStage').http).toEqual({ method: 'PATCH', path: '/restapis/{restApiId}/stages/{stageName}' });
  expect(operation('lambda', 'UpdateAlias').http).toBeUndefined();
});

const select = (service: string, name: string, selector: string) => selectShape(operation(service, name).output, readSelector(selector)!);

test.each([
  ['lambda', 'GetAlias', '$.FunctionVersion', 'string'],
  ['ec2', 'DescribeInstances', '$.Reservations[0].Instances[0].State.Name', 'string'],
  ['ec2', 'DescribeInstances', '$.Reservations..Instances..InstanceId', 'list'],
  ['rds', 'DescribeDBInstances', '$.DBInstances[0].MultiAZ', 'boolean'],
  ['sqs', 'GetQueueAttributes', '$.Attributes.ApproximateNumberOfMessages', 'string'],
  ['dynamodb', 'GetItem', '$.Item.id.S', 'string'],
  ['ssm', 'GetOpsItem', '$', 'structure'],
])('%s %s has %s', (service, name, selector, kind) => expect(select(service, name, selector)).toMatchObject({ kind }));

test.each([
  ['lambda', 'GetAlias', '$.Payload.FunctionVersion', 'Payload'],
  ['ec2', 'DescribeInstances', '$.Reservations.Instances', 'Instances'],
  ['ec2', 'DescribeInstances', '$.Reservations..Nothing', 'Nothing'],
  ['dynamodb', 'UpdateTable', '$.TableDescription.TableName.S', 'S'],
])('%s %s never has %s', (service, name, selector, missing) => {
  expect(select(service, name, selector)).toMatchObject({ part: { name: missing } });
});

test('what could be meant is said', () => {
  expect(select('lambda', 'GetAlias', '$.Version')).toEqual({
    part: { kind: 'child', name: 'Version' },
    members: ['AliasArn', 'Name', 'FunctionVersion', 'Description', 'RoutingConfig', 'RevisionId'],
  });
});
