import { lastPartOfArn } from '../../aws/arn';
import type { TopicText } from '../../pagers/read-event';

/**
 * The messages of an event of SNS, or the message as SNS keeps it in a queue: a dead letter that somebody hands over again is either.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html, https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
 *
 * @throws TypeError for anything else: nobody else may start the function
 */
export function messagesIn(event: unknown): readonly TopicText[] {
  const { Records: records = keptBySns(event) } = (event ?? {}) as { readonly Records?: unknown };
  if (!Array.isArray(records) || records.length === 0) throw new TypeError('the event holds no message of SNS');
  return records.map((record: { readonly Sns?: { readonly TopicArn?: unknown; readonly Message?: unknown } } | null) => {
    const { TopicArn: topicArn, Message: text } = record?.Sns ?? {};
    if (typeof topicArn !== 'string' || typeof text !== 'string') throw new TypeError('the event holds a record that is no message of SNS');
    return { topicName: lastPartOfArn(topicArn), text };
  });
}

/** What SNS could not hand over, as a record; undefined for anything else. */
function keptBySns(event: unknown): readonly object[] | undefined {
  return (event as { readonly Type?: unknown } | undefined)?.Type === 'Notification' ? [{ Sns: event }] : undefined;
}
