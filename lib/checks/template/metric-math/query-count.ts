import { METRIC_MATH_ALARMS } from '../scopes';
import type { ResourceCheck } from '../template-check';
import { metricQueries } from './metric-queries';

const MAX_PER_KIND = 10;

/** At most ten metrics and ten expressions in an alarm. */
export const queryCount: ResourceCheck = {
  code: 'MTH008',
  requirement: 'at most ten metrics and ten expressions in an alarm',
  why: 'PutMetricAlarm refuses the alarm, so the deployment fails halfway',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html',
  appliesTo: METRIC_MATH_ALARMS,
  *check(alarm) {
    for (const [key, kind] of [
      ['MetricStat', 'metrics'],
      ['Expression', 'expressions'],
    ] as const) {
      const count = metricQueries(alarm).filter((query) => query.at(key).isPresent).length;
      if (count <= MAX_PER_KIND) continue;
      yield {
        at: alarm.at('Metrics'),
        what: `too many ${kind}`,
        received: `${count} ${kind}`,
        allowed: `at most ${MAX_PER_KIND} ${kind}`,
        change: 'split the alarm in several below a composite alarm, or publish a metric that holds the sum',
      };
    }
  },
};
