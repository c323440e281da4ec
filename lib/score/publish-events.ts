import type { LoadedStack } from '../aws/assembly/loaded-stack';
import { MetricStore } from '../simulator/services/cloudwatch/metric-store';
import { DistributedSamples, SampleCounts } from '../simulator/services/cloudwatch/sample-counts';
import type { SeriesComponent } from '../simulator/services/cloudwatch/series-component';
import { constantValue } from '../simulator/services/cloudwatch/value-distribution';
import type { EventSeries } from './event-series';
import { samplesOf, type MappedMetric } from './mapping';

/** A metric store that holds what the mapped metrics show of the events, in every region of the stacks. */
export function publishEvents(series: EventSeries, metrics: readonly MappedMetric[], stacks: readonly LoadedStack[]): MetricStore {
  const store = new MetricStore();
  const columns = new Columns(series);
  for (const region of new Set(stacks.map((stack) => stack.region))) {
    for (const metric of metrics) {
      const components = componentsOf(metric, columns);
      if (components.length > 0) store.publish({ ...metric, region }, components, metric.unit);
    }
  }
  return store;
}

function componentsOf(metric: MappedMetric, columns: Columns): SeriesComponent[] {
  const { good, bad } = samplesOf(metric);
  if (good !== undefined && good === bad) return [new DistributedSamples(columns.all, constantValue(good))];
  return [
    ...(good === undefined ? [] : [new DistributedSamples(columns.good, constantValue(good))]),
    ...(bad === undefined ? [] : [new DistributedSamples(columns.bad, constantValue(bad))]),
  ];
}

/** The counts that metrics share, each made when it is first asked for. */
class Columns {
  #all?: SampleCounts;
  #good?: SampleCounts;
  #bad?: SampleCounts;

  constructor(private readonly series: EventSeries) {}

  get all(): SampleCounts {
    return (this.#all ??= this.#counts(sumOf(this.series)));
  }

  get good(): SampleCounts {
    return (this.#good ??= this.#counts(this.series.good));
  }

  get bad(): SampleCounts {
    return (this.#bad ??= this.#counts(this.series.bad));
  }

  #counts(counts: Float64Array): SampleCounts {
    return new SampleCounts(this.series.firstMinute, counts);
  }
}

function sumOf({ good, bad }: EventSeries): Float64Array {
  const sums = new Float64Array(good.length);
  for (let index = 0; index < sums.length; index += 1) sums[index] = good[index]! + bad[index]!;
  return sums;
}
