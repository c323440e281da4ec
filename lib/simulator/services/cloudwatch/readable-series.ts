import type { DistributedSamples } from './sample-counts';
import type { WindowColumn } from './series-component';
import type { Statistic } from './statistic';

/** What is read of a metric, whether samples of it were published or statistics recorded. */
export interface ReadableSeries {
  /** The unit it is published in; `None` when the publisher gives none. */
  readonly unit: string;
  /**
   * Writes the statistic of every window to `out`.
   * @param missing written where a window has no sample; NaN when absent
   * @throws NotSimulatedError for a statistic the series cannot tell
   */
  read(statistic: Statistic, windows: WindowColumn, out: Float64Array, missing?: number): void;
  /** The samples whose sums and counts over neighbouring windows bound each other; undefined when there are none such. */
  boundable(statistic: Statistic): DistributedSamples | undefined;
}
