import type { LoadedResource } from '../../../aws/assembly/loaded-stack';
import type { PropertyNode } from '../../../aws/assembly/property-node';
import { policyStatements, type PolicyStatement } from '../../../aws/iam/policy';
import { whereIs } from '../../../aws/iam/role-policies';

/** By the type of a policy, the property that names what it is the policy of. */
const ATTACHED_BY: Readonly<Record<string, (policy: LoadedResource) => readonly PropertyNode[]>> = {
  'AWS::SNS::TopicPolicy': (policy) => policy.at('Topics').list(),
  'AWS::SNS::TopicInlinePolicy': (policy) => [policy.at('TopicArn')],
  'AWS::SQS::QueuePolicy': (policy) => policy.at('Queues').list(),
  'AWS::SQS::QueueInlinePolicy': (policy) => [policy.at('Queue')],
};

/** The policies that the templates of its account and region attach to a topic or queue, by `Ref` or ARN. */
export function attachedPolicies(resource: LoadedResource): readonly LoadedResource[] {
  const names = resource.type === 'AWS::SNS::Topic' ? [resource.ref] : [resource.ref, resource.attribute('Arn')];
  return resource.stack.neighbours
    .flatMap(({ resources }) => resources)
    .filter((policy) => Object.hasOwn(ATTACHED_BY, policy.type) && ATTACHED_BY[policy.type]!(policy).some((place) => names.includes(place.text())));
}

/** The statements of a policy that a template attaches to something. */
export function statementsOf(policy: LoadedResource): readonly PolicyStatement[] {
  return policyStatements(policy.at('PolicyDocument').value, whereIs(policy));
}
