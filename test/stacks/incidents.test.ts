import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { OperationsStage } from '../../lib/stacks/operations-stage';
import { EXAMPLE_BINDINGS } from '../helpers/every-indicator';
import { alarmNames, exampleIncidents } from '../helpers/incident-plan';
import { exampleObjective, objectiveOf } from '../helpers/models';
import { exampleModelOnCall } from '../helpers/on-call';
import { alarmsOf } from '../helpers/templates';

const EDGE = objectiveOf(EXAMPLE_BINDINGS.distribution, 'availability', { id: 'edge', severity: { page: 'S0', ticket: 'S3' } });
const { plan, incidents } = exampleIncidents(exampleModelOnCall({ checkout: [exampleObjective(), EDGE] }));

/** The feature flags that deployments use. */
const { context } = JSON.parse(readFileSync(join(__dirname, '../../cdk.json'), 'utf8')) as { context: Record<string, unknown> };
const stage = new OperationsStage(new App({ context }), 'prod', { plan });
const stacks = stage.node.findAll().filter((child) => Stack.isStack(child));
const templates = new Map(stacks.map((stack) => [stack.stackName, Template.fromStack(stack)]));
const template = (name: string) => templates.get(`shop-prod-${name}`)!;
const namesOf = (name: string, type: string, property: string) =>
  Object.values(template(name).findResources(type)).map(({ Properties }) => Properties[property] as unknown);

test('the watchdog has a stack of its own in its own region', () => {
  expect(stacks.map(({ stackName, region }) => [stackName, region])).toEqual([
    ['shop-prod-incidents', 'eu-central-1'],
    ['shop-prod-slo-checkout', 'eu-central-1'],
    ['shop-prod-alarms', 'eu-central-1'],
    ['shop-prod-people-1', 'eu-central-1'],
    ['shop-prod-people-3', 'eu-central-1'],
    ['shop-prod-people-4', 'eu-central-1'],
    ['shop-prod-incidents-us-east-1', 'us-east-1'],
    ['shop-prod-slo-checkout-us-east-1', 'us-east-1'],
    ['shop-prod-people-4-us-east-1', 'us-east-1'],
    ['shop-prod-alarms-us-east-1', 'us-east-1'],
    ['shop-prod-watchdog', 'eu-west-1'],
  ]);
});

test('the watchdog comes after the engine and takes nothing from it; chat waits for the topics of all regions; alarms come after the engine that has to know them', () => {
  const dependencies = Object.fromEntries(stacks.map(({ stackName, dependencies: others }) => [stackName, others.map((other) => other.stackName)]));
  expect(dependencies).toEqual({
    'shop-prod-incidents': ['shop-prod-incidents-us-east-1'],
    'shop-prod-slo-checkout': ['shop-prod-incidents'],
    'shop-prod-alarms': ['shop-prod-incidents', 'shop-prod-slo-checkout'],
    'shop-prod-people-1': ['shop-prod-incidents'],
    'shop-prod-people-3': ['shop-prod-incidents'],
    'shop-prod-people-4': ['shop-prod-incidents'],
    'shop-prod-incidents-us-east-1': [],
    'shop-prod-slo-checkout-us-east-1': ['shop-prod-incidents-us-east-1', 'shop-prod-incidents'],
    'shop-prod-alarms-us-east-1': ['shop-prod-incidents-us-east-1', 'shop-prod-slo-checkout-us-east-1', 'shop-prod-incidents'],
    'shop-prod-people-4-us-east-1': ['shop-prod-incidents-us-east-1', 'shop-prod-incidents'],
    'shop-prod-watchdog': ['shop-prod-incidents'],
  });
  expect(JSON.stringify(template('watchdog').toJSON())).not.toMatch(/Fn::(?:ImportValue|GetStackOutput)/);
});

test('no stack exports or imports: CloudFormation refuses an update that takes away an export in use', () => {
  for (const [name, each] of templates) {
    const { Outputs: outputs = {}, ...rest } = each.toJSON() as { readonly Outputs?: object };
    expect([name, Object.keys(outputs)]).toEqual([name, []]);
    expect(JSON.stringify(rest)).not.toMatch(/Fn::(?:ImportValue|GetStackOutput)/);
  }
});

test('a first deployment that fails leaves nothing behind that the next one meets', () => {
  const kept = [...templates].flatMap(([name, each]) => {
    const resources = Object.entries(each.toJSON().Resources as Record<string, { DeletionPolicy?: string; Properties: Record<string, unknown> }>);
    // What is protected from deletion cannot be rolled back, either.
    for (const [id, { Properties }] of resources) expect([name, id, Properties['DeletionProtectionEnabled'] ?? false]).toEqual([name, id, false]);
    return resources.filter(([, { DeletionPolicy }]) => DeletionPolicy?.startsWith('Retain') === true);
  });
  expect(kept.length).toBeGreaterThan(4);
  expect([...new Set(kept.map(([, { DeletionPolicy }]) => DeletionPolicy))]).toEqual(['RetainExceptOnCreate']);
});

