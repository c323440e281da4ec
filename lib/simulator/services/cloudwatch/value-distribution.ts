import type { TrimmedStatistic } from './statistic';

/**
 * How the values of many samples are spread. A published series says how many samples a minute had and which
 * distribution their values follow, so that sums, counts above a bound and percentiles of any window are exact
 * expectations instead of the luck of a random draw.
 */
export interface ValueDistribution {
  readonly mean: number;
  /** Nothing is smaller than this. */
  readonly lowerBound: number;
  /** Values with a probability of their own, ascending. A percentile of a mixture can fall exactly on one. */
  readonly atoms: readonly number[];
  /** Share of samples at or below a value, 0–1. */
  shareUpTo(value: number): number;
  /** What the samples at or below a value contribute to the mean: their mean times their share. */
  meanUpTo(value: number): number;
  /** Smallest value that at least this fraction (0–1, exclusive) of the samples does not exceed. */
  quantile(fraction: number): number;
  /** The smallest of `count` samples: its median where the distribution is continuous. */
  minimumOf(count: number): number;
  /** The largest of `count` samples: its median where the distribution is continuous. */
  maximumOf(count: number): number;
}

/** Every sample has the same value; 1 for a counter of events. */
export function constantValue(value: number): ValueDistribution {
  return weightedValues([{ value, weight: 1 }]);
}

/**
 * A given set of values, each with its share of the samples. Weights need not add up to 1.
 * @throws RangeError without a positive weight, or with a negative one
 */
export function weightedValues(entries: readonly { readonly value: number; readonly weight: number }[]): ValueDistribution {
  if (entries.some(({ value, weight }) => !Number.isFinite(value) || !(weight >= 0 && weight < Infinity))) {
    throw new RangeError('values and weights must be finite numbers and no weight negative');
  }
  const used = entries.filter(({ weight }) => weight > 0).sort((a, b) => a.value - b.value);
  if (used.length === 0) throw new RangeError('at least one weight must be positive');
  return new AtomicDistribution(
    used.map(({ value }) => value),
    used.map(({ weight }) => weight),
  );
}

/** Weights are floating-point sums: a share this close to a fraction has reached it. */
const SHARE_TOLERANCE = 1e-12;

class AtomicDistribution implements ValueDistribution {
  readonly mean: number;
  readonly lowerBound: number;
  readonly #cumulativeShares: readonly number[];

  constructor(
    readonly atoms: readonly number[],
    weights: readonly number[],
  ) {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    let cumulative = 0;
    this.#cumulativeShares = weights.map((weight) => (cumulative += weight) / total);
    this.mean = atoms.length === 1 ? atoms[0]! : atoms.reduce((sum, value, index) => sum + value * weights[index]!, 0) / total;
    this.lowerBound = atoms[0]!;
  }

  shareUpTo(value: number): number {
    let share = 0;
    for (let index = 0; index < this.atoms.length && this.atoms[index]! <= value; index += 1) share = this.#cumulativeShares[index]!;
    return share;
  }

  meanUpTo(value: number): number {
    let mean = 0;
    for (let index = 0; index < this.atoms.length && this.atoms[index]! <= value; index += 1) {
      mean += this.atoms[index]! * (this.#cumulativeShares[index]! - (this.#cumulativeShares[index - 1] ?? 0));
    }
    return mean;
  }

  quantile(fraction: number): number {
    const index = this.#cumulativeShares.findIndex((share) => share >= fraction - SHARE_TOLERANCE);
    return this.atoms[index === -1 ? this.atoms.length - 1 : index]!;
  }

  minimumOf(): number {
    return this.atoms[0]!;
  }

  maximumOf(): number {
    return this.atoms[this.atoms.length - 1]!;
  }
}

/** Standard normal quantile of 0.95: a 95th percentile is this many standard deviations above the median. */
const NORMAL_P95 = 1.6448536269514722;

/**
 * The usual shape of latencies: the logarithm is normally distributed.
 * @param median value half of the samples stay below, above 0
 * @param p95 value 95 % of the samples stay below, above the median
 * @throws RangeError when 0 < median < p95 does not hold
 */
export function logNormal(median: number, p95: number): ValueDistribution {
  if (!(median > 0 && p95 > median && p95 < Infinity)) throw new RangeError(`a log-normal needs 0 < median < p95, received ${median} and ${p95}`);
  return new LogNormalDistribution(median, Math.log(p95 / median) / NORMAL_P95);
}

class LogNormalDistribution implements ValueDistribution {
  readonly mean: number;
  readonly lowerBound = 0;
  readonly atoms: readonly number[] = [];

  constructor(
    readonly median: number,
    readonly deviation: number,
  ) {
    this.mean = median * Math.exp((deviation * deviation) / 2);
  }

  shareUpTo(value: number): number {
    return value <= 0 ? 0 : normalShareUpTo(Math.log(value / this.median) / this.deviation);
  }

