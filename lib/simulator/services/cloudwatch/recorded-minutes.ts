import type { WindowColumn } from './series-component';

/**
 * A recorded value a minute, NaN where a minute has none. Sums of whole numbers are differences of running sums, which are exact;
 * others are added up window by window, because such a difference would move a sum across a threshold it exactly meets.
 */
export class RecordedMinutes {
  readonly #firstMinute: number;
  readonly #values: Float64Array;
  /** Minutes with a value before each position. */
  readonly #present: Int32Array;
  /** Sums before each position; undefined where they would not be exact. */
  readonly #sums: Float64Array | undefined;

  /** @param firstMinute minutes since the epoch */
  constructor(firstMinute: number, values: Float64Array) {
    this.#firstMinute = firstMinute;
    this.#values = values;
    this.#present = new Int32Array(values.length + 1);
    const sums = new Float64Array(values.length + 1);
    let isExact = true;
    for (let index = 0; index < values.length; index += 1) {
      const value = values[index]!;
      const isMissing = Number.isNaN(value);
      this.#present[index + 1] = this.#present[index]! + (isMissing ? 0 : 1);
      sums[index + 1] = sums[index]! + (isMissing ? 0 : value);
      isExact &&= isMissing || (Number.isInteger(value) && Number.isSafeInteger(sums[index + 1]));
    }
    this.#sums = isExact ? sums : undefined;
  }

  /** Writes the sum of every window, or `missing` where none of its minutes has a value. */
  writeSums(windows: WindowColumn, out: Float64Array, missing: number): void {
    this.#forEach(windows, (index, from, to) => (out[index] = this.#present[to] === this.#present[from] ? missing : this.#sumOf(from, to)));
  }

  /** Writes the smallest or largest value of every window, or `missing` where none of its minutes has one. */
  writeExtremes(extremeOf: (a: number, b: number) => number, windows: WindowColumn, out: Float64Array, missing: number): void {
    this.#forEach(windows, (index, from, to) => {
      let extreme = NaN;
      for (let position = from; position < to; position += 1) {
        const value = this.#values[position]!;
        if (!Number.isNaN(value)) extreme = Number.isNaN(extreme) ? value : extremeOf(extreme, value);
      }
      out[index] = Number.isNaN(extreme) ? missing : extreme;
    });
  }

  #forEach({ firstEndMinute, lengthMinutes, stepMinutes, size }: WindowColumn, write: (index: number, from: number, to: number) => void): void {
    const most = this.#values.length;
    for (let index = 0, end = firstEndMinute - this.#firstMinute; index < size; index += 1, end += stepMinutes) {
      write(index, Math.min(Math.max(0, end - lengthMinutes), most), Math.min(Math.max(0, end), most));
    }
  }

  #sumOf(from: number, to: number): number {
    if (this.#sums !== undefined) return this.#sums[to]! - this.#sums[from]!;
    let sum = 0;
    for (let position = from; position < to; position += 1) {
      const value = this.#values[position]!;
      if (!Number.isNaN(value)) sum += value;
    }
    return sum;
  }
}
