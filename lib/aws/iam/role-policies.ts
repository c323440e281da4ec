import type { LoadedResource } from '../assembly/loaded-stack';
import { PropertyNode } from '../assembly/property-node';
import type { JsonValue } from '../cloudformation/template';
import { NotSimulatedError } from '../errors';
import { awsManagedPolicy } from './managed-policies';

/** A policy that reaches a role. */
interface RolePolicy {
  /** The resource it is written in, `stack/logicalId`. */
  readonly where: string;
  readonly document: PropertyNode;
}

/** Everything that bears on what a role may do by itself. */
export interface RolePolicies {
  /** Where the role is defined, `stack/logicalId`. */
  readonly where: string;
  readonly policies: readonly RolePolicy[];
  /** ARNs of managed policies that are in no template and whose content nobody here knows. */
  readonly unknownArns: readonly string[];
  /** Policies of the templates of which it cannot be determined whether they reach this role, or what they say. */
  readonly unreadable: readonly NotSimulatedError[];
  /** The managed policy that bounds what the role may do; unknown when no template has it, undefined when there is none. */
  readonly boundary: RolePolicy | 'unknown' | undefined;
}

/**
 * By resource type, the property that names the roles a policy is attached to. Those of users and groups reach no role.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_IAM.html
 */
export const POLICY_TYPES: Readonly<Record<string, 'Roles' | 'RoleName' | undefined>> = {
  'AWS::IAM::Policy': 'Roles',
  'AWS::IAM::ManagedPolicy': 'Roles',
  'AWS::IAM::RolePolicy': 'RoleName',
  'AWS::IAM::UserPolicy': undefined,
  'AWS::IAM::GroupPolicy': undefined,
};

/**
 * Every way a policy reaches a role: `Policies` in the role, `ManagedPolicyArns` of the role, and policies of the
 * templates that name it. The one place that knows them.
 *
 * @param resources all of the account, in whatever region: roles are everywhere
 * @throws NotSimulatedError when the role itself cannot be read
 */
export function policiesOfRole(role: LoadedResource, resources: readonly LoadedResource[]): RolePolicies {
  role.requireCreated();
  const where = whereIs(role);
  const policies = role
    .at('Policies')
    .list()
    .map((policy): RolePolicy => ({ where, document: policy.at('PolicyDocument') }));
  const unknownArns = new Set<string>();
  const unreadable: NotSimulatedError[] = [];
  const attempt = (read: () => void): void => {
    try {
      read();
    } catch (error) {
      if (!(error instanceof NotSimulatedError)) throw error;
      unreadable.push(error);
    }
  };
  for (const arn of role.at('ManagedPolicyArns').oneOrMore()) attempt(() => unknownArns.add(arn.text()));
  const { value: boundaryArn } = role.at('PermissionsBoundary');
  let boundary: RolePolicies['boundary'] = boundaryArn === undefined ? undefined : 'unknown';
  for (const resource of resources) {
    const property = POLICY_TYPES[resource.type];
    if (property === undefined) continue;
    attempt(() => {
      resource.requireCreated();
      const policy: RolePolicy = { where: whereIs(resource), document: resource.at('PolicyDocument') };
      const arn = resource.type === 'AWS::IAM::ManagedPolicy' ? resource.ref : '';
      if (arn !== '' && arn === boundaryArn) boundary = policy;
      const isNamed = unknownArns.delete(arn);
      const isAttached = resource
        .at(property)
        .oneOrMore()
        .some((name) => name.text() === role.ref);
      if (isNamed || isAttached) policies.push(policy);
    });
  }
  for (const arn of unknownArns) {
    const document = awsManagedPolicy(arn);
    if (document === undefined || !unknownArns.delete(arn)) continue;
    policies.push({ where: arn, document: new PropertyNode('PolicyDocument', document, arn) });
  }
  return { where, policies, unknownArns: [...unknownArns], unreadable, boundary };
}

/** `stack/logicalId`. */
export function whereIs({ stackName, logicalId }: LoadedResource): string {
  return `${stackName}/${logicalId}`;
}

/** A list, or the value itself where a single one may stand without a list; none when there is nothing. */
export function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
