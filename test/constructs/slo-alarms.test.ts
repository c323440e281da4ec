import { App, Aws, CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Dashboard, GraphWidget, type CfnDashboard, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction, SsmAction, OpsItemSeverity } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SloAlarms } from '../../lib/constructs/slo-alarms';
import type { SloAlarmsProps } from '../../lib/constructs/slo-alarms-props';
import { REFERENCE_POLICY, type WindowPolicyAlert } from '../../lib/slo/burn-rate';
import { distributionAvailability } from '../../lib/slo/sli/distribution';
import { EXAMPLE_BINDINGS, everyIndicator } from '../helpers/every-indicator';
import { exampleObjective } from '../helpers/models';
import { alarmsOf, queriesOf, readable } from '../helpers/templates';

function stackIn(region?: string): Stack {
  return new Stack(new App(), 'Test', region === undefined ? {} : { env: { region } });
}

function propsFor(stack: Stack, overrides: Partial<SloAlarmsProps> = {}): SloAlarmsProps {
  return {
    sli: exampleObjective().sli,
    objective: { id: 'availability', targetPercent: 99.9, impact: 'customers cannot pay', runbook: 'checkout-failing' },
    window: Duration.days(30),
    application: 'shop',
    environment: 'prod',
    service: 'checkout',
    noData: { kind: 'alarm', afterMinutes: 15, severity: 'S2' },
    traffic: { eventsPerMinute: 600 },
    topics: { S1: new Topic(stack, 'S1'), S2: new Topic(stack, 'S2'), S3: new Topic(stack, 'S3') },
    ...overrides,
  };
}

function alarmsWith(overrides: Partial<SloAlarmsProps> = {}, region = 'eu-central-1') {
  const stack = stackIn(region);
  const construct = new SloAlarms(stack, 'Slo', propsFor(stack, overrides));
  return { stack, construct, ...alarmsOf(stack) };
}

function rowOf(overrides: Partial<WindowPolicyAlert> = {}): WindowPolicyAlert {
  return { id: 'row', urgency: 'page', budgetFraction: 0.02, longWindowMinutes: 60, shortWindowMinutes: 5, ...overrides };
}

const PREFIX = 'shop-prod-checkout-availability';

describe('metric alarms compare each objective with its thresholds (003-02)', () => {
  const { metric, construct } = alarmsWith();

  test.each([
    ['fast-1h', 3_600, 0.0144, 'GreaterThanThreshold'],
    ['fast-5m', 300, 0.0144, 'GreaterThanThreshold'],
    ['steady-6h', 21_600, 0.006, 'GreaterThanThreshold'],
    ['steady-30m', 1_800, 0.006, 'GreaterThanThreshold'],
    ['slow-14h24m', 51_840, 0.001, 'GreaterThanThreshold'],
    ['slow-1h12m', 4_320, 0.001, 'GreaterThanThreshold'],
    ['silent-15m', 900, 1, 'LessThanThreshold'],
  ])('%s reads every metric over %i s: the default of MathExpression does not replace it', (suffix, period, threshold, comparison) => {
    const alarm = metric.get(`${PREFIX}-${suffix}`);
    expect(alarm).toMatchObject({ Threshold: threshold, ComparisonOperator: comparison, EvaluationPeriods: 1, DatapointsToAlarm: 1 });
    const statistics = queriesOf(alarm).flatMap(({ MetricStat }) => MetricStat ?? []);
    expect(Object.fromEntries(statistics.map(({ Metric, Stat, Period }) => [Metric.MetricName, [Stat, Period]]))).toEqual({
      '5XXError': ['Sum', period],
      Count: ['SampleCount', period],
    });
    for (const key of ['Period', 'Statistic', 'MetricName', 'Unit']) expect(alarm).not.toHaveProperty(key);
  });

  test('there are exactly the planned ones, and the construct gives them by name', () => {
    expect([...metric.keys()].sort()).toEqual(construct.plan.metricAlarms.map(({ name }) => name).sort());
    expect([...construct.metricAlarms.keys()].sort()).toEqual([...metric.keys()].sort());
  });

  test('exactly one expression is returned, and it is the ratio', () => {
    const queries = queriesOf(metric.get(`${PREFIX}-fast-1h`));
    expect(queries.filter(({ ReturnData }) => ReturnData !== false).map(({ Expression }) => Expression)).toEqual(['IF(total > 0, bad / total, 0)']);
    expect(queries.find(({ Id }) => Id === 'total')?.Expression).toBe('MAX([FILL(requests, 0), bad])');
    expect(queries.find(({ Id }) => Id === 'bad')?.Expression).toBe('FILL(errors, 0)');
  });

  test('only silence is breaching when data is missing', () => {
    for (const [name, { TreatMissingData }] of metric) {
      expect(TreatMissingData).toBe(name.includes('-silent-') ? 'breaching' : 'missing');
    }
  });

  test('they have no actions of their own: the composite speaks for all of them', () => {
    for (const alarm of metric.values()) for (const key of ['AlarmActions', 'OKActions']) expect(alarm).not.toHaveProperty(key);
  });

  test('every description names the runbook (002-34) and the objective', () => {
    const { composite } = alarmsWith();
    for (const { AlarmDescription } of [...metric.values(), ...composite.values()]) {
      expect(AlarmDescription).toMatch(
        /^prod checkout\/availability \(objective 99.9 % over 30d\)\. .* Impact: customers cannot pay\. Runbook: checkout-failing\.$/,
      );
    }
  });
});

