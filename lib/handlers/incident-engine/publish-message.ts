import { PublishCommand } from '@aws-sdk/client-sns';
import type { TopicPort } from './clients';
import { RESPONDER_ATTRIBUTE } from '../../incident/lifecycle/engine-policy';
import type { Message } from '../../incident/message/message';

/**
 * Publishes a message in the form each way of delivery needs.
 *
 * @param people whom subscriptions filter for; none: everybody who is subscribed without a filter
 */
export async function publishMessage(topics: TopicPort, topicArn: string, message: Message, people: readonly string[] = []): Promise<void> {
  const { subject, email, sms, https } = message;
  await topics.send(
    new PublishCommand({
      TopicArn: topicArn,
      Subject: subject,
      MessageStructure: 'json',
      Message: JSON.stringify({ default: email, email, sms, http: https, https }),
      ...(people.length > 0 && {
        MessageAttributes: { [RESPONDER_ATTRIBUTE]: { DataType: 'String.Array', StringValue: JSON.stringify(people) } },
      }),
    }),
  );
}