test('there is one engine, at home; alarms of other regions are brought there', () => {
  expect(namesOf('incidents', 'AWS::Lambda::Function', 'FunctionName')).toEqual(['shop-prod-incident-engine']);
  expect(namesOf('incidents-us-east-1', 'AWS::Lambda::Function', 'FunctionName')).toEqual([]);
  expect(namesOf('incidents-us-east-1', 'AWS::Events::Rule', 'Name')).toEqual(['shop-prod-incident-alarms']);
});

test('every planned alarm is deployed in its region, and no other', () => {
  const deployed = stacks.flatMap((stack) => {
    const { metric, composite } = alarmsOf(stack);
    return [...metric.keys(), ...composite.keys()];
  });
  expect([...new Set(deployed)].sort()).toEqual(alarmNames(plan).sort());
  for (const region of ['eu-central-1', 'us-east-1']) {
    const { metric } = alarmsOf(stacks.find(({ stackName }) => stackName === `shop-prod-incidents${region === 'eu-central-1' ? '' : '-us-east-1'}`)!);
    expect([...metric.keys()].sort()).toEqual(
      ['shop-prod-engine-silent', ...incidents.pagingAlarms.filter((alarm) => alarm.region === region).map(({ name }) => name)].sort(),
    );
  }
});

test('tiers have topics, and people have theirs; in other regions there is only the way around the engine', () => {
  const feeds = ['s0', 's1', 's2', 's3', 's4'].map((severity) => `shop-prod-${severity}`);
  expect(namesOf('incidents-us-east-1', 'AWS::SNS::Topic', 'TopicName')).toEqual([...feeds, 'shop-prod-fallback']);
  expect(namesOf('incidents', 'AWS::SNS::Topic', 'TopicName')).toEqual([
    ...feeds,
    ...incidents.tierTopics.map(({ name }) => name),
    ...incidents.informedTopics.map(({ name }) => name),
    'shop-prod-fallback',
    'shop-prod-canary',
  ]);
  const people = ['people-1', 'people-3', 'people-4'].flatMap((name) => namesOf(name, 'AWS::SNS::Topic', 'TopicName')).map(String);
  expect(people.sort()).toEqual(incidents.personTopics.map(({ name }) => name).sort());
  expect(namesOf('people-4-us-east-1', 'AWS::SNS::Topic', 'TopicName')).toEqual([]);
});

test('nobody is subscribed to the feed: chat hears it, the engine pages people', () => {
  for (const each of templates.values()) {
    const topics = Object.values(each.findResources('AWS::SNS::Subscription')).map(({ Properties }) => JSON.stringify(Properties.TopicArn));
    expect(topics.filter((topic) => /"TopicsS\d/.test(topic))).toEqual([]);
  }
});

test('every stored parameter is asked for in its region, and none twice in a stack', () => {
  const regionOf = new Map(stacks.map(({ stackName, region }) => [stackName, region]));
  const asked = [...templates].flatMap(([name, each]) =>
    Object.entries(each.findParameters('*'))
      .filter(([id]) => id !== 'BootstrapVersion')
      .map(([, { Type, Default }]) => {
        expect(Type).toBe('AWS::SSM::Parameter::Value<String>');
        return `${regionOf.get(name)} ${Default}`;
      }),
  );
  expect(asked.sort()).toEqual(incidents.storedParameters.map(({ region, name }) => `${region} ${name}`).sort());
});

test('no template names an account or a person (PII001)', () => {
  const text = [...templates.values()].map((each) => JSON.stringify(each.toJSON())).join('\n');
  expect(text).not.toMatch(/\b\d{12}\b/);
  expect(text).not.toMatch(/[\w.+-]+@[\w-]+\.[\w.]+/);
  expect(text).not.toMatch(/\+\d[\d ()-]{6,}/);
});

/** Types without tags in CloudFormation, or whose tags we do not set. */
const UNTAGGED = new Set([
  'AWS::KMS::Alias',
  'AWS::SNS::TopicPolicy',
  'AWS::SNS::Subscription',
  'AWS::SQS::QueuePolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::ManagedPolicy',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::Permission',
  'AWS::Scheduler::Schedule',
]);

test('everything that can be tagged carries application and environment as tags', () => {
  const resources = [...templates.values()].flatMap((each) =>
    Object.values(each.toJSON().Resources as Record<string, { Type: string; Properties: { Tags?: unknown } }>),
  );
  const untagged = resources.filter(({ Type, Properties }) => !UNTAGGED.has(Type) && !JSON.stringify(Properties.Tags ?? null).includes('application'));
  expect(untagged.map(({ Type }) => Type)).toEqual([]);
});
