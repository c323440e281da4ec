import type { SeriesComponent, WindowColumn } from './series-component';
import type { AdditiveStatistic } from './statistic';
import { type WeightedPart, weightedValues } from './value-distribution';

/**
 * Single values at minutes: gauges (queue age, CPU), rates, and whatever is put one datapoint at a time. Sorted by
 * minute; windows are summed value by value, because differences of running sums of fractions would move a value
 * across a threshold it exactly meets.
 */
export class PointList implements SeriesComponent {
  #minutes = new Float64Array(16);
  #values = new Float64Array(16);
  #counts = new Float64Array(16);
  #size = 0;
  #lowerBound = Infinity;

  /**
   * One value per minute from `firstMinute` on; NaN where a minute has none.
   * @param counts samples behind each value, 1 when absent; 0 means no datapoint
   */
  static fromColumn(firstMinute: number, values: ArrayLike<number>, counts?: ArrayLike<number>): PointList {
    const list = new PointList();
    for (let index = 0; index < values.length; index += 1) {
      const count = counts === undefined ? 1 : counts[index]!;
      if (!Number.isNaN(values[index]!) && count !== 0) list.add(firstMinute + index, values[index]!, count);
    }
    return list;
  }

  get lowerBound(): number {
    return this.#lowerBound;
  }

  /**
   * Adds `count` samples of one value to a minute. Quick at the end of the list, slower before it.
   * @throws RangeError for a value that is not finite or a count that is not positive
   */
  add(minute: number, value: number, count = 1): void {
    if (!Number.isFinite(value) || !Number.isInteger(minute) || !(count > 0 && count < Infinity)) {
      throw new RangeError(`datapoint ${value} (${count} samples) at minute ${minute} is not one`);
    }
    if (this.#size === this.#minutes.length) this.#grow();
    const at = this.#firstFrom(minute + 1);
    for (const column of [this.#minutes, this.#values, this.#counts]) column.copyWithin(at + 1, at, this.#size);
    this.#minutes[at] = minute;
    this.#values[at] = value;
    this.#counts[at] = count;
    this.#size += 1;
    this.#lowerBound = Math.min(this.#lowerBound, value);
  }

  addTo(out: Float64Array, statistic: AdditiveStatistic, windows: WindowColumn): void {
    const { firstEndMinute, stepMinutes, lengthMinutes, size } = windows;
    let from = this.#firstFrom(firstEndMinute - lengthMinutes);
    let to = from;
    for (let index = 0, end = firstEndMinute; index < size; index += 1, end += stepMinutes) {
      while (from < this.#size && this.#minutes[from]! < end - lengthMinutes) from += 1;
      while (to < this.#size && this.#minutes[to]! < end) to += 1;
      if (from < to) out[index]! += this.#sum(from, to, statistic);
    }
  }

  extremeIn(kind: 'Minimum' | 'Maximum', fromMinute: number, toMinute: number): number {
    let extreme = NaN;
    for (let index = this.#firstFrom(fromMinute); index < this.#size && this.#minutes[index]! < toMinute; index += 1) {
      const value = this.#values[index]!;
      if (Number.isNaN(extreme) || (kind === 'Minimum' ? value < extreme : value > extreme)) extreme = value;
    }
    return extreme;
  }

  partIn(fromMinute: number, toMinute: number): WeightedPart | undefined {
    const entries: { value: number; weight: number }[] = [];
    for (let index = this.#firstFrom(fromMinute); index < this.#size && this.#minutes[index]! < toMinute; index += 1) {
      entries.push({ value: this.#values[index]!, weight: this.#counts[index]! });
    }
    if (entries.length === 0) return undefined;
    return { count: entries.reduce((sum, { weight }) => sum + weight, 0), distribution: weightedValues(entries) };
  }

  #sum(from: number, to: number, statistic: AdditiveStatistic): number {
    let sum = 0;
    for (let index = from; index < to; index += 1) {
      const value = this.#values[index]!;
      if (statistic.kind === 'Sum') sum += value * this.#counts[index]!;
      else if (statistic.kind === 'SampleCount' || (value > statistic.above && value <= statistic.upTo)) sum += this.#counts[index]!;
    }
    return sum;
  }

  /** Index of the first point at or after a minute. */
  #firstFrom(minute: number): number {
    let low = 0;
    let high = this.#size;
    if (high > 0 && this.#minutes[high - 1]! < minute) return high;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#minutes[middle]! < minute) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #grow(): void {
    const larger = (column: Float64Array): Float64Array<ArrayBuffer> => {
      const copy = new Float64Array(column.length * 2);
      copy.set(column);
      return copy;
    };
    this.#minutes = larger(this.#minutes);
    this.#values = larger(this.#values);
    this.#counts = larger(this.#counts);
  }
}
