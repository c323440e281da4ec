/**
 * What an objective should see of a resource, computed from what happened and not from metrics: the independent
 * side of the comparison. Minutes whose metrics were lost count as nothing seen.
 */

import type { Objective } from '../model/model';
import { allowedBadFraction } from '../slo/burn-rate';
import { addColumns, subtractColumns } from '../slo/sli/columns';
import { sourceOf, type Binding } from '../slo/sli/sources';
import { normalLatency, slowLatency, type LatencyProfile } from './latency-profile';
import type { ResourceTimeline } from './resource-timeline';

/** A resource and what happened to it. */
export interface PlayedResource {
  readonly binding: Binding;
  readonly timeline: ResourceTimeline;
  readonly profile: LatencyProfile;
}

/** Bad and total by minute. Of slices: `bad` is 1 in a bad minute, `total` 1 in every minute. */
export interface ObservedObjective {
  readonly kind: 'events' | 'slices';
  readonly bad: Float64Array;
  readonly total: Float64Array;
  /** Events, or samples of slices, that reached CloudWatch: what an alarm for silence counts. */
  readonly seen: Float64Array;
  /** 1 where the metrics of the resource reached CloudWatch, so that the figures of the minute are known. */
  readonly published: Uint8Array;
}

interface Events {
  readonly bad: Float64Array;
  readonly total: Float64Array;
}

/**
 * What reaches an objective.
 *
 * @param neighbours other parts of the same whole, such as a load balancer, whose traffic is in its metrics too
 */
export function observeObjective(objective: Objective, resource: PlayedResource, neighbours: readonly PlayedResource[] = []): ObservedObjective {
  const { timeline } = resource;
  const { published } = timeline;
  if (objective.sli.kind === 'events') {
    const all = [eventsOf(objective, resource), ...neighbours.map((neighbour) => eventsOfNeighbour(objective, neighbour))];
    const total = addColumns(...columns(all, 'total'));
    return { kind: 'events', bad: addColumns(...columns(all, 'bad')), total, seen: total, published };
  }
  const { bad, samples } = slicesOf(objective, resource);
  const total = new Float64Array(published.length).fill(1);
  return { kind: 'slices', bad: asPublished(bad, timeline), total, seen: asPublished(samples, timeline), published };
}

function columns(events: readonly Events[], name: keyof Events): [Float64Array, ...Float64Array[]] {
  return events.map((each) => each[name]) as [Float64Array, ...Float64Array[]];
}

function eventsOf(objective: Objective, resource: PlayedResource): Events {
  const { timeline } = resource;
  const { requests, rejected, failed } = timeline;
  const all = (bad: Float64Array, total: Float64Array) => ({ bad: asPublished(bad, timeline), total: asPublished(total, timeline) });
  if (objective.kind === 'latency') {
    const timed = timedRequests(resource);
    return all(tooSlow(objective, resource, timed), timed);
  }
  const { binding } = objective;
  if (sourceOf(binding).ignoresRefused?.(binding) === true) return all(failed, withoutRejected(timeline));
  return all(addColumns(failed, rejected), requests);
}

/**
 * The metrics of a whole, such as a load balancer, are those of everything behind it. An objective of one part sees of
 * the other parts what the whole refused, where those errors carry no part (target group).
 */
function eventsOfNeighbour(objective: Objective, neighbour: PlayedResource): Events {
  const { binding } = objective;
  const { isWhole = false, refusesAsWhole = false } = sourceOf(binding).partOf?.(binding) ?? {};
  if (isWhole) return eventsOf(objective, neighbour);
  const { timeline } = neighbour;
  const refused = objective.kind === 'latency' || !refusesAsWhole ? new Float64Array(timeline.rejected.length) : asPublished(timeline.rejected, timeline);
  return { bad: refused, total: refused };
}

/** The requests that have a duration: a load balancer has one only for requests that reached a target, for instance. */
function timedRequests({ binding, timeline }: PlayedResource): Float64Array {
  return sourceOf(binding).timedRequests === 'served' ? withoutRejected(timeline) : timeline.requests;
}

function withoutRejected({ requests, rejected }: ResourceTimeline): Float64Array {
  return subtractColumns(requests, rejected);
}

/** Requests above the threshold, as expected from the two latency distributions. */
function tooSlow(objective: Objective, { timeline, profile }: PlayedResource, timed: Float64Array): Float64Array {
  const thresholdMs = objective.thresholdMs ?? Infinity;
  const normalShare = 1 - normalLatency(profile).shareUpTo(thresholdMs);
  const { slow, slowTypicalMs } = timeline;
  return timed.map((count, index) => {
    const slowCount = slow[index]!;
    if (slowCount === 0) return count * normalShare;
    const slowShare = 1 - slowLatency(slowTypicalMs[index]!).shareUpTo(thresholdMs);
    return (count - slowCount) * normalShare + slowCount * slowShare;
  });
}

/** Bad minutes, and how many samples the metric of each minute has. */
function slicesOf(objective: Objective, resource: PlayedResource): { bad: Float64Array; samples: Float64Array } {
  const { timeline } = resource;
  const { oldestMessageSeconds, deadLetters, requests } = timeline;
  if (objective.kind === 'freshness') {
    const thresholdMs = objective.thresholdMs ?? Infinity;
    return {
      bad: oldestMessageSeconds.map((age) => Number(age * 1_000 > thresholdMs)),
      samples: oldestMessageSeconds.map((age, index) => Number(age > 0 || requests[index]! > 0)),
    };
  }
  if (objective.kind === 'delivery') {
    // A lost minute reads as an empty queue: the first one seen again looks like a rise, in CloudWatch as well.
    const depth = asPublished(deadLetters, timeline);
    return {
      bad: depth.map((value, index) => Number(index > 0 && value > depth[index - 1]!)),
      samples: deadLetters.map((value) => Number(value > 0)),
    };
  }
  if (objective.kind === 'availability') {
    return { bad: Float64Array.from(timeline.outOfService), samples: new Float64Array(timeline.outOfService.length).fill(1) };
  }
  // Latency over slices: the percentile is above the threshold when more than the allowed share is.
  const samples = timedRequests(resource);
  const slow = tooSlow(objective, resource, samples);
  const allowed = allowedBadFraction(objective.targetPercent);
  return { bad: samples.map((count, index) => Number(count > 0 && slow[index]! / count > allowed)), samples };
}

/** Nothing where the metrics of the minute were lost. */
function asPublished(column: Float64Array, { published }: ResourceTimeline): Float64Array {
  return column.map((value, index) => value * published[index]!);
}
