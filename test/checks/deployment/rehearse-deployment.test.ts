import { linkStacks, type LoadedStack } from '../../../lib/aws/assembly/loaded-stack';
import type { JsonObject, Template } from '../../../lib/aws/cloudformation/template';
import { rehearseDeployment } from '../../../lib/checks/deployment/rehearse-deployment';

interface StackOptions {
  readonly region?: string;
  readonly dependsOn?: readonly string[];
  readonly outputs?: JsonObject;
}

function stack(stackName: string, resources: JsonObject, { region = 'eu-central-1', dependsOn = [], outputs = {} }: StackOptions = {}): LoadedStack {
  const template = { Parameters: {}, Mappings: {}, Conditions: {}, Outputs: outputs, Resources: resources } as unknown as Template;
  return linkStacks([{ stackName, region, dependsOn, file: `${stackName}.json`, template, bytes: 1 }])[0]!;
}

const topic = (properties: JsonObject, rest: JsonObject = {}): JsonObject => ({ Type: 'AWS::SNS::Topic', Properties: properties, ...rest });
const subscription = (properties: JsonObject): JsonObject => ({ Type: 'AWS::SNS::Subscription', Properties: properties });
const EXPORTED: StackOptions = { outputs: { Pages: { Value: { Ref: 'Pages' }, Export: { Name: 'pages' } } } };
const IMPORTING: JsonObject = { Mail: subscription({ TopicArn: { 'Fn::ImportValue': 'pages' }, Protocol: 'email', Endpoint: { Ref: 'Ana' } }) };
const FREE: JsonObject = { Other: topic({ TopicName: 'other' }) };

const codes = (before: readonly LoadedStack[], after: readonly LoadedStack[]) =>
  rehearseDeployment(before, after).problems.map(({ code, where }) => `${code} ${where.file} ${where.path ?? ''}`.trim());

test('nothing to do where nothing changed', () => {
  const same = () => [stack('a', { Pages: topic({ TopicName: 'pages' }) })];
  expect(rehearseDeployment(same(), same())).toEqual({
    stacks: [{ stackName: 'a', region: 'eu-central-1', action: 'nothing to do', added: 0, removed: 0, changes: [] }],
    problems: [],
  });
});

test('stacks are listed in the order they are deployed', () => {
  const stacks = [stack('b', FREE, { dependsOn: ['a', 'a.assets'] }), stack('a', {}), stack('c', {})];
  expect(rehearseDeployment([], stacks).stacks.map(({ stackName, action, added }) => [stackName, action, added])).toEqual([
    ['a', 'create', 0],
    ['b', 'create', 1],
    ['c', 'create', 0],
  ]);
});

