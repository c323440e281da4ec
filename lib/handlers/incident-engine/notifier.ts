import {
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  PublishCommand,
  type ListSubscriptionsByTopicCommandOutput,
  type MessageAttributeValue,
} from '@aws-sdk/client-sns';
import { isArn } from '../../aws/arn';
import { storedBytes } from '../../incident/bounded-text';
import { QUIET_ATTRIBUTE, RESPONDER_ATTRIBUTE } from '../../incident/lifecycle/engine-policy';
import { NoSuchTopicError, type MessageMarks, type Notifier } from '../../incident/use-cases/ports';
import { messageOf } from '../../problems/error-message';
import type { TopicPort } from './clients';

/**
 * Simple Notification Service as the engine uses it.
 *
 * @param topics client of a region
 * @param bestEffort the same, for what a page must not wait for
 */
export function notifier(topics: (region: string) => TopicPort, bestEffort: (region: string) => TopicPort): Notifier {
  return {
    publish: async ({ region, arn }, { subject, email, sms, https }, marks = {}) => {
      const message = {
        TopicArn: arn,
        Subject: subject,
        MessageStructure: 'json',
        // A function reads what an endpoint reads.
        Message: JSON.stringify({ default: email, email, sms, http: https, https, lambda: https }),
      };
      try {
        for (const MessageAttributes of attributesOf(marks)) await topics(region).send(new PublishCommand({ ...message, MessageAttributes }));
      } catch (error) {
        throw isNotFound(error) ? new NoSuchTopicError(messageOf(error), { cause: error }) : error;
      }
    },
    reachesSomebody: ({ region, arn }, { quiet = false }) => reachesSomebody(bestEffort(region), arn, quiet),
  };
}

type Attributes = Record<string, MessageAttributeValue>;

/** Attributes are part of what a message may take; names beyond it are those of another message. */
const MOST_ATTRIBUTE_BYTES = 8_000;

/** The attributes of a message, for as many messages as it takes to name whom it is for: one, but for crowds. */
function attributesOf({ responders = [], quiet }: MessageMarks): Attributes[] {
  const own: Attributes = quiet === undefined ? {} : { [QUIET_ATTRIBUTE]: { DataType: 'String', StringValue: String(quiet) } };
  if (responders.length === 0) return [own];
  const groups: string[][] = [];
  let room = 0;
  for (const person of responders) {
    room -= storedBytes(person) + 3;
    if (room < 0) {
      groups.push([]);
      room = MOST_ATTRIBUTE_BYTES - storedBytes(person) - 3;
    }
    groups.at(-1)!.push(person);
  }
  return groups.map((group) => ({ ...own, [RESPONDER_ATTRIBUTE]: { DataType: 'String.Array', StringValue: JSON.stringify(group) } }));
}

/** Fault T8: a topic accepts messages that nobody receives. */
async function reachesSomebody(topics: TopicPort, topicArn: string, quiet: boolean): Promise<boolean> {
  let next: string | undefined;
  do {
    const page = await listSubscriptions(topics, topicArn, next);
    for (const { SubscriptionArn: arn = '', Protocol: protocol } of page?.Subscriptions ?? []) {
      // Pending and deleted ones have a word in place of an ARN.
      if (!isArn(arn)) continue;
      if (!quiet || protocol !== 'sms' || (await takesQuiet(topics, arn))) return true;
    }
    next = page?.NextToken;
  } while (next !== undefined);
  return false;
}

async function listSubscriptions(topics: TopicPort, topicArn: string, next: string | undefined): Promise<ListSubscriptionsByTopicCommandOutput | undefined> {
  try {
    return await topics.send(new ListSubscriptionsByTopicCommand({ TopicArn: topicArn, ...(next !== undefined && { NextToken: next }) }));
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** Text messages of somebody without another channel have no filter. */
async function takesQuiet(topics: TopicPort, subscriptionArn: string): Promise<boolean> {
  const { Attributes: attributes } = await topics.send(new GetSubscriptionAttributesCommand({ SubscriptionArn: subscriptionArn }));
  return attributes?.['FilterPolicy'] === undefined;
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && error.name === 'NotFoundException';
}
