import type { MetricStore } from '../../simulator/services/cloudwatch/metric-store';
import { PointList } from '../../simulator/services/cloudwatch/point-list';
import { DistributedSamples, SampleCounts } from '../../simulator/services/cloudwatch/sample-counts';
import type { SeriesComponent } from '../../simulator/services/cloudwatch/series-component';
import { constantValue, logNormal, type ValueDistribution } from '../../simulator/services/cloudwatch/value-distribution';
import { subtractColumns } from '../../slo/sli/columns';
import type { MetricOfResource, MetricPublisher } from '../../slo/sli/metric-publisher';
import { findPublished, type MetricUnit, type PublishedMetrics } from '../../slo/sli/published-metrics';
import { normalLatency, slowLatency, type LatencyProfile } from '../latency-profile';
import type { ResourceTimeline } from '../resource-timeline';

/** Samples of one minute-column that share a value or a distribution. */
interface Samples {
  readonly counts: Float64Array;
  readonly of: ValueDistribution;
}

/** Where metrics are published, and which there are. */
export interface PublishedAt {
  readonly region: string;
  readonly account: string;
  readonly published: PublishedMetrics;
}

/** How many units of a metric of durations are a millisecond. */
const UNITS_PER_MS: Readonly<Partial<Record<MetricUnit, number>>> = { Milliseconds: 1, Seconds: 1 / 1_000 };

/**
 * Publishes what happened at one resource into a store. What is lost on the way (silence) is left out here, for every
 * service alike.
 */
export class StorePublisher implements MetricPublisher {
  /** Metrics that another resource of the model has published already: what arrives under them means neither. */
  readonly clashes: string[] = [];
  readonly region: string;
  readonly accountId: string;
  readonly happened: ResourceTimeline;
  readonly #published: PublishedMetrics;

  constructor(
    readonly store: MetricStore,
    { region, account, published }: PublishedAt,
    timeline: ResourceTimeline,
    readonly profile: LatencyProfile,
  ) {
    this.region = published.region ?? region;
    this.accountId = account;
    this.happened = timeline;
    this.#published = published;
  }

  counter(metric: MetricOfResource, counts: Float64Array): void {
    this.#samples(metric, [{ counts, of: constantValue(1) }]);
  }

  flag(metric: MetricOfResource, ones: Float64Array, all: Float64Array, valueOfOne = 1): void {
    this.#samples(metric, [
      { counts: ones, of: constantValue(valueOfOne) },
      { counts: subtractColumns(all, ones), of: constantValue(0) },
    ]);
  }

  gauge(metric: MetricOfResource, values: Float64Array): void {
    const seen = values.map((value, index) => (this.happened.published[index] === 1 ? value : NaN));
    this.#publish(metric, [PointList.fromColumn(this.happened.range.first, seen)]);
  }

  durations(metric: MetricOfResource, timed: Float64Array): void {
    const unitsPerMs = this.#unitsPerMs(metric);
    const { slow, slowTypicalMs } = this.happened;
    const parts: Samples[] = [{ counts: subtractColumns(timed, slow), of: normalLatency(this.profile, unitsPerMs) }];
    for (const typicalMs of new Set(slowTypicalMs)) {
      if (typicalMs === 0) continue;
      const counts = slow.map((count, index) => (slowTypicalMs[index] === typicalMs ? count : 0));
      parts.push({ counts, of: slowLatency(typicalMs, unitsPerMs) });
    }
    this.#samples(metric, parts);
  }

  steadyDurations(metric: MetricOfResource, counts: Float64Array, { median, p95 }: { readonly median: number; readonly p95: number }): void {
    this.#samples(metric, [{ counts, of: logNormal(median, p95) }]);
  }

  #unitsPerMs(metric: MetricOfResource): number {
    const unit = this.#unitOf(metric);
    const unitsPerMs = UNITS_PER_MS[unit];
    if (unitsPerMs === undefined) throw new RangeError(`${metric.metricName} is published in ${unit}, which is no unit of durations`);
    return unitsPerMs;
  }

  #unitOf(metric: MetricOfResource): MetricUnit {
    const { namespace = this.#published.namespace, metricName, dimensions } = metric;
    const found = findPublished(this.#published, metric);
    if (found !== undefined) return found.unit;
    throw new RangeError(`the source does not say that ${namespace} has ${metricName} by ${Object.keys(dimensions).join(', ')}`);
  }

  #samples(metric: MetricOfResource, groups: readonly Samples[]): void {
    const components = groups.map(({ counts, of }) => {
      const seen = counts.map((count, index) => count * this.happened.published[index]!);
      return new DistributedSamples(new SampleCounts(this.happened.range.first, seen), of);
    });
    this.#publish(metric, components);
  }

  #publish(metric: MetricOfResource, components: readonly SeriesComponent[]): void {
    const unit = this.#unitOf(metric);
    const { isShared = false, namespace = this.#published.namespace, ...named } = metric;
    const identity = { region: this.region, namespace, ...named };
    if (!isShared && this.store.find(identity) !== undefined) this.clashes.push(`${namespace} ${metric.metricName}`);
    else this.store.publish(identity, components, unit);
  }
}
