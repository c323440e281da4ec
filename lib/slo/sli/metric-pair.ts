import { z } from 'zod';
import { COUNTING_STATISTIC_PATTERN, COUNTING_STATISTICS, readCountingStatistic, sampleValues } from '../../aws/metrics/counting-statistic';
import { publishedUnit } from '../../aws/metrics/metric-units';
import { judgeMetric } from '../../aws/metrics/published-metric';
import { addIssue, field, map, text } from '../../problems/schema-fields';
import { dimensionsField, eitherGoodOrBad, metricText } from './binding-fields';
import { addColumns, subtractColumns } from './columns';
import { eventRatio, regionOfAll } from './event-ratio';
import type { MetricOfResource, MetricPublisher } from './metric-publisher';
import type { EventSamples, MetricUnit, PublishedMetric, PublishedMetrics } from './published-metrics';
import { identityOfMetric, type EventSli, type MetricReference } from './sli';
import type { SliSource } from './sli-source';

/** Any two metrics that count events: all of them, and either the good or the bad ones. */
export interface MetricPairBinding {
  readonly source: 'metricPair';
  readonly total: MetricReference;
  readonly good?: MetricReference;
  readonly bad?: MetricReference;
}

/**
 * Good or bad events over all, from metrics of any namespace, each with the statistic that counts its events.
 *
 * @throws RangeError as {@link eventRatio} does
 */
export function metricPairRatio({ total, good, bad }: MetricPairBinding): EventSli {
  const term = (metric: MetricReference) => [{ factor: 1, metric }];
  return eventRatio('metricPair', { total: term(total), ...(good && { good: term(good) }), ...(bad && { bad: term(bad) }) }, METRIC_PAIR_NOTES);
}

/** What is true of every ratio of metrics that day2 does not know. */
export const METRIC_PAIR_NOTES: readonly string[] = [
  'that both metrics count the same events, each once, is taken on trust: what one counts and the other does not moves the ratio',
];

function partOfPair({ good, bad, total }: MetricPairBinding): MetricReference {
  return good ?? bad ?? total;
}

function isSameMetric(a: MetricReference, b: MetricReference): boolean {
  return identityOfMetric(a) === identityOfMetric(b);
}

const UNITS: readonly MetricUnit[] = ['Count', 'Percent', 'Seconds', 'Milliseconds', 'None'];

/** The metrics of the pair, in the units that the pages of AWS say; those of others have none. */
function published(binding: MetricPairBinding): PublishedMetrics {
  const byNamespace = new Map<string, Record<string, PublishedMetric>>();
  const pair = [binding.total, partOfPair(binding)];
  for (const { namespace, metricName, dimensions } of pair) {
    const metrics = byNamespace.get(namespace) ?? {};
    const unit = UNITS.find((each) => each === publishedUnit(namespace, metricName)?.unit) ?? 'None';
    metrics[metricName] = { unit, dimensionSets: [...(metrics[metricName]?.dimensionSets ?? []), Object.keys(dimensions)] };
    byNamespace.set(namespace, metrics);
  }
  const region = regionOfAll(pair);
  const [first, ...beside] = [...byNamespace].map(([namespace, metrics]) => ({ namespace, metrics, ...(region !== undefined && { region }) }));
  return { ...first!, ...(beside.length > 0 && { beside }) };
}

/** Which events the metrics count is taken on trust here as well. One metric read in two ways has a sample for every event. */
function publish(binding: MetricPairBinding, publisher: MetricPublisher): void {
  const { requests, rejected, failed } = publisher.happened;
  const failures = addColumns(failed, rejected);
  const { total } = binding;
  const part = partOfPair(binding);
  const counted = binding.bad === undefined ? subtractColumns(requests, failures) : failures;
  if (isSameMetric(total, part)) {
    samples(publisher, part, counted, subtractColumns(requests, counted));
    return;
  }
  const nothing = new Float64Array(requests.length);
  samples(publisher, total, requests, nothing);
  samples(publisher, part, counted, nothing);
}

/** Samples that the statistic of a metric counts, and others that it does not count. One of the two values is always 0 or not needed. */
function samples(publisher: MetricPublisher, reference: MetricReference, counted: Float64Array, others: Float64Array): void {
  const { namespace, metricName, dimensions, statistic } = reference;
  const metric: MetricOfResource = { namespace, metricName, dimensions };
  const values = sampleValues(readCountingStatistic(statistic)!);
  const all = addColumns(counted, others);
  if (values.other === undefined || values.other === 0) publisher.flag(metric, counted, all, values.counted);
  // Below the only bound: 0 is counted, too.
  else publisher.flag(metric, others, all, values.other);
}

/** What events leave in the metric of the pair with that id. */
function eventSamples(id: string, { statistic }: MetricReference): EventSamples | undefined {
  const read = readCountingStatistic(statistic);
  if (read === undefined) return undefined;
  const { counted, other } = sampleValues(read);
  if (id === 'all') return read.kind === 'TC' ? { values: { good: counted, bad: counted } } : { counts: 'total' };
  if (other === undefined) return { counts: id === 'successes' ? 'good' : 'bad' };
  return { values: id === 'successes' ? { good: counted, bad: other } : { good: other, bad: counted } };
}

