import type { LoadedResource } from '../../../aws/assembly/loaded-stack';
import type { PropertyNode } from '../../../aws/assembly/property-node';
import { conditionKeys } from '../identity/policy-grants';
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
    includes: (resource) => resource.type === 'AWS::KMS::Key' && grantsOf(resource).length > 0,
  },
  *check(key) {
    for (const statement of grantsOf(key)) {
      const keys = conditionKeys(statement).filter((name) => name.startsWith('aws:source'));
      if (keys.length === 0) continue;
      yield {
        at: statement.at('Condition'),
        what: 'the grant to EventBridge has a condition',
        received: keys.join(', '),
        allowed: `a grant to ${EVENT_BRIDGE} without a condition on the source`,
        change: 'remove the condition, or let a role publish, which EventBridge starts',
      };
    }
  },
};

function grantsOf(key: LoadedResource): readonly PropertyNode[] {
  return key
    .at('KeyPolicy')
    .at('Statement')
    .oneOrMore()
    .filter((statement) => statement.at('Effect').text() === 'Allow' && namesEventBridge(statement.at('Principal')));
}

function namesEventBridge(principal: PropertyNode): boolean {
  if (principal.value === '*' || !principal.isPresent) return false;
  return principal
    .at('Service')
    .oneOrMore()
    .some((name) => name.text() === EVENT_BRIDGE);
}
