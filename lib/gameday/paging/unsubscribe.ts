import { resourceArn } from '../../aws/arn';
import { accountRoot } from '../../aws/iam/principal';
import type { Account } from '../../simulator/account';

/**
 * Takes endpoints off a topic, as whoever may do everything.
 *
 * @returns how many subscriptions are gone
 * @throws ServiceError as SNS does
 */
export function unsubscribe(account: Account, { region, name }: { readonly region: string; readonly name: string }, endpoints: readonly string[]): number {
  const root = accountRoot(account.accountId);
  const TopicArn = resourceArn('sns', region, account.accountId, name);
  const { Subscriptions } = account.call(root, 'sns', 'ListSubscriptionsByTopic', { TopicArn }, region) as {
    readonly Subscriptions: readonly { readonly SubscriptionArn: string; readonly Endpoint: string }[];
  };
  const left = Subscriptions.filter(({ Endpoint }) => endpoints.includes(Endpoint));
  for (const { SubscriptionArn } of left) account.call(root, 'sns', 'Unsubscribe', { SubscriptionArn }, region);
  return left.length;
}
