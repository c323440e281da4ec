/** What was recorded of the metrics of an account: statistics, not samples, as GetMetricData gives them. */

import type { MetricIdentity } from '../simulator/services/cloudwatch/metric-store';

/** A stretch of one statistic of one metric. */
export interface RecordedStretch {
  readonly metric: MetricIdentity;
  /** As the API spells it: `Sum`, `p99`, `TC(:2)`. */
  readonly statistic: string;
  readonly periodMinutes: number;
  /** The unit it was asked for in; absent: in any. */
  readonly unit?: string;
  /** Begin of the first bucket, minutes since the epoch, a multiple of the period. */
  readonly fromMinute: number;
  /** One value a bucket, null where a bucket has none. */
  readonly values: readonly (number | null)[];
}

/** A recording: stretches of one statistic may lie beside each other, and in different periods. */
export interface Recording {
  /** Where it came from, for messages. */
  readonly name: string;
  readonly stretches: readonly RecordedStretch[];
}

/** The minute after the last bucket of a stretch. */
export function endOfStretch({ fromMinute, periodMinutes, values }: RecordedStretch): number {
  return fromMinute + values.length * periodMinutes;
}

/** First minute and minute after the last of everything recorded; undefined when nothing is. */
export function spanOfRecording({ stretches }: Recording): { readonly fromMinute: number; readonly toMinute: number } | undefined {
  if (stretches.length === 0) return undefined;
  return {
    fromMinute: stretches.reduce((first, { fromMinute }) => Math.min(first, fromMinute), Infinity),
    toMinute: stretches.reduce((last, stretch) => Math.max(last, endOfStretch(stretch)), -Infinity),
  };
}
