import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { NotSimulatedError } from '../../lib/aws/errors';
import { assemblyResources } from '../../lib/conformance/assembly-resources';
import { compareCosts } from '../../lib/conformance/compare-costs';
import { Comparison } from '../../lib/conformance/comparison';
import { CostSignals, type CostSignalsProps } from '../../lib/constructs/cost-signals';
import { SeverityTopics } from '../../lib/constructs/severity-topics';
import { probeDelivery } from '../../lib/gameday/probes/probe-delivery';
import { COSTS, type CountedCosts, type Costs } from '../../lib/simulator/services/billing/ports';
import { PUBLISHED } from '../../lib/simulator/services/sns/ports';
import { accountOf, ACCOUNT_ID, REGION, START, stacksOf, type Resources } from '../helpers/simulated-account';

/** What an account costs, notified on the topics of severities (11.7, requirement 002-18). */

function build(props: Partial<CostSignalsProps> = {}, severities = ['S2', 'S3'] as const): Template {
  const stack = new Stack(new App(), 'Test', { env: { account: ACCOUNT_ID, region: REGION } });
  const topics = new SeverityTopics(stack, 'Topics', { topics: severities.map((severity) => ({ name: `shop-prod-${severity.toLowerCase()}`, severity })) });
  new CostSignals(stack, 'Costs', { prefix: 'shop-prod', monthlyBudgetUsd: 400, anomalies: { fromUsd: 50 }, topics, ...props });
  return Template.fromStack(stack);
}

const propertiesOf = (template: Template, type: string) => Object.values(template.findResources(type)).map(({ Properties }) => Properties);

test('half, four fifths and all of a budget are notified, and that all of it is forecast (002-18)', () => {
  const template = build();
  const [{ Budget: budget, NotificationsWithSubscribers: notices }] = propertiesOf(template, 'AWS::Budgets::Budget') as [any];
  expect(budget).toEqual({ BudgetName: 'shop-prod-monthly', BudgetType: 'COST', TimeUnit: 'MONTHLY', BudgetLimit: { Amount: 400, Unit: 'USD' } });
  const names = new Map(Object.entries(template.findResources('AWS::SNS::Topic')).map(([id, { Properties }]) => [id, Properties.TopicName]));
  expect(
    notices.map(({ Notification: { NotificationType: type, Threshold: percent, ThresholdType: unit, ComparisonOperator: operator }, Subscribers: [to] }: any) =>
      [type, percent, unit, operator, to.SubscriptionType, names.get(to.Address.Ref)].join(' '),
    ),
  ).toEqual([
    'ACTUAL 50 PERCENTAGE GREATER_THAN SNS shop-prod-s3',
    'ACTUAL 80 PERCENTAGE GREATER_THAN SNS shop-prod-s3',
    'FORECASTED 100 PERCENTAGE GREATER_THAN SNS shop-prod-s3',
    'ACTUAL 100 PERCENTAGE GREATER_THAN SNS shop-prod-s2',
  ]);
});

test('an anomaly is notified at once, from an amount on, also of a monitor that is there', () => {
  const [subscription] = propertiesOf(build(), 'AWS::CE::AnomalySubscription') as [any];
  expect(subscription).toMatchObject({ Frequency: 'IMMEDIATE', Subscribers: [{ Type: 'SNS' }] });
  expect(subscription.Threshold).toBeUndefined();
  expect(JSON.parse(subscription.ThresholdExpression)).toEqual({
    Dimensions: { Key: 'ANOMALY_TOTAL_IMPACT_ABSOLUTE', MatchOptions: ['GREATER_THAN_OR_EQUAL'], Values: ['50'] },
  });
  const monitorArn = `arn:aws:ce::${ACCOUNT_ID}:anomalymonitor/default`;
  const existing = build({ anomalies: { fromUsd: 50, monitorArn } });
  existing.resourceCountIs('AWS::CE::AnomalyMonitor', 0);
  existing.hasResourceProperties('AWS::CE::AnomalySubscription', { MonitorArnList: [monitorArn] });
});

