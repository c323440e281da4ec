import type { Span } from '../../time/span';
import { MINUTE_MS, type Instant } from '../../time/time';

/** Values of one series by the start of their period. A run reads tens of thousands of them: they stand in one array. */
export class Series {
  readonly #from: Instant;
  readonly #periodMs: number;
  /** NaN where there is no datapoint. */
  readonly #values: Float64Array;

  /** @param times the periods the series may have datapoints in; `from` is the start of the first */
  constructor({ from, until }: Span, periodMinutes: number) {
    this.#from = from;
    this.#periodMs = periodMinutes * MINUTE_MS;
    this.#values = new Float64Array(Math.max(0, Math.ceil((until - from) / this.#periodMs))).fill(Number.NaN);
  }

  /**
   * Takes a datapoint in; one outside of the times of the series is passed over.
   *
   * @returns whether it is one: at the start of a period, and a number
   */
  take(at: Instant, value: number | undefined): boolean {
    const index = (at - this.#from) / this.#periodMs;
    if (!Number.isInteger(index) || value === undefined || Number.isNaN(value)) return false;
    if (index >= 0 && index < this.#values.length) this.#values[index] = value;
    return true;
  }

  has(at: Instant): boolean {
    return this.get(at) !== undefined;
  }

  /** The value of the period that starts at an instant. */
  get(at: Instant): number | undefined {
    const value = this.#values[(at - this.#from) / this.#periodMs];
    return value === undefined || Number.isNaN(value) ? undefined : value;
  }
}
