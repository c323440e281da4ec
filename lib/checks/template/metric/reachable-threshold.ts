import type { LoadedResource } from '../../../aws/assembly/loaded-stack';
import { isAlwaysTheSame, valueRange, type ValueRange } from '../../../aws/metrics/metric-values';
import { metricQueries } from '../metric-math/metric-queries';
import type { ResourceCheck } from '../template-check';
import { ALARMS_ON_METRICS, watchedMetrics, type WatchedMetric } from './watched-metrics';

/** What a comparison makes of all values from the least to the greatest. */
const COMPARISONS: Readonly<Record<string, (range: ValueRange, threshold: number) => 'never' | 'always' | undefined>> = {
  GreaterThanThreshold: ({ least, most }, threshold) => (most <= threshold ? 'never' : least > threshold ? 'always' : undefined),
  GreaterThanOrEqualToThreshold: ({ least, most }, threshold) => (most < threshold ? 'never' : least >= threshold ? 'always' : undefined),
  LessThanThreshold: ({ least, most }, threshold) => (least >= threshold ? 'never' : most < threshold ? 'always' : undefined),
  LessThanOrEqualToThreshold: ({ least, most }, threshold) => (least > threshold ? 'never' : most <= threshold ? 'always' : undefined),
};

/** A threshold lies where the metric can be on both of its sides. */
export const reachableThreshold: ResourceCheck = {
  code: 'ALM026',
  requirement: 'a threshold lies where the metric can be on both of its sides',
  why: 'the alarm can never go off, or is on whenever there is data',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html',
  appliesTo: {
    description: 'metric alarms with a number as threshold over one metric',
    includes: (resource) => ALARMS_ON_METRICS.includes(resource) && resource.at('Threshold').isPresent && comparedMetric(resource) !== undefined,
  },
  *check(alarm) {
    const { namespace, metricName, statistic } = comparedMetric(alarm)!;
    const threshold = alarm.at('Threshold');
    const range = valueRange(namespace.text(), metricName.text(), statistic.text());
    // Counters whose every sample is 1 are another finding with Average; their sum is at least 1 where there is one.
    if (range === undefined || isAlwaysTheSame(range) || range.least === 1) return;
    const operator = alarm.at('ComparisonOperator').text();
    const outcome = Object.hasOwn(COMPARISONS, operator) ? COMPARISONS[operator]!(range, threshold.number()) : undefined;
    if (outcome === undefined) return;
    yield {
      at: threshold,
      what: outcome === 'never' ? 'the metric never gets there' : 'the metric is always there',
      received: `${operator} ${threshold.number()} for ${statistic.text()} of ${metricName.text()}`,
      allowed: `a threshold that ${shown(range)} can be on both sides of`,
      change: range.most === 1 ? 'for a number of events take Sum; for a share of them a number between 0 and 1' : 'correct the threshold or the comparison',
    };
  },
};

/** The metric whose statistic is compared with the threshold itself; undefined where an expression is. */
function comparedMetric(alarm: LoadedResource): WatchedMetric | undefined {
  const queries = metricQueries(alarm);
  const metrics = watchedMetrics(alarm);
  return queries.length <= 1 && metrics.length === 1 && metrics[0]!.statistic.isPresent ? metrics[0] : undefined;
}

function shown({ least, most }: ValueRange): string {
  return most === Infinity ? `a value of ${least} or more` : `a value from ${least} to ${most}`;
}
