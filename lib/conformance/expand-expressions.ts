import type { MetricMathNode } from '../aws/metric-math/ast';
import { parseMetricMath } from '../aws/metric-math/parse';
import { printMetricMath } from '../aws/metric-math/print';

/** Ten times what the longest planned expression has: beyond, steps multiply one another without end. */
const MAX_NODES = 5_000;

/**
 * Puts steps of metric math into one another, so that two ways of cutting an expression into steps can be compared
 * as one text.
 *
 * @param result id of the step to print
 * @param steps expressions by id
 * @param nameOf what to print for an id that is not a step
 * @throws Error for text that is not metric math, for a circle, and for more than can be printed
 */
export function expandExpressions(result: string, steps: ReadonlyMap<string, string>, nameOf: (id: string) => string): string {
  const parsed = new Map([...steps].map(([id, expression]) => [id, parseMetricMath(expression)]));
  const open = new Set<string>();
  let nodes = 0;

  const expand = (node: MetricMathNode): MetricMathNode => {
    if (++nodes > MAX_NODES) throw new RangeError('the expressions are too large to compare');
    switch (node.kind) {
      case 'reference':
        return reference(node.id);
      case 'negate':
        return { ...node, operand: expand(node.operand) };
      case 'binary':
        return { ...node, left: expand(node.left), right: expand(node.right) };
      case 'array':
        return { ...node, items: node.items.map(expand) };
      case 'call':
        return { ...node, arguments: node.arguments.map(expand) };
      default:
        return node;
    }
  };
  const reference = (id: string): MetricMathNode => {
    const step = parsed.get(id);
    if (step === undefined) return { kind: 'reference', id: nameOf(id), position: 0 };
    if (open.has(id)) throw new RangeError('the expressions refer to each other in a circle');
    open.add(id);
    const expanded = expand(step);
    open.delete(id);
    return expanded;
  };
  return printMetricMath(reference(result));
}
