import { App, Duration, Stack, Validations } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { ErrorBudget } from '../../lib/constructs/error-budget';
import type { ErrorBudgetProps } from '../../lib/constructs/error-budget-props';
import { Indicators } from '../../lib/constructs/indicators';
import { SeverityTopics } from '../../lib/constructs/severity-topics';
import { SloAlarms } from '../../lib/constructs/slo-alarms';
import type { SloAlarmsProps } from '../../lib/constructs/slo-alarms-props';
import { TemplateChecksPlugin } from '../../lib/constructs/template-checks-plugin';
import { DEFAULT_GATE_POLICY } from '../../lib/slo/budget/gate-policy';
import type { LedgerInput, LedgerTask } from '../../lib/slo/budget/ledger-input';
import { readable } from '../helpers/templates';

interface Made {
  readonly app: App;
  readonly stack: Stack;
  readonly budget: ErrorBudget;
}

/** A stack with one objective on an imported state machine, and its error budget. */
function make(
  changes: Partial<ErrorBudgetProps> = {},
  objective: Partial<SloAlarmsProps> = {},
  options: { readonly env?: { readonly region: string }; readonly prepare?: (app: App) => void } = {},
): Made {
  const app = new App({ analyticsReporting: false });
  options.prepare?.(app);
  const stack = new Stack(app, 'Orders', { env: options.env ?? { region: 'eu-central-1' } });
  const { topics } = new SeverityTopics(stack, 'Topics', {
    topics: (['S1', 'S2', 'S3'] as const).map((severity) => ({ name: `orders-${severity.toLowerCase()}`, severity })),
  });
  const machine = StateMachine.fromStateMachineName(stack, 'Machine', 'deliver');
  const alarms = new SloAlarms(stack, 'Deliveries', {
    sli: Indicators.stateMachineSuccessRate(machine),
    objective: { id: 'success', targetPercent: 99.5, impact: 'orders are not delivered', runbook: 'deliveries-failing' },
    window: Duration.days(28),
    application: 'orders',
    environment: 'prod',
    service: 'deliver',
    noData: { kind: 'alarm', afterMinutes: 30, severity: 'S1' },
    topics,
    ...objective,
  });
  const budget = new ErrorBudget(stack, 'Budgets', { application: 'orders', environment: 'prod', objectives: [alarms], topics, ...changes });
  return { app, stack, budget };
}

const { stack, budget } = make();
const [ledger] = budget.ledgers;
const template = Template.fromStack(stack);
const only = (type: string, properties: object = {}) => {
  const found = Object.values(template.findResources(type, Match.objectLike({ Properties: properties })));
  expect(found).toHaveLength(1);
  return found[0]!.Properties;
};
const idOf = (construct: { readonly node: { readonly defaultChild?: unknown } }) => stack.getLogicalId(construct.node.defaultChild as never);

