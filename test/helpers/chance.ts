/** Luck from a seed, for tests of what happens by chance. */

/**
 * Numbers in [0, 1) from the generator mulberry32 of T. Ettinger.
 * https://gist.github.com/tommyettinger/46a874533244883189143505d203312c
 */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Instants of events that happen independently of each other at a rate, in [0, until). */
export function independentEvents(rate: number, until: number, random: () => number): Float64Array {
  const instants: number[] = [];
  for (let at = -Math.log(1 - random()) / rate; at < until; at -= Math.log(1 - random()) / rate) instants.push(at);
  return Float64Array.from(instants);
}
