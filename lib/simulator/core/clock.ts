import { formatInstant, type Instant } from '../../time/time';

interface Entry {
  readonly at: Instant;
  readonly order: number;
  readonly sequence: number;
  readonly run: () => void;
  /** What it starts goes on by itself after `run` has returned. */
  readonly isAsynchronous: boolean;
  cancelled: boolean;
}

/** Something put on the clock that can be taken off again. */
export interface Scheduled {
  readonly at: Instant;
  cancel(): void;
}

/** Thrown when a run that cannot wait meets an event that has to be waited for. Nothing was lost: the clock stands before it. */
export class AsynchronousEventError extends Error {
  override readonly name = 'AsynchronousEventError';
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
    return this.#add(at, run, order, false);
  }

  /**
   * The same for an event that starts something asynchronous, such as the handler of a function: the clock waits until
   * it has done all it can at this instant. Only {@link runUntilAsync} comes past it.
   */
  scheduleAsynchronous(at: Instant, run: () => void, order = 0): Scheduled {
    return this.#add(at, run, order, true);
  }

  /**
   * Runs everything due up to and including `until`, then stands at `until`. Time does not run backwards.
   *
   * @throws AsynchronousEventError when something asynchronous is due
   */
  runUntil(until: Instant): void {
    for (let next = this.#nextUntil(until); next !== undefined; next = this.#nextUntil(until)) {
      if (next.isAsynchronous) {
        throw new AsynchronousEventError(`a function has to run at ${formatInstant(next.at)}: use runAsync, which can wait for it`);
      }
      this.#run(next);
    }
    this.#now = until;
  }

  /** {@link runUntil} for any event. `settled` resolves when everything started by an event has done what it can. */
  async runUntilAsync(until: Instant, settled: () => Promise<void>): Promise<void> {
    for (let next = this.#nextUntil(until); next !== undefined; next = this.#nextUntil(until)) {
      this.#run(next);
      if (next.isAsynchronous) await settled();
    }
    this.#now = until;
  }

  #add(at: Instant, run: () => void, order: number, isAsynchronous: boolean): Scheduled {
    if (!(at >= this.#now)) throw new RangeError(`cannot schedule at ${at}: the clock is already at ${this.#now}`);
    const entry: Entry = { at, order, sequence: this.#sequence++, run, isAsynchronous, cancelled: false };
    this.#push(entry);
    return { at, cancel: () => void (entry.cancelled = true) };
  }

  /** The next event that is due and was not taken off; it stays on the clock. */
  #nextUntil(until: Instant): Entry | undefined {
    if (!(until >= this.#now)) throw new RangeError(`cannot run until ${until}: the clock is already at ${this.#now}`);
    for (let next = this.#heap[0]; next !== undefined && next.at <= until; next = this.#heap[0]) {
      if (!next.cancelled) return next;
      this.#pop();
    }
    return undefined;
  }

  #run(entry: Entry): void {
    this.#pop();
    this.#now = entry.at;
    entry.run();
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
