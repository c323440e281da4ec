import { assemblyResources } from '../../lib/conformance/assembly-resources';
import { Comparison } from '../../lib/conformance/comparison';
import type { DeployedFunction } from '../../lib/conformance/deployed-resources';
import { ACCOUNT_ID, compositeAlarm, metricAlarm, REGION, stacksOf, type Resources } from '../helpers/simulated-account';

const MISSING = { 'Fn::ImportValue': 'nobody-exports-it' };
const trust = { Version: '2012-10-17', Statement: [] };
const deployed = (Resources: Resources) => assemblyResources(stacksOf({ template: { Resources } }));
const engine = (properties: object = {}): Resources[string] => ({
  Type: 'AWS::Lambda::Function',
  Properties: { FunctionName: 'engine', Code: { ZipFile: '' }, Role: { 'Fn::GetAtt': ['Role', 'Arn'] }, ...properties },
});
const role = (properties: object = {}): Resources[string] => ({ Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust, ...properties } });

function functionOf(resources: Resources): DeployedFunction {
  const [answer] = deployed({ Role: role(), ...resources }).list('function', REGION);
  if (answer === undefined || !('value' in answer)) throw new Error(JSON.stringify(answer));
  return answer.value;
}

test('alarms have the members of their Put call, under the name they have in the account, and the place they come from', () => {
  const resources = deployed({ First: metricAlarm('errors', { Threshold: 3 }), Both: compositeAlarm('page', 'ALARM("errors")') });
  expect(resources.accountId).toBe(ACCOUNT_ID);
  expect(resources.list('alarm', REGION)).toMatchObject([
    { value: { name: 'errors', type: 'metric alarm', configuration: { Threshold: 3 }, definedIn: { logicalId: 'First' } } },
    { value: { name: 'page', type: 'composite alarm', configuration: { AlarmRule: 'ALARM("errors")' }, definedIn: { logicalId: 'Both' } } },
  ]);
  expect(resources.list('alarm', 'eu-west-1')).toEqual([]);
});

test('references are resolved to names and ARNs', () => {
  const { arn, roleArn, deadLetterArn, logGroupName } = functionOf({
    Engine: engine({ DeadLetterConfig: { TargetArn: { 'Fn::GetAtt': ['Letters', 'Arn'] } }, LoggingConfig: { LogGroup: { Ref: 'Logs' } } }),
    Letters: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'letters' } },
    Logs: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: 'logs' } },
    Role: role({ RoleName: 'engine-role' }),
  });
  expect({ arn, roleArn, deadLetterArn, logGroupName }).toEqual({
    arn: `arn:aws:lambda:${REGION}:${ACCOUNT_ID}:function:engine`,
    roleArn: `arn:aws:iam::${ACCOUNT_ID}:role/engine-role`,
    deadLetterArn: `arn:aws:sqs:${REGION}:${ACCOUNT_ID}:letters`,
    logGroupName: 'logs',
  });
});

