import { meanContribution, type SeriesComponent, type WindowColumn } from './series-component';
import type { AdditiveStatistic } from './statistic';
import type { ValueDistribution, WeightedPart } from './value-distribution';

/**
 * How many samples each minute had, kept only as prefix sums, so that the count of any window is one subtraction.
 * Immutable: one column can serve several series, such as requests and their latency. Sums of whole counts are exact.
 */
export class SampleCounts {
  readonly #prefix: Float64Array;

  /**
   * @param firstMinute minutes since the epoch
   * @param counts samples per minute from there on; copied, so one scratch array can fill many columns
   * @throws RangeError for a count that is negative or not finite
   */
  constructor(
    readonly firstMinute: number,
    counts: ArrayLike<number>,
  ) {
    const prefix = new Float64Array(counts.length + 1);
    // A global is slow to look up where code runs in a context of its own, as tests do.
    const limit = Infinity;
    for (let index = 0; index < counts.length; index += 1) {
      const count = counts[index]!;
      if (!(count >= 0 && count < limit)) throw new RangeError(`sample count ${count} at minute ${firstMinute + index} is not a count`);
      prefix[index + 1] = prefix[index]! + count;
    }
    this.#prefix = prefix;
  }

  /** Samples in minutes [from, to); outside the column there are none. */
  countIn(fromMinute: number, toMinute: number): number {
    return this.#upTo(toMinute) - this.#upTo(fromMinute);
  }

  /** Adds count × factor of every window to `out`. */
  addScaled(out: Float64Array, factor: number, windows: WindowColumn): void {
    const { firstEndMinute, stepMinutes, lengthMinutes, size } = windows;
    for (let index = 0, end = firstEndMinute; index < size; index += 1, end += stepMinutes) {
      out[index]! += this.countIn(end - lengthMinutes, end) * factor;
    }
  }

  /**
   * Sets `out` to count × factor, or to `missing` in windows without a sample. The one loop every ratio alarm over
   * two counters lives on, hence spelled out, and without bounds where the windows lie inside the column.
   */
  writeScaled(out: Float64Array, factor: number, windows: WindowColumn, missing: number): void {
    const { firstEndMinute, stepMinutes, lengthMinutes, size } = windows;
    const prefix = this.#prefix;
    let high = firstEndMinute - this.firstMinute;
    let low = high - lengthMinutes;
    const isInside = low >= 0 && high + (size - 1) * stepMinutes < prefix.length;
    if (!isInside) return this.#writeClamped(out, factor, windows, missing);
    for (let index = 0; index < size; index += 1, high += stepMinutes, low += stepMinutes) {
      const count = prefix[high]! - prefix[low]!;
      out[index] = count > 0 ? count * factor : missing;
    }
  }

  #writeClamped(out: Float64Array, factor: number, windows: WindowColumn, missing: number): void {
    const { firstEndMinute, stepMinutes, lengthMinutes, size } = windows;
    for (let index = 0, end = firstEndMinute; index < size; index += 1, end += stepMinutes) {
      const count = this.countIn(end - lengthMinutes, end);
      out[index] = count > 0 ? count * factor : missing;
    }
  }

  #upTo(minute: number): number {
    const index = minute - this.firstMinute;
    return index <= 0 ? 0 : this.#prefix[Math.min(index, this.#prefix.length - 1)]!;
  }
}

/** Samples whose values follow one distribution: counters, and latencies. */
export class DistributedSamples implements SeriesComponent {
  constructor(
    readonly counts: SampleCounts,
    readonly distribution: ValueDistribution,
  ) {}

  get lowerBound(): number {
    return this.distribution.lowerBound;
  }

  addTo(out: Float64Array, statistic: AdditiveStatistic, windows: WindowColumn): void {
    this.counts.addScaled(out, meanContribution(statistic, this.distribution), windows);
  }

  /** The statistic of every window when these are all the samples there are; `missing` in windows without one. */
  write(out: Float64Array, statistic: AdditiveStatistic, windows: WindowColumn, missing: number): void {
    this.counts.writeScaled(out, meanContribution(statistic, this.distribution), windows, missing);
  }

  extremeIn(kind: 'Minimum' | 'Maximum', fromMinute: number, toMinute: number): number {
    const count = this.counts.countIn(fromMinute, toMinute);
    if (count === 0) return NaN;
    return kind === 'Minimum' ? this.distribution.minimumOf(count) : this.distribution.maximumOf(count);
  }

  partIn(fromMinute: number, toMinute: number): WeightedPart | undefined {
    const count = this.counts.countIn(fromMinute, toMinute);
    return count > 0 ? { count, distribution: this.distribution } : undefined;
  }
}
