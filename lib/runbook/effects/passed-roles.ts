import { isJsonObject, type JsonObject, type JsonValue } from '../../aws/cloudformation/template';
import type { Operation } from '../operations/operation';
import type { Shape } from '../operations/shape';
import { operationKey } from './iam-action';

/** A role that a call hands to a service. */
export interface PassedRole {
  /** Name or ARN as written, references included; undefined for the unknown role of an instance profile. */
  readonly role: string | undefined;
  /** Services that it is handed to, for `iam:PassedToService`. */
  readonly services: readonly string[];
}

/**
 * Names of members that set a role: measured on the clients, they find 50 of 63 operations of which it is known that they ask for
 * `iam:PassRole`; the others have it in a map or a text, see {@link ROLES_IN_MAPS}.
 */
const ROLE_MEMBER = /^(?:\w*[a-z])?[Rr]ole(?:Arn|ARN)?$/;
const PROFILE_MEMBER = /^IamInstanceProfile/;

/** Roles in maps of texts, by operation: the member, and the key in it. */
const ROLES_IN_MAPS: Readonly<Record<string, readonly (readonly [member: string, key: RegExp])[]>> = {
  'sns:CreateTopic': [['Attributes', /FeedbackRoleArn$/]],
  'ssm:StartAutomationExecution': [['Parameters', /^AutomationAssumeRole$/]],
};

/** Services that name a role and take none: it stays where it is. */
const NO_RECIPIENTS: readonly string[] = ['iam', 'sts'];

/**
 * The principal that takes the role, where it is not `<prefix>.amazonaws.com`.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html (tables of the
 * operations), https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
const RECIPIENTS: Readonly<Record<string, readonly string[]>> = {
  cloudwatch: ['streams.metrics.cloudwatch.amazonaws.com'],
  ecs: ['ecs-tasks.amazonaws.com', 'ecs.amazonaws.com'],
  rds: ['rds.amazonaws.com', 'monitoring.rds.amazonaws.com'],
};

/**
 * The roles that a call hands on: those that its input sets, in a member of the operation that is named like a role, at any depth.
 * No data says which operations ask for `iam:PassRole`: what the actions were read from has no dependent actions.
 */
export function passedRoles(operation: Operation, input: JsonObject | undefined): readonly PassedRole[] {
  const { iam } = operation.service;
  if (input === undefined || NO_RECIPIENTS.includes(iam)) return [];
  const services = RECIPIENTS[iam] ?? [`${iam}.amazonaws.com`];
  const inMaps = (ROLES_IN_MAPS[operationKey(operation)] ?? []).flatMap(([member, key]) => {
    const map = input[member];
    return isJsonObject(map) ? Object.entries(map).flatMap(([name, value]) => (key.test(name) ? [textOf(value)] : [])) : [];
  });
  const roles = [...rolesIn(input, operation.input), ...inMaps].filter((role) => role !== '');
  // An instance profile holds a role for instances.
  return roles.map((role) => ({ role, services: role === undefined ? ['ec2.amazonaws.com'] : services }));
}

/** True when members of an operation may set a role that it hands on. */
export function mayPassRoles(operation: Operation, members: readonly string[]): boolean {
  return passedRoles(operation, Object.fromEntries(members.map((member) => [member, 'role']))).length > 0;
}

function rolesIn(value: JsonValue, shape: Shape): readonly (string | undefined)[] {
  if (shape.kind === 'list' && Array.isArray(value)) return value.flatMap((item: JsonValue) => rolesIn(item, shape.of));
  if (!isJsonObject(value)) return [];
  if (shape.kind === 'map') return Object.values(value).flatMap((item) => rolesIn(item, shape.of));
  if (shape.kind !== 'structure') return [];
  return Object.entries(value).flatMap(([name, item]): readonly (string | undefined)[] => {
    const member = shape.members.get(name);
    if (member === undefined) return [];
    if (PROFILE_MEMBER.test(name)) return [undefined];
    return member.shape.kind === 'string' && ROLE_MEMBER.test(name) ? [textOf(item)] : rolesIn(item, member.shape);
  });
}

/** The value of a role: one text, or the only text of a list. */
function textOf(value: JsonValue): string {
  const text = Array.isArray(value) ? (value as readonly JsonValue[])[0] : value;
  return typeof text === 'string' ? text : '';
}
