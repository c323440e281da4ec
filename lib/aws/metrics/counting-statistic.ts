/**
 * Statistics that count, because they add up: that of an hour is the sum of those of its minutes. Only these count events, whatever the length
 * of the window an alarm looks at. `TC` counts the samples above `above` (exclusive) up to `upTo` (inclusive).
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
 */
export type CountingStatistic =
  | { readonly kind: 'Sum' }
  | { readonly kind: 'SampleCount' }
  | { readonly kind: 'TC'; readonly above: number | undefined; readonly upTo: number | undefined };

/** What to write, for messages. */
export const COUNTING_STATISTICS = 'Sum, SampleCount, or TC(low:high) with at least one bound that is no percentage';

/** The form of such a statistic, as far as a regular expression can tell. */
export const COUNTING_STATISTIC_PATTERN = /^(?:Sum|SampleCount|TC\((?:\d+(?:\.\d{1,10})?:(?:\d+(?:\.\d{1,10})?)?|:\d+(?:\.\d{1,10})?)\))$/;

/**
 * Reads a statistic that adds up, as the API spells it.
 *
 * @returns undefined for any other: averages, percentiles, rates, extremes, bounds in percent, and bounds that leave nothing
 */
export function readCountingStatistic(statistic: string): CountingStatistic | undefined {
  if (!COUNTING_STATISTIC_PATTERN.test(statistic)) return undefined;
  if (statistic === 'Sum' || statistic === 'SampleCount') return { kind: statistic };
  const [above, upTo] = statistic
    .slice('TC('.length, -1)
    .split(':')
    .map((bound) => (bound === '' ? undefined : Number(bound)));
  return (above ?? 0) < (upTo ?? Infinity) ? { kind: 'TC', above, upTo } : undefined;
}

/** The value of a sample that a statistic counts as one, and of one that it does not count; undefined where every sample counts. */
export function sampleValues(statistic: CountingStatistic): { readonly counted: number; readonly other: number | undefined } {
  switch (statistic.kind) {
    case 'Sum':
      return { counted: 1, other: 0 };
    case 'SampleCount':
      return { counted: 1, other: undefined };
    case 'TC': {
      const { above, upTo } = statistic;
      if (above === undefined) return { counted: upTo!, other: upTo! * 2 };
      return { counted: upTo ?? above * 2 + 1, other: 0 };
    }
  }
}
