import { NotSimulatedError } from '../../../aws/errors';
import { MetricSeries } from './metric-series';
import type { ReadableSeries } from './readable-series';
import type { RecordedSeries } from './recorded-series';
import type { SeriesComponent } from './series-component';

/**
 * Names one metric of the account. Dimensions count as a whole: a datapoint published under two dimensions is not
 * found under one of them. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html
 */
export interface MetricIdentity {
  /** The account it is in, where that is another one. */
  readonly account?: string;
  readonly region: string;
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/**
 * All metrics of the simulated account, one datapoint per minute at the finest. Minutes count from the epoch;
 * a minute nobody published for is missing, also before the first and after the last.
 */
export class MetricStore {
  readonly #series = new Map<string, MetricSeries>();
  readonly #identities = new Map<string, MetricIdentity>();
  readonly #recorded = new Map<string, RecordedSeries>();

  /**
   * Publishes a whole series as a sum of components, on top of what the metric already has. Counters and latencies
   * are `DistributedSamples`, gauges and rates `PointList`.
   * @param unit as in PutMetricData, `None` when absent
   * @throws NotSimulatedError when the metric already has another unit
   */
  publish(metric: MetricIdentity, components: readonly SeriesComponent[], unit = 'None'): void {
    const series = this.#seriesFor(metric, unit);
    for (const component of components) series.add(component);
  }

  /**
   * Publishes a single datapoint, as PutMetricData does; several in one minute add up.
   * @param count how many samples of this value, 1 when absent
   * @param unit `None` when absent
   * @throws NotSimulatedError when the metric already has another unit
   */
  putDatapoint(metric: MetricIdentity, minute: number, value: number, count = 1, unit = 'None'): void {
    this.#seriesFor(metric, unit).addPoint(minute, value, count);
  }

  /** Puts another series in the place of that of a metric: what happens from now on is another thing than was published ahead. */
  replace(metric: MetricIdentity, series: MetricSeries): void {
    const key = metricKey(metric);
    this.#series.set(key, series);
    this.#identities.set(key, metric);
  }

  /** Puts what was recorded of a metric in the place of what was published for it. */
  record(metric: MetricIdentity, series: RecordedSeries): void {
    this.#recorded.set(metricKey(metric), series);
  }

  /**
   * The series of a metric, or undefined when nothing was published under exactly this identity.
   * @param unit when given, a series in another unit is not found, as a CloudWatch alarm with a wrong `Unit` finds nothing
   */
  find(metric: MetricIdentity, unit?: string): ReadableSeries | undefined {
    const key = metricKey(metric);
    const series = this.#recorded.get(key) ?? this.#series.get(key);
    return series === undefined || (unit !== undefined && unit !== series.unit) ? undefined : series;
  }

  /** Every metric something was published for, in that order, with its series. */
  *entries(): IterableIterator<readonly [MetricIdentity, MetricSeries]> {
    for (const [key, series] of this.#series) yield [this.#identities.get(key)!, series];
  }

  #seriesFor(metric: MetricIdentity, unit: string): MetricSeries {
    const key = metricKey(metric);
    const existing = this.#series.get(key);
    if (existing === undefined) {
      const created = new MetricSeries(`${metric.namespace} ${metric.metricName}`, unit);
      this.#series.set(key, created);
      this.#identities.set(key, metric);
      return created;
    }
    if (existing.unit !== unit) throw new NotSimulatedError(`one metric in two units (${existing.unit} and ${unit})`, existing.name);
    return existing;
  }
}

/** One text per metric, whatever the order of its dimensions. */
export function metricKey({ account, region, namespace, metricName, dimensions }: MetricIdentity): string {
  const names = Object.keys(dimensions).sort();
  const ofAccount = [region, namespace, metricName, names.map((name) => [name, dimensions[name]])];
  return JSON.stringify(account === undefined ? ofAccount : [...ofAccount, account]);
}

/** What stands in the identity of a metric, out of anything that has it. */
export function metricIdentity(region: string, { account, namespace, metricName, dimensions }: Omit<MetricIdentity, 'region'>): MetricIdentity {
  return { ...(account !== undefined && { account }), region, namespace, metricName, dimensions };
}

/**
 * What another account publishes, templates do not say: without a statement it is not nothing.
 *
 * @throws NotSimulatedError for a metric of another account that the store does not have
 */
export function requireStated(store: MetricStore, metric: MetricIdentity): void {
  if (metric.account === undefined || store.find(metric) !== undefined) return;
  throw new NotSimulatedError(`metric ${metric.namespace} ${metric.metricName} of account ${metric.account}, which nobody states`);
}
