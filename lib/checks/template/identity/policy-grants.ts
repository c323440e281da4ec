import type { PropertyNode } from '../../../aws/assembly/property-node';
import { CannotTellError } from '../../../aws/errors';
import { matchesWildcard } from '../../../aws/iam/condition';

/** What a policy is asked: may a service do this here? */
export interface GrantQuestion {
  /** Service principal, such as `cloudwatch.amazonaws.com`. */
  readonly service: string;
  /** Such as `kms:Decrypt`. */
  readonly action: string;
  /** ARN the action is on. */
  readonly resource: string;
}

/** Condition keys that narrow a grant to one's own alarms. Whether their values fit is for the game day to find out. */
const NARROWING_KEYS: readonly string[] = ['aws:sourceaccount', 'aws:sourcearn', 'aws:sourceorgid', 'aws:sourceorgpaths'];
/** Requests between AWS services are always encrypted, so a denial of those that are not does not concern them. */
const TRANSPORT_KEY = 'aws:securetransport';

/**
 * Whether a resource policy lets a service do something, judged by the structure of its statements: principals,
 * actions, resources, and which keys its conditions ask for.
 *
 * @throws CannotTellError where that depends on something the structure does not show
 */
export function policyGrants(document: PropertyNode, question: GrantQuestion): boolean {
  const matching = document
    .at('Statement')
    .oneOrMore()
    .filter((statement) => concerns(statement, question));
  const effects = matching.map((statement) => ({
    statement,
    effect: statement.at('Effect').text(),
    keys: conditionKeys(statement),
  }));
  const denials = effects.filter(({ effect, keys }) => effect === 'Deny' && !keys.includes(TRANSPORT_KEY));
  if (denials.some(({ keys }) => keys.length === 0)) return false;
  if (denials.length > 0) throw new CannotTellError(denials[0]!.statement.path, 'whether this denial applies depends on its condition');
  const grants = effects.filter(({ effect }) => effect === 'Allow');
  if (grants.some(({ keys }) => keys.every((key) => NARROWING_KEYS.includes(key)))) return true;
  if (grants.length > 0) throw new CannotTellError(grants[0]!.statement.path, 'whether this grant applies depends on its condition');
  return false;
}

function concerns(statement: PropertyNode, { service, action, resource }: GrantQuestion): boolean {
  for (const key of ['NotPrincipal', 'NotAction', 'NotResource']) {
    if (statement.at(key).isPresent) throw new CannotTellError(statement.path, `statements with ${key} are not judged`);
  }
  return (
    namesPrincipal(statement.at('Principal'), service) &&
    matchesAny(statement.at('Action'), action.toLowerCase(), (pattern) => pattern.toLowerCase()) &&
    matchesAny(statement.at('Resource'), resource, (pattern) => pattern)
  );
}

function namesPrincipal(principal: PropertyNode, service: string): boolean {
  if (principal.value === '*') return true;
  return (
    principal
      .at('Service')
      .oneOrMore()
      .some((name) => name.text() === service) ||
    principal
      .at('AWS')
      .oneOrMore()
      .some((name) => name.text() === '*')
  );
}

/** Whether a text matches one of the patterns of a policy; none match nothing. */
export function matchesAny(patterns: PropertyNode, text: string, prepare: (pattern: string) => string): boolean {
  return patterns.oneOrMore().some((pattern) => matchesWildcard(text, prepare(pattern.text())));
}

/** Keys the condition of a statement asks for, in lower case; none without a condition. */
export function conditionKeys(statement: PropertyNode): readonly string[] {
  const condition = statement.at('Condition');
  return condition.keys().flatMap((operator) =>
    condition
      .at(operator)
      .keys()
      .map((key) => key.toLowerCase()),
  );
}
