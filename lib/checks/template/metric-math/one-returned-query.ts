import { FIXED_THRESHOLD_MATH_ALARMS } from '../scopes';
import type { ResourceCheck } from '../template-check';
import { metricQueries } from './metric-queries';

/** Exactly one entry of Metrics is compared with the threshold. An entry that does not say returns data. */
export const oneReturnedQuery: ResourceCheck = {
  code: 'MTH006',
  requirement: 'exactly one entry of Metrics is compared with the threshold',
  why: 'PutMetricAlarm refuses the alarm, so the deployment fails halfway',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html',
  appliesTo: FIXED_THRESHOLD_MATH_ALARMS,
  *check(alarm) {
    const returned = metricQueries(alarm).filter((query) => !query.at('ReturnData').isPresent || query.at('ReturnData').boolean());
    if (returned.length === 1) return;
    yield {
      at: alarm.at('Metrics'),
      what: `${returned.length === 0 ? 'no entry' : 'more than one entry'} returns data`,
      received: returned.length === 0 ? 'ReturnData false everywhere' : returned.map((query) => query.at('Id').shown).join(', '),
      allowed: 'exactly one entry with ReturnData true or without ReturnData',
      change: 'set ReturnData to true where the threshold applies and to false everywhere else',
    };
  },
};