describe.each(everyIndicator().map((each) => [each.name, each.sli] as const))('%s', (_, sli) => {
  const { metric, construct } = alarmsWith({ sli }, sli.region ?? 'eu-central-1');

  test('every metric alarm has the planned metrics, statistics and periods, all of them and no others', () => {
    for (const plan of construct.plan.metricAlarms) {
      const alarm = metric.get(plan.name);
      const queries = queriesOf(alarm);
      const found = queries.flatMap(({ Id, MetricStat }) =>
        MetricStat === undefined
          ? []
          : [
              {
                id: Id,
                namespace: MetricStat.Metric.Namespace,
                metricName: MetricStat.Metric.MetricName,
                statistic: MetricStat.Stat,
                period: MetricStat.Period,
                dimensions: (MetricStat.Metric.Dimensions ?? []).map(({ Name }) => Name).sort(),
              },
            ],
      );
      const planned = Object.entries(plan.metrics).map(([id, { dimensions, ...metricOf }]) => ({
        id,
        ...metricOf,
        period: plan.periodSeconds,
        dimensions: Object.keys(dimensions).sort(),
      }));
      expect(new Set(found)).toEqual(new Set(planned));
      expect(alarm).toMatchObject({
        EvaluationPeriods: plan.evaluationPeriods,
        DatapointsToAlarm: plan.datapointsToAlarm,
        Threshold: plan.threshold,
        ComparisonOperator: plan.comparison,
      });
      const expressions = queries.flatMap(({ Expression }) => Expression ?? []);
      expect(new Set(expressions)).toEqual(new Set(plan.steps.map(({ expression }) => expression)));
    }
  });
});

test('slices are counted M of N, with one period a slice', () => {
  const sli = everyIndicator().find(({ name }) => name === 'queue freshness')!.sli;
  const { metric } = alarmsWith({ sli, objective: { ...propsFor(stackIn()).objective, targetPercent: 99 } });
  const alarm = metric.get(`${PREFIX}-fast-1h`);
  expect(alarm).toMatchObject({ EvaluationPeriods: 60, DatapointsToAlarm: 9, Threshold: 1, ComparisonOperator: 'GreaterThanOrEqualToThreshold' });
  expect(queriesOf(alarm).flatMap(({ MetricStat }) => MetricStat ?? [])).toMatchObject([{ Period: 60, Stat: 'Maximum' }]);
});

test('a dimension with pseudo parameters is left to CloudFormation', () => {
  const sli = everyIndicator().find(({ name }) => name === 'stateMachine success-rate')!.sli;
  const { metric } = alarmsWith({ sli });
  const [statistic] = queriesOf(metric.get(`${PREFIX}-fast-1h`)).flatMap(({ MetricStat }) => MetricStat ?? []);
  expect(statistic?.Metric.Dimensions).toEqual([
    { Name: 'StateMachineArn', Value: { 'Fn::Sub': 'arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:stateMachine:deliver' } },
  ]);
});

