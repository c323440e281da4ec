import { Duration, Validations } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/**
 * A queue for what a service could not deliver, kept for two weeks. It is encrypted with the key SQS manages: a key of
 * one's own would have to let the service in, too, and a dead letter that cannot be stored is lost.
 *
 * @param queueName default: made up by CloudFormation
 */
export function deadLetterQueue(scope: Construct, id: string, queueName?: string): Queue {
  const queue = new Queue(scope, id, {
    ...(queueName !== undefined && { queueName }),
    retentionPeriod: Duration.days(14),
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
  });
  Validations.of(queue).acknowledge({ id: 'AwsSolutions-SQS3', reason: 'it is itself a dead-letter queue, which cdk-nag only sees for queues and functions' });
  return queue;
}

/**
 * Lets a service store dead letters of some of its resources, by ARN: topics, rules.
 *
 * @param sid name of the statement, unique in the policy of the queue
 */
export function letStoreDeadLetters(queue: Queue, service: string, sourceArns: readonly string[], sid = 'StoreDeadLetters'): void {
  queue.addToResourcePolicy(
    new PolicyStatement({
      sid,
      principals: [new ServicePrincipal(service)],
      actions: ['sqs:SendMessage'],
      resources: [queue.queueArn],
      conditions: { ArnEquals: { 'aws:SourceArn': [...sourceArns] } },
    }),
  );
}
