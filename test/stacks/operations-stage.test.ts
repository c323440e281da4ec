import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ledgerAlarmsOf } from '../../lib/plan/budget-plan';
import { buildPlan } from '../../lib/plan/build-plan';
import { OperationsStage } from '../../lib/stacks/operations-stage';
import { EXAMPLE_BINDINGS, everyIndicator } from '../helpers/every-indicator';
import { exampleModel, exampleObjective, objectiveOf } from '../helpers/models';
import { alarmsOf } from '../helpers/templates';

const EXAMPLES = everyIndicator()
  .filter(({ sli }) => sli.region === undefined)
  .map(({ sli, kind }, index) => exampleObjective({ id: `example-${index}`, sli, kind }));

const MODEL = exampleModel({
  checkout: [exampleObjective(), objectiveOf(EXAMPLE_BINDINGS.distribution, 'availability', { id: 'edge', severity: { page: 'S0', ticket: 'S3' } })],
  basket: EXAMPLES.slice(0, 20),
  payment: EXAMPLES.slice(20),
});

/** The feature flags that deployments use. */
const { context } = JSON.parse(readFileSync(join(__dirname, '../../cdk.json'), 'utf8')) as { context: Record<string, unknown> };

function stageOf(model = MODEL): OperationsStage {
  return new OperationsStage(new App({ context }), model.environment, { plan: buildPlan(model).plan });
}

const stage = stageOf();
const stacks = stage.node.findAll().filter((child) => Stack.isStack(child));
const stackNamed = (name: string) => stacks.find(({ stackName }) => stackName === name)!;
/** Alarms of the stacks of a region, of its service and of what is there once. */
const alarmsIn = (region: string) => {
  const names = stacks.filter((stack) => stack.region === region).map(({ stackName }) => stackName);
  const found = names.filter((name) => /-(?:slo|alarms)/.test(name)).map((name) => alarmsOf(stackNamed(name)));
  return {
    metric: new Map(found.flatMap(({ metric }) => [...metric])),
    composite: new Map(found.flatMap(({ composite }) => [...composite])),
  };
};

test('there are stacks of topics, services and budgets in the home region, and others where CloudFront has its metrics', () => {
  expect(stacks.map(({ stackName, region }) => [stackName, region])).toEqual([
    ['shop-prod-incidents', 'eu-central-1'],
    ['shop-prod-slo-checkout', 'eu-central-1'],
    ['shop-prod-slo-basket', 'eu-central-1'],
    ['shop-prod-slo-payment', 'eu-central-1'],
    ['shop-prod-alarms', 'eu-central-1'],
    ['shop-prod-incidents-us-east-1', 'us-east-1'],
    ['shop-prod-slo-checkout-us-east-1', 'us-east-1'],
    ['shop-prod-alarms-us-east-1', 'us-east-1'],
  ]);
});

test('without metrics elsewhere there are those of the home region', () => {
  const alone = stageOf(exampleModel({ checkout: [exampleObjective()] }));
  expect(alone.node.children.map(({ node }) => node.id)).toEqual(['Incidents', 'Slo-checkout', 'Alarms']);
});

test('alarms are deployed after the topics they publish to, and what looks at services after these', () => {
  for (const suffix of ['', '-us-east-1']) {
    const [incidents, service, alarms] = ['incidents', 'slo-checkout', 'alarms'].map((name) => stackNamed(`shop-prod-${name}${suffix}`));
    expect(service!.dependencies).toEqual([incidents]);
    expect(alarms!.dependencies.slice(0, 2)).toEqual([incidents, service]);
  }
});

test('a service that is called like a region, and another one there, have stacks and ids of their own', () => {
  const edge = objectiveOf(EXAMPLE_BINDINGS.distribution, 'availability', { id: 'edge' });
  const all = stageOf(exampleModel({ 'a-us-east-1': [exampleObjective()], a: [edge], 'us-east-1': [exampleObjective()] }))
    .node.findAll()
    .filter((child) => Stack.isStack(child));
  const unique = (of: (stack: Stack) => string) => new Set(all.map(of)).size;
  expect(unique(({ stackName, region }) => `${region} ${stackName}`)).toBe(all.length);
  expect(unique(({ artifactId }) => artifactId)).toBe(all.length);
});

test('alarms name the topics of their own region, and no export decides what a stack of topics may do', () => {
  for (const { region, errorBudget } of buildPlan(MODEL).plan.regions) {
    const signals = new Set(errorBudget!.signals.map((signal) => signal.name));
    const { composite } = alarmsIn(region);
    expect(composite.size).toBeGreaterThan(signals.size);
    for (const [alarmName, alarm] of composite) {
      if (signals.has(alarmName)) expect(alarm['AlarmActions']).toBeUndefined();
      else expect(alarm['AlarmActions']).toEqual([topicArn(region)]);
    }
  }
});

/** The ARN of a topic of a severity, in the account of the deployment. */
function topicArn(region: string): unknown {
  return { 'Fn::Join': ['', [`arn:aws:sns:${region}:`, { Ref: 'AWS::AccountId' }, expect.stringMatching(/^:shop-prod-s[0-4]$/)]] };
}

