import { publishedUnit } from '../../../aws/metrics/metric-units';
import type { ResourceCheck } from '../template-check';
import { ALARMS_ON_METRICS, watchedMetrics } from './watched-metrics';

/** An alarm that restricts a metric of AWS to a unit names the one in which it is published. */
export const metricUnit: ResourceCheck = {
  code: 'ALM027',
  requirement: 'an alarm that restricts a metric of AWS to a unit names the one in which it is published',
  why: 'CloudWatch takes the alarm, which never sees any data and never goes off',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html',
  appliesTo: ALARMS_ON_METRICS,
  *check(alarm) {
    for (const { namespace, metricName, unit } of watchedMetrics(alarm)) {
      if (!unit.isPresent) continue;
      const published = publishedUnit(namespace.text(), metricName.text());
      if (published === undefined || published.unit === unit.text()) continue;
      yield {
        at: unit,
        what: `${metricName.text()} of ${namespace.text()} is published in another unit`,
        received: unit.shown,
        allowed: `no Unit, or ${published.unit}`,
        change: `remove Unit; see ${published.source}`,
      };
    }
  },
};
