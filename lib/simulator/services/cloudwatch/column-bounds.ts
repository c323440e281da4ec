/**
 * What is certain about a column over a block of buckets: every value in it lies between two numbers, and whether one
 * can be missing. Rounding never turns an order around, so the operations below, made with the same floating-point
 * operations as the columns, give bounds of the rounded values themselves: they decide a value that meets the
 * threshold exactly as the value would.
 */
export class ColumnBounds {
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** 1 where a value of the column can be missing. */
  readonly mayMiss: Uint8Array;

  constructor(columnCount: number) {
    this.low = new Float64Array(columnCount);
    this.high = new Float64Array(columnCount);
    this.mayMiss = new Uint8Array(columnCount);
  }

  /** Sets a column. Bounds that are not finite, NaN included, say nothing: the values may be anything, or missing. */
  set(column: number, low: number, high: number, mayMiss: number): void {
    const isKnown = low > -Infinity && high < Infinity;
    this.low[column] = isKnown ? low : -Infinity;
    this.high[column] = isKnown ? high : Infinity;
    this.mayMiss[column] = isKnown ? mayMiss : 1;
  }
}

/** Bounds column `out` from two columns already bounded. */
export type BoundKernel = (bounds: ColumnBounds, a: number, b: number, out: number) => void;

/** Bounds of the operators of the same name; one that is not here cannot be bounded. */
export const OPERATOR_BOUNDS: Readonly<Record<string, BoundKernel>> = {
  '+': (bounds, a, b, out) => bounds.set(out, bounds.low[a]! + bounds.low[b]!, bounds.high[a]! + bounds.high[b]!, eitherMisses(bounds, a, b)),
  '-': (bounds, a, b, out) => bounds.set(out, bounds.low[a]! - bounds.high[b]!, bounds.high[a]! - bounds.low[b]!, eitherMisses(bounds, a, b)),
  '/': (bounds, a, b, out) => {
    const { low, high } = bounds;
    // A divisor that can be 0 gives no bound, except that 0 divided by anything is 0 or no datapoint.
    if (low[a] === 0 && high[a] === 0) return bounds.set(out, 0, 0, low[b]! > 0 || high[b]! < 0 ? eitherMisses(bounds, a, b) : 1);
    if (!(low[b]! > 0)) return bounds.set(out, NaN, NaN, 1);
    // The divisor is positive: a smaller one makes a quotient larger in size, whichever its sign.
    const least = low[a]! >= 0 ? low[a]! / high[b]! : low[a]! / low[b]!;
    const most = high[a]! >= 0 ? high[a]! / low[b]! : high[a]! / high[b]!;
    bounds.set(out, least, most, eitherMisses(bounds, a, b));
  },
  '>': (bounds, a, b, out) => setTruth(bounds, out, bounds.low[a]! > bounds.high[b]!, bounds.high[a]! > bounds.low[b]!, eitherMisses(bounds, a, b)),
  '>=': (bounds, a, b, out) => setTruth(bounds, out, bounds.low[a]! >= bounds.high[b]!, bounds.high[a]! >= bounds.low[b]!, eitherMisses(bounds, a, b)),
  '<': (bounds, a, b, out) => setTruth(bounds, out, bounds.high[a]! < bounds.low[b]!, bounds.low[a]! < bounds.high[b]!, eitherMisses(bounds, a, b)),
  '<=': (bounds, a, b, out) => setTruth(bounds, out, bounds.high[a]! <= bounds.low[b]!, bounds.low[a]! <= bounds.high[b]!, eitherMisses(bounds, a, b)),
};

/** Bounds of the functions that fold an array of series; where one may miss, the other can stand alone. */
export const FOLD_BOUNDS: Readonly<Record<string, BoundKernel>> = {
  MAX: (bounds, a, b, out) => {
    const { low, high, mayMiss } = bounds;
    const least = mayMiss[a] === 1 || mayMiss[b] === 1 ? Math.min(low[a]!, low[b]!) : Math.max(low[a]!, low[b]!);
    bounds.set(out, least, Math.max(high[a]!, high[b]!), mayMiss[a]! & mayMiss[b]!);
  },
  MIN: (bounds, a, b, out) => {
    const { low, high, mayMiss } = bounds;
    const most = mayMiss[a] === 1 || mayMiss[b] === 1 ? Math.max(high[a]!, high[b]!) : Math.min(high[a]!, high[b]!);
    bounds.set(out, Math.min(low[a]!, low[b]!), most, mayMiss[a]! & mayMiss[b]!);
  },
};

/** Bounds of {@link countMissingAsZero}: one of its two columns. */
export function boundMissingAsZero(bounds: ColumnBounds, a: number, beside: number, out: number): void {
  const { low, high, mayMiss } = bounds;
  if (mayMiss[a] === 0) bounds.set(out, low[a]!, high[a]!, 0);
  else bounds.set(out, Math.min(0, low[a]!), Math.max(0, high[a]!), mayMiss[beside]!);
}

/** Bounds of {@link choose}. */
export function boundChoice(
  bounds: ColumnBounds,
  condition: number,
  whenTrue: number,
  whenFalse: number,
  missingTrue: number,
  missingFalse: number,
  out: number,
): void {
  const { low, high, mayMiss } = bounds;
  const isNeverTrue = low[condition] === 0 && high[condition] === 0;
  const isNeverFalse = low[condition]! > 0 || high[condition]! < 0;
  if (!isNeverTrue) boundBranch(bounds, whenTrue, missingTrue, out, mayMiss[condition]!);
  if (isNeverFalse) return;
  const least = low[out]!;
  const most = high[out]!;
  const misses = mayMiss[out]!;
  boundBranch(bounds, whenFalse, missingFalse, out, mayMiss[condition]!);
  if (!isNeverTrue) bounds.set(out, Math.min(least, low[out]!), Math.max(most, high[out]!), misses | mayMiss[out]!);
}

/** A branch that is taken, with `missing` (NaN to stay missing) where it has no value. */
function boundBranch(bounds: ColumnBounds, branch: number, missing: number, out: number, mayMiss: number): void {
  const { low, high } = bounds;
  if (bounds.mayMiss[branch] === 0) bounds.set(out, low[branch]!, high[branch]!, mayMiss);
  else if (missing !== missing) bounds.set(out, low[branch]!, high[branch]!, 1);
  else bounds.set(out, Math.min(missing, low[branch]!), Math.max(missing, high[branch]!), mayMiss);
}

function eitherMisses({ mayMiss }: ColumnBounds, a: number, b: number): number {
  return mayMiss[a]! | mayMiss[b]!;
}

function setTruth(bounds: ColumnBounds, out: number, isCertain: boolean, isPossible: boolean, mayMiss: number): void {
  bounds.set(out, isCertain ? 1 : 0, isPossible ? 1 : 0, mayMiss);
}
