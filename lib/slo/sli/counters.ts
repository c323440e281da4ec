import { z } from 'zod';
import { field, map, text } from '../../problems/schema-fields';
import { dimensionsField, eitherGoodOrBad, metricText } from './binding-fields';
import { addColumns, subtractColumns } from './columns';
import { eventRatio } from './event-ratio';
import type { MetricPublisher } from './metric-publisher';
import type { EventSamples, PublishedMetric, PublishedMetrics } from './published-metrics';
import type { EventSli } from './sli';
import type { SliSource } from './sli-source';

/**
 * Counters the service publishes itself, by PutMetricData or the embedded metric format: the total, and either the
 * good or the bad events.
 */
export interface CountersBinding {
  readonly source: 'counters';
  readonly namespace: string;
  /** Exactly the dimension set published: CloudWatch does not add custom metrics up over dimensions. */
  readonly dimensions: Readonly<Record<string, string>>;
  readonly total: string;
  readonly good?: string;
  readonly bad?: string;
}

/**
 * Good or bad events over all, from the service's own counters, each read as a sum.
 *
 * @throws RangeError with both or neither of good and bad
 */
export function countersSuccessRate({ namespace, dimensions, total, good, bad }: CountersBinding): EventSli {
  if ((good === undefined) === (bad === undefined)) {
    throw new RangeError(`counters of ${namespace} need the name of either the good or the bad events`);
  }
  const counter = (metricName: string) => [{ factor: 1, metric: { namespace, metricName, dimensions, statistic: 'Sum' } }];
  const counted = { total: counter(total), ...(good !== undefined && { good: counter(good) }), ...(bad !== undefined && { bad: counter(bad) }) };
  return eventRatio('counters', counted, [
    'custom metrics are not added up over dimensions: the set here is the one published',
    'an event that is published twice counts twice, and a counter that is not published counts nothing',
  ]);
}

/** What events do to the counters, by their ids in the indicator. */
const EVENTS: Readonly<Record<string, EventSamples>> = { all: { counts: 'total' }, failures: { counts: 'bad' }, successes: { counts: 'good' } };

/** The names are the service's own, and so is the set of dimensions. */
function published({ namespace, dimensions, total, good, bad }: CountersBinding): PublishedMetrics {
  const counter: PublishedMetric = { unit: 'None', dimensionSets: [Object.keys(dimensions)] };
  const names = [total, good, bad].filter((name) => name !== undefined);
  return { namespace, metrics: Object.fromEntries(names.map((name) => [name, counter])) };
}

/** What is good or bad the service says itself. */
function publish({ dimensions, total, good, bad }: CountersBinding, publisher: MetricPublisher): void {
  const { requests, rejected, failed } = publisher.happened;
  const failures = addColumns(failed, rejected);
  const metric = (metricName: string) => ({ metricName, dimensions });
  publisher.counter(metric(total), requests);
  if (bad !== undefined) publisher.counter(metric(bad), failures);
  if (good !== undefined) publisher.counter(metric(good), subtractColumns(requests, failures));
}

const schema = map({
  source: field(z.literal('counters'), 'Counters the service publishes itself.'),
  namespace: field(
    text(/^(?!AWS\/)(?!:)[A-Za-z0-9._\-/#: ]{1,255}$/, 'a namespace of your own, not one that starts with AWS/', 'EdiPlatform'),
    'Namespace the counters are published in.',
  ),
  dimensions: field(
    dimensionsField('publish the counters with fewer dimensions'),
    'Exactly the dimensions published, `{}` for none: CloudWatch does not add custom metrics up over dimensions.',
  ),
  total: field(metricText('a metric name', 'DocumentsSent'), 'Counter of all events.'),
  good: field(metricText('a metric name', 'DocumentsAcknowledged').optional(), 'Counter of the good events; give this one or `bad`.', 'none'),
  bad: field(metricText('a metric name', 'DocumentsRejected').optional(), 'Counter of the bad events; give this one or `good`.', 'none'),
})
  .check(eitherGoodOrBad)
  .meta({ oneOf: [{ required: ['good'] }, { required: ['bad'] }] });

/** Counters the service publishes itself. */
export const counters: SliSource<CountersBinding> = {
  documentation: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html',
  schema,
  example: { source: 'counters', namespace: 'Edi', dimensions: { Service: 'deliver' }, total: 'Sent', good: 'Confirmed' },
  indicators: { 'success-rate': countersSuccessRate, availability: countersSuccessRate },
  hasLatencyMethod: false,
  carries: 'requests',
  timedRequests: 'all',
  published,
  publish,
  eventSamples: (id) => EVENTS[id],
};