describe('a resource that must be replaced', () => {
  const queue = (properties: JsonObject): JsonObject => ({ Queue: { Type: 'AWS::SQS::Queue', Properties: properties } });

  test('and keeps its name is refused (DEP001)', () => {
    const before = [stack('a', queue({ QueueName: 'pages.fifo' }))];
    const after = [stack('a', queue({ QueueName: 'pages.fifo', FifoQueue: true }))];
    expect(codes(before, after)).toEqual(['DEP001 a.json Resources.Queue']);
    expect(rehearseDeployment(before, after).stacks[0]!.changes).toEqual([
      { logicalId: 'Queue', type: 'AWS::SQS::Queue', verdict: 'fails', keptName: 'QueueName', properties: [{ path: 'FifoQueue', verdict: 'fails' }] },
    ]);
  });

  test('is replaced when its name changes with it, or AWS makes it up', () => {
    expect(codes([stack('a', queue({ QueueName: 'pages' }))], [stack('a', queue({ QueueName: 'pages.fifo', FifoQueue: true }))])).toEqual([]);
    expect(codes([stack('a', queue({}))], [stack('a', queue({ FifoQueue: true }))])).toEqual([]);
  });

  test('takes with it what refers to it', () => {
    const ofTopic = (name: string, type = 'email') => ({
      Pages: topic({ TopicName: name }),
      Mail: subscription({ TopicArn: { Ref: 'Pages' }, Protocol: type, Endpoint: 'x' }),
      Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: { AlarmName: 'a', AlarmActions: [{ Ref: 'Pages' }] } },
    });
    expect(rehearseDeployment([stack('a', ofTopic('one'))], [stack('a', ofTopic('two'))]).stacks[0]!.changes).toEqual([
      { logicalId: 'Pages', type: 'AWS::SNS::Topic', verdict: 'replaces', properties: [{ path: 'TopicName', verdict: 'replaces' }] },
      {
        logicalId: 'Mail',
        type: 'AWS::SNS::Subscription',
        verdict: 'replaces',
        properties: [{ path: 'TopicArn', verdict: 'replaces', because: 'Pages' }],
      },
      { logicalId: 'Alarm', type: 'AWS::CloudWatch::Alarm', verdict: 'none', properties: [{ path: 'AlarmActions', verdict: 'none', because: 'Pages' }] },
    ]);
  });

  test('one changed subscriber of a budget is refused: its name stays', () => {
    const budget = (address: string): JsonObject => ({
      Budget: {
        Type: 'AWS::Budgets::Budget',
        Properties: {
          Budget: { BudgetName: 'month', BudgetType: 'COST', TimeUnit: 'MONTHLY' },
          NotificationsWithSubscribers: [{ Notification: {}, Subscribers: [{ SubscriptionType: 'SNS', Address: address }] }],
        },
      },
    });
    expect(codes([stack('a', budget('x'))], [stack('a', budget('y'))])).toEqual(['DEP001 a.json Resources.Budget']);
  });
});

test('what cannot be changed is refused, and what depends is said (DEP002, DEP003)', () => {
  const key = (spec: string): JsonObject => ({ Key: { Type: 'AWS::KMS::Key', Properties: { KeySpec: spec } } });
  expect(codes([stack('a', key('SYMMETRIC_DEFAULT'))], [stack('a', key('RSA_2048'))])).toEqual(['DEP002 a.json Resources.Key']);
  expect(codes([stack('a', { A: topic({}) })], [stack('a', { A: { Type: 'AWS::SQS::Queue' } })])).toEqual(['DEP002 a.json Resources.A']);
  const custom = (value: string): JsonObject => ({ A: { Type: 'Custom::Thing', Properties: { Value: value } } });
  expect(codes([stack('a', custom('x'))], [stack('a', custom('y'))])).toEqual(['DEP003 a.json Resources.A']);
});

describe('an export in use', () => {
  const before = [stack('topics', { Pages: topic({ TopicName: 'pages' }) }, EXPORTED), stack('alarms', IMPORTING, { dependsOn: ['topics'] })];

  test('that goes is refused: its stack is deployed first (DEP004)', () => {
    expect(codes(before, [stack('topics', FREE), stack('alarms', FREE, { dependsOn: ['topics'] })])).toContain('DEP004 topics.json Outputs');
  });

  test('that changes is refused, too', () => {
    const after = [stack('topics', { Pages: topic({ TopicName: 'new' }) }, EXPORTED), stack('alarms', IMPORTING, { dependsOn: ['topics'] })];
    expect(codes(before, after)).toEqual(['DEP004 topics.json Outputs']);
  });

  test('may go when whoever imports it is deployed earlier, and imports it no longer', () => {
    expect(codes(before, [stack('alarms', {}), stack('topics', { Pages: topic({ TopicName: 'pages' }) }, { dependsOn: ['alarms'] })])).toEqual([]);
  });

  test('that stays is no matter', () => {
    expect(codes(before, before)).toEqual([]);
  });
});