describe('composite alarms', () => {
  const { stack, composite, construct } = alarmsWith();
  const logicalName = (name: string) => stack.getLogicalId(construct.metricAlarms.get(name)!.node.defaultChild as never);
  const firing = (...suffixes: string[]) => `(${suffixes.map((suffix) => `ALARM("<${logicalName(`${PREFIX}-${suffix}`)}.Arn>")`).join(' AND ')})`;

  test('the page fires when both windows of any page row do, and publishes to the topic of its severity', () => {
    const page = composite.get(`${PREFIX}-s1`);
    expect(readable(page?.['AlarmRule'])).toBe(`(${firing('fast-1h', 'fast-5m')} OR ${firing('steady-6h', 'steady-30m')})`);
    expect(page?.['AlarmActions']).toEqual([stack.resolve(propsTopic(stack, 'S1').topicArn)]);
    expect(page).not.toHaveProperty('ActionsSuppressor');
  });

  test('the ticket is suppressed by the page for one minute before and after', () => {
    const ticket = composite.get(`${PREFIX}-s3`);
    const page = stack.getLogicalId(construct.compositeAlarms.get(`${PREFIX}-s1`)!.node.defaultChild as never);
    expect(ticket).toMatchObject({ ActionsSuppressorWaitPeriod: 60, ActionsSuppressorExtensionPeriod: 60 });
    expect(readable(ticket?.['ActionsSuppressor'])).toBe(`<${page}.Arn>`);
    expect(ticket?.['AlarmActions']).toEqual([stack.resolve(propsTopic(stack, 'S3').topicArn)]);
  });

  test('silence has its own severity and is never suppressed', () => {
    const silence = composite.get(`${PREFIX}-s2`);
    expect(readable(silence?.['AlarmRule'])).toContain(`ALARM("<${logicalName(`${PREFIX}-silent-15m`)}.Arn>")`);
    expect(silence?.['AlarmActions']).toEqual([stack.resolve(propsTopic(stack, 'S2').topicArn)]);
    expect(silence).not.toHaveProperty('ActionsSuppressor');
  });

  test('there is one for each severity and no other', () => {
    expect([...composite.keys()].sort()).toEqual([`${PREFIX}-s1`, `${PREFIX}-s2`, `${PREFIX}-s3`]);
    expect([...construct.compositeAlarms.keys()].sort()).toEqual([...composite.keys()].sort());
  });
});

function propsTopic(stack: Stack, severity: string): Topic {
  return stack.node.findChild(severity) as Topic;
}

describe('actions of an app', () => {
  const stack = stackIn('eu-central-1');
  const construct = new SloAlarms(stack, 'Slo', propsFor(stack));
  const chat = new Topic(stack, 'Chat');
  construct.addAlarmAction(new SnsAction(chat), new SsmAction(OpsItemSeverity.HIGH));
  construct.addOkAction(new SnsAction(chat));
  construct.alarmsBySeverity.S1!.addAlarmAction(new SnsAction(new Topic(stack, 'Pager')));
  const { composite, metric } = alarmsOf(stack);
  const actionsOf = (name: string, key: string) => (composite.get(`${PREFIX}-${name}`)![key] as unknown[]).map(readable);

  test('are started by the composites of every severity beside its topic, or by one alone', () => {
    expect(actionsOf('s1', 'AlarmActions')).toEqual([/S1/, /Chat/, /opsitem:2/, /Pager/].map((text) => expect.stringMatching(text)));
    expect(actionsOf('s3', 'AlarmActions')).toEqual([/S3/, /Chat/, /opsitem:2/].map((text) => expect.stringMatching(text)));
    expect(actionsOf('s3', 'OKActions')).toEqual([expect.stringMatching(/Chat/)]);
    expect(Object.keys(construct.alarmsBySeverity).sort()).toEqual(['S1', 'S2', 'S3']);
    for (const alarm of metric.values()) for (const key of ['AlarmActions', 'OKActions']) expect(alarm).not.toHaveProperty(key);
  });

  test('may be all there are: without topics each alarm needs one, or the synthesis fails', () => {
    const without = () => {
      const { topics: _topics, ...props } = propsFor(stackIn('eu-central-1'));
      return new SloAlarms(stackIn('eu-central-1'), 'Slo', props);
    };
    const silent = without();
    silent.alarmsBySeverity.S1!.addAlarmAction(new SsmAction(OpsItemSeverity.HIGH));
    expect(silent.node.validate()).toEqual(['s2', 's3'].map((name) => `${PREFIX}-${name} notifies nobody: give topics, or call addAlarmAction`));
    const heard = without();
    heard.addAlarmAction(new SsmAction(OpsItemSeverity.HIGH));
    expect(heard.node.validate()).toEqual([]);
  });
});

