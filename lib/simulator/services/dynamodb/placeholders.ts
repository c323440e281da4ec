import type { CallInput } from '../../core/service';
import { readValue, type AttributeValue } from './attribute-value';
import { invalid } from './invalid';

/**
 * The names and values that the expressions of a request refer to. DynamoDB refuses one that no expression uses.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ExpressionAttributeNames.html
 */
export class Placeholders {
  readonly #names: ReadonlyMap<string, string>;
  readonly #values: ReadonlyMap<string, AttributeValue>;
  readonly #unused: Set<string>;

  /** @throws ServiceError ValidationException for placeholders that are none, or come without an expression */
  constructor(input: CallInput, hasExpression: boolean) {
    const { ExpressionAttributeNames: names, ExpressionAttributeValues: values } = input;
    for (const [key, given] of Object.entries({ ExpressionAttributeNames: names, ExpressionAttributeValues: values })) {
      if (given === undefined) continue;
      if (!hasExpression) throw invalid(`${key} can only be specified when using expressions`);
      if (typeof given !== 'object' || given === null || Object.keys(given).length === 0) throw invalid(`${key} must not be empty`);
    }
    this.#names = new Map(Object.entries(names ?? {}).map(([key, name]) => [checked(key, '#', 'Names'), nameText(key, name)]));
    this.#values = new Map(Object.entries(values ?? {}).map(([key, value]) => [checked(key, ':', 'Values'), readValue(value)]));
    this.#unused = new Set([...this.#names.keys(), ...this.#values.keys()]);
  }

  /** The name of an attribute behind `#name`. */
  name(placeholder: string, kind: string): string {
    const name = this.#names.get(placeholder);
    if (name === undefined) {
      throw invalid(`Invalid ${kind}: An expression attribute name used in the document path is not defined; attribute name: ${placeholder}`);
    }
    this.#unused.delete(placeholder);
    return name;
  }

  /** The value behind `:value`. */
  value(placeholder: string, kind: string): AttributeValue {
    const value = this.#values.get(placeholder);
    if (value === undefined) {
      throw invalid(`Invalid ${kind}: An expression attribute value used in expression is not defined; attribute value: ${placeholder}`);
    }
    this.#unused.delete(placeholder);
    return value;
  }

  /** @throws ServiceError ValidationException when a placeholder was not used */
  checkAllUsed(): void {
    for (const [prefix, what] of [
      ['#', 'Names'],
      [':', 'Values'],
    ] as const) {
      const unused = [...this.#unused].filter((placeholder) => placeholder.startsWith(prefix));
      if (unused.length > 0) throw invalid(`Value provided in ExpressionAttribute${what} unused in expressions: keys: {${unused.join(', ')}}`);
    }
  }
}

function checked(key: string, prefix: string, what: string): string {
  if (key.startsWith(prefix) && /^.[A-Za-z0-9_]+$/.test(key)) return key;
  throw invalid(`ExpressionAttribute${what} contains invalid key: Syntax error; key: "${key}"`);
}

function nameText(key: string, name: unknown): string {
  if (typeof name === 'string' && name !== '') return name;
  throw invalid(`ExpressionAttributeNames must have a text for ${key}`);
}
