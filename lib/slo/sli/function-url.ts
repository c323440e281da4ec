import { z } from 'zod';
import { field, map, text } from '../../problems/schema-fields';
import { addColumns } from './columns';
import { functionDimensions } from './lambda';
import type { MetricPublisher } from './metric-publisher';
import { eventSamplesIn, type PublishedMetrics } from './published-metrics';
import { badAndTotal, orZero, slowEvents, slowSlices, type EventSli, type Sli } from './sli';
import { percentileOf, thresholdOf, type SliSource } from './sli-source';

/** The URL of a Lambda function, or of one of its aliases. */
export interface FunctionUrlBinding {
  readonly source: 'functionUrl';
  readonly functionName: string;
  /** An alias, or `$LATEST`: versions have no URL. Without it, all URLs of the function together. */
  readonly qualifier?: string;
}

const NAMESPACE = 'AWS/Lambda';

/**
 * Requests answered without a 5xx, which is also what a caller gets from a function that fails or times out.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/urls-monitoring.html
 */
export function functionUrlAvailability(binding: FunctionUrlBinding): EventSli {
  const shared = { namespace: NAMESPACE, dimensions: functionDimensions(binding), statistic: 'Sum' };
  return {
    kind: 'events',
    source: 'functionUrl',
    metrics: { requests: { ...shared, metricName: 'UrlRequestCount' }, errors: { ...shared, metricName: 'Url5xxCount' } },
    steps: badAndTotal(orZero('errors'), orZero('requests')),
    notes: [
      'requests that Lambda throttles are answered with 429, and good here like every 4xx: a function throttled to nothing looks well; an objective on the function itself (source: lambda) counts them as bad',
      'a failure that the function reports in its answer is seen as its status code says',
      ...(binding.qualifier === undefined ? ['the URLs of all aliases of the function are counted together'] : []),
      'requests that never reach the URL (DNS, a deleted URL) only show as silence',
    ],
  };
}

/**
 * Requests answered in time, from their arrival at the URL to the answer, cold starts included.
 *
 * @param thresholdMs longest good response, milliseconds
 * @param percentile used by the `slices` method only: the objective's target in percent
 */
export function functionUrlLatency(binding: FunctionUrlBinding, thresholdMs: number, method: 'events' | 'slices', percentile: number): Sli {
  const metric = { namespace: NAMESPACE, metricName: 'UrlRequestLatency', dimensions: functionDimensions(binding) };
  return {
    source: 'functionUrl',
    ...(method === 'slices' ? slowSlices(metric, thresholdMs, percentile) : slowEvents(metric, thresholdMs)),
    notes: [
      'UrlRequestLatency is in milliseconds; fast errors count as in time, the availability objective covers them',
      method === 'slices'
        ? 'a minute is bad when its percentile is above the threshold; a minute without requests is good'
        : 'CloudWatch documents percentiles, not trimmed counts, for Lambda; latencyMethod: slices uses the percentile',
    ],
  };
}

const DIMENSION_SETS = [['FunctionName'], ['FunctionName', 'Resource']];

const PUBLISHED: PublishedMetrics = {
  namespace: NAMESPACE,
  metrics: {
    UrlRequestCount: { unit: 'Count', dimensionSets: DIMENSION_SETS, events: { counts: 'total' } },
    Url5xxCount: { unit: 'Count', dimensionSets: DIMENSION_SETS, events: { counts: 'bad' } },
    UrlRequestLatency: { unit: 'Milliseconds', dimensionSets: DIMENSION_SETS },
  },
};

/** What the URL of an alias gets, the metrics of the function have too. A function that cannot even start is a 5xx. */
function publish(binding: FunctionUrlBinding, publisher: MetricPublisher): void {
  const { requests, rejected, failed } = publisher.happened;
  const whole = functionDimensions({ functionName: binding.functionName });
  for (const dimensions of binding.qualifier === undefined ? [whole] : [whole, functionDimensions(binding)]) {
    const metric = (metricName: string) => ({ metricName, dimensions, isShared: dimensions === whole });
    publisher.counter(metric('UrlRequestCount'), requests);
    publisher.counter(metric('Url5xxCount'), addColumns(failed, rejected));
    publisher.durations(metric('UrlRequestLatency'), requests);
  }
}

/** The URL of a Lambda function. */
export const functionUrl: SliSource<FunctionUrlBinding> = {
  documentation: 'https://docs.aws.amazon.com/lambda/latest/dg/urls-monitoring.html',
  schema: map({
    source: field(z.literal('functionUrl'), 'The URL of a Lambda function.'),
    functionName: field(text(/^[A-Za-z0-9_-]{1,64}$/, 'the name of a function, not its ARN', 'webhook'), 'Name of the function.'),
    qualifier: field(
      text(/^(?:\$LATEST|(?!\d+$)[A-Za-z0-9_-]{1,128})$/, 'the name of an alias, or $LATEST: versions have no URL', 'live').optional(),
      'The alias that the URL belongs to, or `$LATEST`.',
      'all URLs of the function are measured together',
    ),
  }),
  example: { source: 'functionUrl', functionName: 'webhook' },
  indicators: {
    availability: functionUrlAvailability,
    latency: (binding, options) => functionUrlLatency(binding, thresholdOf(options), options.latencyMethod ?? 'events', percentileOf(options)),
  },
  hasLatencyMethod: true,
  carries: 'requests',
  timedRequests: 'all',
  published: () => PUBLISHED,
  publish,
  eventSamples: eventSamplesIn(PUBLISHED),
  partOf: ({ functionName, qualifier }) => ({ whole: functionName, isWhole: qualifier === undefined, refusesAsWhole: false }),
};
