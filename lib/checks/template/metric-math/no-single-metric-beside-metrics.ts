import { METRIC_MATH_ALARMS } from '../scopes';
import type { ResourceCheck } from '../template-check';

const SINGLE_METRIC = ['MetricName', 'Namespace', 'Dimensions', 'Period', 'Statistic', 'ExtendedStatistic', 'Unit'] as const;

/** An alarm on Metrics has none of the properties of an alarm on a single metric. */
export const noSingleMetricBesideMetrics: ResourceCheck = {
  code: 'ALM014',
  requirement: 'an alarm on Metrics has none of the properties of an alarm on a single metric',
  why: 'PutMetricAlarm refuses the alarm, so the deployment fails halfway',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html',
  appliesTo: METRIC_MATH_ALARMS,
  *check(alarm) {
    for (const key of SINGLE_METRIC) {
      const property = alarm.at(key);
      if (!property.isPresent) continue;
      yield {
        at: property,
        what: `${key} is not allowed beside Metrics`,
        received: property.shown,
        allowed: 'either Metrics or a single metric',
        change: `move ${key} into the entries of Metrics, or remove it`,
      };
    }
  },
};
