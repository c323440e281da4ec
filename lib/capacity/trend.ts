/** A point that a line is laid through. */
export interface TrendPoint {
  readonly x: number;
  readonly y: number;
}

/** What is to be expected at a point of the line. */
export interface Prediction {
  /** One in twenty values is below it. */
  readonly low: number;
  readonly likely: number;
  /** One in twenty values is above it. */
  readonly high: number;
}

/** A line through points, and how far values lie from it. */
export interface Trend {
  /** Per unit of x. */
  readonly slope: number;
  predict(x: number): Prediction;
}

/** A line through two points says nothing about how far others lie from it. */
const LEAST_POINTS = 3;

/**
 * The straight line of least squares, with the interval in which nine of ten new values lie:
 * ŷ ± t(0.95, n−2) · s · √(1 + 1/n + (x − x̄)²/Σ(xᵢ − x̄)²), where s² = Σ(yᵢ − ŷᵢ)²/(n−2).
 * It supposes that values lie around the line independently of each other, and as far everywhere.
 * Source: https://www.itl.nist.gov/div898/handbook/pmd/section5/pmd512.htm
 *
 * @throws RangeError for fewer than three different x
 */
export function fitTrend(points: readonly TrendPoint[]): Trend {
  if (new Set(points.map(({ x }) => x)).size < LEAST_POINTS) throw new RangeError(`a trend needs ${LEAST_POINTS} points`);
  const n = points.length;
  const meanX = mean(points.map(({ x }) => x));
  const meanY = mean(points.map(({ y }) => y));
  const spreadOfX = sum(points.map(({ x }) => (x - meanX) ** 2));
  const slope = sum(points.map(({ x, y }) => (x - meanX) * (y - meanY))) / spreadOfX;
  const likelyAt = (x: number) => meanY + slope * (x - meanX);
  const residual = Math.sqrt(sum(points.map(({ x, y }) => (y - likelyAt(x)) ** 2)) / (n - 2));
  const quantile = studentT95(n - 2);
  return {
    slope,
    predict(x) {
      const likely = likelyAt(x);
      const reach = quantile * residual * Math.sqrt(1 + 1 / n + (x - meanX) ** 2 / spreadOfX);
      return { low: likely - reach, likely, high: likely + reach };
    },
  };
}

/** The value that a standard normal variable is below in 95 of 100 cases. */
const Z95 = 1.644_853_626_951;

/**
 * The value that Student's t is below in 95 of 100 cases, by the expansion of Abramowitz and Stegun, Handbook of Mathematical
 * Functions, 26.7.5: within 0.0003 from four degrees of freedom on.
 *
 * @param degrees of freedom, at least 1
 */
export function studentT95(degrees: number): number {
  const z = Z95;
  const terms = [
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
    (79 * z ** 9 + 776 * z ** 7 + 1_482 * z ** 5 - 1_920 * z ** 3 - 945 * z) / 92_160,
  ];
  return terms.reduce((total, term, index) => total + term / degrees ** (index + 1), z);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}
