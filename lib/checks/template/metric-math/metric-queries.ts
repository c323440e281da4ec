import type { LoadedResource } from '../../../aws/assembly/loaded-stack';
import type { PropertyNode } from '../../../aws/assembly/property-node';
import { CannotTellError } from '../../../aws/errors';
import type { MetricMathNode } from '../../../aws/metric-math/ast';
import { parseMetricMath } from '../../../aws/metric-math/parse';
import { resultKind, type ValueKind } from '../../../aws/metric-math/result-kind';
import { MetricMathSyntaxError } from '../../../aws/metric-math/tokenize';

/** An entry of `Metrics` that is an expression and could be read. */
export interface ExpressionQuery {
  readonly id: string;
  /** The expression as a place in the template. */
  readonly expression: PropertyNode;
  readonly tree: MetricMathNode;
}

/** The entries of `Metrics`. */
export function metricQueries(alarm: LoadedResource): readonly PropertyNode[] {
  return alarm.at('Metrics').list();
}

/** The expressions among the entries of `Metrics`, read or not. */
export function expressionNodes(alarm: LoadedResource): readonly PropertyNode[] {
  return metricQueries(alarm)
    .map((query) => query.at('Expression'))
    .filter((expression) => expression.isPresent);
}

/**
 * The tree of an expression.
 * @throws MetricMathSyntaxError when it is not metric math
 * @throws CannotTellError for Metrics Insights queries, which stand in the same place but are SQL
 */
export function readExpression(expression: PropertyNode): MetricMathNode {
  const text = expression.text();
  if (/^\s*SELECT\b/i.test(text)) throw new CannotTellError(expression.path, 'Metrics Insights queries are not read');
  return parseMetricMath(text);
}

/**
 * All expressions of an alarm with their trees, for checks that only make sense when they can be read.
 * @throws CannotTellError when one of them cannot, or has no id
 */
export function expressionQueries(alarm: LoadedResource): readonly ExpressionQuery[] {
  return metricQueries(alarm)
    .filter((query) => query.at('Expression').isPresent)
    .map((query) => {
      const expression = query.at('Expression');
      try {
        return { id: query.at('Id').text(), expression, tree: readExpression(expression) };
      } catch (error) {
        if (!(error instanceof MetricMathSyntaxError)) throw error;
        throw new CannotTellError(expression.path, 'the expression cannot be read');
      }
    });
}

/** A function that says what kind of value the entry with an id gives; undefined for unknown ids and for circles. */
export function valueKinds(alarm: LoadedResource): (id: string) => ValueKind | undefined {
  const trees = new Map(expressionQueries(alarm).map(({ id, tree }) => [id, tree]));
  const metrics = new Set(metricQueries(alarm).flatMap((query) => (query.at('MetricStat').isPresent ? [query.at('Id').text()] : [])));
  const known = new Map<string, ValueKind | undefined>();
  const kindOf = (id: string): ValueKind | undefined => {
    if (metrics.has(id)) return 'series';
    const tree = trees.get(id);
    if (tree === undefined || known.has(id)) return known.get(id);
    known.set(id, undefined);
    const kind = resultKind(tree, kindOf);
    known.set(id, kind);
    return kind;
  };
  return kindOf;
}

/** Every period an alarm names, in seconds: its own, those of its metrics, and those given to expressions. */
export function periodsOf(alarm: LoadedResource): readonly PropertyNode[] {
  const own = [alarm.at('Period')];
  const queried = metricQueries(alarm).flatMap((query) => [query.at('MetricStat').at('Period'), query.at('Period')]);
  return [...own, ...queried].filter((period) => period.isPresent);
}
