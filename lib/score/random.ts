/** Luck that is the same every time: all randomness of a score comes from a seed. */

/** Globals are slow to look up where code runs in a context of its own, as tests do; these are asked a million times. */
const { cos, exp, imul, log, max, PI, round, sqrt } = Math;

/** A source of numbers in [0, 1). */
export type RandomSource = () => number;

/** Seeds of the runs of a score: as many as the published simulations it is compared with. */
export const SEEDS: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

/**
 * The generator mulberry32 of T. Ettinger: 32 bits of state, good enough to draw counts from.
 * https://gist.github.com/tommyettinger/46a874533244883189143505d203312c
 *
 * @param seed any whole number
 */
export function randomSource(seed: number): RandomSource {
  let state = scrambled(seed);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Neighbouring seeds would start neighbouring sequences. The finalizer of MurmurHash3. */
function scrambled(seed: number): number {
  let hash = imul(seed ^ (seed >>> 16), 0x85ebca6b);
  hash = imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** From this mean on a Poisson count is drawn as a rounded normal one; both differ by less than their noise there. */
const NORMAL_FROM_MEAN = 50;

/**
 * A Poisson count: events that happen independently of each other, `mean` of them to be expected.
 *
 * @param mean 0 or more
 */
export function poissonCount(mean: number, random: RandomSource): number {
  if (mean <= 0) return 0;
  if (mean >= NORMAL_FROM_MEAN) return max(0, round(mean + sqrt(mean) * standardNormal(random)));
  // By inversion: walk up the distribution until it has passed the drawn share.
  let share = exp(-mean);
  let count = 0;
  for (let rest = random() - share; rest > 0 && share > 0; rest -= share) share *= mean / ++count;
  return count;
}

/** By the method of G. E. P. Box and M. E. Muller (1958). */
function standardNormal(random: RandomSource): number {
  return sqrt(-2 * log(1 - random())) * cos(2 * PI * random());
}
