import type { LoadedResource } from '../../../aws/assembly/loaded-stack';
import type { PropertyNode } from '../../../aws/assembly/property-node';
import { metricQueries } from '../metric-math/metric-queries';
import { METRIC_ALARMS } from '../scopes';
import type { ResourceScope } from '../template-check';

/** A metric that an alarm names: alone, or as an entry of `Metrics`. */
export interface WatchedMetric {
  readonly namespace: PropertyNode;
  readonly metricName: PropertyNode;
  /** The list of dimensions, which may not be there. */
  readonly dimensions: PropertyNode;
  /** The statistic, where one is given. */
  readonly statistic: PropertyNode;
  readonly unit: PropertyNode;
}

/** Metric alarms that name a metric; those over Metrics Insights queries alone do not. */
export const ALARMS_ON_METRICS: ResourceScope = {
  description: 'metric alarms that name a metric',
  includes: (resource) => METRIC_ALARMS.includes(resource) && watchedMetrics(resource).length > 0,
};

/** Every metric that an alarm names. */
export function watchedMetrics(alarm: LoadedResource): readonly WatchedMetric[] {
  const single = { ...metricAt(alarm), statistic: statisticOf(alarm), unit: alarm.at('Unit') };
  const queried = metricQueries(alarm).map((query) => {
    const stat = query.at('MetricStat');
    return { ...metricAt(stat.at('Metric')), statistic: stat.at('Stat'), unit: stat.at('Unit') };
  });
  return [single, ...queried].filter(({ metricName }) => metricName.isPresent);
}

/** Names of the dimensions of a metric, in the order of the template. */
export function dimensionNames({ dimensions }: WatchedMetric): readonly string[] {
  return dimensions.list().map((dimension) => dimension.at('Name').text());
}

function metricAt(place: Pick<LoadedResource, 'at'> | PropertyNode): Pick<WatchedMetric, 'namespace' | 'metricName' | 'dimensions'> {
  return { namespace: place.at('Namespace'), metricName: place.at('MetricName'), dimensions: place.at('Dimensions') };
}

function statisticOf(alarm: LoadedResource): PropertyNode {
  const statistic = alarm.at('Statistic');
  return statistic.isPresent ? statistic : alarm.at('ExtendedStatistic');
}
