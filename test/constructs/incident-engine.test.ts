import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { compileEventPattern } from '../../lib/aws/events/event-pattern';
import { filesOnDisk } from '../../lib/config/read-directory';
import { readRunbook } from '../../lib/config/read-runbook';
import { EscalationTiers } from '../../lib/constructs/escalation-tiers';
import { IncidentEngine } from '../../lib/constructs/incident-engine';
import type { EnginePolicy } from '../../lib/incident/lifecycle/engine-policy';
import { planRunbooks } from '../../lib/plan/plan-runbooks';
import type { RunbookPlan } from '../../lib/plan/runbook-plan';
import { stepEvent } from '../../lib/simulator/services/ssm/automation/status-events';
import { exampleIncidents } from '../helpers/incident-plan';
import { readable } from '../helpers/templates';

const { incidents } = exampleIncidents();
const library = readRunbook('runbooks/acknowledge-incident', filesOnDisk).runbook!;
const [acknowledge] = planRunbooks([library], incidents.policy) as [RunbookPlan];
const outdir = mkdtempSync(join(tmpdir(), 'day2-engine-'));
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

function build(policy: EnginePolicy = incidents.policy, region = 'eu-central-1', into?: string) {
  const app = new App({ analyticsReporting: false, ...(into !== undefined && { outdir: into }) });
  const stack = new Stack(app, 'Test', { env: { region } });
  const { tierTopics, informedTopics, regions } = incidents;
  const { application, environment } = policy;
  const tiers = new EscalationTiers(stack, 'Tiers', { application, environment, tierTopics, informedTopics, fallback: regions[0]!.fallbackTopic });
  new IncidentEngine(stack, 'Engine', { policy, tiers, acknowledge });
  return { app, template: Template.fromStack(stack) };
}

const { app, template } = build(incidents.policy, 'eu-central-1', outdir);

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

const statementsOf = (role: RegExp): Statement[] =>
  Object.values(template.findResources('AWS::IAM::Policy'))
    .filter(({ Properties }) => role.test(JSON.stringify(Properties.Roles)))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement as Statement[]);
const list = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? value : [value]) as readonly T[];
const allowedOn = (action: string) =>
  statementsOf(/EngineFunctionRole/)
    .filter(({ Action }) => list(Action).includes(action))
    .flatMap(({ Resource }) => list(Resource).map(readable));

test('the policy lies beside the code, readable for a person', () => {
  const [{ Properties }] = Object.values(template.findResources('AWS::Lambda::Function')) as [{ Properties: { Code: { S3Key: string } } }];
  const folder = join(app.outdir, `asset.${Properties.Code.S3Key.replace('.zip', '')}`);
  const text = readFileSync(join(folder, 'policy.json'), 'utf8');
  expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(incidents.policy)));
  expect(text).toMatch(/^\{\n {2}"application": "shop",\n/);
  expect(readFileSync(join(folder, 'index.js'), 'utf8')).toContain('policy.json');
});

test('the function has time for a tick, tries twice again, and keeps what failed', () => {
  template.hasResourceProperties('AWS::Lambda::Function', {
    FunctionName: 'shop-prod-incident-engine',
    Timeout: 50,
    MemorySize: 512,
    DeadLetterConfig: { TargetArn: Match.anyValue() },
    ReservedConcurrentExecutions: Match.absent(),
  });
  const [engine] = Object.values(template.findResources('AWS::Lambda::Function'));
  const { TABLE_NAME, TOPIC_ARN_PREFIX, WATCHDOG_TOPIC_ARN } = engine!.Properties.Environment.Variables;
  expect(readable(TABLE_NAME)).toMatch(/^<EngineTable\w+>$/);
  expect(readable(TOPIC_ARN_PREFIX)).toMatch(/:sns:eu-central-1:<AWS::AccountId>:$/);
  expect(readable(WATCHDOG_TOPIC_ARN)).toMatch(/:sns:eu-west-1:<AWS::AccountId>:shop-prod-watchdog$/);
  template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 3_600 });
});

test('a tick a minute is handed over with its instant, within the minute or not at all', () => {
  template.hasResourceProperties('AWS::Scheduler::Schedule', {
    ScheduleExpression: 'rate(1 minute)',
    GroupName: 'shop-prod-incident-engine',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: {
      Input: '{"kind":"tick","at":"<aws.scheduler.scheduled-time>"}',
      RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 60 },
      DeadLetterConfig: { Arn: Match.anyValue() },
    },
  });
});