describe('the function', () => {
  test('runs the bundled handler on arm64, for at most a minute, with a log that ends and no reserved concurrency', () => {
    const { Handler, Architectures, Timeout, ReservedConcurrentExecutions, Environment, LoggingConfig } = only('AWS::Lambda::Function');
    expect({ Handler, Architectures, Timeout }).toEqual({ Handler: 'index.handler', Architectures: ['arm64'], Timeout: 60 });
    expect(ReservedConcurrentExecutions).toBeUndefined();
    expect(Environment).toBeUndefined();
    expect(only('AWS::Logs::LogGroup').RetentionInDays).toBe(30);
    expect(LoggingConfig.LogGroup).toBeDefined();
  });

  test('is tried three times and then leaves the run in the dead-letter queue', () => {
    expect(only('AWS::Lambda::EventInvokeConfig')).toMatchObject({ MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 480 });
    const queue = { 'Fn::GetAtt': [idOf(ledger!.deadLetterQueue), 'Arn'] };
    expect(only('AWS::Lambda::Function').DeadLetterConfig).toEqual({ TargetArn: queue });
    expect(only('AWS::Scheduler::Schedule').Target.DeadLetterConfig).toEqual({ Arn: queue });
  });

  test('may read any metric, publish into one namespace, keep its records, write its log and its dead letters: nothing else', () => {
    const { PolicyDocument } = Object.values(template.findResources('AWS::IAM::Policy')).find(({ Properties }) =>
      JSON.stringify(Properties).includes('GetMetricData'),
    )!.Properties;
    const statements = PolicyDocument.Statement.map(({ Effect, Action, Resource, Condition }: any) => [
      Effect,
      Action,
      readable(Resource).replace(/<[^>]*(Log|DeadLetters)[^>]*>/, '<$1>'),
      ...(Condition === undefined ? [] : [Condition]),
    ]);
    expect(statements).toEqual([
      ['Allow', ['logs:CreateLogStream', 'logs:PutLogEvents'], '<Log>'],
      ['Allow', 'cloudwatch:GetMetricData', '*'],
      ['Allow', 'cloudwatch:PutMetricData', '*', { StringEquals: { 'cloudwatch:namespace': 'Day2/ErrorBudget' } }],
      ['Allow', ['ssm:GetParameters', 'ssm:PutParameter'], 'arn:<AWS::Partition>:ssm:eu-central-1:<AWS::AccountId>:parameter/orders/prod/error-budget/*'],
      ['Allow', 'sqs:SendMessage', '<DeadLetters>'],
    ]);
    for (const { Properties } of Object.values(template.findResources('AWS::IAM::Role'))) expect(Properties.ManagedPolicyArns).toBeUndefined();
  });

  test('is started by Scheduler of this account alone, whose role may do that and write dead letters', () => {
    const roles = Object.values(template.findResources('AWS::IAM::Role')).map(({ Properties }) => Properties.AssumeRolePolicyDocument.Statement);
    const scheduler = roles.find(([{ Principal }]) => Principal.Service === 'scheduler.amazonaws.com');
    expect(scheduler[0].Condition.StringEquals).toMatchObject({ 'aws:SourceAccount': { Ref: 'AWS::AccountId' } });
    const policy = Object.values(template.findResources('AWS::IAM::Policy')).find(({ Properties }) => JSON.stringify(Properties).includes('InvokeFunction'))!;
    expect(policy.Properties.PolicyDocument.Statement).toEqual([
      { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: { 'Fn::GetAtt': [idOf(ledger!.function), 'Arn'] } },
      { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: { 'Fn::GetAtt': [idOf(ledger!.deadLetterQueue), 'Arn'] } },
    ]);
  });
});

test('the dead-letter queue is encrypted, refuses everything without TLS and keeps its messages for two weeks', () => {
  expect(only('AWS::SQS::Queue')).toMatchObject({ SqsManagedSseEnabled: true, MessageRetentionPeriod: 1_209_600 });
  const [statement] = only('AWS::SQS::QueuePolicy').PolicyDocument.Statement;
  expect(statement).toMatchObject({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } });
});

describe('the schedule', () => {
  const schedule = only('AWS::Scheduler::Schedule');

  test('is due at a minute, not within a window, and is handed over for two minutes', () => {
    expect(schedule).toMatchObject({
      ScheduleExpression: 'cron(5/15 * * * ? *)',
      ScheduleExpressionTimezone: 'Etc/UTC',
      FlexibleTimeWindow: { Mode: 'OFF' },
      State: 'ENABLED',
    });
    expect(schedule.Target.RetryPolicy).toEqual({ MaximumEventAgeInSeconds: 120, MaximumRetryAttempts: 5 });
  });

  test('hands over the planned input with the time it was due, and names of imported resources survive', () => {
    const [, parts] = schedule.Target.Input['Fn::Join'] as [string, unknown[]];
    const references: unknown[] = [];
    const input = JSON.parse(parts.map((part) => (typeof part === 'string' ? part : `<${references.push(part)}>`)).join('')) as LedgerInput;
    expect(input.scheduledAt).toBe('<aws.scheduler.scheduled-time>');
    const { objectives, ...rest } = budget.plan.ledgers[0].input;
    expect(input).toMatchObject(rest);
    const withoutIndicator = (tasks: readonly LedgerTask[]) => tasks.map((task) => ({ ...task, sli: undefined }));
    expect(withoutIndicator(input.objectives)).toEqual(withoutIndicator(objectives));
    expect(input.objectives[0]!.sli.steps).toEqual(objectives[0]!.sli.steps);
    const [metric] = Object.values(input.objectives[0]!.sli.metrics);
    expect(metric).toMatchObject({ namespace: 'AWS/States', dimensions: { StateMachineArn: expect.stringContaining('<') } });
    expect(JSON.stringify(references)).toContain('AWS::AccountId');
    expect(JSON.stringify(references)).not.toContain('${Token');
  });

  test('waits for its permissions, without which the first runs were lost, and for what keeps runs apart', () => {
    const [found] = Object.values(template.findResources('AWS::Scheduler::Schedule'));
    expect(found!['DependsOn']).toEqual(
      expect.arrayContaining([expect.stringContaining('ScheduleRoleDefaultPolicy'), expect.stringContaining('EventInvokeConfig')]),
    );
  });
});

