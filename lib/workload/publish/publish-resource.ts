import type { MetricStore } from '../../simulator/services/cloudwatch/metric-store';
import { sourceOf, type Binding } from '../../slo/sli/sources';
import type { LatencyProfile } from '../latency-profile';
import type { ResourceTimeline } from '../resource-timeline';
import { StorePublisher } from './store-publisher';

/** Where a resource lives. */
export interface ResourceLocation {
  readonly region: string;
  readonly account: string;
}

/**
 * Publishes the metrics of a resource as its AWS service does, which its source knows.
 *
 * @returns metrics that were not published because another resource has them already
 */
export function publishResource(
  store: MetricStore,
  location: ResourceLocation,
  binding: Binding,
  timeline: ResourceTimeline,
  profile: LatencyProfile,
): readonly string[] {
  const source = sourceOf(binding);
  const publisher = new StorePublisher(store, { ...location, published: source.published(binding) }, timeline, profile);
  source.publish(binding, publisher);
  return publisher.clashes;
}
