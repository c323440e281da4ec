import { accountOfArn, parseArn } from '../../../aws/arn';
import type { LoadedResource, LoadedStack } from '../../../aws/assembly/loaded-stack';
import type { PropertyNode } from '../../../aws/assembly/property-node';
import { Authorizer, type AuthorizationRequest } from '../../../aws/iam/authorizer';
import { keyPolicyStatements } from '../../../aws/iam/key-policy';
import { accountRoot } from '../../../aws/iam/principal';
import type { Finding, ResourceCheck } from '../template-check';
import { TOPIC } from './alarm-topics';
import { KEY_ACTIONS, isAwsManagedKey, keyOf } from './encryption-key';

const ROLE = 'AWS::IAM::Role';
const RULE = `a role whose policies allow ${KEY_ACTIONS.join(' and ')} on the key, and a key whose policy lets the account or the role in`;

/**
 * A role that may publish to an encrypted topic may use its key, too: SNS asks KMS in the name of the publisher, and
 * refuses the message when KMS does.
 */
export const publisherKeyChain: ResourceCheck = {
  code: 'KMS003',
  requirement:
    'a role that may publish to an encrypted topic may use its key, too: SNS asks KMS in the name of the publisher, and refuses the message when KMS does',
  why: 'every page is refused with an error of KMS, and only the log of whoever publishes says so',
  source: 'https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html',
  appliesTo: {
    description: 'encrypted SNS topics that roles may publish to',
    includes: (resource) => resource.type === TOPIC && resource.at('KmsMasterKeyId').isPresent && publishersOf(resource).length > 0,
  },
  *check(topic) {
    const keyId = topic.at('KmsMasterKeyId');
    // By the policy of this key, everybody of the account may use it through SNS.
    if (isAwsManagedKey(keyId)) return;
    const key = keyOf(topic, keyId);
    for (const publisher of publishersOf(topic)) yield* faultsOf(topic, key, keyId, publisher);
  },
};

function* faultsOf(topic: LoadedResource, key: LoadedResource, at: PropertyNode, role: LoadedResource): Generator<Finding> {
  const authorizer = authorizerOf(topic.stack);
  const may = (principal: string, request: Partial<AuthorizationRequest>) =>
    authorizer.authorize({ principal, action: 'sns:Publish', resource: topic.ref, ...request }).outcome === 'allowed';
  const roleArn = role.attribute('Arn');
  const keyArn = key.attribute('Arn');
  const ofKey = {
    resource: keyArn,
    resourcePolicy: keyPolicyStatements(key),
    context: { 'kms:viaservice': `sns.${topic.stack.region}.amazonaws.com` },
  };
  const missing = KEY_ACTIONS.filter((action) => !may(roleArn, { ...ofKey, action }));
  const closed = KEY_ACTIONS.filter((action) => {
    const request = { ...ofKey, action, identityNeedsResourcePolicy: true };
    return !may(accountRoot(accountOfArn(keyArn), parseArn(keyArn)?.partition), request) && !may(roleArn, request);
  });
  // A role that may not even publish does not need the key.
  if ((missing.length === 0 && closed.length === 0) || !may(roleArn, {})) return;
  if (missing.length > 0) {
    yield {
      at,
      what: `the role ${role.logicalId} may publish, but not use the key ${key.logicalId}`,
      received: `no effective grant of ${missing.join(' and ')} to ${role.logicalId}`,
      allowed: RULE,
      change: `allow ${missing.join(' and ')} on the key in a policy of ${role.logicalId} of ${role.stack.file}`,
    };
  }
  if (closed.length > 0) {
    yield {
      at,
      what: `the key ${key.logicalId} lets neither the account nor the role ${role.logicalId} in`,
      received: `no effective grant of ${closed.join(' and ')} in its policy`,
      allowed: RULE,
      change: `add a statement to the KeyPolicy of ${key.logicalId} of ${key.stack.file}`,
    };
  }
}

/** Roles of the account whose policies name the topic for sns:Publish; what nobody can read names nothing. */
function publishersOf(topic: LoadedResource): readonly LoadedResource[] {
  const request = { action: 'sns:Publish', resource: topic.ref };
  return topic.stack.accountStacks
    .flatMap(({ resources }) => resources)
    .filter((resource) => resource.type === ROLE && authorizerOf(topic.stack).isGranted(resource.attribute('Arn'), request));
}

/** One for each stack, made when it is first asked for: it remembers the policies of every role. */
const AUTHORIZERS = new WeakMap<LoadedStack, Authorizer>();

function authorizerOf(stack: LoadedStack): Authorizer {
  const authorizer = AUTHORIZERS.get(stack) ?? new Authorizer(stack.accountStacks.flatMap(({ resources }) => resources));
  AUTHORIZERS.set(stack, authorizer);
  return authorizer;
}
