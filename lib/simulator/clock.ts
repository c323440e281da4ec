import type { Instant } from '../domain/time';

interface Entry {
  readonly at: Instant;
  readonly order: number;
  readonly sequence: number;
  readonly run: () => void;
  cancelled: boolean;
}

/** Something put on the clock that can be taken off again. */
export interface Scheduled {
  readonly at: Instant;
  cancel(): void;
}

/**
 * The one clock of a simulated account: a queue of due events. Time only moves when an event is due, events at the
 * same instant run by their order, those of one order as they were put on, and an event may put on others, also for
 * the present instant.
 */
export class VirtualClock {
  #now: Instant;
  #sequence = 0;
  readonly #heap: Entry[] = [];

  constructor(start: Instant) {
    this.#now = start;
  }

  /** The present instant of the simulated account. */
  get now(): Instant {
    return this.#now;
  }

  /**
   * Runs `run` when the clock reaches `at`. The past is refused: it would reorder what has already happened.
   *
   * @param order place among the events of the instant, lowest first, for what must not depend on who was put on the
   *   clock when; 0 when absent
   */
  schedule(at: Instant, run: () => void, order = 0): Scheduled {
    if (!(at >= this.#now)) throw new RangeError(`cannot schedule at ${at}: the clock is already at ${this.#now}`);
    const entry: Entry = { at, order, sequence: this.#sequence++, run, cancelled: false };
    this.#push(entry);
    return { at, cancel: () => void (entry.cancelled = true) };
  }

  /** Runs everything due up to and including `until`, then stands at `until`. Time does not run backwards. */
  runUntil(until: Instant): void {
    if (!(until >= this.#now)) throw new RangeError(`cannot run until ${until}: the clock is already at ${this.#now}`);
    for (let next = this.#heap[0]; next !== undefined && next.at <= until; next = this.#heap[0]) {
      this.#pop();
      if (next.cancelled) continue;
      this.#now = next.at;
      next.run();
    }
    this.#now = until;
  }

  #push(entry: Entry): void {
    const heap = this.#heap;
    let index = heap.push(entry) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!isEarlier(entry, heap[parent]!)) break;
      heap[index] = heap[parent]!;
      index = parent;
    }
    heap[index] = entry;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop()!;
    if (heap.length === 0) return;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isEarlier(heap[child + 1]!, heap[child]!)) child += 1;
      if (!isEarlier(heap[child]!, last)) break;
      heap[index] = heap[child]!;
      index = child;
    }
    heap[index] = last;
  }
}

function isEarlier(a: Entry, b: Entry): boolean {
  if (a.at !== b.at) return a.at < b.at;
  return a.order === b.order ? a.sequence < b.sequence : a.order < b.order;
}
