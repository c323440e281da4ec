import { Stack } from 'aws-cdk-lib';
import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import { CfnAnomalyMonitor, CfnAnomalySubscription } from 'aws-cdk-lib/aws-ce';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Severity } from '../incident/severity';
import {
  ANOMALIES_SERVICE,
  ANOMALY_SEVERITY,
  anomalySettings,
  BUDGET_NOTICES,
  BUDGETS_SERVICE,
  budgetSettings,
  type CostAnomalies,
  type CostPolicy,
} from '../signals/cost-signals';
import { addToKeyPolicy, addToTopicPolicy } from './alarm-grants';
import type { SeverityTopics } from './severity-topics';

/** Properties of {@link CostSignals}. */
export interface CostSignalsProps extends CostPolicy {
  /** What names begin with: `edi-prod`. */
  readonly prefix: string;
  /** Where notices go: S2 when the budget is spent, S3 for everything before. Their key and policies let both services publish. */
  readonly topics: SeverityTopics;
}

/**
 * What an account costs, notified on the topics of severities: at 50, 80 and 100 % of a monthly budget, when 100 % is forecast,
 * and at once for an anomaly. It opens no incident and pages nobody: chat and whoever is subscribed to the topics hear it.
 *
 * One for an account, because it is the account whose costs are counted. AWS takes hours to count them. An account takes one monitor
 * that looks at all services of AWS, and may have come with it: then it is named.
 */
export class CostSignals extends Construct {
  readonly budget: CfnBudget;

  constructor(scope: Construct, id: string, props: CostSignalsProps) {
    super(scope, id);
    checkCosts(props);
    const { prefix, monthlyBudgetUsd, anomalies, topics } = props;
    this.budget = new CfnBudget(
      this,
      'Budget',
      budgetSettings({ prefix, monthlyBudgetUsd }, (severity) => topicOf(topics, severity).topicArn),
    );
    letServicePublish(this, [...new Set(BUDGET_NOTICES.map(({ severity }) => topicOf(topics, severity)))], BUDGETS_SERVICE);
    if (anomalies !== undefined) this.#addAnomalies(prefix, anomalies, topics);
  }

  #addAnomalies(prefix: string, { fromUsd, monitorArn }: CostAnomalies, topics: SeverityTopics): void {
    const topic = topicOf(topics, ANOMALY_SEVERITY);
    const monitor = monitorArn ?? this.#addMonitor(prefix).attrMonitorArn;
    const settings = anomalySettings({ prefix, fromUsd }, () => topic.topicArn);
    new CfnAnomalySubscription(this, 'Anomalies', { ...settings, monitorArnList: [monitor] });
    letServicePublish(this, [topic], ANOMALIES_SERVICE);
  }

  #addMonitor(prefix: string): CfnAnomalyMonitor {
    return new CfnAnomalyMonitor(this, 'Monitor', { monitorName: `${prefix}-costs`, monitorType: 'DIMENSIONAL', monitorDimension: 'SERVICE' });
  }
}

/**
 * Lets a service publish to encrypted topics for this account. Only the policy of a topic asks on whose behalf: what KMS learns of
 * that is documented for no service but CloudWatch, and a key that asks in vain drops every message.
 */
function letServicePublish(scope: Construct, topics: readonly ITopic[], service: string): void {
  const principals = [new ServicePrincipal(service)];
  const keys = new Set(topics.flatMap(({ masterKey }) => masterKey ?? []));
  for (const key of keys) addToKeyPolicy(scope, key, { principals, actions: ['kms:Decrypt', 'kms:GenerateDataKey*'], resources: ['*'] }, service);
  for (const topic of topics) {
    const conditions = { StringEquals: { 'aws:SourceAccount': Stack.of(topic).account } };
    addToTopicPolicy(scope, topic, { principals, actions: ['sns:Publish'], resources: [topic.topicArn], conditions }, service);
  }
}

function topicOf({ topics }: SeverityTopics, severity: Severity): ITopic {
  const topic = topics[severity];
  if (topic === undefined) throw new RangeError(`topics has none of ${severity}: allowed are topics of S2 and S3, which notices of costs go to`);
  return topic;
}

function checkCosts({ monthlyBudgetUsd, anomalies }: CostSignalsProps): void {
  const amounts = { monthlyBudgetUsd, ...(anomalies !== undefined && { 'anomalies.fromUsd': anomalies.fromUsd }) };
  const mistakes = Object.entries(amounts)
    .filter(([, usd]) => !(usd > 0 && Number.isFinite(usd)))
    .map(([name, usd]) => `${name} is ${usd}: allowed is an amount of USD above 0`);
  if (mistakes.length > 0) throw new RangeError(mistakes.join('\n'));
}
