/**
 * The metric math functions that look beyond one datapoint. They see the columns of a whole evaluation range, oldest
 * bucket first, which is why an alarm that uses one is evaluated range by range.
 */

/** Works on the first `size` elements; `bucketSeconds` is the distance between two of them. */
export type RangeKernel = (a: Float64Array, out: Float64Array, size: number, bucketSeconds: number) => void;

/** Series in, series out. The first point has no predecessor and is dropped. */
export const RANGE_KERNELS: Readonly<Record<string, RangeKernel>> = {
  DIFF: (a, out, size) => eachWithPrevious(a, out, size, (value, previous) => value - previous),
  DIFF_TIME: (a, out, size, bucketSeconds) => eachWithPrevious(a, out, size, (_value, _previous, steps) => steps * bucketSeconds),
  RATE: (a, out, size, bucketSeconds) => eachWithPrevious(a, out, size, (value, previous, steps) => (value - previous) / (steps * bucketSeconds)),
};

/** One series in, one number out: NaN when the range has no point. */
export const REDUCTIONS: Readonly<Record<string, (a: Float64Array, size: number) => number>> = {
  SUM: (a, size) => reduce(a, size, (sum, value) => sum + value),
  MIN: (a, size) => reduce(a, size, Math.min),
  MAX: (a, size) => reduce(a, size, Math.max),
  DATAPOINT_COUNT: (a, size) => {
    let count = 0;
    for (let i = 0; i < size; i += 1) if (!Number.isNaN(a[i]!)) count += 1;
    return count;
  },
};

/** `FILL(series, REPEAT)`: the last value before the gap. A gap at the start of the range stays. */
export function fillRepeat(a: Float64Array, out: Float64Array, size: number): void {
  let last = NaN;
  for (let i = 0; i < size; i += 1) {
    if (!Number.isNaN(a[i]!)) last = a[i]!;
    out[i] = last;
  }
}

/** `FILL(series, LINEAR)`: a straight line across the gap. A gap at either end of the range stays. */
export function fillLinear(a: Float64Array, out: Float64Array, size: number): void {
  let previous = -1;
  for (let i = 0; i < size; i += 1) {
    out[i] = a[i]!;
    if (Number.isNaN(a[i]!)) continue;
    for (let gap = previous + 1; previous >= 0 && gap < i; gap += 1) {
      out[gap] = a[previous]! + ((a[i]! - a[previous]!) * (gap - previous)) / (i - previous);
    }
    previous = i;
  }
}

/** `FILL(series, filler)` under the assumption that a series without a point in range stays empty. */
export function fillUnlessEmpty(a: Float64Array, filler: Float64Array, out: Float64Array, size: number): void {
  const isEmpty = a.subarray(0, size).every(Number.isNaN);
  for (let i = 0; i < size; i += 1) out[i] = Number.isNaN(a[i]!) && !isEmpty ? filler[i]! : a[i]!;
}

function eachWithPrevious(a: Float64Array, out: Float64Array, size: number, combine: (value: number, previous: number, steps: number) => number): void {
  let previous = -1;
  for (let i = 0; i < size; i += 1) {
    if (Number.isNaN(a[i]!)) {
      out[i] = NaN;
      continue;
    }
    out[i] = previous < 0 ? NaN : combine(a[i]!, a[previous]!, i - previous);
    previous = i;
  }
}

function reduce(a: Float64Array, size: number, combine: (x: number, y: number) => number): number {
  let result = NaN;
  for (let i = 0; i < size; i += 1) {
    const value = a[i]!;
    if (!Number.isNaN(value)) result = Number.isNaN(result) ? value : combine(result, value);
  }
  return result;
}
