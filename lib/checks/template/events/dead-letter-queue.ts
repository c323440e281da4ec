import type { ResourceCheck } from '../template-check';
import { deliveriesOf, DELIVERING_RESOURCES } from './dead-letter-senders';

/**
 * Whatever delivers keeps what it could not deliver. Somebody who can do without acknowledges the warning with the
 * reason.
 */
export const deadLetterQueue: ResourceCheck = {
  code: 'DLQ001',
  requirement: 'whatever delivers keeps what it could not deliver',
  why: 'what cannot be delivered is gone without a trace: an event after a day, a call of a wrong permission at once',
  source: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html',
  appliesTo: DELIVERING_RESOURCES,
  *check(resource) {
    for (const { queue } of deliveriesOf(resource)) {
      if (queue.isPresent) continue;
      yield {
        at: queue,
        what: 'what cannot be delivered is dropped',
        received: 'no dead-letter queue',
        allowed: 'the ARN of a standard SQS queue of the same account and region',
        change: 'name a queue, and watch how many messages are in it',
      };
    }
  },
};