test('a severity that falls out of use, or a lower highest one, changes nothing of the stack of the topics', () => {
  const severe = exampleObjective({ severity: { page: 'S0', ticket: 'S3' } });
  const before = stageOf(exampleModel({ checkout: [severe] }));
  const afterwards = [
    stageOf(exampleModel({ checkout: [exampleObjective()] })),
    stageOf({ ...exampleModel({ checkout: [exampleObjective()] }), highestSeverity: 'S1' }),
  ];
  const templateOf = (from: OperationsStage) => Template.fromStack(from.node.findChild('Incidents') as Stack).toJSON() as unknown;
  for (const after of afterwards) expect(templateOf(after)).toEqual(templateOf(before));
});

test('every planned alarm is in the template of its region, and no other', () => {
  const namesOf = (alarms: readonly { readonly name: string }[]) => alarms.map(({ name }) => name);
  for (const { region, objectives, errorBudget } of buildPlan(MODEL).plan.regions) {
    const { metric, composite } = alarmsIn(region);
    const budgets = [...errorBudget!.objectives.flatMap(({ alarms }) => alarms), ...ledgerAlarmsOf(errorBudget!)];
    expect([...metric.keys()].sort()).toEqual([...objectives.flatMap(({ metricAlarms }) => namesOf(metricAlarms)), ...namesOf(budgets)].sort());
    expect([...composite.keys()].sort()).toEqual(
      [...objectives.flatMap(({ compositeAlarms }) => namesOf(compositeAlarms)), ...namesOf(errorBudget!.signals)].sort(),
    );
  }
});

test('every topic is made where its alarms are', () => {
  const topics = (name: string) =>
    Object.values(Template.fromStack(stackNamed(name)).findResources('AWS::SNS::Topic')).map(({ Properties }) => Properties.TopicName);
  const all = ['shop-prod-s0', 'shop-prod-s1', 'shop-prod-s2', 'shop-prod-s3', 'shop-prod-s4'];
  expect(topics('shop-prod-incidents')).toEqual(all);
  expect(topics('shop-prod-incidents-us-east-1')).toEqual(all);
});

/** Types without tags in CloudFormation. */
const UNTAGGED = ['AWS::SNS::TopicPolicy', 'AWS::SQS::QueuePolicy', 'AWS::IAM::Policy', 'AWS::Lambda::EventInvokeConfig', 'AWS::Scheduler::Schedule'];

test('everything that can be tagged carries application and environment as tags', () => {
  let tagged = 0;
  for (const stack of stacks) {
    for (const resource of Object.values(Template.fromStack(stack).toJSON().Resources as Record<string, { Type: string; Properties: { Tags?: unknown[] } }>)) {
      if (UNTAGGED.includes(resource.Type)) continue;
      expect(resource.Properties.Tags).toEqual(
        expect.arrayContaining([
          { Key: 'application', Value: 'shop' },
          { Key: 'environment', Value: 'prod' },
        ]),
      );
      tagged += 1;
    }
  }
  expect(tagged).toBeGreaterThan(100);
});

describe('no template names an account or a person (PII001)', () => {
  const text = stacks.map((stack) => JSON.stringify(Template.fromStack(stack).toJSON())).join('\n');

  test('no account number, e-mail address or telephone number', () => {
    expect(text).not.toMatch(/\b\d{12}\b/);
    expect(text).not.toMatch(/[\w.+-]+@[\w-]+\.[\w.]+/);
    expect(text).not.toMatch(/\+\d[\d ()-]{6,}/);
  });

  test('and the patterns would find one', () => {
    expect('"arn:aws:sns:eu-central-1:111122223333:x"').toMatch(/\b\d{12}\b/);
    expect('"Endpoint":"ops@example.org"').toMatch(/[\w.+-]+@[\w-]+\.[\w.]+/);
    expect('"+49 170 1234567"').toMatch(/\+\d[\d ()-]{6,}/);
  });
});

test('the same plan gives the same templates, byte for byte', () => {
  const bytes = (from: OperationsStage) =>
    from.node
      .findAll()
      .filter((child) => Stack.isStack(child))
      .map((stack) => JSON.stringify(Template.fromStack(stack).toJSON()));
  expect(bytes(stageOf())).toEqual(bytes(stageOf(structuredClone(MODEL))));
});

test('the signal over many services is as long as CloudWatch takes, whatever the CDK counts (9.23)', () => {
  const services = Array.from({ length: 130 }, (_, index) => [`service-with-a-name-${index}`, [exampleObjective()]] as const);
  const { plan } = buildPlan(exampleModel(Object.fromEntries(services)));
  const shared = plan.stacks.filter(({ content }) => content.kind === 'alarms').map((each) => ({ ...each, after: [] }));
  const alarms = new OperationsStage(new App({ context }), 'prod', { plan: { ...plan, stacks: shared } }).node.findChild('Alarms') as Stack;
  const { composite } = alarmsOf(alarms);
  expect([...composite.keys()].at(-1)).toBe('shop-prod-error-budget');
  const rules = [...composite.values()].map(({ AlarmRule: rule }) => JSON.stringify(rule));
  for (const [id] of services) expect(rules.filter((rule) => rule.includes(`shop-prod-${id}-error-budget\\"`))).toHaveLength(1);
});
