import { assemblyResources } from '../../lib/conformance/assembly-resources';
import { compareDeployment } from '../../lib/conformance/compare-deployment';
import type { PlanDifference } from '../../lib/conformance/plan-difference';
import { resourceNamed, sabotagedStacks, shippedEnvironment, shippedStacks, type EditableTemplate } from '../helpers/shipped-assembly';

/** What comparing the templates of prod with their plan finds after an edit of the stack with the ledger. */

const ALARMS = 'edi-prod-alarms';
const PORTAL = 'edi-prod-slo-partner-portal';
const LEDGER = 'budget ledger of edi prod';
const EXHAUSTED = 'edi-prod-partner-portal-availability-budget-exhausted';
const STOPPED = 'edi-prod-budget-ledger-stopped';
const SIGNAL = 'edi-prod-error-budget';

type Properties = Record<string, any>;

function differencesAfter(edit: (template: EditableTemplate) => void, stackName = ALARMS): readonly PlanDifference[] {
  const { differences, unknown } = compareDeployment(shippedEnvironment('prod').plan, assemblyResources(sabotagedStacks(stackName, edit)));
  expect(unknown).toEqual([]);
  return differences;
}

/** The only resource of a type, or the one whose properties mention a text. */
function find(template: EditableTemplate, type: string, mentions = ''): { logicalId: string; properties: Properties } {
  const found = Object.entries(template.Resources).filter(([, { Type, Properties }]) => Type === type && JSON.stringify(Properties).includes(mentions));
  if (found.length !== 1) throw new Error(`${found.length} resources of type ${type} mention ${mentions}`);
  return { logicalId: found[0]![0], properties: found[0]![1].Properties };
}

function statementsOf(template: EditableTemplate, mentions: string): Properties[] {
  return find(template, 'AWS::IAM::Policy', mentions).properties['PolicyDocument'].Statement;
}

/** Edits the text of the input, which is cut into parts wherever CloudFormation fills in a name. */
function editInput(template: EditableTemplate, before: string, after: string): void {
  const { properties } = find(template, 'AWS::Scheduler::Schedule');
  const text = JSON.stringify(properties['Target'].Input);
  const escaped = JSON.stringify(before).slice(1, -1);
  if (!text.includes(escaped)) throw new Error(`the input does not hold ${before}`);
  properties['Target'].Input = JSON.parse(text.replace(escaped, JSON.stringify(after).slice(1, -1)));
}

test('the ledger as synthesized is the planned one, in both regions', () => {
  const { differences, unknown, alarms } = compareDeployment(shippedEnvironment('prod').plan, assemblyResources(shippedStacks('prod')));
  expect({ differences, unknown }).toEqual({ differences: [], unknown: [] });
  for (const name of [EXHAUSTED, STOPPED, SIGNAL]) expect(alarms.has(name)).toBe(true);
});

