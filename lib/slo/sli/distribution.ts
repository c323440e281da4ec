import { badAndTotal, orZero, type EventSli } from './sli';

/** A CloudFront distribution. */
export interface DistributionBinding {
  readonly source: 'distribution';
  readonly distributionId: string;
}

/** The only region that has CloudFront's metrics. */
export const CLOUDFRONT_METRICS_REGION = 'us-east-1';

/**
 * Requests answered without a 5xx at the edge. CloudFront publishes the error **rate** in percent, not a count; the
 * bad events are that share of the requests.
 * Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html
 */
export function distributionAvailability(binding: DistributionBinding): EventSli {
  const shared = {
    namespace: 'AWS/CloudFront',
    dimensions: { DistributionId: binding.distributionId, Region: 'Global' },
  };
  return {
    kind: 'events',
    source: 'distribution',
    region: CLOUDFRONT_METRICS_REGION,
    metrics: {
      requests: { ...shared, metricName: 'Requests', statistic: 'Sum' },
      errorrate: { ...shared, metricName: '5xxErrorRate', statistic: 'Average' },
    },
    steps: badAndTotal(`${orZero('errorrate')} * ${orZero('requests')} / 100`, orZero('requests')),
    notes: [
      'CloudFront has its metrics in us-east-1 only, so these alarms and their topics are there too',
      '5xxErrorRate is a percentage; bad events are that share of Requests',
      'AWS does not say whether the average of the rate is weighted by requests; if not, errors of a quiet hour weigh as much as those of a busy one',
      'requests that never reach the distribution (DNS, certificate, disabled) only show as silence',
    ],
  };
}
