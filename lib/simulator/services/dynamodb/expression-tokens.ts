import { invalid } from './invalid';

/** A piece of an expression. Words are keywords, functions or names of attributes, as their place says. */
export interface Token {
  readonly kind: 'word' | 'name' | 'value' | 'index' | 'symbol' | 'end';
  readonly text: string;
}

const PIECES =
  /(?<space>\s+)|(?<word>[A-Za-z_][A-Za-z0-9_]*)|(?<name>#[A-Za-z0-9_]+)|(?<value>:[A-Za-z0-9_]+)|\[(?<index>\d+)\]|(?<symbol><>|<=|>=|[=<>(),.])/y;

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
const MOST_BYTES = 4_096;

/** Expressions whose tokens are kept. Our choice: a program has a handful, and sends them again and again. */
const KEPT_EXPRESSIONS = 64;
const cut = new Map<string, readonly Token[]>();

/**
 * Cuts an expression into tokens; the last one has the kind `end`.
 *
 * @param kind such as `ConditionExpression`, for the error
 * @throws ServiceError ValidationException, when it is empty, too long or has a character that no expression has
 */
export function tokenize(expression: string, kind: string): readonly Token[] {
  const known = cut.get(expression);
  if (known !== undefined) return known;
  const tokens = cutIntoTokens(expression, kind);
  if (cut.size >= KEPT_EXPRESSIONS) cut.clear();
  cut.set(expression, tokens);
  return tokens;
}

function cutIntoTokens(expression: string, kind: string): readonly Token[] {
  if (expression.trim() === '') throw invalid(`Invalid ${kind}: The expression can not be empty;`);
  if (Buffer.byteLength(expression) > MOST_BYTES) {
    throw invalid(`Invalid ${kind}: Expression size has exceeded the maximum allowed size; expression size: ${Buffer.byteLength(expression)}`);
  }
  const tokens: Token[] = [];
  PIECES.lastIndex = 0;
  while (PIECES.lastIndex < expression.length) {
    const at = PIECES.lastIndex;
    const groups = PIECES.exec(expression)?.groups;
    if (groups === undefined) {
      throw invalid(`Invalid ${kind}: Syntax error; token: "${expression.slice(at, at + 1)}", near: "${expression.slice(Math.max(0, at - 5), at + 5)}"`);
    }
    const [tokenKind, text] = Object.entries(groups).find(([, found]) => found !== undefined) as [Token['kind'] | 'space', string];
    if (tokenKind !== 'space') tokens.push({ kind: tokenKind, text });
  }
  return [...tokens, { kind: 'end', text: '<EOF>' }];
}
