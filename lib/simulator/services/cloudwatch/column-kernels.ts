/**
 * The loops of metric math: one operation over whole columns, NaN meaning a missing datapoint. Each is written out
 * because a shared loop that calls the operation per element is several times slower.
 *
 * The binary ones carry NaN through. Where CloudWatch counts a missing operand as 0, {@link countMissingAsZero} is
 * applied to the operands before.
 */

/** Combines the first `size` elements of two columns into `out`, which may be one of them. */
export type BinaryKernel = (a: Float64Array, b: Float64Array, out: Float64Array, size: number) => void;

/** Maps the first `size` elements of a column into `out`, which may be the same. */
export type UnaryKernel = (a: Float64Array, out: Float64Array, size: number) => void;

/** Kernels of the operators. AND and OR take comparisons, so any value but 0 is true. */
export const BINARY_KERNELS: Readonly<Record<string, BinaryKernel>> = {
  '+': (a, b, out, size) => {
    for (let i = 0; i < size; i += 1) out[i] = a[i]! + b[i]!;
  },
  '-': (a, b, out, size) => {
    for (let i = 0; i < size; i += 1) out[i] = a[i]! - b[i]!;
  },
  '*': (a, b, out, size) => {
    for (let i = 0; i < size; i += 1) out[i] = a[i]! * b[i]!;
  },
  // A division by zero drops the datapoint.
  '/': (a, b, out, size) => {
    for (let i = 0; i < size; i += 1) out[i] = b[i] === 0 ? NaN : a[i]! / b[i]!;
  },
  '^': (a, b, out, size) => {
    for (let i = 0; i < size; i += 1) out[i] = finite(a[i]! ** b[i]! + falseOrMissing(a[i]!, b[i]!));
  },
  '<': (a, b, out, size) => {
    for (let i = 0; i < size; i += 1) out[i] = a[i]! < b[i]! ? 1 : falseOrMissing(a[i]!, b[i]!);
  },
  '<=': (a, b, out, size) => {
    for (let i = 0; i < size; i += 1) out[i] = a[i]! <= b[i]! ? 1 : falseOrMissing(a[i]!, b[i]!);
  },
  '>': (a, b, out, size) => {
    for (let i = 0; i < size; i += 1) out[i] = a[i]! > b[i]! ? 1 : falseOrMissing(a[i]!, b[i]!);
  },
  '>=': (a, b, out, size) => {
    for (let i = 0; i < size; i += 1) out[i] = a[i]! >= b[i]! ? 1 : falseOrMissing(a[i]!, b[i]!);
  },
  '==': (a, b, out, size) => {
    for (let i = 0; i < size; i += 1) out[i] = a[i] === b[i] ? 1 : falseOrMissing(a[i]!, b[i]!);
  },
  '!=': (a, b, out, size) => {
    for (let i = 0; i < size; i += 1) out[i] = a[i] === b[i] ? 0 : 1 + falseOrMissing(a[i]!, b[i]!);
  },
  AND: (a, b, out, size) => {
    for (let i = 0; i < size; i += 1) out[i] = a[i]! * b[i]! === 0 ? 0 : 1 + falseOrMissing(a[i]!, b[i]!);
  },
  OR: (a, b, out, size) => {
    for (let i = 0; i < size; i += 1) out[i] = a[i] === 0 && b[i] === 0 ? 0 : 1 + falseOrMissing(a[i]!, b[i]!);
  },
};

/** Kernels of the functions that look at one datapoint at a time. What has no real value is no datapoint. */
export const UNARY_KERNELS: Readonly<Record<string, UnaryKernel>> = {
  ABS: (a, out, size) => {
    for (let i = 0; i < size; i += 1) out[i] = Math.abs(a[i]!);
  },
  CEIL: (a, out, size) => {
    for (let i = 0; i < size; i += 1) out[i] = Math.ceil(a[i]!);
  },
  FLOOR: (a, out, size) => {
    for (let i = 0; i < size; i += 1) out[i] = Math.floor(a[i]!);
  },
  LOG: (a, out, size) => {
    for (let i = 0; i < size; i += 1) out[i] = finite(Math.log(a[i]!));
  },
  LOG10: (a, out, size) => {
    for (let i = 0; i < size; i += 1) out[i] = finite(Math.log10(a[i]!));
  },
};

/** Kernels that fold an array of series into one, two at a time. A missing value leaves the other as it is. */
export const FOLD_KERNELS: Readonly<Record<string, BinaryKernel>> = {
  MAX: (a, b, out, size) => {
    for (let i = 0; i < size; i += 1) out[i] = a[i]! >= b[i]! || b[i] !== b[i] ? a[i]! : b[i]!;
  },
  MIN: (a, b, out, size) => {
    for (let i = 0; i < size; i += 1) out[i] = a[i]! <= b[i]! || b[i] !== b[i] ? a[i]! : b[i]!;
  },
  SUM: (a, b, out, size) => {
    for (let i = 0; i < size; i += 1) out[i] = a[i] !== a[i] ? b[i]! : b[i] !== b[i] ? a[i]! : a[i]! + b[i]!;
  },
};

/** Copies two columns with 0 for a missing value, except where both miss. */
export function countMissingAsZero(a: Float64Array, b: Float64Array, outA: Float64Array, outB: Float64Array, size: number): void {
  for (let i = 0; i < size; i += 1) {
    const x = a[i]!;
    const y = b[i]!;
    outA[i] = x !== x && y === y ? 0 : x;
    outB[i] = y !== y && x === x ? 0 : y;
  }
}

/** Copies a column, with the filler where it has no value. */
export function fill(a: Float64Array, filler: Float64Array, out: Float64Array, size: number): void {
  for (let i = 0; i < size; i += 1) out[i] = a[i] === a[i] ? a[i]! : filler[i]!;
}

/**
 * `IF` on a series of conditions: 0 is false, any other value true, a missing condition drops the datapoint.
 * @param missingTrue value where the condition is true and `whenTrue` has none: 0 or NaN
 * @param missingFalse value where the condition is false and `whenFalse` has none: 0 or NaN
 */
export function choose(
  condition: Float64Array,
  whenTrue: Float64Array,
  whenFalse: Float64Array,
  missingTrue: number,
  missingFalse: number,
  out: Float64Array,
  size: number,
): void {
  for (let i = 0; i < size; i += 1) {
    const test = condition[i]!;
    if (test === 0) out[i] = whenFalse[i] === whenFalse[i] ? whenFalse[i]! : missingFalse;
    else if (test === test) out[i] = whenTrue[i] === whenTrue[i] ? whenTrue[i]! : missingTrue;
    else out[i] = NaN;
  }
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : NaN;
}

/** 0, or NaN when either operand is missing. */
function falseOrMissing(a: number, b: number): number {
  return a !== a || b !== b ? NaN : 0;
}
