import type { Severity } from '../incident/severity';

/** As whom AWS Budgets publishes. https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html */
export const BUDGETS_SERVICE = 'budgets.amazonaws.com';
/** As whom Cost Anomaly Detection publishes. https://docs.aws.amazon.com/cost-management/latest/userguide/ad-SNS.html */
export const ANOMALIES_SERVICE = 'costalerts.amazonaws.com';

/** What is notified of what an account costs. */
export interface CostPolicy {
  /** What the account may cost in a month, USD. */
  readonly monthlyBudgetUsd: number;
  /** Costs that are unlike those before; absent: they are not looked for. */
  readonly anomalies?: CostAnomalies;
}

/** Which anomalies are notified. */
export interface CostAnomalies {
  /** Least that an anomaly has cost beyond what was expected, USD. */
  readonly fromUsd: number;
  /** A monitor that is there; absent: one is made. */
  readonly monitorArn?: string;
}

/** When a budget notifies. */
interface BudgetNotice {
  readonly severity: Severity;
  readonly type: 'ACTUAL' | 'FORECASTED';
  /** Of the budget. */
  readonly percent: number;
}

/** Requirement 002-18. What is spent is spent; before that there is something to do about it. The severities are our choice. */
export const BUDGET_NOTICES: readonly BudgetNotice[] = [
  { severity: 'S3', type: 'ACTUAL', percent: 50 },
  { severity: 'S3', type: 'ACTUAL', percent: 80 },
  { severity: 'S3', type: 'FORECASTED', percent: 100 },
  { severity: 'S2', type: 'ACTUAL', percent: 100 },
];

/** Of an anomaly. Our choice. */
export const ANOMALY_SEVERITY: Severity = 'S3';

/**
 * The monthly budget as CloudFormation takes it, with the names of a construct.
 *
 * @param topicArn of the topic of a severity
 */
export function budgetSettings(
  { prefix, monthlyBudgetUsd }: Pick<CostPolicy, 'monthlyBudgetUsd'> & { readonly prefix: string },
  topicArn: (severity: Severity) => string,
) {
  return {
    budget: { budgetName: `${prefix}-monthly`, budgetType: 'COST', timeUnit: 'MONTHLY', budgetLimit: { amount: monthlyBudgetUsd, unit: 'USD' } },
    notificationsWithSubscribers: BUDGET_NOTICES.map(({ type, percent, severity }) => ({
      notification: { notificationType: type, comparisonOperator: 'GREATER_THAN', threshold: percent, thresholdType: 'PERCENTAGE' },
      subscribers: [{ subscriptionType: 'SNS', address: topicArn(severity) }],
    })),
  };
}

/**
 * The subscription to cost anomalies, the same way. Without the monitor where one is made.
 *
 * @param topicArn of the topic of a severity
 */
export function anomalySettings({ prefix, fromUsd, monitorArn }: CostAnomalies & { readonly prefix: string }, topicArn: (severity: Severity) => string) {
  const atLeast = { Dimensions: { Key: 'ANOMALY_TOTAL_IMPACT_ABSOLUTE', MatchOptions: ['GREATER_THAN_OR_EQUAL'], Values: [String(fromUsd)] } };
  return {
    subscriptionName: `${prefix}-cost-anomalies`,
    frequency: 'IMMEDIATE',
    ...(monitorArn !== undefined && { monitorArnList: [monitorArn] }),
    subscribers: [{ type: 'SNS', address: topicArn(ANOMALY_SEVERITY) }],
    thresholdExpression: JSON.stringify(atLeast),
  };
}
