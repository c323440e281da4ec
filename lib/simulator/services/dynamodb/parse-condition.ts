import { NotSimulatedError } from '../../../aws/errors';
import { compareValues, typeOf, type AttributeType } from './attribute-value';
import type { Comparator, Condition, DocumentPath, Operand } from './condition';
import { tokenize, type Token } from './expression-tokens';
import { invalid } from './invalid';
import type { Placeholders } from './placeholders';
import { isReservedWord } from './reserved-words';

const COMPARATORS: readonly string[] = ['=', '<>', '<', '<=', '>', '>='];
/** Types of values that have an order. */
const ORDERED: readonly AttributeType[] = ['S', 'N'];

/**
 * Parses a condition, filter or key condition. NOT binds closer than AND, and AND closer than OR.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
 *
 * @param kind such as `ConditionExpression`, for the error
 * @throws ServiceError ValidationException where DynamoDB refuses the expression
 * @throws NotSimulatedError for a function other than attribute_exists, attribute_not_exists and begins_with
 */
export function parseCondition(expression: string, kind: string, placeholders: Placeholders): Condition {
  return new Parser(tokenize(expression, kind), kind, placeholders).parse();
}

class Parser {
  readonly #tokens: readonly Token[];
  readonly #kind: string;
  readonly #placeholders: Placeholders;
  #at = 0;
  /** First and last token of the parentheses closed most recently: around nothing but them, others are redundant. */
  #group: { readonly from: number; readonly to: number } | undefined;

  constructor(tokens: readonly Token[], kind: string, placeholders: Placeholders) {
    this.#tokens = tokens;
    this.#kind = kind;
    this.#placeholders = placeholders;
  }

  parse(): Condition {
    const condition = this.#or();
    if (this.#token.kind !== 'end') throw this.#syntaxError();
    return condition;
  }

  get #token(): Token {
    return this.#tokens[this.#at]!;
  }

  #or(): Condition {
    let left = this.#and();
    while (this.#takeWord('OR')) left = { kind: 'or', left, right: this.#and() };
    return left;
  }

  #and(): Condition {
    let left = this.#not();
    while (this.#takeWord('AND')) left = { kind: 'and', left, right: this.#not() };
    return left;
  }

