import type { MetricStore } from '../../simulator/services/cloudwatch/metric-store';
import { PointList } from '../../simulator/services/cloudwatch/point-list';
import { DistributedSamples, SampleCounts } from '../../simulator/services/cloudwatch/sample-counts';
import type { SeriesComponent } from '../../simulator/services/cloudwatch/series-component';
import { constantValue, type ValueDistribution } from '../../simulator/services/cloudwatch/value-distribution';
import { normalLatency, slowLatency, type LatencyProfile } from '../latency-profile';
import type { ResourceTimeline } from '../resource-timeline';

/** Which metric, without its region. */
export interface MetricName {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** True where several resources add to one metric, such as the target groups of a load balancer to its own. */
  readonly isShared?: boolean;
}

/** Samples of one minute-column that share a value or a distribution. */
export interface Samples {
  readonly counts: Float64Array;
  readonly of: ValueDistribution;
}

/**
 * Publishes what happened at one resource the way its AWS service does. What is lost on the way (silence) is left
 * out here, for every service alike.
 */
export class MetricPublisher {
  /** Metrics that another resource of the model has published already: what arrives under them means neither. */
  readonly clashes: string[] = [];

  constructor(
    readonly store: MetricStore,
    readonly region: string,
    readonly account: string,
    readonly timeline: ResourceTimeline,
  ) {}

  /** A counter with one sample of value 1 an event; minutes without events have no datapoint. */
  counter(metric: MetricName, counts: Float64Array, unit = 'Count'): void {
    this.samples(metric, [{ counts, of: constantValue(1) }], unit);
  }

  /** A metric that is 1 in some samples and 0 in the others: its sum counts, its average is a rate. */
  flag(metric: MetricName, ones: Float64Array, all: Float64Array, unit = 'Count', valueOfOne = 1): void {
    const zeros = all.map((count, index) => count - ones[index]!);
    this.samples(
      metric,
      [
        { counts: ones, of: constantValue(valueOfOne) },
        { counts: zeros, of: constantValue(0) },
      ],
      unit,
    );
  }

  /** One value a minute, where there is one (not NaN). */
  gauge(metric: MetricName, values: Float64Array, unit: string): void {
    const seen = values.map((value, index) => (this.timeline.published[index] === 1 ? value : NaN));
    this.#publish(metric, [PointList.fromColumn(this.timeline.range.first, seen)], unit);
  }

  /**
   * Durations of the requests that have one.
   *
   * @param timed requests that have a duration
   * @param unitsPerMs 1 for milliseconds, 0.001 for seconds
   */
  durations(metric: MetricName, timed: Float64Array, profile: LatencyProfile, unit: string, unitsPerMs: number): void {
    const { slow, slowTypicalMs } = this.timeline;
    const parts: Samples[] = [{ counts: timed.map((count, index) => count - slow[index]!), of: normalLatency(profile, unitsPerMs) }];
    for (const typicalMs of new Set(slowTypicalMs)) {
      if (typicalMs === 0) continue;
      const counts = slow.map((count, index) => (slowTypicalMs[index] === typicalMs ? count : 0));
      parts.push({ counts, of: slowLatency(typicalMs, unitsPerMs) });
    }
    this.samples(metric, parts, unit);
  }

  /** Samples in several groups. */
  samples(metric: MetricName, groups: readonly Samples[], unit: string): void {
    const components = groups.map(({ counts, of }) => {
      const seen = counts.map((count, index) => count * this.timeline.published[index]!);
      return new DistributedSamples(new SampleCounts(this.timeline.range.first, seen), of);
    });
    this.#publish(metric, components, unit);
  }

  #publish({ isShared = false, ...metric }: MetricName, components: readonly SeriesComponent[], unit: string): void {
    const identity = { region: this.region, ...metric };
    if (!isShared && this.store.find(identity) !== undefined) this.clashes.push(`${metric.namespace} ${metric.metricName}`);
    else this.store.publish(identity, components, unit);
  }
}

/** The sum of several columns. */
export function addColumns(first: Float64Array, ...others: readonly Float64Array[]): Float64Array {
  return first.map((value, index) => others.reduce((sum, other) => sum + other[index]!, value));
}