describe('metrics of an objective', () => {
  /** The last expression of a metric, and every metric it is made of, as `statistic period`. */
  function shown(metric: IMetric): {
    readonly expression?: string;
    readonly label?: string;
    readonly read: readonly string[];
    readonly steps: readonly string[];
  } {
    const { mathExpression, metricStat, renderingProperties } = metric.toMetricConfig();
    const parts = Object.values(mathExpression?.usingMetrics ?? {}).map(shown);
    return {
      ...(mathExpression !== undefined && { expression: mathExpression.expression }),
      label: String(renderingProperties?.['label']),
      read:
        metricStat === undefined
          ? [...new Set(parts.flatMap(({ read }) => read))].sort()
          : [`${metricStat.metricName} ${metricStat.statistic} ${metricStat.period.toSeconds()}`],
      steps: [...new Set(parts.flatMap(({ expression, steps }) => [...steps, ...(expression === undefined ? [] : [expression])]))],
    };
  }

  test('are the metric math of its alarms, over a period of their own', () => {
    const { construct } = alarmsWith();
    const burnRate = shown(construct.metricBurnRate());
    expect(burnRate).toEqual({
      expression: 'ratio / 0.001',
      label: 'checkout/availability burn rate',
      read: ['5XXError Sum 300', 'Count SampleCount 300'],
      steps: ['FILL(errors, 0)', 'MAX([FILL(requests, 0), bad])', 'IF(total > 0, bad / total, 0)'],
    });
    const hourly = { period: Duration.hours(1), label: 'lost', color: '#d62728' };
    expect(shown(construct.metricErrorRatio(hourly))).toMatchObject({
      expression: 'IF(total > 0, bad / total, 0)',
      label: 'lost',
      read: ['5XXError Sum 3600', 'Count SampleCount 3600'],
    });
    expect([construct.metricBad(), construct.metricTotal(), construct.metricGood()].map((metric) => shown(metric).expression)).toEqual([
      'FILL(errors, 0)',
      'MAX([FILL(requests, 0), bad])',
      'total - bad',
    ]);
    expect(shown(construct.metricBad()).read).toEqual(['5XXError Sum 300']);
  });

  test('of a period-based indicator are over its period and no other', () => {
    const sli = everyIndicator().find(({ name }) => name === 'queue freshness')!.sli;
    const { construct } = alarmsWith({ sli });
    expect(shown(construct.metricErrorRatio()).read).toEqual(['ApproximateAgeOfOldestMessage Maximum 60']);
    expect(() => construct.metricErrorRatio({ period: Duration.minutes(5) })).toThrow(
      new RangeError('period is 5 minutes: allowed is 1 minute, the period of checkout/availability, which is good or bad as a whole'),
    );
  });

  test('are shown by a dashboard of another region, too', () => {
    const stack = stackIn('eu-central-1');
    const construct = new SloAlarms(stack, 'Slo', propsFor(stack));
    const elsewhere = new Stack(construct.node.root as App, 'Elsewhere', { env: { region: 'us-east-1' } });
    const dashboard = new Dashboard(elsewhere, 'Dashboard', { widgets: [[new GraphWidget({ left: [construct.metricBurnRate()] })]] });
    const body = String(elsewhere.resolve((dashboard.node.defaultChild as CfnDashboard).dashboardBody)['Fn::Join']?.[1].join('') ?? '');
    expect(body).toContain('"region":"eu-central-1"');
  });
});

