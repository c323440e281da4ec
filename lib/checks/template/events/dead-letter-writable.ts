import type { LoadedResource } from '../../../aws/assembly/loaded-stack';
import type { PropertyNode } from '../../../aws/assembly/property-node';
import { CannotTellError } from '../../../aws/errors';
import { keyPolicyStatements } from '../../../aws/iam/key-policy';
import { findAll } from '../find-resources';
import { policyGrants } from '../identity/policy-grants';
import { attachedPolicies, statementsOf } from '../identity/resource-policies';
import type { Finding, ResourceCheck } from '../template-check';
import { KEY_ACTIONS, isAwsManagedKey, keyOf } from '../topic-and-key/encryption-key';
import { deliveriesOf, DELIVERING_RESOURCES } from './dead-letter-senders';

const QUEUE = 'AWS::SQS::Queue';

/**
 * Services that store dead letters in a queue may: by its policy, and by its key if it has one of its own. Rules and
 * subscriptions get no error when they may not.
 */
export const deadLetterWritable: ResourceCheck = {
  code: 'DLQ002',
  requirement: 'services that store dead letters in a queue may: by its policy, and by its key if it has one of its own',
  why: 'what cannot be delivered cannot be kept either, and is gone without a trace',
  source: 'https://docs.aws.amazon.com/sns/latest/dg/sns-configure-dead-letter-queue.html',
  appliesTo: {
    description: 'EventBridge rules and SNS subscriptions with a dead-letter queue',
    includes: (resource) =>
      DELIVERING_RESOURCES.includes(resource) && deliveriesOf(resource).some(({ queue, service }) => service !== undefined && queue.isPresent),
  },
  *check(resource) {
    for (const { queue, service } of deliveriesOf(resource)) {
      if (service !== undefined && queue.isPresent) yield* faultsOf(resource, queue, service);
    }
  },
};

function* faultsOf(sender: LoadedResource, at: PropertyNode, service: string): Generator<Finding> {
  const [queue] = findAll(sender.stack, [QUEUE], at.text());
  if (queue === undefined) throw new CannotTellError(at.path, `no template has the queue ${at.text()}, so its policy is not known`);
  const policies = attachedPolicies(queue);
  const question = { service, action: 'sqs:SendMessage', resource: queue.attribute('Arn') };
  if (!policies.some((policy) => policyGrants(statementsOf(policy), question))) {
    yield {
      at,
      what: `the policy of the queue ${queue.logicalId} does not let ${service} in`,
      received: policies.length === 0 ? 'no policy' : `no effective grant of sqs:SendMessage to ${service}`,
      allowed: `a statement that lets ${service} use sqs:SendMessage on the queue`,
      change: `add a queue policy for ${queue.logicalId} of ${queue.stack.file}`,
    };
  }
  const keyId = queue.at('KmsMasterKeyId');
  if (keyId.isPresent) yield* faultsOfKey(queue, keyId, at, service);
}

function* faultsOfKey(queue: LoadedResource, keyId: PropertyNode, at: PropertyNode, service: string): Generator<Finding> {
  const allowed = `encryption with the key SQS manages, or a key whose policy lets ${service} use ${KEY_ACTIONS.join(' and ')}`;
  if (isAwsManagedKey(keyId)) {
    yield {
      at,
      what: `the key of the queue ${queue.logicalId} is managed by AWS, and nobody can let ${service} use it`,
      received: keyId.shown,
      allowed,
      change: 'use SqsManagedSseEnabled, which asks nobody',
    };
    return;
  }
  const key = keyOf(queue, keyId);
  const policy = keyPolicyStatements(key);
  const missing = KEY_ACTIONS.filter((action) => !policyGrants(policy, { service, action, resource: key.attribute('Arn') }));
  if (missing.length === 0) return;
  yield {
    at,
    what: `the key ${key.logicalId} of the queue ${queue.logicalId} does not let ${service} in`,
    received: `no effective grant of ${missing.join(' and ')} to ${service}`,
    allowed,
    change: `add a statement to the KeyPolicy of ${key.logicalId} of ${key.stack.file}, or use SqsManagedSseEnabled`,
  };
}
