import type { LoadedResource } from '../../../aws/assembly/loaded-stack';
import { publishedUnit } from '../../../aws/metrics/metric-units';
import { isState } from '../../../aws/metrics/metric-values';
import { watchedMetrics } from '../metric/watched-metrics';

/** Comparisons that are true of too much, and never of nothing. */
const UPPER_LIMITS: readonly string[] = ['GreaterThanThreshold', 'GreaterThanOrEqualToThreshold', 'GreaterThanUpperThreshold'];
/** Statistics that count: of nothing there is none. */
const COUNTING: readonly string[] = ['Sum', 'SampleCount'];

/**
 * Whether no data means that all is well: the alarm is an upper limit, and either on a count, which is not published
 * where there is nothing to count, or says itself that missing data does not breach.
 */
export function isSilenceHealth(alarm: LoadedResource, treatment: string): boolean {
  if (!UPPER_LIMITS.includes(alarm.at('ComparisonOperator').text())) return false;
  const metrics = watchedMetrics(alarm);
  const isOfState = metrics.some(({ namespace, metricName }) => isState(namespace.text(), metricName.text()));
  if (isOfState) return false;
  if (treatment === 'notBreaching') return true;
  const [metric, ...others] = metrics;
  if (metric === undefined || others.length > 0 || alarm.at('Metrics').isPresent) return false;
  const counts = metric.statistic.isPresent && COUNTING.includes(metric.statistic.text());
  return counts || publishedUnit(metric.namespace.text(), metric.metricName.text())?.unit === 'Count';
}
