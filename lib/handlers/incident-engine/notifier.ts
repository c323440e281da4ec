import { GetSubscriptionAttributesCommand, ListSubscriptionsByTopicCommand, PublishCommand, type MessageAttributeValue } from '@aws-sdk/client-sns';
import { isArn } from '../../aws/arn';
import { storedBytes } from '../../incident/bounded-text';
import { RESPONDER_ATTRIBUTE } from '../../incident/lifecycle/engine-policy';
import { NoSuchTopicError, type Notifier } from '../../incident/use-cases/ports';
import type { TopicPort } from './clients';

/**
 * Simple Notification Service as the engine uses it.
 *
 * @param topics client of a region
 * @param bestEffort the same, for what a page must not wait for
 */
export function notifier(topics: (region: string) => TopicPort, bestEffort: (region: string) => TopicPort): Notifier {
  return {
    publish: async ({ region, arn }, { subject, email, sms, https }, people = []) => {
      const message = {
        TopicArn: arn,
        Subject: subject,
        MessageStructure: 'json',
        Message: JSON.stringify({ default: email, email, sms, http: https, https }),
      };
      const commands =
        people.length === 0
          ? [new PublishCommand(message)]
          : inAttributes(people).map((MessageAttributes) => new PublishCommand({ ...message, MessageAttributes }));
      try {
        for (const command of commands) await topics(region).send(command);
      } catch (error) {
        throw error instanceof Error && error.name === 'NotFoundException' ? new NoSuchTopicError(error.message, { cause: error }) : error;
      }
    },
    reachablePeople: ({ region, arn }) => reachablePeople(bestEffort(region), arn),
  };
}

/** Attributes are part of what a message may take; names beyond it are those of another message. */
const MOST_ATTRIBUTE_BYTES = 8_000;

/** Whom a message is for, in as many attributes as it takes: one, but for crowds. */
function inAttributes(people: readonly string[]): Record<string, MessageAttributeValue>[] {
  const groups: string[][] = [];
  let room = 0;
  for (const person of people) {
    room -= storedBytes(person) + 3;
    if (room < 0) {
      groups.push([]);
      room = MOST_ATTRIBUTE_BYTES - storedBytes(person) - 3;
    }
    groups.at(-1)!.push(person);
  }
  return groups.map((group) => ({ [RESPONDER_ATTRIBUTE]: { DataType: 'String.Array', StringValue: JSON.stringify(group) } }));
}

/**
 * A subscription without a filter reaches everybody, so it says nothing of anybody and is left out. Fault T8: a topic
 * accepts messages that nobody receives.
 */
async function reachablePeople(topics: TopicPort, topicArn: string): Promise<ReadonlySet<string>> {
  const people = new Set<string>();
  let next: string | undefined;
  do {
    const page = await topics.send(new ListSubscriptionsByTopicCommand({ TopicArn: topicArn, ...(next !== undefined && { NextToken: next }) }));
    for (const { SubscriptionArn: arn = '' } of page.Subscriptions ?? []) {
      // Pending and deleted ones have a word in place of an ARN.
      if (!isArn(arn)) continue;
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
