import { judgeMetric, type AskedMetric, type MetricVerdict } from '../../../aws/metrics/published-metric';
import { DAY2_METRICS, day2Metric } from '../../../dashboard/day2-metrics';
import { didYouMean } from '../../../problems/did-you-mean';

/** Whether anybody publishes a metric by a set of dimensions: a service of AWS, as far as that is written down, or day2 itself. */
export function judgeKnownMetric(asked: AskedMetric): MetricVerdict {
  const { namespace, metricName, dimensions } = asked;
  const own = day2Metric(namespace, metricName);
  if (own === undefined) return judgeMetric(asked);
  if (own === 'unknown') {
    const names = DAY2_METRICS.filter((metric) => metric.namespace === namespace).map((metric) => metric.metricName);
    return { kind: 'no such metric', similar: didYouMean(metricName, names) };
  }
  const isOne = own.dimensionSets.some((set) => set.length === dimensions.length && set.every((name) => dimensions.includes(name)));
  return isOne ? { kind: 'published' } : { kind: 'other dimensions', sets: own.dimensionSets };
}
