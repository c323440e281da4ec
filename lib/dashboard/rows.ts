import type { MetricReference } from '../slo/sli/sli';
import type { MetricRow, RowOptions } from './body';

/** The row of a metric, with the statistic it is read with. */
export function metricRow({ namespace, metricName, dimensions, statistic }: MetricReference, options: Omit<RowOptions, 'stat'>): MetricRow {
  return [namespace, metricName, ...Object.entries(dimensions).flat(), { stat: statistic, ...options }];
}

/** The row of an expression over others. */
export function expressionRow(expression: string, options: RowOptions): MetricRow {
  return [{ expression, ...options }];
}
