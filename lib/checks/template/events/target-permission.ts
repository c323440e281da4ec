import { serviceOfArn } from '../../../aws/arn';
import type { LoadedResource } from '../../../aws/assembly/loaded-stack';
import type { PropertyNode } from '../../../aws/assembly/property-node';
import { CannotTellError } from '../../../aws/errors';
import { findAll } from '../find-resources';
import { missingFunctionPermission } from '../identity/function-permission';
import { policyGrants } from '../identity/policy-grants';
import { attachedPolicies, statementsOf } from '../identity/resource-policies';
import { EVENT_RULES } from '../scopes';
import type { Finding, ResourceCheck } from '../template-check';

const EVENT_BRIDGE = 'events.amazonaws.com';

/** Targets that let EventBridge in by a policy of their own, by the service in their ARN. */
const BY_POLICY: Readonly<Record<string, { readonly type: string; readonly noun: string; readonly action: string }>> = {
  sns: { type: 'AWS::SNS::Topic', noun: 'topic', action: 'sns:Publish' },
  sqs: { type: 'AWS::SQS::Queue', noun: 'queue', action: 'sqs:SendMessage' },
};

/**
 * The target of a rule lets EventBridge in. The policy that a topic has by default lets the account in, and EventBridge is not the
 * account. A target with a role is for the policies of the role.
 */
export const targetPermission: ResourceCheck = {
  code: 'EVT003',
  requirement: 'the topic, queue or function that a rule sends events to lets EventBridge in',
  why: 'the event is refused at once, goes to the dead-letter queue or is gone, and nobody is notified',
  source: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html',
  appliesTo: EVENT_RULES,
  *check(rule) {
    for (const target of rule.at('Targets').list()) {
      const arn = target.at('Arn');
      if (!arn.isPresent || target.at('RoleArn').isPresent) continue;
      const service = serviceOfArn(arn.text());
      if (service === 'lambda') yield* missingFunctionPermission({ from: rule, target: arn, service: EVENT_BRIDGE });
      else if (Object.hasOwn(BY_POLICY, service)) yield* missingGrant(rule, arn, service);
    }
  },
};

function* missingGrant(rule: LoadedResource, at: PropertyNode, service: string): Generator<Finding> {
  const { type, noun, action } = BY_POLICY[service]!;
  const [resource] = findAll(rule.stack, [type], at.text());
  if (resource === undefined) throw new CannotTellError(at.path, `no template has the ${noun} ${at.text()}, so its policy is not known`);
  const policies = attachedPolicies(resource);
  const question = { service: EVENT_BRIDGE, action, resource: at.text() };
  if (policies.some((policy) => policyGrants(statementsOf(policy), question))) return;
  yield {
    at,
    what: `the ${noun} ${resource.logicalId} does not let EventBridge in`,
    received: policies.length === 0 ? 'no policy' : `no effective grant of ${action} to ${EVENT_BRIDGE}`,
    allowed: `a policy with a statement that lets ${EVENT_BRIDGE} use ${action} on the ${noun}`,
    change: `add a policy for ${resource.logicalId} of ${resource.stack.file}`,
  };
}
