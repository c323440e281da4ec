/** Positions that share a base. */
const BLOCK_BITS = 5;
const BLOCK_SIZE = 1 << BLOCK_BITS;
/** Longest stretch whose extremes are looked up: beyond it that costs more than it saves. */
const MOST_BLOCKS_LOOKED_UP = 64;

/** Two numbers that others lie between. */
export interface CountBounds {
  least: number;
  most: number;
}

/** What has to be known of counts to store them: see {@link PrefixSums}. */
interface Survey {
  readonly areExact: boolean;
  readonly largestBlock: number;
}

/**
 * Prefix sums of counts, and the extremes of each block of them.
 *
 * Whole counts take a base per block of 32, as a number of 64 bits, and offsets of 16 or 32 bits: a quarter or half of
 * the memory of plain sums, and the same numbers to the last bit, because whole numbers add up exactly. Other counts keep
 * their plain sums, over bases of 0, since another order of addition would round differently.
 */
export class PrefixSums {
  readonly #size: number;
  readonly #bases: Float64Array;
  readonly #offsets: Uint16Array | Uint32Array | Float64Array;
  /** The smallest and largest count of each block; none where sums are rounded, and bound nothing exactly. */
  readonly #lowest: ArrayLike<number> | undefined;
  readonly #highest: ArrayLike<number> | undefined;

  /** @throws RangeError for a count that is negative or not finite */
  constructor(counts: ArrayLike<number>) {
    const { areExact, largestBlock } = surveyOf(counts);
    const Offsets = !areExact || largestBlock >= 2 ** 32 ? Float64Array : largestBlock < 2 ** 16 ? Uint16Array : Uint32Array;
    const size = counts.length;
    const blocks = (size >> BLOCK_BITS) + 1;
    this.#size = size;
    this.#bases = new Float64Array(blocks);
    this.#offsets = new Offsets(size + 1);
    if (!areExact) {
      addUp(counts, this.#offsets);
      return;
    }
    const lowest = (this.#lowest = new Offsets(blocks));
    const highest = (this.#highest = new Offsets(blocks));
    this.#fillBlocks(counts, lowest, highest);
  }

  /** How many counts there are. */
  get size(): number {
    return this.#size;
  }

  /** Sum of the counts in positions [from, to), both from 0 to `size`. */
  between(from: number, to: number): number {
    const bases = this.#bases;
    const offsets = this.#offsets;
    return bases[to >> BLOCK_BITS]! + offsets[to]! - (bases[from >> BLOCK_BITS]! + offsets[from]!);
  }

  /**
   * Sets `out` to the sum of counts in equally spaced windows × factor, or to `missing` where that is 0. The one loop
   * every ratio alarm over two counters lives on, hence spelled out. All windows lie within [0, size).
   */
  writeScaled(out: Float64Array, factor: number, windows: { from: number; to: number; step: number; size: number }, missing: number): void {
    const { step, size } = windows;
    let { from, to } = windows;
    const bases = this.#bases;
    const offsets = this.#offsets;
    for (let index = 0; index < size; index += 1, to += step, from += step) {
      const count = bases[to >> BLOCK_BITS]! + offsets[to]! - (bases[from >> BLOCK_BITS]! + offsets[from]!);
      out[index] = count > 0 ? count * factor : missing;
    }
  }

  /**
   * Sets the smallest and largest count that positions [from, to) can have: 0 and infinite when nothing better is known,
   * or is quick to find. Outside of [0, size) there are counts of 0.
   */
  boundEach(from: number, to: number, out: CountBounds): void {
    const lowest = this.#lowest;
    const highest = this.#highest;
    const isInside = from >= 0 && to <= this.#size;
    const first = from < 0 ? 0 : from >> BLOCK_BITS;
    const last = ((to < this.#size ? to : this.#size) - 1) >> BLOCK_BITS;
    const isUnknown = lowest === undefined || highest === undefined || last < first || last - first >= MOST_BLOCKS_LOOKED_UP;
    let least = isUnknown || !isInside ? 0 : lowest[first]!;
    let most = isUnknown ? Infinity : highest[first]!;
    if (!isUnknown) {
      for (let block = first + 1; block <= last; block += 1) {
        if (lowest[block]! < least) least = lowest[block]!;
        if (highest[block]! > most) most = highest[block]!;
      }
    }
    out.least = least;
    out.most = most;
  }

  #fillBlocks(counts: ArrayLike<number>, lowest: { [block: number]: number }, highest: { [block: number]: number }): void {
    const bases = this.#bases;
    const offsets = this.#offsets;
    let base = 0;
    for (let block = 0; block < bases.length; block += 1) {
      bases[block] = base;
      const end = Math.min(counts.length, (block + 1) * BLOCK_SIZE);
      let least = counts[block * BLOCK_SIZE] ?? 0;
      let most = least;
      let sum = 0;
      for (let index = block * BLOCK_SIZE; index < end; index += 1) {
        const count = counts[index]!;
        offsets[index] = sum;
        sum += count;
        if (count < least) least = count;
        if (count > most) most = count;
      }
      lowest[block] = least;
      highest[block] = most;
      base += sum;
      if (end === counts.length && (end & (BLOCK_SIZE - 1)) !== 0) offsets[end] = sum;
    }
  }
}

function addUp(counts: ArrayLike<number>, sums: { [index: number]: number }): void {
  let sum = 0;
  for (let index = 0; index < counts.length; index += 1) sums[index + 1] = sum += counts[index]!;
}

/** @throws RangeError for a count that is negative or not finite */
function surveyOf(counts: ArrayLike<number>): Survey {
  // Globals are slow to look up where code runs in a context of its own, as tests do.
  const limit = Infinity;
  const { floor } = Math;
  let total = 0;
  let block = 0;
  let largestBlock = 0;
  let areWhole = true;
  for (let index = 0; index < counts.length; index += 1) {
    const count = counts[index]!;
    if (!(count >= 0 && count < limit)) throw new RangeError(`sample count ${count} at position ${index} is not a count`);
    if (floor(count) !== count) areWhole = false;
    if ((index & (BLOCK_SIZE - 1)) === 0) block = 0;
    block += count;
    total += count;
    if (block > largestBlock) largestBlock = block;
  }
  return { areExact: areWhole && total <= Number.MAX_SAFE_INTEGER, largestBlock };
}
