import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { referencedIds, walk, type MetricMathNode } from '../../aws/metric-math/ast';
import { parseMetricMath } from '../../aws/metric-math/parse';
import { printMetricMath } from '../../aws/metric-math/print';
import { renameIds } from '../../aws/metric-math/rename-ids';
import type { LedgerTask } from '../../slo/budget/ledger-input';

/** Thrown for an indicator the ledger cannot ask CloudWatch for. */
export class NotMeasurableError extends Error {
  override readonly name = 'NotMeasurableError';
}

/** Steps whose values are counted. */
export type MeasuredStep = 'bad' | 'total';

/** The steps of an indicator whose values are counted: of slices there is no total. */
export function measuredSteps(sli: Pick<LedgerTask['sli'], 'kind'>): readonly MeasuredStep[] {
  return sli.kind === 'events' ? ['bad', 'total'] : ['bad'];
}

/**
 * The queries of an indicator for one period. Metrics are returned too: the steps fill their gaps, so only the metrics
 * themselves can say whether anything was measured.
 *
 * @param prefix makes the ids unique in a request that several objectives share
 * @throws NotMeasurableError for `METRICS()`, which would mean the metrics of all of them
 * @throws MetricMathSyntaxError for a step that is not metric math
 */
export function metricQueries(sli: LedgerTask['sli'], periodSeconds: number, prefix: string): MetricDataQuery[] {
  const counted: readonly string[] = measuredSteps(sli);
  return dataQueries(sli, periodSeconds, prefix, (id) => Object.hasOwn(sli.metrics, id) || counted.includes(id));
}

/** What is asked of metrics and of what is computed from them. */
type Computation = Pick<LedgerTask['sli'], 'metrics' | 'steps'>;

/**
 * The queries of metrics and of what is computed from them, for one period.
 *
 * @param prefix makes the ids unique in a request that several share
 * @param isReturned whether the answer holds what has that id
 * @throws NotMeasurableError, MetricMathSyntaxError as {@link metricQueries}
 */
export function dataQueries(computation: Computation, periodSeconds: number, prefix: string, isReturned: (id: string) => boolean): MetricDataQuery[] {
  return [
    ...Object.entries(computation.metrics).map(([id, { namespace, metricName, dimensions, statistic }]) => ({
      Id: prefix + id,
      MetricStat: {
        Metric: {
          Namespace: namespace,
          MetricName: metricName,
          Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
        },
        Period: periodSeconds,
        Stat: statistic,
      },
      ReturnData: isReturned(id),
    })),
    ...parsedSteps(computation).map(({ id, node }) => ({
      Id: prefix + id,
      Expression: printMetricMath(renameIds(node, (each) => prefix + each)),
      ReturnData: isReturned(id),
    })),
  ];
}

/**
 * The metrics a step is computed from, through the steps between.
 * @throws NotMeasurableError, MetricMathSyntaxError as {@link metricQueries}
 */
export function metricsBehind(sli: LedgerTask['sli'], step: MeasuredStep): string[] {
  const behind = new Map<string, readonly string[]>(Object.keys(sli.metrics).map((id) => [id, [id]]));
  for (const { id, node } of parsedSteps(sli)) behind.set(id, [...new Set(referencedIds(node).flatMap((each) => behind.get(each) ?? []))]);
  return [...(behind.get(step) ?? [])];
}

function parsedSteps({ steps }: Pick<Computation, 'steps'>): { id: string; node: MetricMathNode }[] {
  return steps.map(({ id, expression }) => {
    const node = parsedExpression(expression);
    for (const each of walk(node)) {
      if (each.kind === 'call' && each.name === 'METRICS') throw new NotMeasurableError(`the step ${id} uses METRICS(), which means every metric of a request`);
    }
    return { id, node };
  });
}

/** Expressions that are kept parsed. Our choice: more than a hundred objectives have. */
const KEPT_EXPRESSIONS = 512;

/** Expressions parsed last, by their text: a run asks for those of an objective several times, and the next run for the same. */
const parsed = new Map<string, MetricMathNode>();

function parsedExpression(expression: string): MetricMathNode {
  const known = parsed.get(expression);
  if (known !== undefined) return known;
  const node = parseMetricMath(expression);
  if (parsed.size >= KEPT_EXPRESSIONS) parsed.clear();
  parsed.set(expression, node);
  return node;
}
