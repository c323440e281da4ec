import { isJsonObject, type JsonObject, type JsonValue } from '../cloudformation/template';
import { NotSimulatedError } from '../errors';

/** Whether an event matches. */
export type EventMatcher = (event: JsonObject) => boolean;

/** Judges one field: the values found there, none when the field is absent. */
type FieldMatcher = (values: readonly JsonValue[]) => boolean;

/**
 * Compiles an event pattern: exact values, `prefix`, `suffix`, `anything-but`, `exists` and `numeric`, on nested
 * fields. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 *
 * @param where the rule, for the error
 * @throws NotSimulatedError naming an operator that is not in the list above
 */
export function compileEventPattern(pattern: JsonValue | undefined, where: string): EventMatcher {
  if (!isJsonObject(pattern) || Object.keys(pattern).length === 0) {
    throw new NotSimulatedError('an event pattern that is not an object with fields', where);
  }
  return compileObject(pattern, where);
}

function compileObject(pattern: JsonObject, where: string): EventMatcher {
  const fields = Object.entries(pattern).map(([name, expected]): EventMatcher => {
    if (name.startsWith('$')) throw new NotSimulatedError(`event pattern operator ${name}`, where);
    if (isJsonObject(expected)) {
      const nested = compileObject(expected, where);
      // An absent object is an empty one, so that `exists: false` inside it can match.
      return (event) => nestedObjects(event[name]).some(nested);
    }
    if (!Array.isArray(expected)) throw new NotSimulatedError(`event pattern field ${name} that is not a list`, where);
    const alternatives = (expected as readonly JsonValue[]).map((alternative) => compileAlternative(alternative, where));
    return (event) => {
      const values = valuesOf(own(event, name));
      return alternatives.some((matches) => matches(values));
    };
  });
  return (event) => fields.every((matches) => matches(event));
}

function compileAlternative(alternative: JsonValue, where: string): FieldMatcher {
  if (!isJsonObject(alternative)) {
    if (Array.isArray(alternative)) throw new NotSimulatedError('event pattern with a list in a list', where);
    return (values) => values.some((value) => value === alternative);
  }
  const [operator, ...others] = Object.keys(alternative);
  if (operator === undefined || others.length > 0) throw new NotSimulatedError('event pattern without one operator', where);
  const operand = alternative[operator]!;
  switch (operator) {
    case 'exists':
      if (typeof operand !== 'boolean') throw new NotSimulatedError('event pattern operator exists without true or false', where);
      return (values) => values.length > 0 === operand;
    case 'anything-but': {
      const excluded = compileExcluded(operand, where);
      return (values) => values.some((value) => !excluded([value]));
    }
    case 'prefix':
    case 'suffix':
    case 'numeric': {
      const matches = compileValueTest(operator, operand, where);
      return (values) => values.some(matches);
    }
    default:
      throw new NotSimulatedError(`event pattern operator ${operator}`, where);
  }
}

/** What anything-but excludes: a value, several, or texts with a prefix or suffix. */
function compileExcluded(operand: JsonValue, where: string): FieldMatcher {
  if (!isJsonObject(operand)) {
    const excluded = [operand].flat() as JsonValue[];
    return (values) => values.some((value) => excluded.includes(value));
  }
  const [operator = '', ...others] = Object.keys(operand);
  if (others.length > 0 || (operator !== 'prefix' && operator !== 'suffix')) {
    throw new NotSimulatedError(`event pattern operator anything-but ${operator}`, where);
  }
  const matches = compileValueTest(operator, operand[operator]!, where);
  return (values) => values.some(matches);
}

function compileValueTest(operator: 'prefix' | 'suffix' | 'numeric', operand: JsonValue, where: string): (value: JsonValue) => boolean {
  if (operator === 'numeric') return compileNumeric(operand, where);
  if (typeof operand !== 'string') throw new NotSimulatedError(`event pattern operator ${operator} without a text`, where);
  return (value) => typeof value === 'string' && (operator === 'prefix' ? value.startsWith(operand) : value.endsWith(operand));
}

const COMPARISONS: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

/** `["=", 5]` or a range: `[">", 0, "<=", 5]`. */
function compileNumeric(operand: JsonValue, where: string): (value: JsonValue) => boolean {
  const parts = Array.isArray(operand) ? (operand as readonly JsonValue[]) : [];
  const tests: ((value: number) => boolean)[] = [];
  for (let index = 0; index < parts.length; index += 2) {
    const name = parts[index];
    const comparison = typeof name === 'string' && Object.hasOwn(COMPARISONS, name) ? COMPARISONS[name] : undefined;
    const bound = parts[index + 1];
    if (comparison === undefined || typeof bound !== 'number') break;
    tests.push((value) => comparison(value, bound));
  }
  if (tests.length === 0 || tests.length * 2 !== parts.length) {
    throw new NotSimulatedError('event pattern operator numeric without comparisons and numbers', where);
  }
  return (value) => typeof value === 'number' && tests.every((test) => test(value));
}

/** A list in the event matches when one of its items does; an absent field has no values. */
function valuesOf(value: JsonValue | undefined): readonly JsonValue[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function nestedObjects(value: JsonValue | undefined): readonly JsonObject[] {
  if (value === undefined) return [{}];
  return (Array.isArray(value) ? (value as readonly JsonValue[]) : [value]).filter(isJsonObject);
}

function own(object: JsonObject, name: string): JsonValue | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}
