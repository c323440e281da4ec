import { GetSubscriptionAttributesCommand, ListSubscriptionsByTopicCommand } from '@aws-sdk/client-sns';
import type { TopicPort } from './clients';
import { RESPONDER_ATTRIBUTE } from '../../incident/lifecycle/engine-policy';

/**
 * The people a topic reaches: those for whom a confirmed subscription lets messages through. A subscription without a
 * filter reaches everybody, so it says nothing of anybody and is left out. Fault T8: a topic accepts messages that
 * nobody receives.
 */
export async function reachablePeople(topics: TopicPort, topicArn: string): Promise<ReadonlySet<string>> {
  const people = new Set<string>();
  let next: string | undefined;
  do {
    const page = await topics.send(new ListSubscriptionsByTopicCommand({ TopicArn: topicArn, ...(next !== undefined && { NextToken: next }) }));
    for (const { SubscriptionArn: arn = '' } of page.Subscriptions ?? []) {
      // Pending and deleted ones have a word in place of an ARN.
      if (!arn.startsWith('arn:')) continue;
      const { Attributes: attributes } = await topics.send(new GetSubscriptionAttributesCommand({ SubscriptionArn: arn }));
      for (const person of respondersOf(attributes?.['FilterPolicy'])) people.add(person);
    }
    next = page.NextToken;
  } while (next !== undefined);
  return people;
}

function respondersOf(filterPolicy: string | undefined): readonly string[] {
  if (filterPolicy === undefined) return [];
  const policy = JSON.parse(filterPolicy) as Readonly<Record<string, unknown>>;
  const responders = policy[RESPONDER_ATTRIBUTE];
  return Array.isArray(responders) ? responders.filter((each) => typeof each === 'string') : [];
}
