import type { LoadedResource } from '../../../aws/assembly/loaded-stack';
import { allowOnly, objectIn, requiredText } from '../../../aws/assembly/property';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../aws/cloudformation/template';
import { NotSimulatedError } from '../../../aws/errors';
import type { ServiceHost } from '../../core/service-host';
import type { CountedCosts } from './ports';
import { publishNotice } from './publish-notice';
import { BILLING_RESOURCES } from './resources';

/** A notification of a budget. */
interface BudgetNotification {
  readonly type: 'ACTUAL' | 'FORECASTED';
  readonly thresholdUsd: number;
  readonly topicArns: readonly string[];
}

/**
 * Monthly budgets of what the account costs, in the months of UTC. A notification of what is spent comes once a month; one of a forecast
 * whenever the forecast rises above its threshold, again after it was below.
 * https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-best-practices.html
 */
export class Budgets {
  readonly #host: ServiceHost;
  /** What has been notified, by budget and notification: the month, and for a forecast whether it is above. */
  readonly #notified = new Map<string, string>();

  constructor(host: ServiceHost) {
    this.#host = host;
  }

  count({ actualUsd, forecastUsd }: CountedCosts): void {
    const month = new Date(this.#host.clock.now).toISOString().slice(0, 7);
    const budgets = this.#host.stacks.flatMap(({ resources }) => resources).filter(({ type }) => type === 'AWS::Budgets::Budget');
    for (const resource of budgets) {
      const { name, notifications } = readBudget(resource);
      notifications.forEach(({ type, thresholdUsd, topicArns }, index) => {
        const key = `${name} ${index}`;
        const amount = type === 'ACTUAL' ? actualUsd : forecastUsd;
        if (amount === undefined || amount <= thresholdUsd) {
          if (type === 'FORECASTED') this.#notified.delete(key);
          return;
        }
        if (this.#notified.get(key) === month) return;
        this.#notified.set(key, month);
        const principal = {
          service: 'budgets.amazonaws.com',
          sourceArn: `arn:aws:budgets::${this.#host.accountId}:budget/${name}`,
          sourceAccount: this.#host.accountId,
        };
        const what = type === 'ACTUAL' ? 'actual' : 'forecasted';
        const notice = {
          subject: `AWS Budgets: ${name} has exceeded your alert threshold`,
          message: `${name}: ${what} costs ${amount} USD, threshold ${thresholdUsd} USD`,
        };
        for (const arn of topicArns) publishNotice(this.#host, principal, arn, notice);
      });
    }
  }
}

function readBudget({ properties, logicalId }: LoadedResource): { readonly name: string; readonly notifications: readonly BudgetNotification[] } {
  allowOnly(properties, BILLING_RESOURCES['AWS::Budgets::Budget']);
  const budget = objectIn(properties, 'Budget');
  allowOnly(budget, ['BudgetName', 'BudgetType', 'TimeUnit', 'BudgetLimit']);
  const { BudgetType: type, TimeUnit: unit } = budget;
  if (type !== 'COST' || unit !== 'MONTHLY') throw new NotSimulatedError(`a budget of ${JSON.stringify(type)} and ${JSON.stringify(unit)}`, logicalId);
  const limit = objectIn(budget, 'BudgetLimit');
  const limitUsd = Number(limit.Amount);
  if (limit.Unit !== 'USD' || !(limitUsd > 0)) throw new NotSimulatedError(`a budget of ${JSON.stringify(limit)}`, logicalId);
  const written = Array.isArray(properties.NotificationsWithSubscribers) ? properties.NotificationsWithSubscribers : [];
  return { name: requiredText(budget, 'BudgetName'), notifications: written.map((each) => readNotification(each, limitUsd, logicalId)) };
}

function readNotification(written: JsonValue, limitUsd: number, logicalId: string): BudgetNotification {
  const { Notification: notification, Subscribers: subscribers } = (isJsonObject(written) ? written : {}) as JsonObject;
  const {
    NotificationType: type,
    ComparisonOperator: operator,
    Threshold: threshold,
    ThresholdType: unit = 'PERCENTAGE',
  } = isJsonObject(notification) ? notification : ({} as JsonObject);
  if ((type !== 'ACTUAL' && type !== 'FORECASTED') || operator !== 'GREATER_THAN' || !(Number(threshold) > 0))
    throw new NotSimulatedError(`a notification of a budget: ${JSON.stringify(notification)}`, logicalId);
  const thresholdUsd = unit === 'PERCENTAGE' ? (limitUsd * Number(threshold)) / 100 : Number(threshold);
  return { type, thresholdUsd, topicArns: topicsOf(subscribers, 'SubscriptionType', logicalId) };
}

/** The topics among subscribers; addresses of people are refused by name, for nobody knows whether they read them. */
export function topicsOf(subscribers: JsonValue | undefined, typeKey: string, logicalId: string): readonly string[] {
  return (Array.isArray(subscribers) ? subscribers : []).map((each) => {
    if (!isJsonObject(each) || each[typeKey] !== 'SNS')
      throw new NotSimulatedError(`a subscriber to costs that is no topic: ${JSON.stringify(each)}`, logicalId);
    return requiredText(each, 'Address');
  });
}
