/** Thrown for text that is not a metric math expression. */
export class MetricMathSyntaxError extends Error {
  override readonly name = 'MetricMathSyntaxError';

  /**
   * @param position where reading stopped, in characters from 0
   * @param expected what would have been accepted there
   * @param received what stood there
   */
  constructor(
    readonly position: number,
    readonly expected: string,
    readonly received: string,
  ) {
    super(`expected ${expected} at position ${position}, received ${received}`);
  }
}

/** One token. `name` is an upper-case word (function or keyword), `id` starts with a lower-case letter. */
export interface Token {
  readonly kind: 'number' | 'text' | 'name' | 'id' | 'symbol' | 'end';
  /** The text; for `text` without its quotes, for `symbol` with `&&` and `||` as AND and OR. */
  readonly text: string;
  readonly position: number;
}

const PATTERNS: readonly (readonly [Token['kind'] | 'space', RegExp])[] = [
  ['space', /\s+/y],
  ['number', /\d+(?:\.\d+)?(?![\w.])/y],
  ['text', /"[^"]*"|'[^']*'/y],
  ['name', /[A-Z][A-Z0-9_]*(?![A-Za-z0-9_])/y],
  ['id', /[a-z][A-Za-z0-9_]*/y],
  ['symbol', /<=|>=|==|!=|&&|\|\||[-+*/^<>()[\],]/y],
];

const LOGICAL: Readonly<Record<string, string>> = { '&&': 'AND', '||': 'OR' };

/**
 * The tokens of an expression, closed by an `end` token.
 * @throws MetricMathSyntaxError at the first character that starts no token
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let position = 0;
  while (position < text.length) {
    const token = tokenAt(text, position);
    if (token.kind !== 'space') tokens.push({ kind: token.kind, text: cleanText(token.kind, token.text), position });
    position += token.text.length;
  }
  tokens.push({ kind: 'end', text: '', position });
  return tokens;
}

function tokenAt(text: string, position: number): { kind: Token['kind'] | 'space'; text: string } {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = position;
    const match = pattern.exec(text);
    if (match) return { kind, text: match[0] };
  }
  const expected = /["']/.test(text[position]!) ? 'a closing quote' : 'a number, a metric id, an upper-case function name or an operator';
  throw new MetricMathSyntaxError(position, expected, `\`${/^[\w.]+|./su.exec(text.slice(position))![0]}\``);
}

function cleanText(kind: Token['kind'], text: string): string {
  if (kind === 'text') return text.slice(1, -1);
  if (kind === 'symbol') return LOGICAL[text] ?? text;
  return text;
}