describe('what both services publish is accepted: key and topic let them in', () => {
  const publish = (template: Template, service: string, topic: string, sourceAccount = ACCOUNT_ID): string => {
    const principal = { service, sourceAccount, sourceArn: `arn:aws:budgets::${sourceAccount}:budget/shop-prod-monthly` };
    try {
      const account = accountOf(template.toJSON().Resources);
      account.call(principal, 'sns', 'Publish', { TopicArn: `arn:aws:sns:${REGION}:${ACCOUNT_ID}:${topic}`, Message: 'm' });
      return 'accepted';
    } catch (error) {
      return (error as Error).name;
    }
  };

  test.each([
    ['budgets.amazonaws.com', 'shop-prod-s2', 'accepted'],
    ['budgets.amazonaws.com', 'shop-prod-s3', 'accepted'],
    ['costalerts.amazonaws.com', 'shop-prod-s3', 'accepted'],
    ['costalerts.amazonaws.com', 'shop-prod-s2', 'AuthorizationErrorException'],
    ['config.amazonaws.com', 'shop-prod-s3', 'AuthorizationErrorException'],
  ])('%s to %s: %s', (service, topic, outcome) => {
    expect(publish(build(), service, topic)).toBe(outcome);
  });

  test('not on behalf of another account, and not where nobody asked for anomalies', () => {
    expect(publish(build(), 'budgets.amazonaws.com', 'shop-prod-s2', '999999999999')).toBe('AuthorizationErrorException');
    expect(publish(build({ anomalies: undefined as never }), 'costalerts.amazonaws.com', 'shop-prod-s3')).toBe('AuthorizationErrorException');
  });
});

describe('an account whose costs are stated (002-18)', () => {
  const played = (template: { readonly Resources: Resources }, play: (costs: Costs) => void): readonly string[] => {
    const account = accountOf(template.Resources);
    play(account.use(COSTS));
    return account.use(PUBLISHED).map(({ topicArn, publisher }) => `${(publisher as { service: string }).service.split('.')[0]} ${topicArn.split(':').at(-1)}`);
  };
  const [S2, S3] = ['budgets shop-prod-s2', 'budgets shop-prod-s3'];

  test.each<[what: string, counts: readonly CountedCosts[], published: readonly string[]]>([
    ['half of the budget, to the cent', [{ actualUsd: 200 }], []],
    ['a cent more', [{ actualUsd: 200.01 }], [S3]],
    ['four fifths, once each however often it is counted', [{ actualUsd: 250 }, { actualUsd: 330 }, { actualUsd: 340 }], [S3, S3]],
    ['all of it', [{ actualUsd: 400.01 }], [S3, S3, S2]],
    ['a forecast above it', [{ actualUsd: 10, forecastUsd: 401 }], [S3]],
    ['a forecast that falls below and rises again', [401, 399, 401].map((forecastUsd) => ({ actualUsd: 10, forecastUsd })), [S3, S3]],
  ])('%s: %j notifies %j', (_, counts, published) => {
    expect(played(build().toJSON() as never, (costs) => counts.forEach((each) => costs.count(each)))).toEqual(published);
  });

  test('in the next month a budget begins anew', () => {
    const account = accountOf((build().toJSON() as { Resources: Resources }).Resources);
    account.use(COSTS).count({ actualUsd: 250 });
    account.run(START + 31 * 86_400_000);
    account.use(COSTS).count({ actualUsd: 201 });
    expect(account.use(PUBLISHED)).toHaveLength(2);
  });

  test('an anomaly notifies from its amount on, and none does where nobody asked', () => {
    expect(played(build().toJSON() as never, (costs) => [49.99, 50].forEach((usd) => costs.findAnomaly(usd)))).toEqual(['costalerts shop-prod-s3']);
    expect(played(build({ anomalies: undefined as never }).toJSON() as never, (costs) => costs.findAnomaly(500))).toEqual([]);
  });

  test('a topic or a key that does not let the service in loses every notice', () => {
    const template = build().toJSON() as { Resources: Resources };
    const without = (type: string) => ({ Resources: Object.fromEntries(Object.entries(template.Resources).filter(([, { Type }]) => Type !== type)) });
    expect(played(without('AWS::SNS::TopicPolicy'), (costs) => costs.count({ actualUsd: 500 }))).toEqual([]);
    const asked = JSON.parse(JSON.stringify(template).replaceAll('budgets.amazonaws.com', 'config.amazonaws.com')) as typeof template;
    expect(played(asked, (costs) => costs.count({ actualUsd: 500 }))).toEqual([]);
  });

  test.each<[what: string, from: string, to: string]>([
    ['of a quarter', '"MONTHLY"', '"QUARTERLY"'],
    ['of other money', '"USD"', '"EUR"'],
    ['below which something is', '"GREATER_THAN"', '"LESS_THAN"'],
    ['to an address', '"SubscriptionType":"SNS"', '"SubscriptionType":"EMAIL"'],
    ['with a filter', '"BudgetType"', '"CostFilters":{},"BudgetType"'],
  ])('a budget %s is not simulated, and said so', (_, from, to) => {
    const text = JSON.stringify(build().toJSON());
    expect(text).toContain(from);
    expect(() => played(JSON.parse(text.replaceAll(from, to)) as never, (costs) => costs.count({ actualUsd: 1 }))).toThrow(NotSimulatedError);
  });

  test.each([
    ['"IMMEDIATE"', '"DAILY"'],
    ['"DIMENSIONAL"', '"CUSTOM"'],
    ['GREATER_THAN_OR_EQUAL', 'EQUALS'],
  ])('an anomaly where %s is %s is not simulated', (from, to) => {
    const text = JSON.stringify(build().toJSON()).replaceAll(from, to);
    expect(() => played(JSON.parse(text) as never, (costs) => costs.findAnomaly(100))).toThrow(NotSimulatedError);
  });
});