/** Finds bounds that leave nothing between them. */
function checkBounds(context: { readonly value: string; readonly issues: z.core.$ZodRawIssue[] }): void {
  if (!COUNTING_STATISTIC_PATTERN.test(context.value) || readCountingStatistic(context.value) !== undefined) return;
  addIssue(context, [], {
    code: 'CFG013',
    what: 'no value is between these bounds',
    received: context.value,
    allowed: 'TC(low:high) with the low bound below the high one',
    change: 'exchange the two, or correct one',
  });
}

const metricFields = map({
  namespace: field(text(/^(?!:)[A-Za-z0-9._\-/#: ]{1,255}$/, 'a namespace', 'AWS/Kinesis'), 'Namespace of the metric.'),
  metricName: field(metricText('a metric name', 'PutRecords.FailedRecords'), 'Name of the metric, letter case included.'),
  dimensions: field(
    dimensionsField('name the dimensions that the metric is published with'),
    'Exactly the dimensions that the metric is published with, `{}` for none: CloudWatch does not add metrics up over dimensions.',
  ),
  statistic: field(
    text(COUNTING_STATISTIC_PATTERN, COUNTING_STATISTICS, 'Sum').check(checkBounds),
    'How the metric counts events: `Sum`, `SampleCount` (one sample an event), or `TC(:300)` for the samples up to 300. Averages, percentiles and rates do not add up over windows of different lengths.',
  ),
}).check((context) => {
  const { namespace, metricName, dimensions } = context.value;
  const verdict = judgeMetric({ namespace, metricName, dimensions: Object.keys(dimensions) });
  if (verdict.kind === 'no such metric') {
    addIssue(context, ['metricName'], {
      code: 'CFG013',
      what: `${namespace} has no metric of this name`,
      received: metricName,
      allowed: verdict.similar ?? 'a metric that AWS publishes',
      change: 'take the name from the page of the service, letter case included',
    });
  } else if (verdict.kind === 'other dimensions') {
    addIssue(context, ['dimensions'], {
      code: 'CFG013',
      what: `AWS does not publish ${metricName} by these dimensions`,
      received: Object.keys(dimensions).join(', ') || 'none',
      allowed: verdict.sets.map((set) => set.join(', ') || 'none').join('; or '),
      change: 'name exactly one of these sets',
    });
  }
});

/** Finds pairs that can be no ratio. */
function checkPair(context: { readonly value: MetricPairBinding; readonly issues: z.core.$ZodRawIssue[] }): void {
  const { good, bad, total } = context.value;
  const part = good ?? bad;
  if (part === undefined || (good !== undefined && bad !== undefined)) return;
  if (isSameMetric(part, total) && (total.statistic !== 'SampleCount' || part.statistic === 'SampleCount')) {
    addIssue(context, ['total'], {
      code: 'CFG013',
      what: 'both are the same metric, and are read in ways that cannot be a part and its whole',
      received: `${part.statistic} of ${total.statistic}`,
      allowed: 'SampleCount for the total, and Sum or TC(low:high) for the part; or another metric',
      change: 'correct the statistics, or name another metric',
    });
  }
  try {
    regionOfAll([total, part]);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    addIssue(context, ['total'], {
      code: 'CFG013',
      what: error.message,
      received: `${total.namespace} and ${part.namespace}`,
      allowed: 'two metrics of one region',
      change: 'name two metrics that exist in the same region',
    });
  }
}

/** Any two metrics that count events. */
export const metricPair: SliSource<MetricPairBinding> = {
  documentation: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html',
  schema: map({
    source: field(z.literal('metricPair'), 'Any two metrics that count events, of AWS or of your own, in the region of the environment.'),
    total: field(metricFields, 'Metric of all events.'),
    good: field(metricFields.optional(), 'Metric of the good events; give this one or `bad`.', 'none'),
    bad: field(metricFields.optional(), 'Metric of the bad events; give this one or `good`.', 'none'),
  })
    .check(eitherGoodOrBad, checkPair)
    .meta({ oneOf: [{ required: ['good'] }, { required: ['bad'] }] }),
  example: {
    source: 'metricPair',
    total: { namespace: 'AWS/Kinesis', metricName: 'PutRecords.TotalRecords', dimensions: { StreamName: 'orders' }, statistic: 'Sum' },
    bad: { namespace: 'AWS/Kinesis', metricName: 'PutRecords.FailedRecords', dimensions: { StreamName: 'orders' }, statistic: 'Sum' },
  },
  indicators: { 'success-rate': metricPairRatio, availability: metricPairRatio },
  hasLatencyMethod: false,
  carries: 'requests',
  timedRequests: 'all',
  published,
  publish,
  eventSamples,
};
