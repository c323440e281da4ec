import type { AdditiveStatistic } from './statistic';
import type { ValueDistribution, WeightedPart } from './value-distribution';

/**
 * Equally spaced windows over minutes since the epoch: window i is
 * [firstEndMinute + i·stepMinutes − lengthMinutes, firstEndMinute + i·stepMinutes).
 */
export interface WindowColumn {
  readonly firstEndMinute: number;
  /** At least 1. */
  readonly stepMinutes: number;
  readonly lengthMinutes: number;
  readonly size: number;
}

/** One summand of a published series. A minute without samples has no datapoint, which is not a datapoint of 0. */
export interface SeriesComponent {
  /** Nothing published is smaller than this. */
  readonly lowerBound: number;
  /** Adds the statistic of every window to `out`; `PR` adds the count, its division comes later. */
  addTo(out: Float64Array, statistic: AdditiveStatistic, windows: WindowColumn): void;
  /** The smallest or largest sample in minutes [from, to); NaN when there are none. */
  extremeIn(kind: 'Minimum' | 'Maximum', fromMinute: number, toMinute: number): number;
  /** The samples in minutes [from, to), or undefined when there are none. */
  partIn(fromMinute: number, toMinute: number): WeightedPart | undefined;
}

/** What one sample contributes on average to an additive statistic. */
export function meanContribution(statistic: AdditiveStatistic, distribution: ValueDistribution): number {
  switch (statistic.kind) {
    case 'SampleCount':
      return 1;
    case 'Sum':
      return distribution.mean;
    default:
      return distribution.shareUpTo(statistic.upTo) - distribution.shareUpTo(statistic.above);
  }
}