describe('the alarms', () => {
  test('three levels a budget and two on the ledger, each telling the topic of its severity', () => {
    const names = [...budget.metricAlarms.keys()];
    expect(names).toEqual([
      'orders-prod-deliver-success-budget-caution',
      'orders-prod-deliver-success-budget-restricted',
      'orders-prod-deliver-success-budget-exhausted',
      'orders-prod-budget-ledger-stopped',
      'orders-prod-budget-ledger-dead-letters',
    ]);
    const reported = names.map((name) => readable(only('AWS::CloudWatch::Alarm', { AlarmName: name }).AlarmActions[0]).match(/Topics(S\d)/)?.[1]);
    expect(reported).toEqual(['S3', 'S3', 'S1', 'S2', 'S3']);
  });

  test('a budget is judged on the one metric that the ledger publishes, not on an expression', () => {
    expect(only('AWS::CloudWatch::Alarm', { AlarmName: 'orders-prod-deliver-success-budget-exhausted' })).toMatchObject({
      Namespace: 'Day2/ErrorBudget',
      MetricName: 'BudgetRemaining',
      Period: 900,
      EvaluationPeriods: 4,
      DatapointsToAlarm: 1,
      Threshold: 0,
      ComparisonOperator: 'LessThanOrEqualToThreshold',
      TreatMissingData: 'ignore',
    });
  });

  test('dead letters are those of the queue both sides write to', () => {
    const { Dimensions } = only('AWS::CloudWatch::Alarm', { AlarmName: 'orders-prod-budget-ledger-dead-letters' });
    expect(Dimensions).toEqual([{ Name: 'QueueName', Value: { 'Fn::GetAtt': [idOf(ledger!.deadLetterQueue), 'QueueName'] } }]);
  });

  test('the signal is on while the budget is exhausted or a page is, and has no action', () => {
    const signal = only('AWS::CloudWatch::CompositeAlarm', { AlarmName: 'orders-prod-error-budget' });
    expect(signal.AlarmActions).toBeUndefined();
    expect(readable(signal.AlarmRule)).toMatch(/^\(ALARM\("<Budgets\w*exhausted\w*\.Arn>"\) OR ALARM\("<DeliveriesCompositeS1\w*\.Arn>"\)\)$/);
  });
});

describe('metrics of a budget', () => {
  const {
    budget: made,
    stack: { node },
  } = make();
  const objective = node.findChild('Deliveries') as SloAlarms;
  const read = (metric: IMetric) => metric.toMetricConfig().metricStat;

  test('are what its ledger publishes, and its alarms look at', () => {
    const remaining = read(made.metricBudgetRemaining(objective));
    expect(remaining).toMatchObject({ namespace: 'Day2/ErrorBudget', metricName: 'BudgetRemaining', statistic: 'Minimum' });
    expect(remaining!.period.toMinutes()).toBe(15);
    const ofAlarm = read([...made.metricAlarms.values()][0]!.metric);
    expect(remaining!.dimensions).toEqual(ofAlarm!.dimensions);
    const daily = read(made.metricBurnRate(objective, Duration.days(1)));
    expect(daily).toMatchObject({ metricName: 'BurnRate', dimensions: expect.arrayContaining([{ name: 'Window', value: '1d' }]) });
    expect(read(made.metricBurnRate(objective))!.dimensions).toContainEqual({ name: 'Window', value: '1h' });
  });

  test('are of its objectives and of windows that are published', () => {
    expect(() => made.metricBurnRate(objective, Duration.hours(6))).toThrow('window is 6 hours: allowed are one hour and one day');
    const other = make({}, { service: 'other' }).stack.node.findChild('Deliveries') as SloAlarms;
    expect(() => made.metricBudgetRemaining(other)).toThrow('objective is other/success: allowed are those of this ErrorBudget, deliver/success');
  });
});

