import { printMetricMath } from '../../aws/metric-math/print';
import { readCountingStatistic, COUNTING_STATISTICS } from '../../aws/metrics/counting-statistic';
import { onlyRegionOf } from '../../aws/metrics/metric-regions';
import { badAndTotal, differenceOrZero, identityOfMetric, orZero, type EventSli, type MathStep, type MetricReference } from './sli';

/** A metric that counts events, times a number. */
export interface MetricTerm {
  readonly factor: number;
  readonly metric: MetricReference;
}

/** Metrics that are added up: all events, and either the good or the bad ones of them. */
export interface CountedEvents {
  readonly total: readonly MetricTerm[];
  readonly good?: readonly MetricTerm[];
  readonly bad?: readonly MetricTerm[];
}

/** The limit of a metric-math alarm. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-data-queries.html */
const MAX_METRICS = 10;

/**
 * Good or bad events over all, from any metrics that count events.
 *
 * @param source the word for where the numbers come from
 * @param notes what a reader has to know besides
 * @throws RangeError with both or neither of good and bad, for statistics that do not add up over windows of different
 *   lengths, for more metrics than an alarm has room for, and for metrics that exist in different regions
 */
export function eventRatio(source: string, { total, good, bad }: CountedEvents, notes: readonly string[] = []): EventSli {
  const ids = new MetricIds();
  const steps: MathStep[] = [];
  /** The id of a sum: that of its metric, or of a step of its own. */
  const idOf = (terms: readonly MetricTerm[], metricId: string, stepId: string): string => {
    const known = terms.map(({ factor, metric }) => ({ factor, id: ids.of(metric, metricId) }));
    if (known.length === 1 && known[0]!.factor === 1) return known[0]!.id;
    steps.push({ id: stepId, expression: sumOfTerms(known) });
    return stepId;
  };
  const all = idOf(total, 'all', 'counted');
  if (bad !== undefined && good === undefined) {
    const failures = idOf(bad, 'failures', 'failed');
    // What is subtracted may be more than there was; a negative number of failures must not become credit.
    const counted = bad.every(({ factor }) => factor > 0) ? orZero(failures) : `IF(${orZero(failures)} > 0, ${failures}, 0)`;
    return {
      ...metricsOf(source, ids),
      steps: [...steps, ...badAndTotal(counted, orZero(all))],
      notes: [...notes, 'a service that stops counting its failures looks healthy here'],
    };
  }
  if (good === undefined || bad !== undefined) throw new RangeError('it takes either the good or the bad events beside the total, not both and not neither');
  const successes = idOf(good, 'successes', 'succeeded');
  return {
    ...metricsOf(source, ids),
    // More good events than events in total is a publisher's fault; it must not become a negative error ratio.
    steps: [...steps, ...badAndTotal(differenceOrZero(all, successes), orZero(all))],
    notes: [...notes, 'an event is bad until its success is counted: count both when it ends, or rising traffic looks like failures'],
  };
}

/** `FILL(a, 0) + 2 * FILL(b, 0) - FILL(c, 0)`: defined whatever is missing. */
function sumOfTerms(terms: readonly { readonly factor: number; readonly id: string }[]): string {
  return terms
    .map(({ factor, id }, index) => {
      const sign = factor < 0 ? (index === 0 ? '0 - ' : ' - ') : index === 0 ? '' : ' + ';
      const size = Math.abs(factor);
      return `${sign}${size === 1 ? '' : `${printMetricMath({ kind: 'number', value: size })} * `}${orZero(id)}`;
    })
    .join('');
}

function metricsOf(source: string, ids: MetricIds): Pick<EventSli, 'kind' | 'source' | 'metrics' | 'region'> {
  const metrics = ids.metrics();
  const references = Object.values(metrics);
  if (references.length > MAX_METRICS) throw new RangeError(`${references.length} metrics are in one ratio: an alarm has room for ${MAX_METRICS}`);
  for (const { namespace, metricName, statistic } of references) {
    if (readCountingStatistic(statistic) !== undefined) continue;
    throw new RangeError(`${namespace} ${metricName} is read as ${statistic}, which does not add up over time: allowed is ${COUNTING_STATISTICS}`);
  }
  const region = regionOfAll(references);
  return { kind: 'events', source, metrics, ...(region !== undefined && { region }) };
}

/**
 * The only region that has all of some metrics; undefined where it is that of their resources.
 *
 * @throws RangeError when one exists in a region that another need not be in
 */
export function regionOfAll(metrics: readonly MetricReference[]): string | undefined {
  const regions = new Set(metrics.map(({ namespace, dimensions }) => onlyRegionOf(namespace, Object.keys(dimensions))?.region));
  if (regions.size <= 1) return [...regions][0];
  const fixed = [...regions].filter((region) => region !== undefined);
  throw new RangeError(`some of the metrics exist in ${fixed.join(' and ')} only, others elsewhere: an alarm reads one region`);
}

/** Ids of metrics in expressions: the same metric with the same statistic has one, whatever it is used for. */
class MetricIds {
  readonly #ids = new Map<string, { readonly id: string; readonly metric: MetricReference }>();

  of(metric: MetricReference, name: string): string {
    const key = `${metric.statistic} ${identityOfMetric(metric)}`;
    const known = this.#ids.get(key);
    if (known !== undefined) return known.id;
    const taken = [...this.#ids.values()].filter(({ id }) => id.replace(/\d+$/, '') === name).length;
    const id = taken === 0 ? name : `${name}${taken + 1}`;
    this.#ids.set(key, { id, metric });
    return id;
  }

  metrics(): Record<string, MetricReference> {
    return Object.fromEntries([...this.#ids.values()].map(({ id, metric }) => [id, metric]));
  }
}
