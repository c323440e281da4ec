/** The syntax tree of a CloudWatch metric math expression. Positions count characters from 0. */

/** `+ - * / ^`. */
type ArithmeticOperator = '+' | '-' | '*' | '/' | '^';

/** `< <= > >= == !=`; the result is 0 or 1. */
type ComparisonOperator = '<' | '<=' | '>' | '>=' | '==' | '!=';

/** `AND` (also written `&&`) and `OR` (also written `||`); the result is 0 or 1. */
type LogicalOperator = 'AND' | 'OR';

/** Any operator between two operands. */
export type BinaryOperator = ArithmeticOperator | ComparisonOperator | LogicalOperator;

/** Two operands and the operator between them. */
export interface BinaryNode {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: MetricMathNode;
  readonly right: MetricMathNode;
}

/** A function call such as `FILL(m1, 0)`. */
export interface CallNode {
  readonly kind: 'call';
  readonly name: string;
  readonly arguments: readonly MetricMathNode[];
  readonly position: number;
}

/** The id of a metric or of another expression. */
interface ReferenceNode {
  readonly kind: 'reference';
  readonly id: string;
  readonly position: number;
}

/** One node of an expression. A `word` is a bare upper-case argument such as `REPEAT` or `DESC`. */
export type MetricMathNode =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'word'; readonly name: string }
  | ReferenceNode
  | { readonly kind: 'negate'; readonly operand: MetricMathNode }
  | BinaryNode
  | { readonly kind: 'array'; readonly items: readonly MetricMathNode[] }
  | CallNode;

/** The nodes directly below a node, left to right. */
export function childrenOf(node: MetricMathNode): readonly MetricMathNode[] {
  switch (node.kind) {
    case 'negate':
      return [node.operand];
    case 'binary':
      return [node.left, node.right];
    case 'array':
      return node.items;
    case 'call':
      return node.arguments;
    default:
      return [];
  }
}

/** Every node of an expression, parents before children. */
export function* walk(node: MetricMathNode): Generator<MetricMathNode> {
  yield node;
  for (const child of childrenOf(node)) yield* walk(child);
}

/**
 * The ids an expression names, each once, in order of appearance. `METRICS()` refers to metrics without naming
 * them; those are not listed.
 */
export function referencedIds(node: MetricMathNode): string[] {
  const ids = new Set<string>();
  for (const each of walk(node)) if (each.kind === 'reference') ids.add(each.id);
  return [...ids];
}