describe('objectives with a budget of their own', () => {
  test('keep their window, exclusions and levels', () => {
    const first = make();
    const [alarms] = first.stack.node.findAll().filter((each) => each instanceof SloAlarms);
    const exclusions = [{ from: 0, to: 3_600_000, reason: 'migration', author: 'operations lead' }];
    const window = { kind: 'calendar', unit: 'quarter', timeZone: 'America/New_York' } as const;
    const gatePolicy = { ...DEFAULT_GATE_POLICY, restrictedBelow: 0.3, leaveRestricted: 0.4 };
    const own = new ErrorBudget(first.stack, 'Own', {
      application: 'orders',
      environment: 'own',
      objectives: [{ alarms: alarms!, window, exclusions, exclusionMeaning: 'add-back', gatePolicy }],
      topics: topicsOf(first.stack),
    });
    expect(own.plan.ledgers[0].input.objectives[0]).toMatchObject({ window, exclusions, exclusionMeaning: 'add-back', policy: gatePolicy });
    expect(own.plan.objectives[0]!.alarms[1]!.threshold).toBe(30);
  });
});

function topicsOf(of: Stack): ErrorBudgetProps['topics'] {
  return of.node.findAll().find((each) => each instanceof SeverityTopics)!.topics;
}

describe('properties that cannot work are refused, all at once', () => {
  const thrown = (changes: Partial<ErrorBudgetProps>, objective: Partial<SloAlarmsProps> = {}): string => {
    try {
      make(changes, objective);
      return '';
    } catch (error) {
      expect(error).toBeInstanceOf(RangeError);
      return (error as RangeError).message;
    }
  };

  test('names that parameters cannot have', () => {
    expect(thrown({ application: 'aws-orders', environment: 'prod eu' })).toBe(
      [
        'application is aws-orders: allowed is a name that does not begin with aws or ssm, which Parameter Store keeps for itself',
        `environment is "prod eu": allowed are letters, digits, '.', '-' and '_', because names of parameters have no others`,
      ].join('\n'),
    );
    expect(thrown({}, { service: 'deliver orders' })).toContain('objectives[0] is deliver orders/success: allowed are a service and an objective of letters');
  });

  test('no objective, the same twice, exclusions without a meaning, a window of an hour, a zone that does not exist', () => {
    expect(thrown({ objectives: [] })).toBe('objectives is empty: allowed is at least one');
    const { stack: other } = make();
    const alarms = other.node.findAll().find((each) => each instanceof SloAlarms)!;
    const message = thrown({
      objectives: [
        { alarms, exclusions: [{ from: 10, to: 5, reason: 'r', author: 'a' }], window: { kind: 'rolling', minutes: 60 } },
        { alarms, window: { kind: 'calendar', unit: 'month', timeZone: 'Europe/Berlim' } },
      ],
    });
    expect(message.split('\n').map((line) => line.slice(0, line.indexOf(':')))).toEqual([
      'objectives[1] is deliver/success',
      'objectives[0].window.minutes is 60',
      'objectives[0].exclusionMeaning is missing',
      'objectives[0].exclusions[0] ends before it begins',
      'objectives[1].window.timeZone is "Europe/Berlim"',
    ]);
  });

  test('a severity without a topic, and alarms in another region', () => {
    expect(thrown({ topics: {} })).toContain('add topics.S3');
    const { stack: elsewhere } = make({}, {}, { env: { region: 'us-east-1' } });
    const alarms = elsewhere.node.findAll().find((each) => each instanceof SloAlarms)!;
    expect(thrown({ objectives: [alarms] })).toBe('deliver/success is in us-east-1, this stack in eu-central-1: make one ErrorBudget a region');
  });
});

