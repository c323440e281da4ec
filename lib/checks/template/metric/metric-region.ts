import { partitionOfRegion } from '../../../aws/arn';
import { CannotTellError } from '../../../aws/errors';
import { onlyRegionOf } from '../../../aws/metrics/metric-regions';
import type { ResourceCheck } from '../template-check';
import { ALARMS_ON_METRICS, dimensionNames, watchedMetrics } from './watched-metrics';

/** An alarm stands in the region that has its metric: some services publish in one region only. */
export const metricRegion: ResourceCheck = {
  code: 'ALM023',
  requirement: 'an alarm stands in the region that has its metric: some services publish in one region only',
  why: 'CloudWatch takes the alarm, which never sees any data and never goes off',
  source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html',
  appliesTo: ALARMS_ON_METRICS,
  *check(alarm) {
    const { region, isRegionKnown } = alarm.stack;
    for (const metric of watchedMetrics(alarm)) {
      const only = onlyRegionOf(metric.namespace.text(), dimensionNames(metric));
      if (only === undefined || only.region === region) continue;
      if (!isRegionKnown)
        throw new CannotTellError(metric.namespace.path, `the metric is in ${only.region} only, and the region of the stack is only known at deployment`);
      // Which region of another partition has it, the pages of AWS do not say.
      if (partitionOfRegion(region) !== 'aws')
        throw new CannotTellError(metric.namespace.path, `where the metric is in the partition of ${region} is not documented`);
      yield {
        at: metric.namespace,
        what: `this metric of ${metric.namespace.text()} is in ${only.region} only, the alarm in ${region}`,
        received: region,
        allowed: only.region,
        change: `put the alarm into a stack of ${only.region}, with topics there; see ${only.source}`,
      };
    }
  },
};
