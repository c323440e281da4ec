/**
 * Chance: how often independent events pile up by themselves.
 */

/**
 * Probability of exactly `count` events when `mean` are to be expected and they happen independently of each other.
 * Within a thousandth of its value, for any count: the factorial is Stirling's, written as the distance from the mean
 * so that nothing cancels (C. Loader, "Fast and accurate computation of binomial probabilities", 2000).
 *
 * @param count a whole number, 0 or more
 * @param mean above 0
 */
export function poissonProbability(count: number, mean: number): number {
  if (count === 0) return Math.exp(-mean);
  const deviance = count * Math.log1p((count - mean) / mean) - (count - mean);
  const stirlingError = 1 / (12 * count) - 1 / (360 * count ** 3) + 1 / (1_260 * count ** 5);
  return Math.exp(-deviance - stirlingError) / Math.sqrt(2 * Math.PI * count);
}

/**
 * How often a window that slides over independent events begins to hold `count` of them, within `windows` times its
 * own length: exactly the events that find `count − 1` others in the window before them. Neighbouring windows share
 * most of their events, so this is more than the share of separate windows that hold as many (`count` times more when
 * events are rare): counting separate windows only would call a clump that lies across two of them no clump.
 *
 * @param mean events to be expected in a window
 */
export function startsOfClumps(count: number, mean: number, windows: number): number {
  return windows * mean * poissonProbability(count - 1, mean);
}
