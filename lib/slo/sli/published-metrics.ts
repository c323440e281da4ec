/** What AWS publishes about a resource, as data: names, units, sets of dimensions, region. */

import type { MetricReference } from './sli';

/** Units of CloudWatch that the metrics of our sources have. */
export type MetricUnit = 'Count' | 'Percent' | 'Seconds' | 'Milliseconds' | 'None';

/**
 * The samples that one event leaves in a metric: one of value 1 for the events it counts, or one with a value for
 * each kind. A service that can fail in several ways counts here as failing in the one that its requests see.
 */
export type EventSamples = { readonly counts: 'total' | 'good' | 'bad' | 'nothing' } | { readonly values: { readonly good: number; readonly bad: number } };

/** One metric of a service. */
export interface PublishedMetric {
  readonly unit: MetricUnit;
  /** The sets of dimensions it is published under, of those a source reads or publishes: names. */
  readonly dimensionSets: readonly (readonly string[])[];
  /** What good and bad events do to it; without it a score cannot play events to it. */
  readonly events?: EventSamples;
}

/** The metrics of a service. */
export interface PublishedMetrics {
  readonly namespace: string;
  /** The only region that has them; without it, the region of the resource. */
  readonly region?: string;
  /** By name. */
  readonly metrics: Readonly<Record<string, PublishedMetric>>;
  /** The metrics of the same resource in other namespaces. */
  readonly beside?: readonly PublishedMetrics[];
}

/** The samples of events in a metric of an AWS service, by its name. */
export function eventSamplesIn(published: PublishedMetrics): (id: string, metric: MetricReference) => EventSamples | undefined {
  return (_, { namespace, metricName }) => {
    const { metrics } = published;
    return namespace === published.namespace && Object.hasOwn(metrics, metricName) ? metrics[metricName]!.events : undefined;
  };
}

/** The metric of that name under a set of dimensions, in the namespace of the source unless it says otherwise. */
export function findPublished(
  published: PublishedMetrics,
  { namespace = published.namespace, metricName, dimensions }: Pick<MetricReference, 'metricName' | 'dimensions'> & { readonly namespace?: string },
): PublishedMetric | undefined {
  const metrics = [published, ...(published.beside ?? [])].find((each) => each.namespace === namespace)?.metrics;
  if (metrics === undefined || !Object.hasOwn(metrics, metricName)) return undefined;
  const asked = setOf(Object.keys(dimensions));
  return metrics[metricName]!.dimensionSets.some((names) => setOf(names) === asked) ? metrics[metricName] : undefined;
}

function setOf(names: readonly string[]): string {
  return [...names].sort().join();
}
