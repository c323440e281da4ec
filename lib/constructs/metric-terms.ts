import type { IMetric, MetricConfig } from 'aws-cdk-lib/aws-cloudwatch';
import type { CallNode, MetricMathNode } from '../aws/metric-math/ast';
import { parseMetricMath } from '../aws/metric-math/parse';
import { printMetricMath } from '../aws/metric-math/print';
import { MetricMathSyntaxError } from '../aws/metric-math/tokenize';
import { COUNTING_STATISTICS, readCountingStatistic } from '../aws/metrics/counting-statistic';
import type { MetricTerm } from '../slo/sli/event-ratio';
import { identityOfMetric } from '../slo/sli/sli';
import type { Located } from './metrics-location';

/** What a metric of the CDK counts: metrics that are added up, and where they are as far as synthesis knows. */
export interface CountedMetric {
  readonly terms: readonly MetricTerm[];
  readonly locations: readonly Located[];
}

/**
 * A metric of the CDK as a sum. Metric math is taken apart as long as it only adds up: `+`, `-`, `*` and `/` by numbers,
 * `SUM([...])` and `FILL(..., 0)`. Alarms look at windows of minutes to days, and only such a sum counts the same events
 * in all of them. The period of the metric is not used: each window is one period.
 *
 * @param name what the metric is for, in messages
 * @throws RangeError for everything else, by name
 */
export function countedMetric(name: string, metric: IMetric): CountedMetric {
  const { terms, constant, locations } = read(name, metric.toMetricConfig());
  if (constant !== 0) throw refused(name, `has the number ${constant} added`, 'metrics, which grow with the window; a number does not');
  const kept = terms.filter(({ factor }) => factor !== 0);
  if (kept.length === 0) throw refused(name, 'counts nothing', 'at least one metric');
  return { terms: kept, locations };
}

interface Sum extends CountedMetric {
  readonly constant: number;
}

function read(name: string, { metricStat, mathExpression, searchExpression }: MetricConfig): Sum {
  if (searchExpression !== undefined) throw refused(name, `is a search (${searchExpression.expression})`, 'metrics by name: an alarm cannot search');
  if (mathExpression !== undefined) return readExpression(name, mathExpression);
  if (metricStat === undefined) throw refused(name, 'is neither a metric nor an expression', 'a Metric or a MathExpression of the CDK');
  const { namespace, metricName, statistic, dimensions = [], unitFilter, region, account } = metricStat;
  if (unitFilter !== undefined) {
    throw refused(
      name,
      `reads ${namespace} ${metricName} in the unit ${unitFilter} only`,
      'the metric without a unit: with one that nobody publishes it has no data',
    );
  }
  if (readCountingStatistic(statistic) === undefined) {
    throw refused(
      name,
      `is the ${statistic} of ${namespace} ${metricName}, which does not add up over time`,
      `${COUNTING_STATISTICS}, as in { statistic: 'Sum' }`,
    );
  }
  const reference = { namespace, metricName, dimensions: Object.fromEntries(dimensions.map((each) => [each.name, String(each.value)])), statistic };
  return { terms: [{ factor: 1, metric: reference }], constant: 0, locations: [{ env: { region, account } }] };
}

function readExpression(name: string, { expression, usingMetrics, searchRegion, searchAccount }: NonNullable<MetricConfig['mathExpression']>): Sum {
  const shown = `"${expression}"`;
  if (searchRegion !== undefined || searchAccount !== undefined) {
    throw refused(name, `${shown} names a region or account of its own`, 'metrics that name theirs: only dashboards know such expressions');
  }
  let tree: MetricMathNode;
  try {
    tree = parseMetricMath(expression);
  } catch (error) {
    if (!(error instanceof MetricMathSyntaxError)) throw error;
    throw refused(name, `${shown} is no metric math (${error.message})`, SUMS);
  }
  return sumOf(tree, {
    refuse: (what) => refused(name, `${shown} ${what}`, SUMS),
    metric: (id) => {
      const metric = usingMetrics[id];
      if (metric === undefined)
        throw refused(name, `${shown} uses ${id}, which is not in usingMetrics`, Object.keys(usingMetrics).join(', ') || 'metrics in usingMetrics');
      return read(name, metric.toMetricConfig());
    },
  });
}

const SUMS = 'sums of metrics: + and -, * and / by numbers, SUM([a, b]) and FILL(a, 0)';

interface Reader {
  readonly refuse: (what: string) => RangeError;
  readonly metric: (id: string) => Sum;
}

function sumOf(node: MetricMathNode, reader: Reader): Sum {
  const of = (each: MetricMathNode): Sum => sumOf(each, reader);
  switch (node.kind) {
    case 'number':
      return { terms: [], constant: node.value, locations: [] };
    case 'reference':
      return reader.metric(node.id);
    case 'negate':
      return times(of(node.operand), -1);
    case 'call':
      return sumOfCall(node, reader);
    case 'binary': {
      const [left, right] = [of(node.left), of(node.right)];
      switch (node.operator) {
        case '+':
          return plus(left, right);
        case '-':
          return plus(left, times(right, -1));
        case '*':
          if (left.terms.length === 0) return times(right, left.constant);
          if (right.terms.length === 0) return times(left, right.constant);
          throw reader.refuse('multiplies metrics with each other');
        case '/':
          if (right.terms.length > 0) throw reader.refuse('divides by a metric; of a rate, the numerator is bad or good and the denominator is total');
          if (right.constant === 0) throw reader.refuse('divides by 0');
          return times(left, 1 / right.constant);
        default:
          throw reader.refuse(`has the operator ${node.operator}`);
      }
    }
    default:
      throw reader.refuse(`has ${printMetricMath(node)} where a metric belongs`);
  }
}

function sumOfCall({ name, arguments: given }: CallNode, reader: Reader): Sum {
  const [first, second] = given;
  if (name === 'SUM' && given.length === 1 && first!.kind === 'array') {
    return first!.items.map((item) => sumOf(item, reader)).reduce(plus, { terms: [], constant: 0, locations: [] });
  }
  if (name === 'FILL' && given.length === 2) {
    if (second!.kind === 'number' && second!.value === 0) return sumOf(first!, reader);
    throw reader.refuse(`fills gaps with ${printMetricMath(second!)}, which counts events that nobody counted`);
  }
  throw reader.refuse(`has the function ${name}${name === 'SUM' ? ' of one series, which is a number' : ''}`);
}

function plus(a: Sum, b: Sum): Sum {
  const terms = [...a.terms];
  for (const { factor, metric } of b.terms) {
    const index = terms.findIndex((each) => isSame(each, { metric }));
    if (index === -1) terms.push({ factor, metric });
    else terms[index] = { factor: terms[index]!.factor + factor, metric };
  }
  return { terms, constant: a.constant + b.constant, locations: [...a.locations, ...b.locations] };
}

function isSame({ metric: a }: Pick<MetricTerm, 'metric'>, { metric: b }: Pick<MetricTerm, 'metric'>): boolean {
  return a.statistic === b.statistic && identityOfMetric(a) === identityOfMetric(b);
}

function times({ terms, constant, locations }: Sum, factor: number): Sum {
  return { terms: terms.map((term) => ({ ...term, factor: term.factor * factor })), constant: constant * factor, locations };
}

function refused(name: string, what: string, allowed: string): RangeError {
  return new RangeError(`${name} ${what}: allowed are ${allowed}`);
}
