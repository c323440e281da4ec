import type { BinaryOperator, MetricMathNode } from './ast';
import { MetricMathSyntaxError, type Token, tokenize } from './tokenize';

/**
 * Reads one metric math expression.
 *
 * `* /` bind closer than `+ -`, these closer than comparisons, these closer than AND and OR. AWS documents no
 * precedence between AND and OR, no order for `a ^ b ^ c`, `a < b < c` or the sign in `-a ^ b`; these are refused
 * until parentheses say what is meant, because a guess could turn an alarm round.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 *
 * @throws MetricMathSyntaxError with the position, what was expected and what stood there
 */
export function parseMetricMath(text: string): MetricMathNode {
  return new Parser(tokenize(text)).parse();
}

const COMPARISONS: ReadonlySet<string> = new Set(['<', '<=', '>', '>=', '==', '!=']);
const ADDITIVE: ReadonlySet<string> = new Set(['+', '-']);
const MULTIPLICATIVE: ReadonlySet<string> = new Set(['*', '/']);

/** Far beyond any real expression (AWS allows 2,048 characters), and well within the stack. */
const MAXIMUM_NESTING = 100;

class Parser {
  #index = 0;
  #depth = 0;

  constructor(readonly tokens: readonly Token[]) {}

  parse(): MetricMathNode {
    const node = this.#logical();
    if (this.#next.kind !== 'end') this.#fail('an operator or the end of the expression');
    return node;
  }

  get #next(): Token {
    return this.tokens[this.#index]!;
  }

  #logical(): MetricMathNode {
    let node = this.#comparison();
    let first: string | undefined;
    for (let operator = this.#logicalOperator(); operator !== undefined; operator = this.#logicalOperator()) {
      first ??= operator;
      if (operator !== first) this.#fail(`parentheses around what ${first} and ${operator} combine`);
      this.#index += 1;
      node = { kind: 'binary', operator, left: node, right: this.#comparison() };
    }
    return node;
  }

  #logicalOperator(): 'AND' | 'OR' | undefined {
    const { kind, text } = this.#next;
    return (kind === 'name' || kind === 'symbol') && (text === 'AND' || text === 'OR') ? text : undefined;
  }

  #comparison(): MetricMathNode {
    const left = this.#sum();
    const operator = this.#take(COMPARISONS);
    if (operator === undefined) return left;
    const right = this.#sum();
    if (this.#at(COMPARISONS)) this.#fail('parentheses around one of two comparisons in a row');
    return { kind: 'binary', operator, left, right };
  }

  #sum(): MetricMathNode {
    return this.#chain(ADDITIVE, () => this.#chain(MULTIPLICATIVE, () => this.#signed()));
  }

  #chain(operators: ReadonlySet<string>, operand: () => MetricMathNode): MetricMathNode {
    let node = operand();
    for (let operator = this.#take(operators); operator !== undefined; operator = this.#take(operators)) {
      node = { kind: 'binary', operator, left: node, right: operand() };
    }
    return node;
  }

  #signed(): MetricMathNode {
    if (this.#depth >= MAXIMUM_NESTING) this.#fail(`at most ${MAXIMUM_NESTING} levels of nesting`);
    this.#depth += 1;
    const node = this.#skip('-') ? this.#negated() : this.#power();
    this.#depth -= 1;
    return node;
  }

  #negated(): MetricMathNode {
    const operand = this.#isSymbol('-') ? this.#signed() : this.#primary();
    if (this.#isSymbol('^')) this.#fail('parentheses around the sign or the power');
    return { kind: 'negate', operand };
  }

  #power(): MetricMathNode {
    const left = this.#primary();
    if (!this.#skip('^')) return left;
    const right = this.#isSymbol('-') ? this.#signed() : this.#primary();
    if (this.#isSymbol('^')) this.#fail('parentheses around one of two powers in a row');
    return { kind: 'binary', operator: '^', left, right };
  }

  #primary(): MetricMathNode {
    const token = this.#next;
    this.#index += 1;
    switch (token.kind) {
      case 'number':
        return { kind: 'number', value: Number(token.text) };
      case 'text':
        return { kind: 'text', value: token.text };
      case 'id':
        return { kind: 'reference', id: token.text, position: token.position };
      case 'name':
        if (token.text !== 'AND' && token.text !== 'OR') return this.#word(token);
        break;
      case 'symbol':
        if (token.text === '(') return this.#closed(')', this.#logical());
        if (token.text === '[') return { kind: 'array', items: this.#list(']') };
        break;
      case 'end':
        break;
    }
    this.#index -= 1;
    return this.#fail('a number, a metric id, a function call or an opening bracket');
  }

  #word(token: Token): MetricMathNode {
    if (!this.#skip('(')) return { kind: 'word', name: token.text };
    const items = this.#skip(')') ? [] : this.#list(')');
    return { kind: 'call', name: token.text, arguments: items, position: token.position };
  }

  #list(close: string): MetricMathNode[] {
    const items = [this.#logical()];
    while (this.#skip(',')) items.push(this.#logical());
    if (!this.#skip(close)) this.#fail(`\`,\` or \`${close}\``);
    return items;
  }

  #closed(close: string, node: MetricMathNode): MetricMathNode {
    if (!this.#skip(close)) this.#fail(`an operator or \`${close}\``);
    return node;
  }

  #isSymbol(text: string): boolean {
    return this.#next.kind === 'symbol' && this.#next.text === text;
  }

  #skip(text: string): boolean {
    if (!this.#isSymbol(text)) return false;
    this.#index += 1;
    return true;
  }

  #at(operators: ReadonlySet<string>): boolean {
    return this.#next.kind === 'symbol' && operators.has(this.#next.text);
  }

  #take(operators: ReadonlySet<string>): BinaryOperator | undefined {
    if (!this.#at(operators)) return undefined;
    const { text } = this.#next;
    this.#index += 1;
    return text as BinaryOperator;
  }

  #fail(expected: string): never {
    const { kind, text, position } = this.#next;
    throw new MetricMathSyntaxError(position, expected, kind === 'end' ? 'the end of the expression' : `\`${text}\``);
  }
}
