import { arnParts, hasArnParts } from '../arn';
import { isTemplateList, isTemplateObject, knownValue, type TemplateObject, type TemplateValue } from '../cloudformation/template-value';
import { NotSimulatedError } from '../errors';

/**
 * The condition keys of a request, in lower case (keys ignore case). A key that is here and undefined is known to be
 * absent from the request; a key that is not here is one the simulator cannot tell, and asking for it throws.
 */
export type RequestContext = Readonly<Record<string, string | undefined>>;

type Test = (actual: string, wanted: string) => boolean;

interface Operator {
  readonly test: Test;
  /** Negated operators hold when no value matches, and hold for a key that is absent. */
  readonly negated: boolean;
}

const equals: Test = (actual, wanted) => actual === wanted;

const OPERATORS: Readonly<Record<string, Operator>> = {
  StringEquals: { test: equals, negated: false },
  StringNotEquals: { test: equals, negated: true },
  StringLike: { test: matchesWildcard, negated: false },
  ArnEquals: { test: matchesArn, negated: false },
  ArnLike: { test: matchesArn, negated: false },
  Bool: { test: (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(), negated: false },
};

/**
 * Whether every operator and key of a policy's Condition holds for a request.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 *
 * @param where the statement, for the error
 * @throws NotSimulatedError for an operator, a condition key or a policy variable the simulator does not know
 */
export function conditionHolds(condition: TemplateValue, context: RequestContext, where: string): boolean {
  const operators = knownValue(condition, where);
  if (!isTemplateObject(operators)) throw new NotSimulatedError('a Condition that is not an object', where);
  return Object.entries(operators).every(([operator, keys]) => {
    if (!isTemplateObject(knownValue(keys, where))) throw new NotSimulatedError(`condition operator ${operator} without keys`, where);
    return Object.entries(keys as TemplateObject).every(([key, wanted]) => {
      const values = wantedValues(wanted, where);
      return operatorHolds(operator, contextValue(context, key, where), values, where);
    });
  });
}

function operatorHolds(name: string, actual: string | undefined, wanted: readonly string[], where: string): boolean {
  if (name === 'Null') return wanted.some((value) => value.toLowerCase() === String(actual === undefined));
  const ifExists = name.endsWith('IfExists');
  const baseName = ifExists ? name.slice(0, -'IfExists'.length) : name;
  const operator = Object.hasOwn(OPERATORS, baseName) ? OPERATORS[baseName] : undefined;
  if (operator === undefined) throw new NotSimulatedError(`IAM condition operator ${name}`, where);
  // What an operator of ARNs makes of less than an ARN, such as `*`, is not documented.
  const partial = operator.test === matchesArn ? wanted.find((value) => !hasArnParts(value)) : undefined;
  if (partial !== undefined) throw new NotSimulatedError(`${name} with ${partial}, which is no ARN`, where);
  if (actual === undefined) return ifExists || operator.negated;
  return wanted.some((value) => operator.test(actual, value)) !== operator.negated;
}

function contextValue(context: RequestContext, key: string, where: string): string | undefined {
  const name = key.toLowerCase();
  if (!Object.hasOwn(context, name)) throw new NotSimulatedError(`IAM condition key ${key}`, where);
  return context[name];
}

function wantedValues(value: TemplateValue, where: string): string[] {
  return (isTemplateList(value) ? value : [value]).map((wanted) => {
    const item = knownValue(wanted, where);
    if (typeof item === 'object') throw new NotSimulatedError('a condition value that is not a text', where);
    const text = String(item);
    if (text.includes('${')) throw new NotSimulatedError(`IAM policy variable in ${text}`, where);
    return text;
  });
}

/** Patterns as they were compiled; a template has few of them, and a game day asks for each many thousand times. */
const PATTERNS = new Map<string, RegExp | undefined>();
/** Most patterns kept. */
const MAX_PATTERNS = 10_000;

/** `*` stands for any characters, `?` for exactly one. */
export function matchesWildcard(actual: string, pattern: string): boolean {
  if (pattern === '*') return true;
  const compiled = compile(pattern);
  return compiled === undefined ? actual === pattern : compiled.test(actual);
}

/** Undefined for a pattern without wildcards. */
function compile(pattern: string): RegExp | undefined {
  const known = PATTERNS.get(pattern);
  if (known !== undefined || PATTERNS.has(pattern)) return known;
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const compiled = /[*?]/.test(pattern) ? new RegExp(`^${source}$`, 's') : undefined;
  if (PATTERNS.size >= MAX_PATTERNS) PATTERNS.clear();
  PATTERNS.set(pattern, compiled);
  return compiled;
}

/** ARNs are compared part by part, so that a wildcard never reaches over a colon into the next part. */
export function matchesArn(actual: string, pattern: string): boolean {
  const actualParts = arnParts(actual);
  const patternParts = arnParts(pattern);
  return actualParts.length === patternParts.length && patternParts.every((part, index) => matchesWildcard(actualParts[index]!, part));
}
