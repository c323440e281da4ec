import type { AnomalyBand } from '../../core/anomaly-band';
import { PointMark } from './alarm-state';
import { CALENDAR } from './calendar';
import type { AlarmLimit, BandComparison, ThresholdComparison } from './metric-alarm-definition';

/** What an alarm compares values with; minutes are those since the epoch. */
export interface AlarmThreshold {
  /**
   * False for NaN.
   *
   * @param startMinute start of the bucket the value is of
   */
  isBreachedBy(value: number, startMinute: number): boolean;
  /** Whether every value from `low` to `high` breaches (or none does), whenever it is. False for NaN. */
  isCertainly(breached: boolean, low: number, high: number): boolean;
  /** The marks of the first `size` values, NaN being a missing one; the first is of the bucket that starts at `firstStartMinute`. */
  marksOf(values: Float64Array, size: number, firstStartMinute: number, stepMinutes: number): Uint8Array;
}

/** The threshold of a limit. */
export function thresholdOf(limit: AlarmLimit): AlarmThreshold {
  return 'band' in limit ? new BandThreshold(limit.comparison, limit.band) : new FixedThreshold(limit.comparison, limit.threshold);
}

/** The edges of a band that count in a comparison. */
export function edgesOf(comparison: BandComparison, { lower, upper }: AnomalyBand): Partial<AnomalyBand> {
  return {
    ...(comparison !== 'GreaterThanUpperThreshold' && { lower }),
    ...(comparison !== 'LessThanLowerThreshold' && { upper }),
  };
}

/** An edge in the hour of a bucket. */
export function edgeAt(edge: readonly number[], startMinute: number): number {
  return edge[CALENDAR.HOUR!(startMinute)]!;
}

/** A fixed threshold, with the four comparisons brought to one form so that the test in the inner loop is short. */
class FixedThreshold implements AlarmThreshold {
  readonly #sign: 1 | -1;
  readonly #limit: number;
  readonly #isInclusive: boolean;

  constructor(comparison: ThresholdComparison, threshold: number) {
    this.#sign = comparison.startsWith('Greater') ? 1 : -1;
    this.#limit = this.#sign * threshold;
    this.#isInclusive = comparison.endsWith('OrEqualToThreshold');
  }

  isBreachedBy(value: number): boolean {
    const signed = this.#sign * value;
    return signed > this.#limit || (this.#isInclusive && signed === this.#limit);
  }

  isCertainly(breached: boolean, low: number, high: number): boolean {
    if (!(low <= high)) return false;
    const isRising = this.#sign === 1;
    return breached ? this.isBreachedBy(isRising ? low : high) : !this.isBreachedBy(isRising ? high : low);
  }

  marksOf(values: Float64Array, size: number): Uint8Array {
    const marks = new Uint8Array(size);
    for (let index = 0; index < size; index += 1) marks[index] = markOf(values[index]!, this.isBreachedBy(values[index]!));
    return marks;
  }
}

/** The edges of a band, which differ by the hour of the day. */
class BandThreshold implements AlarmThreshold {
  readonly #edges: Partial<AnomalyBand>;

  constructor(comparison: BandComparison, band: AnomalyBand) {
    this.#edges = edgesOf(comparison, band);
  }

  isBreachedBy(value: number, startMinute: number): boolean {
    const { lower, upper } = this.#edges;
    return (upper !== undefined && value > edgeAt(upper, startMinute)) || (lower !== undefined && value < edgeAt(lower, startMinute));
  }

  /** Bounds of values hold for a stretch of time in which the edges differ. */
  isCertainly(): boolean {
    return false;
  }

  marksOf(values: Float64Array, size: number, firstStartMinute: number, stepMinutes: number): Uint8Array {
    const marks = new Uint8Array(size);
    for (let index = 0; index < size; index += 1) {
      const value = values[index]!;
      marks[index] = markOf(value, this.isBreachedBy(value, firstStartMinute + index * stepMinutes));
    }
    return marks;
  }
}

function markOf(value: number, isBreached: boolean): number {
  if (isBreached) return PointMark.breaching;
  return value !== value ? PointMark.missing : PointMark.ok;
}
