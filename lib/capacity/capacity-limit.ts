import { roundTo12Digits } from '../slo/burn-rate';
import type { Measure, MeasureId } from '../thresholds/measure';

/** What is used of something that is limited. Errors, durations and ages have thresholds, and no capacity. */
export const LIMITED_MEASURES = [
  'cpu',
  'memory',
  'disk',
  'connectionPool',
  'concurrency',
  'depth',
  'inFlight',
  'throughput',
  'readUnits',
  'writeUnits',
  'quotaUse',
] as const satisfies readonly MeasureId[];
/** One of {@link LIMITED_MEASURES}. */
export type LimitedMeasure = (typeof LIMITED_MEASURES)[number];

/** Where the size of a limit is known from. */
export type LimitOrigin =
  /** The measure is a share of it: 100 %. */
  | { readonly kind: 'share' }
  /** Somebody provisioned, reserved or was granted so much. */
  | { readonly kind: 'provisioned' }
  /** A test bore so much. */
  | { readonly kind: 'tested'; readonly on: string; readonly evidence: string };

/** What limits a resource: so much of it can be used, and no more. */
export interface CapacityLimit {
  /** What the environment calls the resource. */
  readonly resource: string;
  readonly measureId: LimitedMeasure;
  readonly measure: Measure;
  /** In the unit of the measure. */
  readonly limit: number;
  readonly origin: LimitOrigin;
  /** How long it takes to get more, minutes. */
  readonly leadTimeMinutes: number;
}

/** What a limit is called: `translate-worker/concurrency`. */
export function limitName({ resource, measureId }: Pick<CapacityLimit, 'resource' | 'measureId'>): string {
  return `${resource}/${measureId}`;
}

/**
 * How much more than what is used a resource has to bear: 20 %, requirement 002-53. So a resource is full at its limit divided by it,
 * 83.3 %.
 */
export const CAPACITY_BUFFER = 1.2;

/** The use from which on the buffer is not there any more, in tenths of the unit: a figure that people read. */
export function useBeforeBuffer(limit: number): number {
  return Math.floor(roundTo12Digits((10 * limit) / CAPACITY_BUFFER)) / 10;
}
