import { isAlwaysTheSame, valueRange } from '../../../aws/metrics/metric-values';
import type { ResourceCheck } from '../template-check';
import { ALARMS_ON_METRICS, watchedMetrics } from './watched-metrics';

/** The statistic of a metric can change: counters whose every sample is 1 have no average, smallest or greatest sample but 1. */
export const meaningfulStatistic: ResourceCheck = {
  code: 'ALM025',
  requirement: 'the statistic of a metric can change: counters whose every sample is 1 have no average, smallest or greatest sample but 1',
  why: 'the alarm cannot tell one event from a thousand',
  source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html',
  appliesTo: ALARMS_ON_METRICS,
  *check(alarm) {
    for (const { namespace, metricName, statistic } of watchedMetrics(alarm)) {
      if (!statistic.isPresent) continue;
      const range = valueRange(namespace.text(), metricName.text(), statistic.text());
      if (range === undefined || !isAlwaysTheSame(range)) continue;
      yield {
        at: statistic,
        what: `every sample of ${metricName.text()} is ${range.least}, and so is this statistic`,
        received: statistic.shown,
        allowed: 'Sum',
        change: 'take Sum, and a threshold that is a number of events',
      };
    }
  },
};
