import { METRIC_MATH_ALARMS } from '../scopes';
import type { ResourceCheck } from '../template-check';
import { metricQueries } from './metric-queries';

/** No two entries of Metrics have the same id. */
export const queryIdUnique: ResourceCheck = {
  code: 'MTH003',
  requirement: 'no two entries of Metrics have the same id',
  why: 'PutMetricAlarm refuses the alarm, so the deployment fails halfway',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html',
  appliesTo: METRIC_MATH_ALARMS,
  *check(alarm) {
    const seen = new Set<string>();
    for (const query of metricQueries(alarm)) {
      const id = query.at('Id');
      if (seen.has(id.text())) {
        yield {
          at: id,
          what: 'the id is used twice',
          received: id.shown,
          allowed: 'an id of its own for every entry',
          change: 'rename one of the two and the expressions that mean it',
        };
      }
      seen.add(id.text());
    }
  },
};
