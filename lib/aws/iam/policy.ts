import { accountOfArn, isAccountId, isAccountRootArn, isArn } from '../arn';
import { isTemplateList, isTemplateObject, knownValue, type TemplateObject, type TemplateValue } from '../cloudformation/template-value';
import { NotSimulatedError } from '../errors';
import { matchesWildcard } from './condition';
import type { Principal } from './principal';

/** What somebody wants to do. */
export interface AccessRequest {
  /** Such as `sns:Publish`. */
  readonly action: string;
  /** ARN of the resource acted on. */
  readonly resource: string;
}

/** What one or more policies say about a request. */
export interface AccessDecision {
  readonly outcome: 'allowed' | 'implicitly denied' | 'explicitly denied';
  /** The statement that decided, by its Sid or its place; none for an implicit denial. */
  readonly statement?: string;
}

/** A statement of a policy, with where it stands for messages. */
export interface PolicyStatement {
  readonly name: string;
  /** With gaps where a value is only known at deployment: a statement that is about something else is decided all the same. */
  readonly body: TemplateObject;
}

/** How a statement of a resource-based policy is about a principal; see {@link matchPrincipal}. */
export type PrincipalMatch = 'named' | 'everybody' | 'account' | 'none';

const MOST_EXACT = ['named', 'everybody', 'account'] as const;

const DOCUMENT_ELEMENTS: ReadonlySet<string> = new Set(['Version', 'Id', 'Statement']);
const STATEMENT_ELEMENTS: ReadonlySet<string> = new Set([
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]);

/**
 * The statements of a policy document.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 *
 * @param where the resource that carries the policy
 * @throws NotSimulatedError for a document without statements, a statement that is no object, and an element that
 *   policies do not have: to pass over a misspelt Condition would allow everybody
 */
export function policyStatements(policy: TemplateValue | undefined, where: string): PolicyStatement[] {
  const document = knownValue(policy, where);
  if (!isTemplateObject(document) || document.Statement === undefined) {
    throw new NotSimulatedError('a policy document without Statement', where);
  }
  allowElements(document, DOCUMENT_ELEMENTS, where);
  const listed = knownValue(document.Statement, where);
  return (isTemplateList(listed) ? listed : [listed]).map((each, index) => {
    const body = knownValue(each, where);
    if (!isTemplateObject(body)) throw new NotSimulatedError('a policy statement that is not an object', where);
    const sid = typeof body.Sid === 'string' && body.Sid !== '' ? body.Sid : `statement ${index + 1}`;
    const name = `${sid} of ${where}`;
    allowElements(body, STATEMENT_ELEMENTS, name);
    for (const element of ['Principal', 'Action', 'Resource']) {
      if (body[element] === undefined || body[`Not${element}`] === undefined) continue;
      throw new NotSimulatedError(`${element} and Not${element} in one policy statement`, name);
    }
    return { name, body };
  });
}

function allowElements(object: TemplateObject, known: ReadonlySet<string>, where: string): void {
  const unknown = Object.keys(object).find((element) => !known.has(element));
  if (unknown !== undefined) throw new NotSimulatedError(`policy element ${unknown}`, where);
}

/**
 * Judges a request by statements: an explicit denial wins, then an allowance, else it is denied because nothing
 * allows it. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 * A statement that cannot be judged only matters when nothing stronger decides.
 *
 * @param appliesTo whether the statement is about the principal of the request. Identity policies have no principal
 *   and always apply; see {@link matchPrincipal} for policies of resources.
 * @param holds whether the condition of a statement holds
 * @throws NotSimulatedError for a statement that cannot be judged and could turn the decision round
 */
export function evaluateStatements(
  statements: readonly PolicyStatement[],
  request: AccessRequest,
  appliesTo: (statement: PolicyStatement) => boolean,
  holds: (statement: PolicyStatement) => boolean,
): AccessDecision {
  let allowance: PolicyStatement | undefined;
  let doubtfulDenial: NotSimulatedError | undefined;
  let doubtfulAllowance: NotSimulatedError | undefined;
  for (const statement of statements) {
    try {
      if (!appliesTo(statement) || !concerns(statement, request) || !holds(statement)) continue;
      if (statement.body.Effect === 'Deny') return { outcome: 'explicitly denied', statement: statement.name };
      allowance ??= statement;
    } catch (error) {
      if (!(error instanceof NotSimulatedError)) throw error;
      if (statement.body.Effect === 'Allow') doubtfulAllowance ??= error;
      else doubtfulDenial ??= error;
    }
  }
  if (doubtfulDenial !== undefined) throw doubtfulDenial;
  if (allowance !== undefined) return { outcome: 'allowed', statement: allowance.name };
  if (doubtfulAllowance !== undefined) throw doubtfulAllowance;
  return { outcome: 'implicitly denied' };
}

