import type { LoadedResource } from '../../../aws/assembly/loaded-stack';
import type { PropertyNode } from '../../../aws/assembly/property-node';
import { CannotTellError } from '../../../aws/errors';
import { roleMay, rolesOf, type CheckedRole } from '../identity/identity-grants';
import { conditionKeys, matchesAny } from '../identity/policy-grants';
import type { Finding, ResourceCheck } from '../template-check';
import { TOPIC } from './alarm-topics';
import { KEY_ACTIONS, isAwsManagedKey, keyOf } from './encryption-key';

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

function* faultsOf(topic: LoadedResource, key: LoadedResource, at: PropertyNode, publisher: CheckedRole): Generator<Finding> {
  const { role } = publisher;
  const through = `sns.${topic.stack.region}.amazonaws.com`;
  const direct = (action: string) => keyLetsIn(key, role, action) === 'role';
  const missing = KEY_ACTIONS.filter((action) => !direct(action) && !roleMay(publisher, { action, resource: key.attribute('Arn'), through }));
  if (missing.length > 0) {
    yield {
      at,
      what: `the role ${role.logicalId} may publish, but not use the key ${key.logicalId}`,
      received: `no effective grant of ${missing.join(' and ')} to ${role.logicalId}`,
      allowed: RULE,
      change: `allow ${missing.join(' and ')} on the key in a policy of ${role.logicalId} of ${role.stack.file}`,
    };
  }
  const closed = KEY_ACTIONS.filter((action) => keyLetsIn(key, role, action) === 'nobody');
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

/** Whether a key lets in a role by itself, or leaves it to the policies of its account, or neither. */
function keyLetsIn(key: LoadedResource, role: LoadedResource, action: string): 'role' | 'account' | 'nobody' {
  const account = key.stack.account;
  const root = new RegExp(`^(?:${account}|arn:[^:]+:iam::${account}:root)$`);
  const policy = key.at('KeyPolicy');
  // A key without a policy of its own has one that leaves it to the account.
  if (!policy.isPresent) return 'account';
  const grants = policy
    .at('Statement')
    .oneOrMore()
    .filter(
      (statement) => statement.at('Effect').text() === 'Allow' && matchesAny(statement.at('Action'), action.toLowerCase(), (pattern) => pattern.toLowerCase()),
    );
  const named = (pattern: (name: string) => boolean) =>
    grants.find((statement) => {
      const principal = statement.at('Principal');
      if (principal.value === '*') return true;
      return principal
        .at('AWS')
        .oneOrMore()
        .some((name) => pattern(name.text()));
    });
  const own = named((name) => name === role.attribute('Arn') || name === '*');
  const found = own ?? named((name) => root.test(name));
  if (found === undefined) return 'nobody';
  if (conditionKeys(found).length > 0) throw new CannotTellError(found.path, 'whether this grant applies depends on its condition');
  return own === undefined ? 'account' : 'role';
}

/** Roles of the account whose policies name the topic for sns:Publish. */
function publishersOf(topic: LoadedResource): readonly CheckedRole[] {
  return rolesOf(topic.stack).filter(({ statements }) =>
    statements.some(
      (statement) =>
        statement.at('Effect').text() === 'Allow' &&
        matchesAny(statement.at('Action'), 'sns:publish', (pattern) => pattern.toLowerCase()) &&
        matchesAny(statement.at('Resource'), topic.ref, (pattern) => pattern),
    ),
  );
}
