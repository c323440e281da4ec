import { childrenOf, type MetricMathNode } from './ast';
import { METRIC_MATH_FUNCTIONS } from './functions';

/** What an expression gives: a number, one time series, or several. */
export type ValueKind = 'scalar' | 'series' | 'array';

/**
 * The kind of value an expression gives, or undefined when that cannot be said: unknown functions, words, texts, and
 * ids whose kind is not known.
 *
 * @param kindOf kind of a metric or of another expression, by its id
 */
export function resultKind(node: MetricMathNode, kindOf: (id: string) => ValueKind | undefined): ValueKind | undefined {
  switch (node.kind) {
    case 'number':
      return 'scalar';
    case 'text':
    case 'word':
      return undefined;
    case 'reference':
      return kindOf(node.id);
    case 'array':
      return 'array';
    case 'negate':
    case 'binary':
      return widest(childrenOf(node).map((operand) => resultKind(operand, kindOf)));
    case 'call': {
      const result = METRIC_MATH_FUNCTIONS.get(node.name)?.result;
      if (result !== 'like first' && result !== 'reduced') return result;
      const first = node.arguments[0] === undefined ? undefined : resultKind(node.arguments[0], kindOf);
      if (result === 'like first' || first === undefined) return first;
      return first === 'array' ? 'series' : 'scalar';
    }
  }
}

/** An operator between a series and a number gives a series, between several series and anything several. */
function widest(kinds: readonly (ValueKind | undefined)[]): ValueKind | undefined {
  if (kinds.includes(undefined)) return undefined;
  return (['array', 'series', 'scalar'] as const).find((kind) => kinds.includes(kind));
}
