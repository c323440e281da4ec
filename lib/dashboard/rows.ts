import { parseMetricMath } from '../aws/metric-math/parse';
import { printMetricMath } from '../aws/metric-math/print';
import { renameIds } from '../aws/metric-math/rename-ids';
import type { MathStep, MetricReference } from '../slo/sli/sli';
import type { MetricRow, RowOptions } from './body';

/** The row of a metric, with the statistic it is read with. */
export function metricRow({ namespace, metricName, dimensions, statistic }: MetricReference, options: Omit<RowOptions, 'stat'>): MetricRow {
  return [namespace, metricName, ...Object.entries(dimensions).flat(), { stat: statistic, ...options }];
}

/** The row of an expression over others. */
export function expressionRow(expression: string, options: RowOptions): MetricRow {
  return [{ expression, ...options }];
}

/** Metrics and the steps of metric math over them, as an alarm or an indicator has them. */
interface Computation {
  readonly metrics: Readonly<Record<string, MetricReference>>;
  readonly steps: readonly MathStep[];
}

/**
 * The hidden rows of a computation, of which a graph may hold several: each id begins with a prefix of its own.
 *
 * @returns the rows, and what an id of the computation is called in them
 */
export function hiddenRows(
  { metrics, steps }: Computation,
  prefix: string,
  options: Pick<RowOptions, 'region'> = {},
): { readonly rows: readonly MetricRow[]; readonly idOf: (id: string) => string } {
  const idOf = (id: string): string => `${prefix}_${id}`;
  const rows = [
    ...Object.entries(metrics).map(([id, metric]) => metricRow(metric, { id: idOf(id), visible: false, ...options })),
    ...steps.map(({ id, expression }) =>
      expressionRow(printMetricMath(renameIds(parseMetricMath(expression), idOf)), { id: idOf(id), label: id, visible: false }),
    ),
  ];
  return { rows, idOf };
}

/** Where a row has to be read, if that is not the region of its widget. */
export function elsewhere(region: string, widgetRegion: string): Pick<RowOptions, 'region'> {
  return region === widgetRegion ? {} : { region };
}
