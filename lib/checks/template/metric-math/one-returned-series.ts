import { FIXED_THRESHOLD_MATH_ALARMS } from '../scopes';
import type { ResourceCheck } from '../template-check';
import { metricQueries, valueKinds } from './metric-queries';

/** What is compared with the threshold is one time series, not a number and not several series. */
export const oneReturnedSeries: ResourceCheck = {
  code: 'MTH012',
  requirement: 'what is compared with the threshold is one time series, not a number and not several series',
  why: 'PutMetricAlarm refuses the alarm, so the deployment fails halfway',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html',
  appliesTo: FIXED_THRESHOLD_MATH_ALARMS,
  *check(alarm) {
    const kindOf = valueKinds(alarm);
    for (const query of metricQueries(alarm)) {
      if (!query.at('Expression').isPresent || (query.at('ReturnData').isPresent && !query.at('ReturnData').boolean())) continue;
      const kind = kindOf(query.at('Id').text());
      if (kind !== 'scalar' && kind !== 'array') continue;
      yield {
        at: query.at('Expression'),
        what: `the expression gives ${kind === 'scalar' ? 'a number' : 'several series'}`,
        received: query.at('Expression').shown,
        allowed: 'an expression that gives one time series',
        change: kind === 'scalar' ? 'use the series itself, or TIME_SERIES of a constant' : 'fold the series, for example with SUM or MAX',
      };
    }
  },
};
