import { accountOfArn, isAccountId, isAccountRootArn, isArn } from '../arn';
import { isJsonObject, type JsonObject, type JsonValue } from '../cloudformation/template';
import { NotSimulatedError } from '../errors';
import { conditionHolds, matchesWildcard, type RequestContext } from './condition';
import type { Principal } from './principal';

/** One request to be judged. */
export interface AccessRequest {
  readonly principal: Principal;
  /** Such as `sns:Publish`. */
  readonly action: string;
  /** ARN of the resource acted on. */
  readonly resource: string;
  readonly context: RequestContext;
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
  readonly body: JsonObject;
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
export function policyStatements(document: JsonValue | undefined, where: string): PolicyStatement[] {
  if (!isJsonObject(document) || document.Statement === undefined) {
    throw new NotSimulatedError('a policy document without Statement', where);
  }
  allowElements(document, DOCUMENT_ELEMENTS, where);
  return ([document.Statement].flat() as JsonValue[]).map((body, index) => {
    if (!isJsonObject(body)) throw new NotSimulatedError('a policy statement that is not an object', where);
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

function allowElements(object: JsonObject, known: ReadonlySet<string>, where: string): void {
  const unknown = Object.keys(object).find((element) => !known.has(element));
  if (unknown !== undefined) throw new NotSimulatedError(`policy element ${unknown}`, where);
}

/**
 * Judges a request by statements: an explicit denial wins, then an allowance, else it is denied because nothing
 * allows it. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 *
 * @param appliesTo whether the statement is about the principal of the request. Identity policies have no principal
 *   and always apply; see {@link matchPrincipal} for policies of resources.
 */
export function evaluateStatements(
  statements: readonly PolicyStatement[],
  request: AccessRequest,
  appliesTo: (statement: PolicyStatement) => boolean,
): AccessDecision {
  const matching = statements.filter((statement) => appliesTo(statement) && matchesRequest(statement, request));
  const denial = matching.find(({ body }) => body.Effect === 'Deny');
  if (denial !== undefined) return { outcome: 'explicitly denied', statement: denial.name };
  const allowance = matching.find(({ body }) => body.Effect === 'Allow');
  if (allowance !== undefined) return { outcome: 'allowed', statement: allowance.name };
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
  if (!isJsonObject(named)) throw new NotSimulatedError('a resource policy statement without Principal', statement.name);
  const matches = Object.entries(named).flatMap(([kind, values]) => texts(values, statement).map((value) => matchOne(kind, value, principal, statement)));
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

function matchesRequest(statement: PolicyStatement, request: AccessRequest): boolean {
  const { body, name } = statement;
  if (body.Effect !== 'Allow' && body.Effect !== 'Deny') {
    throw new NotSimulatedError(`policy effect ${JSON.stringify(body.Effect) ?? 'left out'}`, name);
  }
  return (
    matchesElement(statement, 'Action', (pattern) => matchesWildcard(request.action.toLowerCase(), pattern.toLowerCase())) &&
    matchesElement(statement, 'Resource', (pattern) => matchesWildcard(request.resource, pattern)) &&
    (body.Condition === undefined || conditionHolds(body.Condition, request.context, name))
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
const READ = new WeakMap<readonly JsonValue[], readonly string[]>();

function texts(value: JsonValue, statement: PolicyStatement): readonly string[] {
  if (!Array.isArray(value)) return [textIn(value, statement)];
  const known = READ.get(value);
  if (known !== undefined) return known;
  const read = value.map((item: JsonValue) => textIn(item, statement));
  READ.set(value, read);
  return read;
}

function textIn(item: JsonValue, statement: PolicyStatement): string {
  if (typeof item !== 'string') throw new NotSimulatedError(`policy element ${JSON.stringify(item)}`, statement.name);
  if (item.includes('${')) throw new NotSimulatedError(`IAM policy variable in ${item}`, statement.name);
  return item;
}
