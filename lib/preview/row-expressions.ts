import { NotSimulatedError } from '../aws/errors';
import { childrenOf, type MetricMathNode } from '../aws/metric-math/ast';
import { METRIC_MATH_FUNCTIONS } from '../aws/metric-math/functions';
import { parseMetricMath } from '../aws/metric-math/parse';
import { resultKind } from '../aws/metric-math/result-kind';
import { MetricMathSyntaxError } from '../aws/metric-math/tokenize';
import type { Row, RowMetric } from '../dashboard/read/metric-rows';
import { findMetrics, type ListedMetric } from './search';

/** What expressions of a widget are resolved with. */
export interface ExpressionContext {
  readonly rows: readonly Row[];
  /** Metrics there are, for searches; asked for only when something searches. */
  readonly listed: () => readonly ListedMetric[];
  /** Takes a metric that a search found, and gives it an id for expressions. */
  readonly addFound: (metric: ListedMetric, stat: string | undefined, periodSeconds: number | undefined) => string;
}

/** One series of an expression: it names nothing but metrics. */
export interface ResolvedExpression {
  readonly node: MetricMathNode;
  /** The metric that stands for it among several series. */
  readonly memberId?: string;
}

/**
 * The series of an expression: other expressions are put in the place of their ids, METRICS() and SEARCH() become lists of
 * metrics, and an expression over a list gives a series for each.
 *
 * @throws NotSimulatedError for what cannot be taken apart so
 */
export function resolveExpression(expression: string, context: ExpressionContext): readonly ResolvedExpression[] {
  if (/^\s*SELECT\b/i.test(expression)) throw new NotSimulatedError('a Metrics Insights query');
  const node = inline(parse(expression), context, []);
  if (resultKind(node, () => 'series') !== 'array') return [{ node }];
  const members = membersOf(node);
  if (members === undefined) throw new NotSimulatedError(`several series by ${expression}`);
  return members.map((member) => {
    const own = idIn(member);
    return { node: member, ...(own !== undefined && { memberId: own }) };
  });
}

function parse(expression: string): MetricMathNode {
  try {
    return parseMetricMath(expression);
  } catch (error) {
    if (error instanceof MetricMathSyntaxError) throw new NotSimulatedError(`expression ${expression}: ${error.message}`);
    throw error;
  }
}

/** @param within ids of the expressions it stands in */
function inline(node: MetricMathNode, context: ExpressionContext, within: readonly string[]): MetricMathNode {
  if (node.kind === 'reference') {
    const row = context.rows.find((each) => each.kind !== 'unread' && each.id === node.id);
    if (row?.kind !== 'expression') return node;
    if (within.includes(row.id)) throw new NotSimulatedError(`an expression that uses itself, ${row.id}`);
    return inline(parse(row.expression), context, [...within, row.id]);
  }
  if (node.kind === 'call' && node.name === 'METRICS') return listOf(metricsNamed(node.arguments[0], context).map(({ id }) => id));
  if (node.kind === 'call' && node.name === 'SEARCH') return searched(node.arguments, context);
  return withChildren(
    node,
    childrenOf(node).map((child) => inline(child, context, within)),
  );
}

/** All metrics of the widget, or those in whose id the text stands. */
function metricsNamed(text: MetricMathNode | undefined, { rows }: ExpressionContext): readonly RowMetric[] {
  return rows.filter((row): row is RowMetric => row.kind === 'metric' && (text?.kind !== 'text' || row.id.includes(text.value)));
}

function searched([search, stat, period]: readonly MetricMathNode[], { listed, addFound }: ExpressionContext): MetricMathNode {
  if (search?.kind !== 'text') throw new NotSimulatedError('a search for what is no text');
  const statistic = stat?.kind === 'text' ? stat.value : undefined;
  const seconds = period?.kind === 'number' ? period.value : undefined;
  return listOf(findMetrics(search.value, listed()).map((metric) => addFound(metric, statistic, seconds)));
}

function listOf(ids: readonly string[]): MetricMathNode {
  return { kind: 'array', items: ids.map((id) => ({ kind: 'reference', id, position: 0 })) };
}

/** The series of an expression over one list, each as an expression; undefined where it does more with the list than something to each. */
function membersOf(node: MetricMathNode): readonly MetricMathNode[] | undefined {
  if (node.kind === 'array') return node.items;
  if (node.kind === 'call' && node.name === 'REMOVE_EMPTY') return membersOf(node.arguments[0]!);
  const children = childrenOf(node);
  const lists = children.flatMap((child, index) => (resultKind(child, () => 'series') === 'array' ? [index] : []));
  const isByMember =
    node.kind === 'negate' || node.kind === 'binary' || (node.kind === 'call' && METRIC_MATH_FUNCTIONS.get(node.name)?.result === 'like first');
  if (lists.length !== 1 || !isByMember) return undefined;
  const [place] = lists as [number];
  return membersOf(children[place]!)?.map((member) =>
    withChildren(
      node,
      children.map((child, index) => (index === place ? member : child)),
    ),
  );
}

function withChildren(node: MetricMathNode, children: readonly MetricMathNode[]): MetricMathNode {
  switch (node.kind) {
    case 'negate':
      return { ...node, operand: children[0]! };
    case 'binary':
      return { ...node, left: children[0]!, right: children[1]! };
    case 'array':
      return { ...node, items: children };
    case 'call':
      return { ...node, arguments: children };
    default:
      return node;
  }
}

/** The first metric an expression names. */
function idIn(node: MetricMathNode): string | undefined {
  if (node.kind === 'reference') return node.id;
  for (const child of childrenOf(node)) {
    const id = idIn(child);
    if (id !== undefined) return id;
  }
  return undefined;
}
