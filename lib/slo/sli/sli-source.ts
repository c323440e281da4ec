/**
 * What an SLI source says about itself. Everything else (configuration, alarms, game days, scores, the reference) asks
 * the source for it, through the registry in sources.ts. How to add one: docs/how-to/add-an-sli-source.md.
 */

import type { z } from 'zod';
import type { CustomIssue } from '../../problems/schema-fields';
import type { MetricPublisher } from './metric-publisher';
import type { EventSamples, PublishedMetrics } from './published-metrics';
import type { MetricReference, ObjectiveKind, Sli } from './sli';

/** What the objective adds to the resource. */
export interface IndicatorOptions {
  readonly kind: ObjectiveKind;
  /** Longest good latency or oldest good message, milliseconds. Required for latency and freshness. */
  readonly thresholdMs?: number;
  /** How latency is counted where CloudWatch does not document trimmed counts. Default: `events`. */
  readonly latencyMethod?: 'events' | 'slices';
  /** The objective, a fraction; the percentile of latency over slices. */
  readonly target: number;
}

/** Taken from a method, whose parameters TypeScript compares both ways: a source of one binding is a source of any. */
type IndicatorOf<Binding> = { of(binding: Binding, options: IndicatorOptions): Sli }['of'];

/** One kind of resource that objectives can measure. */
export interface SliSource<Binding> {
  /** The metrics page of the service. */
  readonly documentation: string;
  /** The keys of a resource in an environment file. `source` distinguishes it from the others. */
  readonly schema: z.ZodType<Binding> & z.core.$ZodTypeDiscriminable;
  /** A resource as somebody would write it, with every key that an indicator needs. */
  readonly example: Binding;
  /** What it can promise, and the indicator of each. */
  readonly indicators: Readonly<Partial<Record<ObjectiveKind, IndicatorOf<Binding>>>>;
  /** True where latency can be counted in two ways, because CloudWatch does not document trimmed counts for it. */
  readonly hasLatencyMethod: boolean;
  /**
   * What a scenario can do to it: a queue has messages, a Network Load Balancer connections that are up or down, everything
   * else answers requests, some of which may fail.
   */
  readonly carries: 'requests' | 'messages' | 'connections';
  /** Which requests have a duration: all, or those that were not refused before they reached the service. */
  readonly timedRequests: 'all' | 'served';
  /** What the service publishes about the resource. */
  published(binding: Binding): PublishedMetrics;
  /**
   * Publishes what happened to a resource in a game day, as the metrics page of the service says and not as our
   * indicators read it: an indicator that reads the wrong metric has to find nothing.
   */
  publish(binding: Binding, publisher: MetricPublisher): void;
  /**
   * The samples that events leave in a metric of an indicator.
   *
   * @param id the id that the metric has in the indicator
   * @returns undefined when it is not known
   */
  eventSamples(id: string, metric: MetricReference): EventSamples | undefined;
  /**
   * What a resource lacks for an objective of that kind, as far as the schema cannot know it.
   *
   * @param name what the environment calls the resource
   */
  lacks?(binding: Binding, kind: ObjectiveKind, name: string): CustomIssue | undefined;
  /** True where refused requests are neither good nor bad. Without it they are bad. */
  ignoresRefused?(binding: Binding): boolean;
  /**
   * For a resource that is (a part of) a whole with metrics of its own: which whole, whether it is all of it, and whether
   * requests are refused in the name of the whole, so that every part counts those of the others.
   */
  partOf?(binding: Binding): { readonly whole: string; readonly isWhole: boolean; readonly refusesAsWhole: boolean };
}

/**
 * The threshold of an objective, milliseconds.
 *
 * @throws RangeError without one
 */
export function thresholdOf({ kind, thresholdMs }: IndicatorOptions): number {
  if (thresholdMs === undefined) throw new RangeError(`an objective of kind ${kind} needs a threshold`);
  return thresholdMs;
}

/** The objective in percent, as percentiles are named. */
export function percentileOf({ target }: IndicatorOptions): number {
  return target * 100;
}
