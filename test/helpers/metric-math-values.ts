/**
 * A second, deliberately plain evaluator of metric math, so that indicators are not proven by the same code that
 * simulates them. Series are arrays of points, undefined where there is no datapoint; only what indicators use is
 * known. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */

import type { MetricMathNode } from '../../lib/aws/metric-math/ast';
import { parseMetricMath } from '../../lib/aws/metric-math/parse';
import type { MathStep } from '../../lib/slo/sli/sli';

export type Point = number | undefined;
export type Points = readonly Point[];
type Value = number | Points;

/** The value of every step, in order, each seeing the metrics and the steps before it. */
export function evaluateSteps(steps: readonly MathStep[], metrics: Readonly<Record<string, Points>>): Record<string, Points> {
  const known: Record<string, Points> = { ...metrics };
  for (const { id, expression } of steps) {
    const value = evaluate(parseMetricMath(expression), known);
    if (typeof value === 'number') throw new Error(`${id} is not a time series: ${expression}`);
    known[id] = value;
  }
  return known;
}

function evaluate(node: MetricMathNode, known: Readonly<Record<string, Points>>): Value {
  const of = (each: MetricMathNode): Value => evaluate(each, known);
  switch (node.kind) {
    case 'number':
      return node.value;
    case 'reference': {
      const series = known[node.id];
      if (series === undefined) throw new Error(`nothing is called ${node.id}`);
      return series;
    }
    case 'binary': {
      const operator = OPERATORS[node.operator];
      if (operator === undefined) throw new Error(`operator ${node.operator}`);
      return zip([of(node.left), of(node.right)], ([a, b]) => {
        if (a === undefined && b === undefined) return undefined;
        const result = operator(a ?? 0, b ?? 0);
        return Number.isFinite(result) ? result : undefined;
      });
    }
    case 'call':
      return call(node.name, node.arguments, of);
    default:
      throw new Error(`a ${node.kind} here`);
  }
}

const OPERATORS: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '>': (a, b) => Number(a > b),
  '<': (a, b) => Number(a < b),
};

function call(name: string, nodes: readonly MetricMathNode[], of: (node: MetricMathNode) => Value): Value {
  const first = nodes[0]!;
  switch (name) {
    case 'FILL':
      return zip([of(first), of(nodes[1]!)], ([value, filler]) => value ?? filler);
    case 'IF':
      return zip(nodes.map(of), ([condition, yes, no]) => (condition === undefined ? undefined : condition !== 0 ? (yes ?? 0) : no));
    case 'MAX':
      if (first.kind !== 'array') throw new Error('MAX of one series is a number, not a series');
      return zip(first.items.map(of), (values) => {
        const present = values.filter((value) => value !== undefined);
        return present.length === 0 ? undefined : Math.max(...present);
      });
    case 'DIFF': {
      const series = of(first) as Points;
      return series.map((value, index) => {
        const before = index === 0 ? undefined : series[index - 1];
        return value === undefined || before === undefined ? undefined : value - before;
      });
    }
    default:
      throw new Error(`function ${name}`);
  }
}

function zip(values: readonly Value[], combine: (points: Point[]) => Point): Value {
  const length = values.find((value) => typeof value !== 'number')?.length;
  if (length === undefined) return combine(values as number[]) ?? NaN;
  return Array.from({ length }, (_, index) => combine(values.map((value) => (typeof value === 'number' ? value : value[index]))));
}
