import { METRIC_MATH_ALARMS } from '../scopes';
import type { ResourceCheck } from '../template-check';
import { periodsOf } from './metric-queries';

/** All metrics of an alarm have the same period. */
export const equalPeriods: ResourceCheck = {
  code: 'MTH007',
  requirement: 'all metrics of an alarm have the same period',
  why: 'PutMetricAlarm refuses the alarm; a helper that evens periods out would silently judge another window',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-data-queries.html',
  appliesTo: METRIC_MATH_ALARMS,
  *check(alarm) {
    const [first, ...others] = periodsOf(alarm);
    const different = others.find((period) => period.number() !== first!.number());
    if (different === undefined) return;
    yield {
      at: different,
      what: `the period differs from that at ${first!.path}`,
      received: `${different.number()} s`,
      allowed: `${first!.number()} s, or the same other period everywhere`,
      change: 'give all metrics one period; windows of different lengths need an alarm each',
    };
  },
};