test('the objective has its own period: 28 days lose the row that would fire inside the objective', () => {
  const { metric, construct } = alarmsWith({ window: Duration.days(28), burnRatePolicy: REFERENCE_POLICY });
  expect(metric.get(`${PREFIX}-fast-1h`)).toMatchObject({ Threshold: 0.01344 });
  expect([...metric.keys()].join()).not.toContain('slowest');
  expect(construct.plan.omittedBurnRateAlerts).toMatchObject([{ row: { id: 'slowest' }, reason: expect.stringContaining('below 1') }]);
});

test('construct ids carry no names: renaming the service keeps the logical ids', () => {
  const ids = (service: string) => {
    const { stack } = alarmsWith({ service });
    return stack.node
      .findChild('Slo')
      .node.findAll()
      .map((each) => each.node.path);
  };
  expect(ids('checkout')).toEqual(ids('payments'));
});

describe('CloudFront, whose metrics are in us-east-1 only', () => {
  const sli = distributionAvailability(EXAMPLE_BINDINGS.distribution);

  test('is accepted in us-east-1', () => {
    expect(alarmsWith({ sli }, 'us-east-1').metric.size).toBe(7);
  });

  test('is refused in any other region', () => {
    expect(() => alarmsWith({ sli }, 'eu-central-1')).toThrow(
      'the metrics of availability exist in us-east-1 only, this stack is in eu-central-1: put the construct into a stack with env.region us-east-1',
    );
  });

  test('is warned about where the region is not known before deployment', () => {
    const stack = stackIn();
    new SloAlarms(stack, 'Slo', propsFor(stack, { sli }));
    Annotations.fromStack(stack).hasWarning('/Test/Slo', Match.stringLikeRegexp('us-east-1 only, this stack may be deployed anywhere'));
    const other = stackIn();
    new SloAlarms(other, 'Slo', propsFor(other));
    Annotations.fromStack(other).hasNoWarning('*', Match.anyValue());
  });
});

describe('what is unwise is said at synth, as day2 check says it of a configuration', () => {
  const reported = (overrides: Partial<SloAlarmsProps>) => {
    const stack = stackIn('eu-central-1');
    new SloAlarms(stack, 'Slo', propsFor(stack, overrides));
    return Annotations.fromStack(stack);
  };
  const objective = (targetPercent: number) => ({ ...propsFor(stackIn()).objective, targetPercent });

  test('nothing of an objective that is sound', () => {
    reported({}).hasNoWarning('*', Match.anyValue());
    reported({}).hasNoError('*', Match.anyValue());
  });

  test('an objective that no alarm can defend is an error', () => {
    reported({ objective: objective(99.999) }).hasError(
      '/Test/Slo',
      Match.stringLikeRegexp('CHK001 checkout/availability: a full outage uses up the error budget'),
    );
  });

  test('one that an outage spends a large part of before anybody is notified is a warning', () => {
    reported({ objective: objective(99.99) }).hasWarning('/Test/Slo', Match.stringLikeRegexp('CHK002 .*day2:CHK002'));
  });

  test('traffic that is not declared is a warning, of slices it is none', () => {
    reported({ traffic: undefined }).hasWarning('/Test/Slo', Match.stringLikeRegexp('CHK008 checkout/availability: traffic is not declared'));
    const sli = everyIndicator().find(({ name }) => name === 'queue freshness')!.sli;
    reported({ traffic: undefined, sli, objective: objective(99) }).hasNoWarning('*', Match.anyValue());
  });
});

