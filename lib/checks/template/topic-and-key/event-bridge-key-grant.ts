import { keyPolicyStatements } from '../../../aws/iam/key-policy';
import { effectOf, matchPrincipal, type PolicyStatement } from '../../../aws/iam/policy';
import { conditionKeys, serviceAlone } from '../identity/policy-grants';
import type { ResourceCheck } from '../template-check';

const EVENT_BRIDGE = 'events.amazonaws.com';

/**
 * A key lets EventBridge in without asking where it comes from: EventBridge does not say so to KMS, and a grant with
 * such a condition grants nothing.
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
      if (keys.length === 0) continue;
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