describe('a name in use when its resource is made (DEP005)', () => {
  const named = (id: string, rest: JsonObject = {}): JsonObject => ({ [id]: topic({ TopicName: 'pages' }, rest) });

  test('by another resource of the stack, which is deleted last', () => {
    expect(codes([stack('a', named('One'))], [stack('a', named('Two'))])).toEqual(['DEP005 a.json Resources.Two']);
  });

  test('by a stack that is deployed later; one that was deployed earlier has given it back', () => {
    const before = [stack('a', named('One')), stack('b', {})];
    expect(codes(before, [stack('b', named('One')), stack('a', {}, { dependsOn: ['b'] })])).toEqual(['DEP005 b.json Resources.One']);
    expect(codes(before, [stack('a', {}), stack('b', named('One'))])).toEqual([]);
  });

  test('by what was kept', () => {
    const before = [stack('a', named('One', { DeletionPolicy: 'RetainExceptOnCreate' })), stack('b', {})];
    expect(codes(before, [stack('a', {}), stack('b', named('One'))])).toEqual(['DEP007 a.json Resources.One', 'DEP005 b.json Resources.One']);
  });

  test('by a stack that is no longer synthesized', () => {
    expect(codes([stack('a', named('One'))], [stack('b', named('One'))])).toEqual(['DEP006 a.json', 'DEP005 b.json Resources.One']);
  });

  test('a name in another region is another name, but that of a role is not', () => {
    const role = { Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'engine' } } };
    const west: StackOptions = { region: 'eu-west-1' };
    expect(codes([stack('a', named('One'))], [stack('a', named('One'), west)])).toEqual(['DEP006 a.json']);
    expect(codes([stack('a', role)], [stack('a', role, west)])).toEqual(['DEP006 a.json', 'DEP005 a.json Resources.Role']);
  });
});

test('what is kept when it goes or is replaced stays behind (DEP007)', () => {
  const table = (name: string): JsonObject => ({
    Table: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: name }, DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' },
  });
  expect(codes([stack('a', table('one'))], [stack('a', table('two'))])).toEqual(['DEP007 a.json Resources.Table']);
  expect(codes([stack('a', table('one'))], [stack('a', {})])).toEqual(['DEP007 a.json Resources.Table']);
});

describe('an alarm that goes while a composite alarm looks at it (DEP008)', () => {
  const alarm = (name: string): JsonObject => ({ Type: 'AWS::CloudWatch::Alarm', Properties: { AlarmName: name } });
  const ruleOf = (name: string, byArn: boolean): JsonObject[string] =>
    byArn ? { 'Fn::Join': ['', ['(ALARM("arn:aws:cloudwatch:eu-central-1:', { Ref: 'AWS::AccountId' }, `:alarm:${name}"))`]] } : `ALARM("${name}")`;
  const composite = (name: string, byArn = false): JsonObject => ({
    Signal: { Type: 'AWS::CloudWatch::CompositeAlarm', Properties: { AlarmName: 'signal', AlarmRule: ruleOf(name, byArn) } },
  });
  const service = (...names: readonly string[]) => stack('service', Object.fromEntries(names.map((name) => [name.toUpperCase(), alarm(name)])));
  const after = (...dependsOn: readonly string[]) => ({ dependsOn });

  test.each([true, false])('is found when the composite alarm is deployed later, or not at all (by its ARN: %s)', (byArn) => {
    const before = [service('one', 'two'), stack('signals', composite('one', byArn), after('service'))];
    expect(codes(before, [service('two'), stack('signals', composite('two', byArn), after('service'))])).toEqual(['DEP008 service.json Resources.ONE']);
    expect(codes(before, [service('two')]).filter((code) => code.startsWith('DEP008'))).toEqual(['DEP008 service.json Resources.ONE']);
  });

  test('is none when the composite alarm is out of the way by then, is elsewhere, or looks at another one', () => {
    const earlier = [service('one', 'two'), stack('signals', composite('one'))];
    expect(codes(earlier, [stack('signals', composite('two')), service('two')])).toEqual([]);
    const elsewhere = [service('one', 'two'), stack('signals', composite('one'), { region: 'us-east-1' })];
    expect(codes(elsewhere, [service('two'), elsewhere[1]!])).toEqual([]);
    const other = [service('one', 'two'), stack('signals', composite('two'), after('service'))];
    expect(codes(other, [service('two'), other[1]!])).toEqual([]);
  });

  test('counts a name that goes with another name in its place', () => {
    const renamed = stack('service', { ONE: alarm('renamed') });
    const before = [service('one'), stack('signals', composite('one'), after('service'))];
    expect(codes(before, [renamed, stack('signals', composite('renamed'), after('service'))])).toEqual(['DEP008 service.json Resources.ONE']);
  });
});
