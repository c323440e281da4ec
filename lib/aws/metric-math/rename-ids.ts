import type { MetricMathNode } from './ast';

/** The same expression over other ids. */
export function renameIds(node: MetricMathNode, rename: (id: string) => string): MetricMathNode {
  const renamed = (each: MetricMathNode): MetricMathNode => renameIds(each, rename);
  switch (node.kind) {
    case 'reference':
      return { ...node, id: rename(node.id) };
    case 'negate':
      return { ...node, operand: renamed(node.operand) };
    case 'binary':
      return { ...node, left: renamed(node.left), right: renamed(node.right) };
    case 'array':
      return { ...node, items: node.items.map(renamed) };
    case 'call':
      return { ...node, arguments: node.arguments.map(renamed) };
    default:
      return node;
  }
}
