import { METRIC_MATH_ALARMS } from '../scopes';
import type { ResourceCheck } from '../template-check';
import { metricQueries } from './metric-queries';

/** Every entry of Metrics is either a metric or an expression. */
export const queryShape: ResourceCheck = {
  code: 'MTH009',
  requirement: 'every entry of Metrics is either a metric or an expression',
  why: 'PutMetricAlarm refuses the alarm, so the deployment fails halfway',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html',
  appliesTo: METRIC_MATH_ALARMS,
  *check(alarm) {
    for (const query of metricQueries(alarm)) {
      const given = ['MetricStat', 'Expression'].filter((key) => query.at(key).isPresent);
      if (given.length === 1) continue;
      yield {
        at: query,
        what: 'the entry is not exactly one of metric and expression',
        received: given.length === 0 ? 'neither MetricStat nor Expression' : 'MetricStat and Expression',
        allowed: 'MetricStat or Expression',
        change: given.length === 0 ? 'add one of the two' : 'make two entries of it',
      };
    }
  },
};
