import type { LoadedResource } from '../../../aws/assembly/loaded-stack';
import { keyPolicyStatements } from '../../../aws/iam/key-policy';
import { effectOf, matchPrincipal, type PolicyStatement } from '../../../aws/iam/policy';
import { conditionKeys, serviceAlone } from '../identity/policy-grants';
import type { ResourceCheck } from '../template-check';

const EVENT_BRIDGE = 'events.amazonaws.com';

/**
 * A key lets EventBridge in without asking where it comes from: EventBridge does not say so to KMS, and a grant with
 * such a condition grants nothing. A key of queues that asks for the account alone is what the CDK makes of a rule with
 * an encrypted queue as target, and is not called wrong.
 */
export const eventBridgeKeyGrant: ResourceCheck = {
  code: 'KMS002',
  requirement:
    'a key lets EventBridge in without asking where it comes from: EventBridge does not say so to KMS, and a grant with such a condition grants nothing',
  why: 'the rule matches, its message is dropped, and nothing says so',
  source: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-troubleshooting.html',
  appliesTo: {
    description: 'KMS keys whose policies name EventBridge',
    includes: (resource) => resource.type === 'AWS::KMS::Key' && keyPolicyStatements(resource).some(isGrant),
  },
  *check(key) {
    const locations = key.at('KeyPolicy').at('Statement').oneOrMore();
    for (const [index, statement] of keyPolicyStatements(key).entries()) {
      if (!isGrant(statement)) continue;
      const keys = conditionKeys(statement).filter((name) => name.startsWith('aws:source'));
      if (keys.length === 0 || (keys.every((name) => name === 'aws:sourceaccount') && isOfQueuesOnly(key))) continue;
      yield {
        at: locations[index]!.at('Condition'),
        what: 'the grant to EventBridge has a condition',
        received: keys.join(', '),
        allowed: `a grant to ${EVENT_BRIDGE} without a condition on the source`,
        change: 'remove the condition, or let a role publish, which EventBridge starts',
      };
    }
  },
};

function isGrant(statement: PolicyStatement): boolean {
  return effectOf(statement) === 'Allow' && matchPrincipal(statement, serviceAlone(EVENT_BRIDGE)) === 'named';
}

/** Whether the templates encrypt queues with a key, and no topics. */
function isOfQueuesOnly(key: LoadedResource): boolean {
  const names = [key.ref, key.attribute('Arn')];
  const uses = (type: string) =>
    key.stack.neighbours.some(({ resources }) =>
      resources.some((resource) => resource.type === type && names.some((name) => name === resource.at('KmsMasterKeyId').value)),
    );
  return uses('AWS::SQS::Queue') && !uses('AWS::SNS::Topic');
}
