import { NotSimulatedError } from '../../../aws/errors';
import type { ReadableSeries } from './readable-series';
import { RecordedMinutes } from './recorded-minutes';
import type { WindowColumn } from './series-component';
import { printStatistic, type Statistic } from './statistic';

/** One statistic of a metric as it was recorded: a value for each bucket, NaN where a bucket has none. */
export interface RecordedValues {
  readonly statistic: Statistic;
  /** Length of a bucket, minutes. */
  readonly periodMinutes: number;
  /** Begin of the first bucket, minutes since the epoch. */
  readonly firstMinute: number;
  readonly values: Float64Array;
}

/**
 * A metric of which statistics were recorded in the place of samples. Sums, counts and extremes of minutes give those of any
 * window. A percentile of a window, and what is trimmed by percent, does not follow from those of its minutes: it is known in the buckets it was recorded in, and
 * a window has that of the last bucket that was over when it ended.
 */
export class RecordedSeries implements ReadableSeries {
  readonly #minutes = new Map<string, RecordedMinutes>();
  readonly #buckets = new Map<string, RecordedValues[]>();

  /**
   * @param name the metric in words, for error messages
   * @param unit the unit it was asked for in; `None` when it was asked for in any
   */
  constructor(
    readonly name: string,
    readonly unit: string,
  ) {}

  /** Adds a statistic; one that is known already in that period is replaced. */
  record(recorded: RecordedValues): void {
    const { statistic, periodMinutes, firstMinute, values } = recorded;
    const name = printStatistic(statistic);
    if (periodMinutes === 1) this.#minutes.set(name, new RecordedMinutes(firstMinute, values));
    const others = (this.#buckets.get(name) ?? []).filter((other) => other.periodMinutes !== periodMinutes);
    this.#buckets.set(
      name,
      [...others, recorded].sort((a, b) => a.periodMinutes - b.periodMinutes),
    );
  }

  read(statistic: Statistic, windows: WindowColumn, out: Float64Array, missing = NaN): void {
    switch (statistic.kind) {
      case 'Sum':
      case 'SampleCount':
      case 'TC': {
        const minutes = this.#minutes.get(printStatistic(statistic));
        return minutes === undefined ? this.#readBuckets(statistic, windows, out, missing) : minutes.writeSums(windows, out, missing);
      }
      case 'Average':
        return this.#readShare({ kind: 'Sum' }, 1, statistic, windows, out, missing);
      case 'PR':
        return this.#readShare({ ...statistic, kind: 'TC' }, 100, statistic, windows, out, missing);
      case 'Minimum':
      case 'Maximum': {
        const minutes = this.#minutes.get(statistic.kind);
        return minutes === undefined
          ? this.#readBuckets(statistic, windows, out, missing)
          : minutes.writeExtremes(statistic.kind === 'Minimum' ? Math.min : Math.max, windows, out, missing);
      }
      case 'percentile':
      case 'TM':
      case 'TS':
      case 'TC%':
      case 'WM':
        return this.#readBuckets(statistic, windows, out, missing);
    }
  }

  boundable(): undefined {
    return undefined;
  }

  /** A quotient of two sums over the same window. */
  #readShare(dividend: Statistic, factor: number, statistic: Statistic, windows: WindowColumn, out: Float64Array, missing: number): void {
    const sums = this.#minutes.get(printStatistic(dividend));
    const counts = this.#minutes.get('SampleCount');
    if (sums === undefined || counts === undefined) return this.#readBuckets(statistic, windows, out, missing);
    const divisor = new Float64Array(windows.size);
    counts.writeSums(windows, divisor, 0);
    sums.writeSums(windows, out, NaN);
    for (let index = 0; index < windows.size; index += 1) {
      out[index] = divisor[index]! > 0 ? (out[index]! * factor) / divisor[index]! : missing;
    }
  }

  /** The buckets of a window's length; of the next longer ones where data of its newest minutes has not arrived. */
  #readBuckets(statistic: Statistic, windows: WindowColumn, out: Float64Array, missing: number): void {
    const { firstEndMinute, lengthMinutes, stepMinutes, size } = windows;
    const recorded = this.#buckets.get(printStatistic(statistic))?.find(({ periodMinutes }) => periodMinutes >= lengthMinutes);
    if (recorded === undefined) {
      throw new NotSimulatedError(`${printStatistic(statistic)} over ${lengthMinutes} min, which was not recorded`, this.name);
    }
    const { firstMinute, periodMinutes, values } = recorded;
    for (let index = 0; index < size; index += 1) {
      const end = firstEndMinute + index * stepMinutes;
      const value = values[Math.floor((end - firstMinute) / periodMinutes) - 1];
      out[index] = value === undefined || Number.isNaN(value) ? missing : value;
    }
  }
}
