import { typeOf, type AttributeValue } from './attribute-value';
import type { Condition, Operand } from './condition';
import { invalid, invalidValue } from './invalid';
import { attributesOfKey, type KeySchema } from './table';

/**
 * Checks that a condition is one a query can find items by: the hash key is equal to a value, and the range key, when
 * it occurs, is compared with one in an order.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.KeyConditionExpressions.html
 *
 * @throws ServiceError ValidationException
 */
export function checkKeyCondition(condition: Condition, schema: KeySchema): void {
  const parts = conjuncts(condition);
  const named = parts.map((part) => ({ part, name: nameIn(part) }));
  for (const { name } of named) {
    if (named.filter((other) => other.name === name).length > 1) {
      throw invalid('KeyConditionExpressions must only contain one condition per key');
    }
  }
  const hash = named.find(({ name }) => name === schema.hash.name);
  if (hash === undefined) throw invalid(`Query condition missed key schema element: ${schema.hash.name}`);
  if (hash.part.kind !== 'compare' || hash.part.comparator !== '=') throw invalid('Query key condition not supported');
  const others = named.filter((each) => each !== hash);
  if (others.length > 1) throw invalid('Conditions can be of length 1 or 2 only');
  if (others[0] !== undefined && others[0].name !== schema.range?.name) {
    throw invalid(schema.range === undefined ? 'Query key condition not supported' : `Query condition missed key schema element: ${schema.range.name}`);
  }
  for (const { part, name } of named) {
    const { type } = attributesOfKey(schema).find((attribute) => attribute.name === name)!;
    for (const value of valuesIn(part)) {
      if (typeOf(value) !== type) throw invalidValue('Condition parameter type does not match schema type');
      if ('S' in value && value.S === '') {
        throw invalid(`One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: ${name}`);
      }
    }
  }
}

function conjuncts(condition: Condition): readonly Condition[] {
  return condition.kind === 'and' ? [...conjuncts(condition.left), ...conjuncts(condition.right)] : [condition];
}

/** The attribute a part is about: it has to stand first, alone, and not inside another. */
function nameIn(part: Condition): string {
  const operand = firstOperand(part);
  if (operand?.kind !== 'path') throw invalid('Invalid KeyConditionExpression: the first operand of a key condition must be a key attribute');
  if (operand.path.length > 1) throw invalid('Invalid KeyConditionExpression: KeyConditionExpressions cannot have conditions on nested attributes');
  return operand.path[0];
}

function firstOperand(part: Condition): Operand | undefined {
  switch (part.kind) {
    case 'compare':
      if (part.comparator === '<>') throw invalid('Invalid operator used in KeyConditionExpression: <>');
      return part.left;
    case 'between':
    case 'begins_with':
      return part.operand;
    case 'or':
    case 'not':
    case 'in':
      throw invalid(`Invalid operator used in KeyConditionExpression: ${part.kind.toUpperCase()}`);
    case 'exists':
      throw invalid(`Invalid operator used in KeyConditionExpression: ${part.wanted ? 'attribute_exists' : 'attribute_not_exists'}`);
    case 'and':
      return undefined;
  }
}

function valuesIn(part: Condition): readonly AttributeValue[] {
  const operands = part.kind === 'compare' ? [part.right] : part.kind === 'between' ? [part.low, part.high] : part.kind === 'begins_with' ? [part.prefix] : [];
  return operands.map((operand) => {
    if (operand.kind === 'value') return operand.value;
    throw invalid('Invalid KeyConditionExpression: a key is compared with values only');
  });
}