test('Scheduler may use its role for the group of this account only', () => {
  const [role] = Object.values(template.findResources('AWS::IAM::Role')).filter(({ Properties }) =>
    JSON.stringify(Properties).includes('scheduler.amazonaws.com'),
  );
  const { Condition } = role!.Properties.AssumeRolePolicyDocument.Statement[0];
  expect(readable(Condition.StringEquals['aws:SourceArn'])).toMatch(/:scheduler:eu-central-1:<AWS::AccountId>:schedule-group\/shop-prod-incident-engine$/);
  expect(Condition.StringEquals['aws:SourceAccount']).toEqual({ Ref: 'AWS::AccountId' });
});

test('alarms come by one rule to one target, tried for a day and then kept (T3, T4, T19)', () => {
  const [rule] = Object.values(template.findResources('AWS::Events::Rule'));
  expect(rule!.Properties.EventPattern).toEqual({
    source: ['aws.cloudwatch'],
    'detail-type': ['CloudWatch Alarm State Change', 'CloudWatch Alarm Configuration Change'],
    detail: { alarmName: [{ prefix: 'shop-prod-' }] },
  });
  expect(rule!.Properties.Targets).toEqual([
    {
      Id: 'Target',
      Arn: { 'Fn::GetAtt': [expect.stringMatching(/^EngineFunction/), 'Arn'] },
      RetryPolicy: { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86_400 },
      DeadLetterConfig: { Arn: { 'Fn::GetAtt': [expect.stringMatching(/^EngineAlarmsDeadLetters/), 'Arn'] } },
    },
  ]);
  template.hasResourceProperties('AWS::Lambda::Permission', {
    Principal: 'events.amazonaws.com',
    SourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('Rule'), 'Arn'] },
  });
  template.hasResourceProperties('AWS::SQS::QueuePolicy', {
    PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage' })]) },
  });
});

