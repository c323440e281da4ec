import { type CountBounds, PrefixSums } from './prefix-sums';
import { meanContribution, type SeriesComponent, type WindowColumn } from './series-component';
import type { AdditiveStatistic } from './statistic';
import type { ValueDistribution, WeightedPart } from './value-distribution';

/** Windows that move by a quarter of their length or more share so little that their minutes may say more. */
const WIDE = 4;

/**
 * How many samples each minute had, kept only as prefix sums, so that the count of any window is one subtraction.
 * Immutable: one column can serve several series, such as requests and their latency. Sums of whole counts are exact.
 */
export class SampleCounts {
  readonly #sums: PrefixSums;

  /**
   * @param firstMinute minutes since the epoch
   * @param counts samples per minute from there on; copied, so one scratch array can fill many columns
   * @throws RangeError for a count that is negative or not finite
   */
  constructor(
    readonly firstMinute: number,
    counts: ArrayLike<number>,
  ) {
    this.#sums = new PrefixSums(counts);
  }

  /** Samples in minutes [from, to); outside the column there are none. */
  countIn(fromMinute: number, toMinute: number): number {
    return this.#sums.between(this.#position(fromMinute), this.#position(toMinute));
  }

  /**
   * Sets what every window of a length, with its end between two minutes (both included), has at least and at most, to
   * the last bit. It has what all of them share, and no more than what they cover together; and as many times what the
   * quietest and the busiest minute have as it has minutes.
   */
  boundWindows(firstEndMinute: number, lastEndMinute: number, lengthMinutes: number, out: CountBounds): void {
    const covered = this.countIn(firstEndMinute - lengthMinutes, lastEndMinute);
    const moved = lastEndMinute - firstEndMinute;
    let least = moved < lengthMinutes ? this.countIn(lastEndMinute - lengthMinutes, firstEndMinute) : 0;
    let most = covered;
    if (covered > 0 && moved * WIDE >= lengthMinutes) {
      this.#sums.boundEach(firstEndMinute - lengthMinutes - this.firstMinute, lastEndMinute - this.firstMinute, out);
      if (out.least * lengthMinutes > least) least = out.least * lengthMinutes;
      if (out.most * lengthMinutes < most) most = out.most * lengthMinutes;
    }
    out.least = least;
    out.most = most;
  }

  /** Adds count × factor of every window to `out`. */
  addScaled(out: Float64Array, factor: number, windows: WindowColumn): void {
    const { firstEndMinute, stepMinutes, lengthMinutes, size } = windows;
    for (let index = 0, end = firstEndMinute; index < size; index += 1, end += stepMinutes) {
      out[index]! += this.countIn(end - lengthMinutes, end) * factor;
    }
  }

  /** Sets `out` to count × factor, or to `missing` in windows without a sample. */
  writeScaled(out: Float64Array, factor: number, windows: WindowColumn, missing: number): void {
    const { firstEndMinute, stepMinutes, lengthMinutes, size } = windows;
    const to = firstEndMinute - this.firstMinute;
    const from = to - lengthMinutes;
    const isInside = from >= 0 && to + (size - 1) * stepMinutes <= this.#sums.size;
    if (isInside) this.#sums.writeScaled(out, factor, { from, to, step: stepMinutes, size }, missing);
    else this.#writeClamped(out, factor, windows, missing);
  }

  #writeClamped(out: Float64Array, factor: number, windows: WindowColumn, missing: number): void {
    const { firstEndMinute, stepMinutes, lengthMinutes, size } = windows;
    for (let index = 0, end = firstEndMinute; index < size; index += 1, end += stepMinutes) {
      const count = this.countIn(end - lengthMinutes, end);
      out[index] = count > 0 ? count * factor : missing;
    }
  }

  #position(minute: number): number {
    const position = minute - this.firstMinute;
    return position <= 0 ? 0 : Math.min(position, this.#sums.size);
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
