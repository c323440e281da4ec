import { isArn, lastPartOfArn } from '../../aws/arn';
import type { LoadedResource } from '../../aws/assembly/loaded-stack';
import { isJsonObject, type JsonValue } from '../../aws/cloudformation/template';
import type { Reader, Setting } from '../resource-reading';
import { nameIn, referredTo, USUAL_FORM } from '../template-name';

/** A queue, with the queue that its dead letters go to. A queue of dead letters is read with the one it belongs to. */
export const readQueue: Reader = (resource) => {
  const { stack } = resource;
  const own = stack.resources.some((other) => referredTo(stack, deadLettersOf(other)) === resource);
  if (own) return { refused: 'the dead letters of another queue, measured by its delivery objective' };
  const deadLetterQueueName = deadLetterName(resource);
  return {
    source: 'queue',
    settings: { queueName: nameIn(resource, 'QueueName'), ...(deadLetterQueueName !== undefined && { deadLetterQueueName }) },
  };
};

function deadLetterName(resource: LoadedResource): Setting | undefined {
  const target = deadLettersOf(resource);
  if (target === undefined) return undefined;
  const queue = referredTo(resource.stack, target);
  if (queue !== undefined) return nameIn(queue, 'QueueName');
  const name = typeof target === 'string' && isArn(target) ? lastPartOfArn(target) : '';
  return name !== '' ? name : { why: 'its dead letters go to a queue that is not in the template', form: USUAL_FORM };
}

/** The ARN of the queue its messages are set aside in, as it is written. */
function deadLettersOf({ stack, logicalId, type }: LoadedResource): JsonValue | undefined {
  const { RedrivePolicy: policy } = (type === 'AWS::SQS::Queue' && stack.template.Resources[logicalId]?.Properties) || {};
  return isJsonObject(policy) ? policy.deadLetterTargetArn : undefined;
}