describe('what the plan says of costs is what the template has', () => {
  const plan = { application: 'shop', environment: 'prod', cost: { region: REGION, monthlyBudgetUsd: 400, anomalies: { fromUsd: 50 } } };
  const differencesOf = (template: Template, planned: Parameters<typeof compareCosts>[0] = plan): readonly string[] => {
    const comparison = new Comparison(assemblyResources(stacksOf({ template: template.toJSON() })));
    compareCosts(planned, comparison);
    return comparison.differences.map(({ name, what }) => `${name} ${what}`);
  };

  test('and nothing is found where nothing differs', () => {
    expect(differencesOf(build())).toEqual([]);
    const monitorArn = `arn:aws:ce::${ACCOUNT_ID}:anomalymonitor/default`;
    const anomalies = { fromUsd: 50, monitorArn };
    expect(differencesOf(build({ anomalies }), { ...plan, cost: { ...plan.cost, anomalies } })).toEqual([]);
  });

  test.each<[what: string, props: Partial<CostSignalsProps>, found: readonly string[]]>([
    ['another limit', { monthlyBudgetUsd: 4000 }, ['shop-prod-monthly budget.Budget.BudgetLimit.Amount']],
    ['another amount', { anomalies: { fromUsd: 500 } }, ['shop-prod-cost-anomalies cost anomaly subscription.ThresholdExpression']],
    ['no anomalies', { anomalies: undefined as never }, ['shop-prod-cost-anomalies cost anomaly subscription']],
    ['another name', { prefix: 'shop-test' }, ['shop-prod-monthly budget', 'shop-prod-cost-anomalies cost anomaly subscription']],
  ])('%s is found', (_, props, found) => expect(differencesOf(build(props))).toEqual(found));

  test('a threshold and a kind of notice that somebody changed are found', () => {
    const changed = JSON.stringify(build().toJSON()).replace('"Threshold":80', '"Threshold":90').replace('"FORECASTED"', '"ACTUAL"');
    expect(differencesOf({ toJSON: () => JSON.parse(changed) as unknown } as Template)).toEqual([
      'shop-prod-monthly budget.NotificationsWithSubscribers[1].Notification.Threshold',
      'shop-prod-monthly budget.NotificationsWithSubscribers[2].Notification.NotificationType',
    ]);
  });
});

test('a game day publishes once as each of them, and names the topic that does not let it in', () => {
  const cost = { region: REGION, monthlyBudgetUsd: 400, anomalies: { fromUsd: 50 } };
  const plan = { application: 'shop', environment: 'prod', cost, regions: [] } as unknown as Parameters<typeof probeDelivery>[0];
  const probed = (text: string) => {
    const stacks = stacksOf({ template: JSON.parse(text) as object });
    return probeDelivery(plan, stacks, assemblyResources(stacks), new Map()).differences.map(({ name, what }) => `${name} ${what}`);
  };
  const text = JSON.stringify(build().toJSON());
  expect(probed(text)).toEqual([]);
  expect(probed(text.replaceAll('costalerts.amazonaws.com', 'config.amazonaws.com'))).toEqual(['shop-prod-cost-anomalies delivery to topic shop-prod-s3']);
});

test('amounts that are none are refused together, and so are topics that lack a severity', () => {
  expect(() => build({ monthlyBudgetUsd: 0, anomalies: { fromUsd: NaN } })).toThrow(
    'monthlyBudgetUsd is 0: allowed is an amount of USD above 0\nanomalies.fromUsd is NaN: allowed is an amount of USD above 0',
  );
  expect(() => build({}, ['S3'] as never)).toThrow('topics has none of S2');
});
