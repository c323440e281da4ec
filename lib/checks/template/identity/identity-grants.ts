import type { LoadedResource, LoadedStack } from '../../../aws/assembly/loaded-stack';
import type { PropertyNode } from '../../../aws/assembly/property-node';
import { CannotTellError } from '../../../aws/errors';
import { POLICY_TYPES } from '../../../aws/iam/role-policies';
import { conditionKeys, matchesAny } from './policy-grants';

const ROLE = 'AWS::IAM::Role';

/** What a role is asked: may it do this there? */
export interface IdentityQuestion {
  /** Such as `kms:Decrypt`. */
  readonly action: string;
  /** ARN the action is on. */
  readonly resource: string;
  /** Service the role goes through, `sns.eu-central-1.amazonaws.com`: what `kms:ViaService` asks for. */
  readonly through?: string;
}

/** A role of some template, and everything its policies say. */
export interface CheckedRole {
  readonly role: LoadedResource;
  readonly statements: readonly PropertyNode[];
}

/** Every role of an account, with the statements of policies that are in templates; others are not known. */
export function rolesOf(stack: LoadedStack): readonly CheckedRole[] {
  const resources = stack.accountStacks.flatMap((each) => each.resources);
  const attached = resources.flatMap((policy) => roleNames(policy).map((name) => [name, policy] as const));
  return resources
    .filter(({ type }) => type === ROLE)
    .map((role) => {
      const own = role.at('Policies').list();
      const others = attached.filter(([name, policy]) => name === role.ref || managedArns(role).includes(referenceOf(policy))).map(([, policy]) => policy);
      return { role, statements: [...own, ...others].flatMap((policy) => policy.at('PolicyDocument').at('Statement').oneOrMore()) };
    });
}

/**
 * Whether a role may do something by its own policies, judged by their structure.
 *
 * @throws CannotTellError where that depends on a condition that is not known to hold
 */
export function roleMay({ statements }: CheckedRole, question: IdentityQuestion): boolean {
  const matching = statements.filter((statement) => concerns(statement, question));
  const grants = matching.filter((statement) => statement.at('Effect').text() === 'Allow');
  const denials = matching.filter((statement) => statement.at('Effect').text() === 'Deny');
  if (denials.some((denial) => conditionKeys(denial).length === 0)) return false;
  if (denials.length > 0) throw new CannotTellError(denials[0]!.path, 'whether this denial applies depends on its condition');
  if (grants.some((grant) => holds(grant, question))) return true;
  const uncertain = grants.find((grant) => !isViaService(grant));
  if (uncertain !== undefined) throw new CannotTellError(uncertain.path, 'whether this grant applies depends on its condition');
  return false;
}

function concerns(statement: PropertyNode, { action, resource }: IdentityQuestion): boolean {
  for (const key of ['NotAction', 'NotResource']) {
    if (statement.at(key).isPresent) throw new CannotTellError(statement.path, `statements with ${key} are not judged`);
  }
  return (
    matchesAny(statement.at('Action'), action.toLowerCase(), (pattern) => pattern.toLowerCase()) &&
    matchesAny(statement.at('Resource'), resource, (pattern) => pattern)
  );
}

function holds(grant: PropertyNode, { through }: IdentityQuestion): boolean {
  if (conditionKeys(grant).length === 0) return true;
  if (!isViaService(grant)) return false;
  const condition = grant.at('Condition');
  return condition.keys().every((operator) =>
    condition
      .at(operator)
      .keys()
      .every((key) =>
        condition
          .at(operator)
          .at(key)
          .oneOrMore()
          .some((value) => value.text() === through),
      ),
  );
}

function isViaService(statement: PropertyNode): boolean {
  return conditionKeys(statement).every((key) => key === 'kms:viaservice');
}

function roleNames(policy: LoadedResource): readonly string[] {
  const property = POLICY_TYPES[policy.type];
  if (property === undefined) return [];
  const names = policy
    .at(property)
    .oneOrMore()
    .map((name) => name.text());
  // A managed policy is attached by the role as well.
  return policy.type === 'AWS::IAM::ManagedPolicy' && names.length === 0 ? [''] : names;
}

function managedArns(role: LoadedResource): readonly string[] {
  return role
    .at('ManagedPolicyArns')
    .list()
    .map(({ value }) => value)
    .filter((value) => typeof value === 'string');
}

function referenceOf(policy: LoadedResource): string {
  return policy.type === 'AWS::IAM::ManagedPolicy' ? policy.ref : '';
}
