import { CountedValues, type EqualMinutes } from './counted-values';

interface Stay {
  readonly fromMinute: number;
  /** First minute without the message. */
  readonly toMinute: number;
}

/**
 * How many messages lie in a queue that nobody empties: one sample per minute from the first message on, each message
 * counting from its minute until it expires.
 */
export class MessageBacklog extends CountedValues {
  readonly #stays: Stay[] = [];

  /** A message arrives; messages arrive in order. */
  add(fromMinute: number, toMinute: number): void {
    this.#stays.push({ fromMinute, toMinute });
  }

  /** Stretches of minutes with the same number of messages, none before the first message. */
  protected override samplesIn(fromMinute: number, toMinute: number): readonly EqualMinutes[] {
    const first = this.#stays[0]?.fromMinute ?? Infinity;
    const start = Math.max(fromMinute, first);
    if (start >= toMinute) return [];
    const borders = new Set([start, toMinute]);
    for (const { fromMinute: from, toMinute: to } of this.#stays) {
      for (const border of [from, to]) if (border > start && border < toMinute) borders.add(border);
    }
    const sorted = [...borders].sort((a, b) => a - b);
    return sorted.slice(1).map((end, index) => {
      const begin = sorted[index]!;
      const value = this.#stays.filter((stay) => stay.fromMinute <= begin && begin < stay.toMinute).length;
      return { count: end - begin, value };
    });
  }
}
