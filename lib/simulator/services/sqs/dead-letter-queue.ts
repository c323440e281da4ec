import { regionOfArn } from '../../../aws/arn';
import { NotSimulatedError } from '../../../aws/errors';

/**
 * The ARN of a dead-letter queue, which has to be in the region of what it is for.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html,
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 *
 * @param region of the subscription, rule or schedule
 * @throws NotSimulatedError for a queue of another region
 */
export function deadLetterQueueIn(region: string, queueArn: string): string {
  const other = regionOfArn(queueArn);
  if (queueArn.startsWith('arn:') && other === region) return queueArn;
  throw new NotSimulatedError(`dead-letter queue ${queueArn}, which is not in ${region} as AWS wants it`);
}
