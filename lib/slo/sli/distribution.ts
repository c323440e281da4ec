import { z } from 'zod';
import { field, map, text } from '../../problems/schema-fields';
import { addColumns } from './columns';
import type { MetricPublisher } from './metric-publisher';
import { eventSamplesIn, type PublishedMetrics } from './published-metrics';
import { badAndTotal, orZero, type EventSli } from './sli';
import type { SliSource } from './sli-source';

/** A CloudFront distribution. */
export interface DistributionBinding {
  readonly source: 'distribution';
  readonly distributionId: string;
}

const NAMESPACE = 'AWS/CloudFront';

/** The only region that has CloudFront's metrics. */
const CLOUDFRONT_METRICS_REGION = 'us-east-1';

/**
 * Requests answered without a 5xx at the edge. CloudFront publishes the error **rate** in percent, not a count; the
 * bad events are that share of the requests.
 * Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html
 */
export function distributionAvailability(binding: DistributionBinding): EventSli {
  const shared = {
    namespace: NAMESPACE,
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

const DIMENSION_SETS = [['DistributionId', 'Region']];

const PUBLISHED: PublishedMetrics = {
  namespace: NAMESPACE,
  region: CLOUDFRONT_METRICS_REGION,
  metrics: {
    Requests: { unit: 'None', dimensionSets: DIMENSION_SETS, events: { counts: 'total' } },
    '5xxErrorRate': { unit: 'Percent', dimensionSets: DIMENSION_SETS, events: { values: { good: 0, bad: 100 } } },
  },
};

/** CloudFront has a rate in percent, no count; each request is taken as one sample of 0 or 100. */
function publish({ distributionId }: DistributionBinding, publisher: MetricPublisher): void {
  const { requests, rejected, failed } = publisher.happened;
  const metric = (metricName: string) => ({ metricName, dimensions: { DistributionId: distributionId, Region: 'Global' } });
  publisher.counter(metric('Requests'), requests);
  publisher.flag(metric('5xxErrorRate'), addColumns(failed, rejected), requests, 100);
}

/** A CloudFront distribution. */
export const distribution: SliSource<DistributionBinding> = {
  documentation: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html',
  schema: map({
    source: field(z.literal('distribution'), 'A CloudFront distribution.'),
    distributionId: field(text(/^E[A-Z0-9]{6,19}$/, 'the id of a distribution', 'EDFDVBD6EXAMPLE'), 'Id of the distribution.'),
  }),
  example: { source: 'distribution', distributionId: 'EDFDVBD6EXAMPLE' },
  indicators: { availability: distributionAvailability },
  hasLatencyMethod: false,
  carries: 'requests',
  timedRequests: 'all',
  published: () => PUBLISHED,
  publish,
  eventSamples: eventSamplesIn(PUBLISHED),
};
