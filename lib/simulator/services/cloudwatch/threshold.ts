import { PointMark } from './alarm-state';
import type { ThresholdComparison } from './metric-alarm-definition';

/** A fixed threshold, with the four comparisons brought to one form so that the test in the inner loop is short. */
export class Threshold {
  readonly #sign: 1 | -1;
  readonly #limit: number;
  readonly #isInclusive: boolean;

  constructor(comparison: ThresholdComparison, threshold: number) {
    this.#sign = comparison.startsWith('Greater') ? 1 : -1;
    this.#limit = this.#sign * threshold;
    this.#isInclusive = comparison.endsWith('OrEqualToThreshold');
  }

  /** False for NaN. */
  isBreachedBy(value: number): boolean {
    const signed = this.#sign * value;
    return signed > this.#limit || (this.#isInclusive && signed === this.#limit);
  }

  /** Whether every value from `low` to `high` breaches (or none does). False for NaN. */
  isCertainly(breached: boolean, low: number, high: number): boolean {
    if (!(low <= high)) return false;
    const isRising = this.#sign === 1;
    return breached ? this.isBreachedBy(isRising ? low : high) : !this.isBreachedBy(isRising ? high : low);
  }

  /** The marks of the first `size` values, NaN being a missing one. */
  marksOf(values: Float64Array, size: number): Uint8Array {
    const marks = new Uint8Array(size);
    for (let index = 0; index < size; index += 1) {
      const value = values[index]!;
      marks[index] = value !== value ? PointMark.missing : this.isBreachedBy(value) ? PointMark.breaching : PointMark.ok;
    }
    return marks;
  }
}