  #not(): Condition {
    return this.#takeWord('NOT') ? { kind: 'not', condition: this.#not() } : this.#primary();
  }

  #primary(): Condition {
    if (this.#isSymbol('(')) return this.#parentheses();
    const next = this.#tokens[this.#at + 1];
    if (this.#token.kind === 'word' && next?.kind === 'symbol' && next.text === '(') return this.#function();
    const left = this.#operand();
    if (this.#takeWord('BETWEEN')) return this.#between(left);
    if (this.#takeWord('IN')) return this.#in(left);
    const comparator = this.#token.text;
    if (this.#token.kind !== 'symbol' || !COMPARATORS.includes(comparator)) throw this.#syntaxError();
    this.#at += 1;
    const right = this.#operand();
    if (comparator !== '=' && comparator !== '<>') this.#requireTypes(comparator, ORDERED, [left, right]);
    return { kind: 'compare', comparator: comparator as Comparator, left, right };
  }

  #parentheses(): Condition {
    const from = this.#at;
    this.#take('(');
    const condition = this.#or();
    const to = this.#at;
    this.#take(')');
    if (this.#group?.from === from + 1 && this.#group.to === to - 1) throw this.#invalid('The expression has redundant parentheses;');
    this.#group = { from, to };
    return condition;
  }

  #function(): Condition {
    const name = this.#token.text;
    this.#at += 1;
    switch (name) {
      case 'attribute_exists':
      case 'attribute_not_exists': {
        const [operand] = this.#arguments(name, 1);
        if (operand?.kind !== 'path') {
          throw this.#invalid(`Operator or function requires a document path; operator or function: ${name}`);
        }
        return { kind: 'exists', path: operand.path, wanted: name === 'attribute_exists' };
      }
      case 'begins_with': {
        const [operand, prefix] = this.#arguments(name, 2);
        this.#requireTypes(name, ['S'], [operand!, prefix!]);
        return { kind: 'begins_with', operand: operand!, prefix: prefix! };
      }
      default:
        throw new NotSimulatedError(`function ${name} in ${this.#kind} of DynamoDB`);
    }
  }

  #arguments(name: string, count: number): readonly Operand[] {
    this.#take('(');
    const operands = this.#list();
    this.#take(')');
    if (operands.length === count) return operands;
    throw this.#invalid(`Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${operands.length}`);
  }

  #between(operand: Operand): Condition {
    const low = this.#operand();
    if (!this.#takeWord('AND')) throw this.#syntaxError();
    const high = this.#operand();
    this.#requireTypes('BETWEEN', ORDERED, [operand, low, high]);
    if (low.kind === 'value' && high.kind === 'value') {
      const order = compareValues(low.value, high.value);
      if (order === undefined) throw this.#invalid('The BETWEEN operator requires same data type for lower and upper bounds;');
      if (order > 0) throw this.#invalid('The BETWEEN operator requires upper bound to be greater than or equal to lower bound;');
    }
    return { kind: 'between', operand, low, high };
  }

  #in(operand: Operand): Condition {
    this.#take('(');
    const list = this.#list();
    this.#take(')');
    return { kind: 'in', operand, list };
  }

  #list(): readonly Operand[] {
    const operands = [this.#operand()];
    while (this.#isSymbol(',')) {
      this.#at += 1;
      operands.push(this.#operand());
    }
    return operands;
  }

  #operand(): Operand {
    if (this.#token.kind !== 'value') return { kind: 'path', path: this.#path() };
    const value = this.#placeholders.value(this.#token.text, this.#kind);
    this.#at += 1;
    return { kind: 'value', value };
  }

  #path(): DocumentPath {
    const path: [string, ...(string | number)[]] = [this.#name()];
    for (;;) {
      if (this.#isSymbol('.')) {
        this.#at += 1;
        path.push(this.#name());
      } else if (this.#token.kind === 'index') {
        path.push(Number(this.#token.text));
        this.#at += 1;
      } else return path;
    }
  }

  #name(): string {
    const { kind, text } = this.#token;
    if (kind !== 'name' && kind !== 'word') throw this.#syntaxError();
    const next = this.#tokens[this.#at + 1];
    if (kind === 'word' && next?.kind === 'symbol' && next.text === '(') throw new NotSimulatedError(`function ${text} in ${this.#kind} of DynamoDB`);
    if (kind === 'word' && isReservedWord(text)) throw this.#invalid(`Attribute name is a reserved keyword; reserved keyword: ${text}`);
    this.#at += 1;
    return kind === 'word' ? text : this.#placeholders.name(text, this.#kind);
  }

  /** The type of an attribute shows with the item; that of a value is known before. */
  #requireTypes(what: string, types: readonly AttributeType[], operands: readonly Operand[]): void {
    for (const operand of operands) {
      if (operand.kind !== 'value' || types.includes(typeOf(operand.value))) continue;
      throw this.#invalid(`Incorrect operand type for operator or function; operator or function: ${what}, operand type: ${typeOf(operand.value)}`);
    }
  }

  #takeWord(word: string): boolean {
    if (this.#token.kind !== 'word' || this.#token.text.toUpperCase() !== word) return false;
    this.#at += 1;
    return true;
  }

  #isSymbol(symbol: string): boolean {
    return this.#token.kind === 'symbol' && this.#token.text === symbol;
  }

  #take(symbol: string): void {
    if (!this.#isSymbol(symbol)) throw this.#syntaxError();
    this.#at += 1;
  }

  #syntaxError(): Error {
    const near = this.#tokens
      .slice(Math.max(0, this.#at - 1), this.#at + 2)
      .map(({ text }) => text)
      .join(' ');
    return this.#invalid(`Syntax error; token: "${this.#token.text}", near: "${near}"`);
  }

  #invalid(message: string): Error {
    return invalid(`Invalid ${this.#kind}: ${message}`);
  }
}
