import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { runTemplateChecks } from '../../lib/checks/template/run-template-checks';
import { OperationsStage } from '../../lib/stacks/operations-stage';
import { EXAMPLE_BINDINGS } from '../helpers/every-indicator';
import { exampleIncidents } from '../helpers/incident-plan';
import { exampleObjective, objectiveOf } from '../helpers/models';
import { exampleModelOnCall } from '../helpers/on-call';

const EDGE = objectiveOf(EXAMPLE_BINDINGS.distribution, 'availability', { id: 'edge', severity: { page: 'S0', ticket: 'S3' } });
const { plan } = exampleIncidents(exampleModelOnCall({ checkout: [exampleObjective(), EDGE] }));
const { context } = JSON.parse(readFileSync(join(__dirname, '../../cdk.json'), 'utf8')) as { context: Record<string, unknown> };

interface Resource {
  readonly Type: string;
  Properties: Record<string, any>;
}
type Resources = Record<string, Resource>;
type Edit = (resources: Resources) => unknown;

const stacks = new OperationsStage(new App({ context }), 'prod', { plan }).node
  .findAll()
  .filter((child) => Stack.isStack(child))
  .map((stack) => ({ stackName: stack.stackName, region: stack.region, template: Template.fromStack(stack).toJSON() as { Resources: Resources } }));

/** Checks all stacks after an edit of the resources of one. */
function check(stackName = '', edit: Edit = () => {}) {
  return runTemplateChecks(
    stacks.map(({ template, ...stack }) => {
      const edited = structuredClone(template);
      if (stack.stackName === stackName) edit(edited.Resources);
      return { ...stack, file: stack.stackName, account: '111122223333', body: JSON.stringify(edited) };
    }),
  );
}

const codesAfter = (stackName: string, edit: Edit) => [...new Set(check(stackName, edit).problems.map(({ code }) => code))];
const HOME = 'shop-prod-incidents';
const idOf = (resources: Resources, type: string, pattern: RegExp) => Object.keys(resources).find((id) => resources[id]!.Type === type && pattern.test(id))!;

test('no check finds anything, and every check on the way of a page has something to judge', () => {
  const { problems, outcomes } = check();
  expect(problems).toEqual([]);
  const judged = new Map<string, string>(outcomes.map(({ code, outcome }) => [code, outcome]));
  for (const code of ['ALM001', 'ALM002', 'DLQ001', 'DLQ002', 'EVT001', 'EVT002', 'KMS001', 'KMS003', 'PII001', 'SNS001'])
    expect([code, judged.get(code)]).toEqual([code, 'passed']);
});

test('an engine that may not use the key of the topics is found, on every topic (T1)', () => {
  const { problems } = check(HOME, (resources) => {
    const { PolicyDocument } = resources[idOf(resources, 'AWS::IAM::Policy', /EngineFunctionRole/)]!.Properties as {
      PolicyDocument: { Statement: { Resource: unknown }[] };
    };
    PolicyDocument.Statement = PolicyDocument.Statement.filter(({ Resource }) => !JSON.stringify(Resource).includes('TiersKey'));
  });
  const { tierTopics, informedTopics, personTopics, watchdog } = plan.incidents!;
  expect(problems.map(({ code }) => code)).toEqual([...tierTopics, ...informedTopics, ...personTopics, watchdog.canary].map(() => 'KMS003'));
});

test('an engine that may not use the key of the watchdog is found, although it is in another region', () => {
  const codes = codesAfter(HOME, (resources) => {
    const { PolicyDocument } = resources[idOf(resources, 'AWS::IAM::Policy', /EngineFunctionRole/)]!.Properties as {
      PolicyDocument: { Statement: { Resource: unknown }[] };
    };
    PolicyDocument.Statement = PolicyDocument.Statement.filter(({ Resource }) => !JSON.stringify(Resource).includes(':key/*'));
  });
  expect(codes).toEqual(['KMS003']);
});

test('a fallback topic whose key does not let alarms in is found (T1)', () => {
  const codes = codesAfter(HOME, (resources) => {
    const { KeyPolicy } = resources[idOf(resources, 'AWS::KMS::Key', /TiersKey/)]!.Properties as { KeyPolicy: { Statement: { Sid?: string }[] } };
    KeyPolicy.Statement = KeyPolicy.Statement.filter(({ Sid }) => Sid !== 'AlarmsEncrypt');
  });
  expect(codes).toEqual(['KMS001']);
});

test.each<readonly [string, string, Edit]>([
  [
    'a rule without a queue (T4)',
    'DLQ001',
    (resources) => delete resources[idOf(resources, 'AWS::Events::Rule', /Rule/)]!.Properties['Targets'][0].DeadLetterConfig,
  ],
  [
    'a second target (T3)',
    'EVT001',
    (resources) =>
      resources[idOf(resources, 'AWS::Events::Rule', /Rule/)]!.Properties['Targets'].push(
        structuredClone(resources[idOf(resources, 'AWS::Events::Rule', /Rule/)]!.Properties['Targets'][0]),
      ),
  ],
  [
    'a rule that tries as long as the bus likes (T19)',
    'EVT002',
    (resources) => delete resources[idOf(resources, 'AWS::Events::Rule', /Rule/)]!.Properties['Targets'][0].RetryPolicy,
  ],
  ['a queue that EventBridge may not write to', 'DLQ002', (resources) => delete resources[idOf(resources, 'AWS::SQS::QueuePolicy', /EngineAlarmsDeadLetters/)]],
  ['a queue that SNS may not write to', 'DLQ002', (resources) => delete resources[idOf(resources, 'AWS::SQS::QueuePolicy', /TiersDeadLetters/)]],
  [
    'an alarm that is switched off',
    'ALM002',
    (resources) => (resources[idOf(resources, 'AWS::CloudWatch::Alarm', /EngineErrors/)]!.Properties['ActionsEnabled'] = false),
  ],
])('%s is found (%s)', (_, code, edit) => {
  expect(codesAfter(HOME, edit)).toEqual([code]);
});

test.each<readonly [string, string, Edit]>([
  [
    'a subscription without a queue',
    'DLQ001',
    (resources) => delete resources[idOf(resources, 'AWS::SNS::Subscription', /Personana/)]!.Properties['RedrivePolicy'],
  ],
  [
    'an address in a template',
    'PII001',
    (resources) => (resources[idOf(resources, 'AWS::SNS::Subscription', /Personana/)]!.Properties['Endpoint'] = 'ana@example.org'),
  ],
])('%s of a person is found (%s)', (_, code, edit) => {
  expect(codesAfter('shop-prod-people-4', edit)).toEqual([code]);
});

test('a topic of a tier, to which nobody is subscribed, is no finding; the fallback topic without anybody is (SNS002)', () => {
  const { problems, outcomes } = check();
  expect(problems).toEqual([]);
  expect(outcomes.find(({ code }) => code === 'SNS002')).toMatchObject({ outcome: 'passed' });
  const withoutPeople = runTemplateChecks(
    stacks
      .filter(({ stackName }) => !stackName.includes('-people-'))
      .map(({ template, ...stack }) => ({ ...stack, file: stack.stackName, account: '111122223333', body: JSON.stringify(template) })),
  );
  expect(withoutPeople.problems.map(({ code }) => code)).toEqual(['SNS002', 'SNS002']);
});
