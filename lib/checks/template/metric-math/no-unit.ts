import { METRIC_ALARMS } from '../scopes';
import type { ResourceCheck } from '../template-check';
import { metricQueries } from './metric-queries';

/** No alarm restricts its metric to a unit. */
export const noUnit: ResourceCheck = {
  code: 'ALM015',
  requirement: 'no alarm restricts its metric to a unit',
  why: 'with a unit nobody publishes the alarm finds no data and stays in INSUFFICIENT_DATA for ever',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html',
  appliesTo: METRIC_ALARMS,
  *check(alarm) {
    const units = [alarm.at('Unit'), ...metricQueries(alarm).map((query) => query.at('MetricStat').at('Unit'))];
    for (const unit of units.filter((each) => each.isPresent)) {
      yield {
        at: unit,
        what: 'the alarm only sees data published in this unit',
        received: unit.shown,
        allowed: 'no Unit',
        change: 'remove Unit; a metric that is published in several units needs several metrics',
      };
    }
  },
};
