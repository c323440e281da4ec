import type { SeriesComponent, WindowColumn } from './series-component';
import type { AdditiveStatistic } from './statistic';
import { constantValue, weightedValues, type WeightedPart } from './value-distribution';

/** Minutes that have one sample each, all of the same value. */
export interface EqualMinutes {
  readonly count: number;
  readonly value: number;
}

/** What a service counts once a minute: a sample a minute, none of them negative. */
export abstract class CountedValues implements SeriesComponent {
  readonly lowerBound = 0;

  /** The samples of minutes [from, to), in any order; minutes without a sample are left out. */
  protected abstract samplesIn(fromMinute: number, toMinute: number): readonly EqualMinutes[];

  addTo(out: Float64Array, statistic: AdditiveStatistic, windows: WindowColumn): void {
    for (let index = 0; index < windows.size; index += 1) {
      const end = windows.firstEndMinute + index * windows.stepMinutes;
      for (const { count, value } of this.samplesIn(end - windows.lengthMinutes, end)) out[index]! += count * contribution(statistic, value);
    }
  }

  extremeIn(kind: 'Minimum' | 'Maximum', fromMinute: number, toMinute: number): number {
    const values = this.samplesIn(fromMinute, toMinute).map(({ value }) => value);
    if (values.length === 0) return NaN;
    return kind === 'Minimum' ? Math.min(...values) : Math.max(...values);
  }

  partIn(fromMinute: number, toMinute: number): WeightedPart | undefined {
    const samples = this.samplesIn(fromMinute, toMinute);
    if (samples.length === 0) return undefined;
    const count = samples.reduce((sum, each) => sum + each.count, 0);
    const distribution =
      samples.length === 1 ? constantValue(samples[0]!.value) : weightedValues(samples.map(({ value, count: weight }) => ({ value, weight })));
    return { count, distribution };
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