describe('what the ledger is given', () => {
  test('an allowed fraction that is ten times the planned one is named with its place', () => {
    const differences = differencesAfter((template) => editInput(template, '"allowedBadFraction":0.01,', '"allowedBadFraction":0.1,'));
    expect(differences).toEqual([
      expect.objectContaining({
        kind: 'template',
        name: LEDGER,
        resource: expect.stringMatching(/^edi-prod-alarms\/ErrorBudgetLedgerSchedule/),
        what: 'input.objectives[0].allowedBadFraction',
        planned: '0.01',
        found: '0.1',
      }),
    ]);
  });

  test('the order of keys means nothing', () => {
    expect(differencesAfter((template) => editInput(template, '"everyMinutes":15,"settleMinutes":5,', '"settleMinutes":5,"everyMinutes":15,'))).toEqual([]);
  });

  test('a run that is not the time the schedule was due, and an objective too many', () => {
    expect(differencesAfter((template) => editInput(template, '<aws.scheduler.scheduled-time>', '<aws.scheduler.execution-id>'))).toEqual([
      expect.objectContaining({ what: 'input.scheduledAt', planned: '<aws.scheduler.scheduled-time>', found: '<aws.scheduler.execution-id>' }),
    ]);
    expect(differencesAfter((template) => editInput(template, '"burnWindowsMinutes":[60,1440]}]}', '"burnWindowsMinutes":[60,1440]},{}]}'))).toEqual([
      expect.objectContaining({ what: 'input.objectives[14]', planned: 'nothing', found: '{}' }),
    ]);
  });

  test.each<[string, (properties: Properties) => void, string]>([
    ['another rhythm', (p) => (p['ScheduleExpression'] = 'rate(1 hour)'), 'schedule'],
    ['switched off', (p) => (p['State'] = 'DISABLED'), 'state'],
    ['a window in which it may start', (p) => (p['FlexibleTimeWindow'] = { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 5 }), 'flexible time window'],
    ['an end', (p) => (p['EndDate'] = '2027-01-01T00:00:00Z'), 'EndDate'],
    ['a hand-over that overlaps the next run', (p) => (p['Target'].RetryPolicy.MaximumEventAgeInSeconds = 86_400), 'time of the hand-over'],
    ['no dead-letter queue', (p) => delete p['Target'].DeadLetterConfig, 'dead-letter queue'],
  ])('a schedule with %s', (_, edit, what) => {
    const differences = differencesAfter((template) => edit(find(template, 'AWS::Scheduler::Schedule').properties));
    expect(differences.filter(({ name }) => name === LEDGER).map((difference) => difference.what)).toContain(what);
  });

  test('no schedule at all is one difference', () => {
    const differences = differencesAfter((template) => delete template.Resources[find(template, 'AWS::Scheduler::Schedule').logicalId]);
    expect(differences).toContainEqual(expect.objectContaining({ name: LEDGER, resource: 'eu-central-1', what: 'schedule', found: 'is in no template' }));
  });
});

describe('what the ledger may do', () => {
  test('without the grant to publish it would measure and nobody would see it', () => {
    const differences = differencesAfter((template) => {
      const { properties } = find(template, 'AWS::IAM::Policy', 'PutMetricData');
      properties['PolicyDocument'].Statement = properties['PolicyDocument'].Statement.filter(
        (each: Properties) => each['Action'] !== 'cloudwatch:PutMetricData',
      );
    });
    expect(differences).toEqual([
      expect.objectContaining({
        name: LEDGER,
        resource: expect.stringMatching(/FunctionRole/),
        what: 'permission cloudwatch:PutMetricData',
        planned: 'cloudwatch:PutMetricData on *, if {"StringEquals":{"cloudwatch:namespace":"Day2/ErrorBudget"}}',
        found: 'is not granted',
      }),
    ]);
  });

  test('publishing into any namespace, and anything besides, is too much', () => {
    const differences = differencesAfter((template) => {
      const statements = statementsOf(template, 'PutMetricData');
      delete statements.find((each) => each['Action'] === 'cloudwatch:PutMetricData')!['Condition'];
      statements.push({ Effect: 'Allow', Action: 'ssm:DeleteParameter', Resource: '*' });
    });
    expect(differences.map(({ what, found }) => [what, found])).toEqual([
      ['permission cloudwatch:PutMetricData', 'is not granted'],
      ['permission cloudwatch:PutMetricData', 'cloudwatch:PutMetricData on *'],
      ['permission ssm:DeleteParameter', 'ssm:DeleteParameter on *'],
    ]);
  });

  test('records of another application, a denial and a managed policy are named', () => {
    const differences = differencesAfter((template) => {
      const statements = statementsOf(template, 'ssm:PutParameter');
      statements.find((each) => each['Action'].includes('ssm:PutParameter'))!['Resource'] = 'arn:aws:ssm:eu-central-1:111122223333:parameter/other/*';
      statements.push({ Effect: 'Deny', Action: 'ssm:GetParameters', Resource: '*' });
      const role = find(template, 'AWS::IAM::Role', 'lambda.amazonaws.com').properties;
      role['ManagedPolicyArns'] = ['arn:aws:iam::aws:policy/AdministratorAccess'];
    });
    expect(differences.map(({ what }) => what)).toEqual([
      'permission ssm:GetParameters',
      'permission ssm:PutParameter',
      'permission ssm:GetParameters',
      'permission ssm:PutParameter',
      'permission statement',
      'permission whatever is in',
    ]);
  });

  test('a schedule that may not start its function', () => {
    const differences = differencesAfter((template) => {
      const { properties } = find(template, 'AWS::IAM::Policy', 'lambda:InvokeFunction');
      properties['PolicyDocument'].Statement = properties['PolicyDocument'].Statement.filter((each: Properties) => each['Action'] !== 'lambda:InvokeFunction');
    });
    expect(differences).toEqual([
      expect.objectContaining({ resource: expect.stringMatching(/ScheduleRole/), what: 'permission lambda:InvokeFunction', found: 'is not granted' }),
    ]);
  });

  test.each<[string, (properties: Properties) => void, string]>([
    ['starts another file', (p) => (p['Handler'] = 'other.handler'), 'handler'],
    ['may run into the next run', (p) => (p['Timeout'] = 900), 'timeout'],
    ['loses what fails', (p) => delete p['DeadLetterConfig'], 'dead-letter queue'],
    ['never runs', (p) => (p['ReservedConcurrentExecutions'] = 0), 'reserved concurrency'],
    ['has no role', (p) => (p['Role'] = 'arn:aws:iam::111122223333:role/other'), 'role'],
  ])('a function that %s', (_, edit, what) => {
    const differences = differencesAfter((template) => edit(find(template, 'AWS::Lambda::Function').properties));
    expect(differences.map((difference) => difference.what)).toEqual([what]);
  });

  test('more attempts than fit between two runs', () => {
    const differences = differencesAfter((template) => (find(template, 'AWS::Lambda::EventInvokeConfig').properties['MaximumEventAgeInSeconds'] = 21_600));
    expect(differences).toEqual([expect.objectContaining({ name: LEDGER, what: 'age of a run', planned: '480 s', found: '21600 s' })]);
  });
});

