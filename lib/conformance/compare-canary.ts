import type { IncidentPlan } from '../plan/incident-plan';
import type { Comparison } from './comparison';
import { Differences, textOf } from './difference';

/**
 * Whether the canary of the paging path goes the planned way: published with the key of pages, to a topic at home that nobody
 * but the queue beside the watchdog is subscribed to. A probe shows that it arrives there.
 */
export function compareCanary({ policy, tierTopics, watchdog }: IncidentPlan, found: Comparison): void {
  const { name } = watchdog.canary;
  found.named('queue', watchdog.region, name);
  const topic = found.named('topic', policy.region, name);
  if (topic === undefined) return;
  const [paged] = found.having('topic', policy.region, (each) => each.name === tierTopics[0]?.name);
  const differences = new Differences();
  if (paged !== undefined || !found.mayBeThere('topic', policy.region)) differences.expect('key', textOf(paged?.kmsMasterKeyId), topic.kmsMasterKeyId);
  // Made in the region of its topic, by a stack of another one.
  const subscribed = found.having('subscription', watchdog.region, ({ topicArn }) => topicArn === topic.arn);
  const others = found.having('subscription', policy.region, ({ topicArn }) => topicArn === topic.arn);
  const addresses = [...subscribed, ...others].map(({ protocol, endpoint }) => `${textOf(protocol)} ${textOf(endpoint)}`);
  const isListed = ![watchdog.region, policy.region].some((region) => found.mayBeThere('subscription', region, name));
  if (isListed) differences.expect('subscriptions', `sqs ${found.arn('sqs', watchdog.region, name)}`, addresses.join(', ') || 'none');
  found.differ(name, topic, differences.found);
}
