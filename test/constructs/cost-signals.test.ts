import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CostSignals, type CostSignalsProps } from '../../lib/constructs/cost-signals';
import { SeverityTopics } from '../../lib/constructs/severity-topics';
import { accountOf, ACCOUNT_ID, REGION } from '../helpers/simulated-account';

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

test('amounts that are none are refused together, and so are topics that lack a severity', () => {
  expect(() => build({ monthlyBudgetUsd: 0, anomalies: { fromUsd: NaN } })).toThrow(
    'monthlyBudgetUsd is 0: allowed is an amount of USD above 0\nanomalies.fromUsd is NaN: allowed is an amount of USD above 0',
  );
  expect(() => build({}, ['S3'] as never)).toThrow('topics has none of S2');
});
