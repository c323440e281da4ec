import type { SeriesComponent, WindowColumn } from './series-component';
import type { AdditiveStatistic } from './statistic';
import { constantValue, weightedValues, type WeightedPart } from './value-distribution';

interface Stay {
  readonly fromMinute: number;
  /** First minute without the message. */
  readonly toMinute: number;
}

/**
 * How many messages lie in a queue that nobody empties: one sample per minute from the first message on, each message
 * counting from its minute until it expires.
 */
export class MessageBacklog implements SeriesComponent {
  readonly lowerBound = 0;
  readonly #stays: Stay[] = [];

  /** True until the first message arrives. */
  get isEmpty(): boolean {
    return this.#stays.length === 0;
  }

  /** A message arrives; messages arrive in order. */
  add(fromMinute: number, toMinute: number): void {
    this.#stays.push({ fromMinute, toMinute });
  }

  addTo(out: Float64Array, statistic: AdditiveStatistic, windows: WindowColumn): void {
    for (let index = 0; index < windows.size; index += 1) {
      const end = windows.firstEndMinute + index * windows.stepMinutes;
      for (const { count, value } of this.#runsIn(end - windows.lengthMinutes, end)) out[index]! += count * contribution(statistic, value);
    }
  }

  extremeIn(kind: 'Minimum' | 'Maximum', fromMinute: number, toMinute: number): number {
    const values = this.#runsIn(fromMinute, toMinute).map(({ value }) => value);
    if (values.length === 0) return NaN;
    return kind === 'Minimum' ? Math.min(...values) : Math.max(...values);
  }

  partIn(fromMinute: number, toMinute: number): WeightedPart | undefined {
    const runs = this.#runsIn(fromMinute, toMinute);
    if (runs.length === 0) return undefined;
    const count = runs.reduce((sum, run) => sum + run.count, 0);
    const distribution = runs.length === 1 ? constantValue(runs[0]!.value) : weightedValues(runs.map(({ value, count: weight }) => ({ value, weight })));
    return { count, distribution };
  }

  /** Stretches of minutes with the same number of messages, none before the first message. */
  #runsIn(fromMinute: number, toMinute: number): { count: number; value: number }[] {
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

function contribution(statistic: AdditiveStatistic, value: number): number {
  switch (statistic.kind) {
    case 'SampleCount':
      return 1;
    case 'Sum':
      return value;
    default:
      return value > statistic.above && value <= statistic.upTo ? 1 : 0;
  }
}
