import { CfnSubscription, type ITopic } from 'aws-cdk-lib/aws-sns';
import type { ContactPlan } from '../plan/incident-plan';
import { storedText } from './stored-text';

/**
 * Tries to reach a web address again: 3 at once, 2 a second apart, 10 up to 20 seconds apart, and 85 of 20 seconds,
 * together about half of the hour that SNS allows. Source:
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */
const HTTPS_RETRIES = {
  healthyRetryPolicy: {
    numNoDelayRetries: 3,
    numMinDelayRetries: 2,
    minDelayTarget: 1,
    maxDelayTarget: 20,
    numMaxDelayRetries: 85,
    numRetries: 100,
    backoffFunction: 'exponential',
  },
};

/**
 * Subscribes a contact. E-mail has to be confirmed by its owner; until then SNS sends nothing there.
 *
 * @param deadLetterQueueArn of the queue for what SNS gives up on, which has to let it
 */
export function subscribe(topic: ITopic, { person, channel, parameterName }: ContactPlan, deadLetterQueueArn: string): CfnSubscription {
  return new CfnSubscription(topic, `${person}-${channel}`, {
    topicArn: topic.topicArn,
    protocol: channel,
    endpoint: storedText(topic, parameterName),
    redrivePolicy: { deadLetterTargetArn: deadLetterQueueArn },
    ...(channel === 'https' && { deliveryPolicy: HTTPS_RETRIES }),
  });
}