describe('who hears of it', () => {
  test.each<[string, string, (properties: Properties) => void, Partial<PlanDifference>]>([
    ['an exhausted budget at another level', EXHAUSTED, (p) => (p['Threshold'] = -100), { what: 'threshold', planned: '0', found: '-100' }],
    ['an exhausted budget that notifies nobody', EXHAUSTED, (p) => delete p['AlarmActions'], { what: 'actions', planned: 'edi-prod-s1', found: 'none' }],
    [
      'a budget that is good when it is not recorded',
      EXHAUSTED,
      (p) => (p['TreatMissingData'] = 'notBreaching'),
      { what: 'missing data', found: 'notBreaching' },
    ],
    [
      'the budget of another objective',
      EXHAUSTED,
      (p) => (p['Dimensions'][2].Value = 'partner-portal/latency'),
      { what: 'metric remaining', found: 'is not read' },
    ],
    ['a period shorter than a run', EXHAUSTED, (p) => (p['Period'] = 60), { what: 'period of remaining (BudgetRemaining)', planned: '900 s', found: '60 s' }],
    ['a ledger that may be silent', STOPPED, (p) => (p['TreatMissingData'] = 'missing'), { what: 'missing data', planned: 'breaching', found: 'missing' }],
    [
      'dead letters of another queue',
      'edi-prod-budget-ledger-dead-letters',
      (p) => (p['Dimensions'][0].Value = 'other'),
      { what: 'metric letters', found: 'is not read' },
    ],
    [
      'a signal that notifies somebody',
      SIGNAL,
      (p) => (p['AlarmActions'] = ['arn:aws:sns:eu-central-1:111122223333:x']),
      { what: 'AlarmActions', planned: 'not set' },
    ],
    ['a signal that looks at nothing', SIGNAL, (p) => (p['AlarmRule'] = 'FALSE'), { what: 'rule', found: 'FALSE' }],
  ])('%s', (_, alarm, edit, difference) => {
    const differences = differencesAfter((template) => edit(resourceNamed(template, alarm).properties), alarm === EXHAUSTED ? PORTAL : ALARMS);
    expect(differences).toContainEqual(expect.objectContaining({ kind: 'template', name: alarm, ...difference }));
  });
});