describe('what cannot be known could not be determined, and is never left out', () => {
  test.each<[what: string, resource: Resources[string], kind: 'topic' | 'alarm' | 'rule' | 'function', why: RegExp]>([
    ['an import that nobody exports', { Type: 'AWS::SNS::Topic', Properties: { TopicName: MISSING } }, 'topic', /nobody-exports-it/],
    ['one in any property of an alarm', metricAlarm('errors', { AlarmDescription: MISSING }), 'alarm', /nobody-exports-it/],
    ['a list that is none', { Type: 'AWS::Events::Rule', Properties: { Targets: 'engine' } }, 'rule', /Targets "engine", which is not a list \(in .*Thing\)/],
    ['a map that is none', engine({ Environment: ['a'] }), 'function', /Environment \["a"\], which is not a map \(in .*Thing\)/],
    ['a map in a map that is none', engine({ Environment: { Variables: 'x' } }), 'function', /Variables "x", which is not a map/],
  ])('%s', (_, Thing, kind, why) => {
    const resources = deployed({ Thing, Role: role() });
    expect(resources.list(kind, REGION)).toEqual([{ couldNotTell: expect.stringMatching(why) }]);
    const comparison = new Comparison(resources);
    expect(comparison.having<typeof kind>(kind, REGION, () => true)).toEqual([]);
    expect(comparison.unknown).toEqual([expect.stringMatching(why)]);
  });

  test('a policy that may reach a role', () => {
    const Policy = { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'p', PolicyDocument: trust, Roles: [MISSING] } };
    expect(deployed({ Role: role(), Policy }).list('role', REGION)).toMatchObject([{ value: { policies: { couldNotTell: expect.stringMatching(/nobody/) } } }]);
  });

  test('the code of a function, without its assembly; inline code has no other files', () => {
    const inBucket = functionOf({ Engine: engine({ Code: { S3Bucket: 'b', S3Key: 'k.zip' } }) });
    expect(inBucket.codeFile!('policy.json')).toEqual({ couldNotTell: expect.stringMatching(/the code of a function .*Engine/) });
    expect(functionOf({ Engine: engine() }).codeFile!('policy.json')).toEqual({ value: undefined });
  });

  test('who may invoke a function: one that is read counts, one that cannot be read is an answer as well', () => {
    const permission = (name: unknown, changes: object = {}): Resources[string] => ({
      Type: 'AWS::Lambda::Permission',
      Properties: { FunctionName: name, Action: 'lambda:InvokeFunction', Principal: 'events.amazonaws.com', SourceArn: 'arn:rule', ...changes },
    });
    const { permissions } = functionOf({
      Engine: engine(),
      ByName: permission({ Ref: 'Engine' }),
      ByArn: permission({ 'Fn::GetAtt': ['Engine', 'Arn'] }, { SourceArn: 'arn:other' }),
      OfAnother: permission('other'),
      ToRead: permission({ Ref: 'Engine' }, { Action: 'lambda:GetFunction' }),
      Unread: permission(MISSING),
    });
    expect(permissions).toEqual([
      { value: { principal: 'events.amazonaws.com', sourceArn: 'arn:rule' } },
      { value: { principal: 'events.amazonaws.com', sourceArn: 'arn:other' } },
      { couldNotTell: expect.stringMatching(/nobody-exports-it/) },
    ]);
  });

  test('how often a function is tried: unread only when nothing that is read says it', () => {
    const config = (FunctionName: unknown): Resources[string] => ({
      Type: 'AWS::Lambda::EventInvokeConfig',
      Properties: { FunctionName, Qualifier: '$LATEST', MaximumRetryAttempts: 1 },
    });
    expect(functionOf({ Engine: engine() }).eventInvokeConfig).toEqual({ value: {} });
    expect(functionOf({ Engine: engine(), Unread: config(MISSING) }).eventInvokeConfig).toEqual({ couldNotTell: expect.any(String) });
    expect(functionOf({ Engine: engine(), Unread: config(MISSING), Own: config('engine') }).eventInvokeConfig).toEqual({ value: { maximumRetryAttempts: 1 } });
  });
});

test('a schedule says what is left out by its default, and keeps every member the port has no name for', () => {
  const Schedule = {
    Type: 'AWS::Scheduler::Schedule',
    Properties: {
      Description: 'ticks',
      ScheduleExpression: 'rate(1 minute)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      EndDate: '2027-01-01T00:00:00Z',
      Target: { Arn: 'arn:function', RoleArn: 'arn:role', Input: '{"kind":"tick"}', RetryPolicy: { MaximumRetryAttempts: 2 } },
    },
  };
  expect(deployed({ Schedule }).list('schedule', REGION)).toMatchObject([
    {
      value: {
        scheduleExpressionTimezone: 'Etc/UTC',
        state: 'ENABLED',
        groupName: 'default',
        otherMembers: { EndDate: '2027-01-01T00:00:00Z' },
        target: { arn: 'arn:function', roleArn: 'arn:role', input: { kind: 'tick' }, maximumRetryAttempts: 2 },
      },
    },
  ]);
});

test('roles are those of every region', () => {
  const stacks = stacksOf({ template: { Resources: { Role: role() } } });
  expect(assemblyResources(stacks).list('role', 'eu-west-1')).toHaveLength(1);
});