/**
 * How a statement of a resource-based policy names a principal: itself, everybody, the whole account it belongs to, or
 * not at all. Naming the account delegates the decision to the identity policies of that account.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function matchPrincipal(statement: PolicyStatement, principal: Principal): PrincipalMatch {
  const { Principal: named, NotPrincipal: excluded } = statement.body;
  if (excluded !== undefined) throw new NotSimulatedError('NotPrincipal', statement.name);
  if (named === '*') return 'everybody';
  if (!isTemplateObject(knownValue(named, statement.name))) throw new NotSimulatedError('a resource policy statement without Principal', statement.name);
  const matches = Object.entries(named as TemplateObject).flatMap(([kind, values]) =>
    texts(values, statement).map((value) => matchOne(kind, value, principal, statement)),
  );
  return MOST_EXACT.find((match) => matches.includes(match)) ?? 'none';
}

function matchOne(kind: string, value: string, principal: Principal, statement: PolicyStatement): PrincipalMatch {
  switch (kind) {
    case 'Service':
      if (value.includes('*')) throw new NotSimulatedError(`principal service ${value}`, statement.name);
      return typeof principal !== 'string' && principal.service === value ? 'named' : 'none';
    case 'AWS': {
      if (value === '*') return 'everybody';
      if (typeof principal !== 'string') return 'none';
      if (value === principal) return 'named';
      const isAccount = isAccountId(value) || isAccountRootArn(value);
      const account = isArn(value) ? accountOfArn(value) : value;
      return isAccount && account === accountOfArn(principal) ? 'account' : 'none';
    }
    case 'Federated':
    case 'CanonicalUser':
      return 'none';
    default:
      throw new NotSimulatedError(`principal kind ${kind}`, statement.name);
  }
}

/**
 * What a statement does to what it is about.
 * @throws NotSimulatedError for anything else
 */
export function effectOf({ body, name }: PolicyStatement): 'Allow' | 'Deny' {
  const effect = knownValue(body.Effect, name);
  if (effect === 'Allow' || effect === 'Deny') return effect;
  throw new NotSimulatedError(`policy effect ${JSON.stringify(effect) ?? 'left out'}`, name);
}

/** Whether a statement is about an action on a resource, whoever asks and whatever its condition is. */
export function concerns(statement: PolicyStatement, request: AccessRequest): boolean {
  effectOf(statement);
  return (
    matchesElement(statement, 'Action', (pattern) => matchesWildcard(request.action.toLowerCase(), pattern.toLowerCase())) &&
    matchesElement(statement, 'Resource', (pattern) => matchesWildcard(request.resource, pattern))
  );
}

/** `Action` and `Resource` list what the statement is about, `NotAction` and `NotResource` what it is not about. */
function matchesElement(statement: PolicyStatement, element: 'Action' | 'Resource', matches: (pattern: string) => boolean): boolean {
  const listed = statement.body[element];
  if (listed !== undefined) return texts(listed, statement).some(matches);
  const excluded = statement.body[`Not${element}`];
  if (excluded === undefined) throw new NotSimulatedError(`a policy statement without ${element}`, statement.name);
  return !texts(excluded, statement).some(matches);
}

/** The patterns of an element, by the element itself: they are read once, and asked for in every request. */
const READ = new WeakMap<readonly TemplateValue[], readonly string[]>();

function texts(value: TemplateValue, statement: PolicyStatement): readonly string[] {
  if (!isTemplateList(value)) return [textIn(value, statement)];
  const known = READ.get(value);
  if (known !== undefined) return known;
  const read = value.map((item) => textIn(item, statement));
  READ.set(value, read);
  return read;
}

function textIn(value: TemplateValue, statement: PolicyStatement): string {
  const item = knownValue(value, statement.name);
  if (typeof item !== 'string') throw new NotSimulatedError(`policy element ${JSON.stringify(item)}`, statement.name);
  if (item.includes('${')) throw new NotSimulatedError(`IAM policy variable in ${item}`, statement.name);
  return item;
}
