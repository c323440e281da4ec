import { resourceOfArn } from '../aws/arn';
import type { JsonValue } from '../aws/cloudformation/template';
import type { Comparison } from './comparison';
import type { DeployedQueue } from './deployed-resources';

/** The queue of an ARN, undefined when it is not there; where queues are not asked for, the one that the ARN names. */
export function deadLetterQueueOf(found: Comparison, region: string, queueArn: JsonValue | undefined): DeployedQueue | undefined {
  if (found.asksFor('queue')) return found.having('queue', region, ({ arn }) => arn === queueArn)[0];
  return typeof queueArn === 'string' ? { name: resourceOfArn(queueArn), region, arn: queueArn } : undefined;
}
