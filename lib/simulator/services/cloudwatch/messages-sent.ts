import { CountedValues, type EqualMinutes } from './counted-values';

/**
 * Minutes after its last message in which a queue counts as active, and publishes zeros. Messages are all that happens to
 * a queue here: nobody receives any.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/monitoring-using-cloudwatch.html
 */
const ACTIVE_MINUTES = 6 * 60;

/** How many messages a queue takes in: one sample a minute while it is active. */
export class MessagesSent extends CountedValues {
  /** Of each message, ascending. */
  readonly #minutes: number[] = [];

  /** A message arrives; messages arrive in order. */
  add(minute: number): void {
    this.#minutes.push(minute);
  }

  protected override samplesIn(fromMinute: number, toMinute: number): readonly EqualMinutes[] {
    const perMinute = new Map<number, number>();
    for (let index = this.#firstFrom(fromMinute); index < this.#minutes.length && this.#minutes[index]! < toMinute; index += 1) {
      const minute = this.#minutes[index]!;
      perMinute.set(minute, (perMinute.get(minute) ?? 0) + 1);
    }
    const idle = this.#activeIn(fromMinute, toMinute) - perMinute.size;
    return [...(idle > 0 ? [{ count: idle, value: 0 }] : []), ...[...perMinute.values()].map((value) => ({ count: 1, value }))];
  }

  #activeIn(fromMinute: number, toMinute: number): number {
    let active = 0;
    let counted = fromMinute;
    for (let index = this.#firstFrom(fromMinute - ACTIVE_MINUTES); index < this.#minutes.length && this.#minutes[index]! < toMinute; index += 1) {
      const begin = Math.max(this.#minutes[index]!, counted);
      const end = Math.min(this.#minutes[index]! + ACTIVE_MINUTES, toMinute);
      if (end <= begin) continue;
      active += end - begin;
      counted = end;
    }
    return active;
  }

  /** Position of the first message of a minute or later. */
  #firstFrom(minute: number): number {
    let [low, high] = [0, this.#minutes.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#minutes[middle]! < minute) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
