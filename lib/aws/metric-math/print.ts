import type { MetricMathNode } from './ast';

/** How closely a printed node holds together; a lower one inside a higher one needs parentheses. */
const BINDING = { logical: 1, comparison: 2, additive: 3, multiplicative: 4, sign: 5, power: 6, primary: 7 } as const;

const OPERATOR_BINDING: Readonly<Record<string, number>> = {
  AND: BINDING.logical,
  OR: BINDING.logical,
  '+': BINDING.additive,
  '-': BINDING.additive,
  '*': BINDING.multiplicative,
  '/': BINDING.multiplicative,
  '^': BINDING.power,
};

/**
 * The canonical text of an expression: one spelling per meaning (`AND` for `&&`, single spaces, no needless
 * parentheses), so that two expressions can be compared as text. Reading it again gives the same tree.
 */
export function printMetricMath(node: MetricMathNode): string {
  switch (node.kind) {
    case 'number':
      return plainDecimal(node.value);
    case 'text':
      return node.value.includes('"') ? `'${node.value}'` : `"${node.value}"`;
    case 'word':
      return node.name;
    case 'reference':
      return node.id;
    case 'negate':
      return `-${enclosed(node.operand, node.operand.kind === 'negate' ? BINDING.sign : BINDING.primary)}`;
    case 'array':
      return `[${node.items.map(printMetricMath).join(', ')}]`;
    case 'call':
      return `${node.name}(${node.arguments.map(printMetricMath).join(', ')})`;
    case 'binary': {
      const binding = bindingOf(node);
      const associative = binding !== BINDING.comparison && binding !== BINDING.power;
      const left = enclosed(node.left, chainsWith(node.left, node.operator) && associative ? binding : binding + 1);
      return `${left} ${node.operator} ${enclosed(node.right, binding + 1)}`;
    }
  }
}

function bindingOf(node: MetricMathNode): number {
  if (node.kind === 'binary') return OPERATOR_BINDING[node.operator] ?? BINDING.comparison;
  return node.kind === 'negate' ? BINDING.sign : BINDING.primary;
}

/** False for AND below OR and the reverse, which must keep their parentheses. */
function chainsWith(node: MetricMathNode, operator: string): boolean {
  return node.kind !== 'binary' || bindingOf(node) !== BINDING.logical || node.operator === operator;
}

function enclosed(node: MetricMathNode, least: number): string {
  const text = printMetricMath(node);
  return bindingOf(node) < least ? `(${text})` : text;
}

/** A number without an exponent, which the language does not have. */
function plainDecimal(value: number): string {
  const [mantissa, exponentText] = String(value).split('e');
  if (exponentText === undefined) return mantissa!;
  const exponent = Number(exponentText);
  const [whole, fraction = ''] = mantissa!.split('.');
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${whole}${fraction}`;
  return `${whole}${fraction.padEnd(exponent, '0')}`;
}
