import { areEqual, compareValues, type AttributeValue, type Item } from './attribute-value';

/** Where an attribute stands in an item: its name, and names and positions inside it. */
export type DocumentPath = readonly [string, ...(readonly (string | number)[])];

/** A side of a comparison. */
export type Operand = { readonly kind: 'path'; readonly path: DocumentPath } | { readonly kind: 'value'; readonly value: AttributeValue };

export type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>=';

/** A condition, filter or key condition as parsed. */
export type Condition =
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition }
  | { readonly kind: 'not'; readonly condition: Condition }
  | { readonly kind: 'compare'; readonly comparator: Comparator; readonly left: Operand; readonly right: Operand }
  | { readonly kind: 'between'; readonly operand: Operand; readonly low: Operand; readonly high: Operand }
  | { readonly kind: 'in'; readonly operand: Operand; readonly list: readonly Operand[] }
  | { readonly kind: 'begins_with'; readonly operand: Operand; readonly prefix: Operand }
  | { readonly kind: 'exists'; readonly path: DocumentPath; readonly wanted: boolean };

/**
 * Whether an item meets a condition. An item that does not exist has no attributes. A comparison with an attribute
 * that is missing does not hold, other than `<>`, which does.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
 */
export function holds(condition: Condition, item: Item): boolean {
  switch (condition.kind) {
    case 'and':
      return holds(condition.left, item) && holds(condition.right, item);
    case 'or':
      return holds(condition.left, item) || holds(condition.right, item);
    case 'not':
      return !holds(condition.condition, item);
    case 'compare':
      return compares(condition.comparator, valueOf(condition.left, item), valueOf(condition.right, item));
    case 'between': {
      const value = valueOf(condition.operand, item);
      return compares('>=', value, valueOf(condition.low, item)) && compares('<=', value, valueOf(condition.high, item));
    }
    case 'in': {
      const value = valueOf(condition.operand, item);
      return condition.list.some((each) => compares('=', value, valueOf(each, item)));
    }
    case 'begins_with': {
      const [value, prefix] = [valueOf(condition.operand, item), valueOf(condition.prefix, item)];
      return value !== undefined && prefix !== undefined && 'S' in value && 'S' in prefix && value.S.startsWith(prefix.S);
    }
    case 'exists':
      return (valueAt(condition.path, item) !== undefined) === condition.wanted;
  }
}

/** The names of the attributes an expression looks at, each without what is inside it. */
export function attributesOf(condition: Condition): readonly string[] {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return [...attributesOf(condition.left), ...attributesOf(condition.right)];
    case 'not':
      return attributesOf(condition.condition);
    case 'compare':
      return namesIn([condition.left, condition.right]);
    case 'between':
      return namesIn([condition.operand, condition.low, condition.high]);
    case 'in':
      return namesIn([condition.operand, ...condition.list]);
    case 'begins_with':
      return namesIn([condition.operand, condition.prefix]);
    case 'exists':
      return [condition.path[0]];
  }
}

function namesIn(operands: readonly Operand[]): readonly string[] {
  return operands.flatMap((operand) => (operand.kind === 'path' ? [operand.path[0]] : []));
}

function compares(comparator: Comparator, left: AttributeValue | undefined, right: AttributeValue | undefined): boolean {
  const isEqual = left !== undefined && right !== undefined && areEqual(left, right);
  if (comparator === '=') return isEqual;
  if (comparator === '<>') return !isEqual;
  const order = left === undefined || right === undefined ? undefined : compareValues(left, right);
  if (order === undefined) return false;
  switch (comparator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

function valueOf(operand: Operand, item: Item): AttributeValue | undefined {
  return operand.kind === 'value' ? operand.value : valueAt(operand.path, item);
}

function valueAt(path: DocumentPath, item: Item): AttributeValue | undefined {
  let value: AttributeValue | undefined = { M: item };
  for (const step of path) {
    value = stepInto(value, step);
    if (value === undefined) return undefined;
  }
  return value;
}

function stepInto(value: AttributeValue, step: string | number): AttributeValue | undefined {
  if (typeof step === 'number') return 'L' in value ? value.L[step] : undefined;
  return 'M' in value && Object.hasOwn(value.M, step) ? value.M[step] : undefined;
}