test('the table outlives the stack, can be restored to any second, and needs no key of ours', () => {
  template.hasResource('AWS::DynamoDB::Table', {
    DeletionPolicy: 'RetainExceptOnCreate',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      TableName: 'shop-prod-incidents',
      BillingMode: 'PAY_PER_REQUEST',
      DeletionProtectionEnabled: Match.absent(),
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      KeySchema: [
        { AttributeName: 'group', KeyType: 'HASH' },
        { AttributeName: 'sequence', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'due',
          KeySchema: [
            { AttributeName: 'activity', KeyType: 'HASH' },
            { AttributeName: 'dueAt', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    },
  });
});

describe('the role', () => {
  test('has the name the watchdog knows it by', () => {
    template.hasResourceProperties('AWS::IAM::Role', { RoleName: 'shop-prod-incident-engine' });
  });

  test('publishes to topics of tiers, of those who are notified, of people, and of the watchdog, and to nothing else', () => {
    const topics = Object.keys(template.findResources('AWS::SNS::Topic'))
      .filter((id) => !/Fallback/.test(id))
      .map((id) => `<${id}>`);
    const watchdog = allowedOn('sns:Publish').filter((arn) => arn.endsWith(':sns:eu-west-1:<AWS::AccountId>:shop-prod-watchdog'));
    const people = ['arn:<AWS::Partition>:sns:eu-central-1:<AWS::AccountId>:shop-prod-person-*'];
    expect(watchdog).toHaveLength(1);
    expect([...allowedOn('sns:Publish')].sort()).toEqual([...topics, ...people, ...watchdog].sort());
  });

  test('uses the key of the topics, and in the region of the watchdog keys through SNS only (T1)', () => {
    const keys = allowedOn('kms:GenerateDataKey*');
    expect(keys).toEqual([expect.stringMatching(/^<TiersKey.*\.Arn>$/), expect.stringMatching(/:kms:eu-west-1:<AWS::AccountId>:key\/\*$/)]);
    const elsewhere = statementsOf(/EngineFunctionRole/).find(({ Resource }) => /:key\//.test(readable(Resource)));
    expect(elsewhere!.Condition).toEqual({ StringEquals: { 'kms:ViaService': 'sns.eu-west-1.amazonaws.com' } });
  });

  test('touches everything of an account only where AWS knows no resources', () => {
    const wide = statementsOf(/EngineFunctionRole/).filter(({ Resource }) => list(Resource).includes('*'));
    expect(wide.flatMap(({ Action }) => list(Action)).sort()).toEqual([
      'cloudwatch:DescribeAlarms',
      'cloudwatch:PutMetricData',
      'ssm:CreateOpsItem',
      'ssm:DescribeOpsItems',
    ]);
    expect(wide.find(({ Action }) => list(Action).includes('cloudwatch:PutMetricData'))!.Condition).toEqual({
      StringEquals: { 'cloudwatch:namespace': 'Day2/Incidents' },
    });
  });

  test('reads the budget records of every region with alarms, and writes none', () => {
    expect(allowedOn('ssm:GetParameters')).toEqual([expect.stringMatching(/:ssm:eu-central-1:<AWS::AccountId>:parameter\/shop\/prod\/error-budget\/\*$/)]);
    expect(allowedOn('ssm:PutParameter')).toEqual([]);
  });
});

test('the runbook that acknowledges is that of the library, in the place of the one before it, with no more rights than its steps ask for', () => {
  const documents = template.findResources('AWS::SSM::Document');
  // What deployments before have: under another logical id a document would be created whose name is taken.
  expect(Object.keys(documents)).toEqual([expect.stringMatching(/^EngineAcknowledgeDocument/)]);
  const [{ Properties }] = Object.values(documents) as [{ Properties: Record<string, any> }];
  expect([Properties.Name, Properties.UpdateMethod]).toEqual(['shop-prod-acknowledge-incident', 'NewVersion']);
  expect(Properties.Content.mainSteps).toEqual(library.content.mainSteps);
  expect(Properties.Content.parameters).toMatchObject({ DryRun: { default: true }, Prefix: { default: 'shop-prod' } });
  expect(statementsOf(/AcknowledgeRole/).map(({ Action, Resource }) => [Action, readable(Resource)])).toEqual([
    ['ssm:DescribeOpsItems', '*'],
    ['lambda:InvokeFunction', expect.stringMatching(/:function:shop-prod-incident-engine$/)],
  ]);
});

test('a policy for another region than the stack is refused', () => {
  expect(() => build(incidents.policy, 'eu-north-1')).toThrow(
    new RangeError('policy.region is eu-central-1, but this stack is in eu-north-1: allowed is the region of the stack'),
  );
});

test('an engine that can page nobody is refused', () => {
  const stack = new Stack(new App(), 'Test', { env: { region: 'eu-central-1' } });
  const tiers = new EscalationTiers(stack, 'Tiers', { application: 'shop', environment: 'prod', fallback: { name: 'f' } });
  expect(() => new IncidentEngine(stack, 'Engine', { policy: incidents.policy, tiers })).toThrow(
    new RangeError('tiers has no topics: allowed is at least one of a tier, or nobody can be paged'),
  );
});

test('approvals that any runbook of the environment asks for in vain are brought to the engine, and nothing else of runs (F54)', () => {
  const [rule] = Object.values(template.findResources('AWS::Events::Rule', { Properties: { Name: 'shop-prod-incident-approvals' } }));
  const matches = compileEventPattern(rule!.Properties.EventPattern, 'EventPattern', { anythingButOnLists: 'any', emptyExists: true });
  const heard = (document: string, action: string, status: string) => {
    const { detailType, ...event } = stepEvent(
      { id: 'a-run', document: { identity: { name: document, region: 'eu-central-1' }, version: '1' } } as never,
      { step: { name: 'approve', action }, status, startedAt: 0, endedAt: 900_000 } as never,
      '111122223333',
    );
    return matches({ ...event, 'detail-type': detailType } as never);
  };
  expect(heard('shop-prod-fail-over', 'aws:approve', 'TimedOut')).toBe(true);
  expect(heard('shop-prod-fail-over', 'aws:approve', 'Success')).toBe(false);
  expect(heard('shop-prod-fail-over', 'aws:sleep', 'TimedOut')).toBe(false);
  expect(heard('edi-prod-fail-over', 'aws:approve', 'TimedOut')).toBe(false);
  template.hasResourceProperties('AWS::Lambda::Permission', { SourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('Approvals'), 'Arn'] } });
});
