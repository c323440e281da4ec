/** Columns of minutes: one number for each minute of a game day. */

/** The sum of several columns. */
export function addColumns(first: Float64Array, ...others: readonly Float64Array[]): Float64Array {
  return first.map((value, index) => others.reduce((sum, other) => sum + other[index]!, value));
}

/** What is left of a column without some others. */
export function subtractColumns(from: Float64Array, ...others: readonly Float64Array[]): Float64Array {
  return from.map((value, index) => others.reduce((rest, other) => rest - other[index]!, value));
}
