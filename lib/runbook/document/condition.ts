import { isJsonObject, type JsonObject, type JsonValue } from '../../aws/cloudformation/template';

/**
 * Conditions of `aws:branch` and of loops.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-branch-condition.html
 */
export type Condition =
  | { readonly kind: 'compare'; readonly operator: Operator; readonly variable: JsonValue; readonly operand: JsonValue }
  | { readonly kind: 'and' | 'or'; readonly conditions: readonly Condition[] }
  | { readonly kind: 'not'; readonly condition: Condition };

/** What compares two values, by its name in a document. */
export type Operator = keyof typeof OPERATORS;

const text = (compare: (value: string, operand: string) => boolean) => ({ type: 'string' as const, compare: compare as Compare });
const number = (compare: (value: number, operand: number) => boolean) => ({ type: 'number' as const, compare: compare as Compare });
type Compare = (value: unknown, operand: unknown) => boolean;

const OPERATORS = {
  StringEquals: text((value, operand) => value === operand),
  EqualsIgnoreCase: text((value, operand) => value.toLowerCase() === operand.toLowerCase()),
  StartsWith: text((value, operand) => value.startsWith(operand)),
  EndsWith: text((value, operand) => value.endsWith(operand)),
  Contains: text((value, operand) => value.includes(operand)),
  NumericEquals: number((value, operand) => value === operand),
  NumericGreater: number((value, operand) => value > operand),
  NumericLesser: number((value, operand) => value < operand),
  NumericGreaterOrEquals: number((value, operand) => value >= operand),
  NumericLesserOrEquals: number((value, operand) => value <= operand),
  BooleanEquals: { type: 'boolean' as const, compare: ((value, operand) => value === operand) as Compare },
};

/** Thrown for a condition that is none. */
export class ConditionError extends Error {
  override readonly name = 'ConditionError';
}

/**
 * Reads a condition. Keys beside it, such as `NextStep`, are left to the caller.
 *
 * @throws ConditionError for a condition without an operator, with two, with one that there is not, or without `Variable`
 */
export function readCondition(written: JsonObject): Condition {
  if (isJsonObject(written.Not)) return { kind: 'not', condition: readCondition(written.Not) };
  for (const [key, kind] of [
    ['And', 'and'],
    ['Or', 'or'],
  ] as const) {
    const list = written[key];
    if (list === undefined) continue;
    if (!Array.isArray(list) || list.length === 0 || !list.every(isJsonObject)) throw new ConditionError(`${key} takes a list of conditions`);
    return { kind, conditions: list.map((condition) => readCondition(condition as JsonObject)) };
  }
  const [operator, ...others] = Object.keys(written).filter((key) => key !== 'Variable' && key !== 'NextStep');
  if (operator === undefined) throw new ConditionError('a condition without an operator');
  if (others.length > 0) throw new ConditionError(`a condition with several operators: ${[operator, ...others].join(', ')}`);
  if (!Object.hasOwn(OPERATORS, operator)) {
    throw new ConditionError(`there is no operator ${operator}; there are ${Object.keys(OPERATORS).join(', ')}, And, Or, Not`);
  }
  if (written.Variable === undefined) throw new ConditionError(`${operator} without Variable`);
  return { kind: 'compare', operator: operator as Operator, variable: written.Variable, operand: written[operator]! };
}

/** Every value a condition looks at, variables and operands. */
export function valuesOf(condition: Condition): readonly JsonValue[] {
  if (condition.kind === 'compare') return [condition.variable, condition.operand];
  if (condition.kind === 'not') return valuesOf(condition.condition);
  return condition.conditions.flatMap(valuesOf);
}

/**
 * Whether a condition holds. `And` and `Or` look no further than they have to.
 *
 * @param filled a value with its references filled in
 * @throws ConditionError where the operator compares another type than the values have: AWS does not say what becomes of it
 */
export function holds(condition: Condition, filled: (value: JsonValue) => JsonValue): boolean {
  switch (condition.kind) {
    case 'and':
      return condition.conditions.every((each) => holds(each, filled));
    case 'or':
      return condition.conditions.some((each) => holds(each, filled));
    case 'not':
      return !holds(condition.condition, filled);
    case 'compare': {
      const { type, compare } = OPERATORS[condition.operator];
      const values = [filled(condition.variable), filled(condition.operand)] as const;
      const wrong = values.find((value) => typeof value !== type);
      if (wrong !== undefined) throw new ConditionError(`${condition.operator} compares ${JSON.stringify(wrong)}, which is no ${type}`);
      return compare(...values);
    }
  }
}