  /** The mean of a log-normal up to a value is that of all, times the share that lies below by a standard deviation less. */
  meanUpTo(value: number): number {
    return value <= 0 ? 0 : this.mean * normalShareUpTo(Math.log(value / this.median) / this.deviation - this.deviation);
  }

  quantile(fraction: number): number {
    return this.median * Math.exp(this.deviation * normalQuantile(fraction));
  }

  minimumOf(count: number): number {
    return this.median * Math.exp(this.deviation * normalQuantile(shareBelowMedianExtreme(count)));
  }

  // By symmetry; asking for the upper quantile directly would lose digits next to 1.
  maximumOf(count: number): number {
    return this.median * Math.exp(-this.deviation * normalQuantile(shareBelowMedianExtreme(count)));
  }
}

/** Share x with (1 − x)^count = 1/2: half of all draws of `count` samples have their smallest below quantile x. */
function shareBelowMedianExtreme(count: number): number {
  return -Math.expm1(Math.log(0.5) / count);
}

/**
 * Standard normal distribution function to about 15 digits, by the series of G. Marsaglia,
 * "Evaluating the Normal Distribution", Journal of Statistical Software 11 (2004), https://www.jstatsoft.org/v11/a04/.
 */
function normalShareUpTo(x: number): number {
  if (x < -8) return 0;
  if (x > 8) return 1;
  let sum = x;
  let previous = 0;
  for (let term = x, odd = 3; sum !== previous; odd += 2) {
    term *= (x * x) / odd;
    previous = sum;
    sum += term;
  }
  return 0.5 + sum * Math.exp(-0.5 * x * x - 0.5 * Math.log(2 * Math.PI));
}

function normalQuantile(fraction: number): number {
  let low = -8;
  let high = 8;
  for (let halving = 0; halving < 60; halving += 1) {
    const middle = (low + high) / 2;
    if (normalShareUpTo(middle) < fraction) low = middle;
    else high = middle;
  }
  return high;
}

/** Samples of one window that follow one distribution. */
export interface WeightedPart {
  readonly count: number;
  readonly distribution: ValueDistribution;
}

/**
 * The quantile of several parts together, by bisection on their common distribution function.
 * @param fraction 0–1, both exclusive
 * @param parts at least one, each with a positive count
 */
export function quantileOfParts(parts: readonly WeightedPart[], fraction: number): number {
  if (parts.length === 1) return parts[0]!.distribution.quantile(fraction);

  const total = parts.reduce((sum, { count }) => sum + count, 0);
  const reaches = (value: number): boolean =>
    parts.reduce((sum, { count, distribution }) => sum + count * distribution.shareUpTo(value), 0) >= (fraction - SHARE_TOLERANCE) * total;

  // The mixture's quantile lies between the smallest and the largest of its parts' quantiles.
  const quantiles = parts.map(({ distribution }) => distribution.quantile(fraction));
  let low = Math.min(...quantiles);
  let high = Math.max(...quantiles);
  if (reaches(low)) return low;
  while (high - low > 1e-12 * Math.abs(high)) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) break;
    if (reaches(middle)) high = middle;
    else low = middle;
  }
  const atoms = parts.flatMap(({ distribution }) => distribution.atoms.filter((atom) => atom > low && atom <= high));
  return atoms.length > 0 ? Math.max(...atoms) : high;
}

/**
 * A statistic of the samples of several parts that lie between two fractions of them, in order of their values. A value that a fraction
 * divides counts for the share of it that is inside.
 * @param parts at least one, each with a positive count
 */
export function trimmedOfParts(parts: readonly WeightedPart[], { kind, fromFraction: from, toFraction: to }: TrimmedStatistic): number {
  const total = parts.reduce((sum, { count }) => sum + count, 0);
  const count = (to - from) * total;
  if (kind === 'TC%') return count;
  const sum = sumBelow(parts, to, total) - sumBelow(parts, from, total);
  if (kind === 'TS') return sum;
  if (kind === 'TM') return sum / count;
  const below = from > 0 ? from * total * quantileOfParts(parts, from) : 0;
  const above = to < 1 ? (1 - to) * total * quantileOfParts(parts, to) : 0;
  return (below + sum + above) / total;
}

/** The sum of the lowest samples, a fraction of all. */
function sumBelow(parts: readonly WeightedPart[], fraction: number, total: number): number {
  if (fraction <= 0) return 0;
  if (fraction >= 1) return parts.reduce((sum, { count, distribution }) => sum + count * distribution.mean, 0);
  const value = quantileOfParts(parts, fraction);
  const reached = parts.reduce((sum, { count, distribution }) => sum + count * distribution.shareUpTo(value), 0);
  const sum = parts.reduce((whole, { count, distribution }) => whole + count * distribution.meanUpTo(value), 0);
  return sum - (reached - fraction * total) * value;
}