describe('declared traffic', () => {
  const returned = (alarm: Parameters<typeof queriesOf>[0]) =>
    queriesOf(alarm)
      .filter(({ ReturnData }) => ReturnData !== false)
      .map(({ Expression }) => Expression);

  test('that is low puts a guard on the long windows', () => {
    const { metric } = alarmsWith({ traffic: { eventsPerMinute: 1 } });
    expect(returned(metric.get(`${PREFIX}-fast-1h`))).toEqual(['IF(bad >= 3, bad / total, 0)']);
    expect(returned(metric.get(`${PREFIX}-fast-5m`))).toEqual(['IF(total > 0, bad / total, 0)']);
  });

  test('that is uneven makes them count bad events', () => {
    const { metric } = alarmsWith({ traffic: { eventsPerMinute: 600, busiestToQuietest: 20 } });
    expect(returned(metric.get(`${PREFIX}-fast-1h`))).toEqual(['IF(bad > 0.001 * total, bad, 0)']);
    expect(metric.get(`${PREFIX}-fast-1h`)).toMatchObject({ Threshold: 519, ComparisonOperator: 'GreaterThanOrEqualToThreshold' });
  });

  test.each([
    [{ eventsPerMinute: 0 }, 'traffic.eventsPerMinute is 0: allowed is more than 0'],
    [{ eventsPerMinute: NaN }, 'traffic.eventsPerMinute is NaN'],
    [{ eventsPerMinute: 1, busiestToQuietest: 0.5 }, 'traffic.busiestToQuietest is 0.5: allowed is from 1'],
    [{ eventsPerMinute: 1, busiestToQuietest: 1_001 }, 'traffic.busiestToQuietest is 1001'],
  ])('that cannot be is refused: %o', (traffic, message) => {
    expect(() => alarmsWith({ traffic })).toThrow(message);
  });
});