test('levels and windows that the ledger would refuse every quarter of an hour are refused at once', () => {
  const { stack: other } = make();
  const alarms = other.node.findAll().find((each) => each instanceof SloAlarms)!;
  const gatePolicy = { ...DEFAULT_GATE_POLICY, leaveCaution: 0.4, restrictedBelow: 0.6, coverageLimit: 90 };
  expect(() => make({ objectives: [{ alarms, gatePolicy, window: { kind: 'rolling', minutes: 400 * 1_440 } }] })).toThrow(
    new RangeError(
      [
        'objectives[0].window.minutes is 576000: allowed are whole days of 1440 minutes, at most 365',
        'objectives[0].gatePolicy.coverageLimit is 90: allowed are shares from 0 to 1',
        'objectives[0].gatePolicy.leaveRestricted is 0.3: allowed is more than restrictedBelow, 0.6',
        'objectives[0].gatePolicy.cautionBelow is 0.5: allowed is more than restrictedBelow, 0.6',
        'objectives[0].gatePolicy.leaveCaution is 0.4: allowed is more than cautionBelow, 0.5',
      ].join('\n'),
    ),
  );
  const { sli } = alarms.plan.objective;
  const slices = { ...sli, kind: 'slices', sliceMinutes: 7, steps: [{ id: 'bad', expression: 'IF(started > 1, 1, 0)' }] } as never;
  expect(() =>
    make({}, { sli: slices, burnRatePolicy: [{ id: 'one', urgency: 'page', budgetFraction: 0.05, longWindowMinutes: 420, shortWindowMinutes: 35 }] }),
  ).toThrow('objectives[0] counts slices of 7 minutes: allowed are minutes that divide an hour');
});

test('what only code without types can say, and more than Scheduler can hand over, is refused, too', () => {
  const { stack: other } = make();
  const alarms = other.node.findAll().find((each) => each instanceof SloAlarms)!;
  const exclusion = { from: 0, to: 300_000, reason: 'planned', author: 'owner' };
  const untyped = { alarms, window: { kind: 'calendar', unit: 'year', timeZone: 'UTC' }, exclusions: [exclusion], exclusionMeaning: 'forget' } as never;
  expect(() => make({ application: undefined as never, objectives: [untyped] })).toThrow(
    new RangeError(
      [
        "application is undefined: allowed are letters, digits, '.', '-' and '_', because names of parameters have no others",
        'objectives[0].window.unit is "year": allowed are week, month, quarter',
        'objectives[0].exclusionMeaning is "forget": allowed are drop, count-as-good and add-back',
      ].join('\n'),
    ),
  );
  const exclusions = Array.from({ length: 5_000 }, () => exclusion);
  expect(() => make({ objectives: [{ alarms, exclusions, exclusionMeaning: 'drop' }] })).toThrow(
    /bytes: allowed are 262144, the payload of EventBridge Scheduler/,
  );
});

test.each([
  ['of one region', { region: 'eu-central-1' }],
  ['that may be deployed anywhere', {}],
])('cdk-nag and our own checks have no finding that is not acknowledged with a reason, in a stack %s', (_, env) => {
  const before = process.exitCode;
  const print = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  const { app, budget: made } = make(
    {},
    {},
    {
      env: env as { region: string },
      prepare: (scope) => {
        Validations.of(scope).addPlugins(new AwsSolutionsChecks(scope), new TemplateChecksPlugin());
        Validations.of(scope).acknowledge({ id: 'day2::SNS002', reason: 'whoever uses the construct subscribes to the topics' });
      },
    },
  );
  app.synth();
  const printed = print.mock.calls.join('\n');
  print.mockRestore();
  process.exitCode = before;
  expect(printed).toBe('');

  const acknowledged = made.node
    .findAll()
    .flatMap(({ node }) => node.metadata.filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY).map(({ data }) => data));
  expect(acknowledged.length).toBeGreaterThan(0);
  expect(JSON.stringify(acknowledged)).not.toContain('"reason":""');
});
