/**
 * Numbers in [0, 1) that look random and depend on a text only: mulberry32, started with the FNV-1a hash of the text.
 * https://gist.github.com/tommyettinger/46a874533244883189143505d203312c, http://www.isthe.com/chongo/tech/comp/fnv/
 */
export function seededRandom(seed: string): () => number {
  let state = 0x811c9dc5;
  for (const byte of Buffer.from(seed)) state = Math.imul(state ^ byte, 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