describe('what cannot work is refused', () => {
  test('a severity without a topic: an alarm that notifies nobody', () => {
    const stack = stackIn();
    expect(() => new SloAlarms(stack, 'Slo', propsFor(stack, { topics: { S1: new Topic(stack, 'Only') } }))).toThrow(
      `${PREFIX}-s2 has severity S2, but topics names none for it`,
    );
  });

  test.each([0, 0.999, 1, 100, -1, 100.1, NaN])('a target of %f %%', (targetPercent) => {
    expect(() => alarmsWith({ objective: { ...propsFor(stackIn()).objective, targetPercent } })).toThrow(
      `objective.targetPercent is ${targetPercent}: allowed is more than 1 and less than 100`,
    );
  });

  test.each([1.001, 99.999])('a target of %f %% is not refused for itself', (targetPercent) => {
    const one = [{ id: 'one', urgency: 'page', budgetFraction: 1 / 24 / 30, longWindowMinutes: 60, shortWindowMinutes: 5 }] as const;
    expect(alarmsWith({ objective: { ...propsFor(stackIn()).objective, targetPercent }, burnRatePolicy: one }).metric.size).toBe(3);
  });

  test('an objective that no row can watch over, with the reason of every row', () => {
    expect(() => alarmsWith({ window: Duration.days(1), burnRatePolicy: REFERENCE_POLICY.slice(0, 2) })).toThrow(
      /no burn-rate alert can watch over checkout\/availability \(fast: .*below 1.*; steady: .*\)/,
    );
  });

  test.each([0, 1.5, -5, 10_081])('silence after %f minutes', (afterMinutes) => {
    expect(() => alarmsWith({ noData: { kind: 'alarm', afterMinutes, severity: 'S2' } })).toThrow(
      `noData.afterMinutes is ${afterMinutes}: allowed are whole minutes from 1 to 10080`,
    );
  });

  test.each([Duration.hours(1), Duration.hours(36), Duration.seconds(90), Duration.days(0), Duration.days(366)])('a window of %s', (window) => {
    expect(() => alarmsWith({ window })).toThrow(`window is ${window.toHumanString()}: allowed are whole days from 1 to 365, such as Duration.days(30)`);
  });

  test('a window that only the deployment knows', () => {
    expect(() => alarmsWith({ window: Duration.days(new CfnParameter(stackIn(), 'Days', { type: 'Number' }).valueAsNumber) })).toThrow(
      'window is known at deployment only',
    );
  });

  test.each([
    [Duration.hours(48), 0.1],
    [Duration.days(365), 0.02],
  ])('a window of %s is accepted', (window, budgetFraction) => {
    expect(() => alarmsWith({ window, burnRatePolicy: [rowOf({ budgetFraction })] })).not.toThrow();
  });

  test('a ticket that is more severe than its page', () => {
    expect(() => alarmsWith({ severity: { page: 'S2', ticket: 'S1' } })).toThrow(
      'severity.ticket is S1: allowed is S2, the severity of the page, or less severe',
    );
    expect(() => alarmsWith({ severity: { page: 'S2', ticket: 'S2' } })).not.toThrow();
  });

  test.each([
    ['budgetFraction', { budgetFraction: 2 }, 'budgetFraction is 2: allowed is more than 0 and less than 1, such as 0.02 for 2 %'],
    ['shortWindowMinutes', { shortWindowMinutes: 60 }, 'shortWindowMinutes is 60: allowed is less than longWindowMinutes'],
    ['shortWindowMinutes', { shortWindowMinutes: 0 }, 'shortWindowMinutes is 0: allowed are whole minutes from 1 to 10080'],
    ['longWindowMinutes', { longWindowMinutes: 90.5 }, 'longWindowMinutes is 90.5: allowed are whole minutes from 1 to 10080'],
    ['id', { id: '' }, 'id is "": allowed is text'],
  ])('a row with a wrong %s: %o', (_, wrong, message) => {
    expect(() => alarmsWith({ burnRatePolicy: [rowOf(wrong)] })).toThrow(`burnRatePolicy[0].${message}`);
  });

  test('a row with both a window and a burn rate, with neither, or with a burn rate below 1', () => {
    const row = { id: 'row', urgency: 'page', budgetFraction: 0.02 } as const;
    const alarmsOfBurnRateAlert = (wrong: object) => () => alarmsWith({ burnRatePolicy: [{ ...row, ...wrong } as WindowPolicyAlert] });
    expect(alarmsOfBurnRateAlert({ longWindowMinutes: 60, burnRate: 2 })).toThrow(
      'burnRatePolicy[0] has longWindowMinutes and burnRate: allowed is one of the two',
    );
    expect(alarmsOfBurnRateAlert({})).toThrow('burnRatePolicy[0] has neither longWindowMinutes nor burnRate: allowed is one of the two');
    expect(alarmsOfBurnRateAlert({ burnRate: 0.9 })).toThrow('burnRatePolicy[0].burnRate is 0.9: allowed is at least 1');
    expect(alarmsOfBurnRateAlert({ burnRate: 1 })).not.toThrow();
  });

  test('a policy without a row, or with one id for two', () => {
    expect(() => alarmsWith({ burnRatePolicy: [] })).toThrow('burnRatePolicy is empty: allowed is at least one burn-rate alert');
    expect(() => alarmsWith({ burnRatePolicy: [rowOf(), rowOf()] })).toThrow('burnRatePolicy[1].id is row: allowed is an id that no other burn-rate alert has');
  });

  test.each(['', 'my "shop"', 'back\\slash', 'two\nlines'])('a name that a composite alarm could not quote: %j', (application) => {
    expect(() => alarmsWith({ application })).toThrow(`application is ${JSON.stringify(application)}: allowed is text without`);
  });

  test('a name that only the deployment knows is accepted', () => {
    expect(() => alarmsWith({ environment: Aws.STACK_NAME })).not.toThrow();
  });

  test('everything that is wrong is notified at once', () => {
    const objective = { id: 'a', targetPercent: 0.999, impact: ' ', runbook: '' };
    expect(() => alarmsWith({ objective, window: Duration.hours(1), noData: { kind: 'expected', reason: '' } })).toThrow(
      new RangeError(
        [
          'objective.targetPercent is 0.999: allowed is more than 1 and less than 100, such as 99.9',
          'objective.impact is empty: the operator who is called reads it in the alarm',
          'objective.runbook is empty: the operator who is called reads it in the alarm',
          'window is 1 hour: allowed are whole days from 1 to 365, such as Duration.days(30)',
          'noData.reason is empty: it says why silence is nothing to worry about',
        ].join('\n'),
      ),
    );
  });

  test.each([1, 10_080])('silence after %i minutes is accepted', (afterMinutes) => {
    expect(alarmsWith({ noData: { kind: 'alarm', afterMinutes, severity: 'S2' } }).metric.size).toBe(7);
  });
});
