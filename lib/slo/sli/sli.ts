/**
 * A service level indicator as CloudWatch can compute it: which metrics, with which exact statistic, and the metric
 * math that turns them into events or time slices. Plain data; alarms, the budget ledger and the game day all start
 * from the same value.
 */

/** What an objective promises. */
export type ObjectiveKind = 'availability' | 'latency' | 'success-rate' | 'freshness' | 'delivery';

/** One CloudWatch metric with the statistic it is read with. */
export interface MetricReference {
  readonly namespace: string;
  readonly metricName: string;
  /** The exact dimension set published. Values may hold `${AWS::Region}` and the other pseudo parameters. */
  readonly dimensions: Readonly<Record<string, string>>;
  /** CloudWatch statistic: `Sum`, `SampleCount`, `Maximum`, `TC(:2)`, ... */
  readonly statistic: string;
}

/** The same text for the same metric, in whatever order its dimensions stand; not for its statistic. */
export function identityOfMetric({ namespace, metricName, dimensions }: Omit<MetricReference, 'statistic'>): string {
  const sorted = Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([namespace, metricName, sorted]);
}

/** One named step of metric math. Its id may be used by the steps after it. */
export interface MathStep {
  readonly id: string;
  readonly expression: string;
}

interface SliBase {
  /** The word for the source of its numbers: a name of sources.ts, or one of somebody's own. */
  readonly source: string;
  /** Metrics by the id they have in the expressions. At most 10 (the limit of a metric-math alarm). */
  readonly metrics: Readonly<Record<string, MetricReference>>;
  /** The region that has the metrics, where it is known: us-east-1 for CloudFront, of a resource of a CDK app its own. */
  readonly region?: string;
  /** The account that has the metrics, where it is known. */
  readonly account?: string;
  /** What a reader has to know about these metrics, one sentence each. */
  readonly notes: readonly string[];
}

/**
 * Bad and total events. Two rules hold for every source, and are tested: the steps `bad` and `total` have a value
 * at every timestamp (a missing metric is zero events), and `total` is never smaller than `bad`, so that errors
 * which a service does not count as requests cannot vanish from the ratio.
 */
export interface EventSli extends SliBase {
  readonly kind: 'events';
  /** Steps in order; the last two are named `bad` and `total`. */
  readonly steps: readonly MathStep[];
}

/** Time slices, each good or bad. */
export interface SliceSli extends SliBase {
  readonly kind: 'slices';
  /** Length of a slice. A period of CloudWatch: 1 minute or a multiple. */
  readonly sliceMinutes: number;
  /** Steps in order; the last one is named `bad` and is 1 in a bad slice and 0 in a good one, never missing. */
  readonly steps: readonly MathStep[];
}

export type Sli = EventSli | SliceSli;

/** `FILL(id, 0)`: no datapoint means no events. */
export function orZero(id: string): string {
  return `FILL(${id}, 0)`;
}

/** `FILL(a, 0) + FILL(b, 0)`. */
export function sumOf(ids: readonly string[]): string {
  return ids.map(orZero).join(' + ');
}

/** How much `all` is above `part`, and never less than nothing. */
export function differenceOrZero(all: string, part: string): string {
  return `IF(${orZero(all)} > ${orZero(part)}, ${orZero(all)} - ${orZero(part)}, 0)`;
}

/**
 * The steps of a ratio whose total may lack some of the bad events: the larger of the two is the total. A service
 * that answers nothing but errors it does not count as requests then has a ratio of 1, not of 0/0.
 */
export function badAndTotal(bad: string, total: string): MathStep[] {
  return [
    { id: 'bad', expression: bad },
    { id: 'total', expression: `MAX([${total}, bad])` },
  ];
}

/**
 * Latency over events: every request slower than the threshold is bad. `TC(:v)` counts the values at or below v and
 * `SampleCount` all of them, so windows of any length add up (percentiles would not).
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
 */
export function slowEvents(metric: Omit<MetricReference, 'statistic'>, threshold: number): Pick<EventSli, 'kind' | 'metrics' | 'steps'> {
  return {
    kind: 'events',
    metrics: {
      intime: { ...metric, statistic: `TC(:${formatNumber(threshold)})` },
      timed: { ...metric, statistic: 'SampleCount' },
    },
    // TC is an estimate and may be a fraction above the count.
    steps: badAndTotal(differenceOrZero('timed', 'intime'), orZero('timed')),
  };
}

/**
 * Latency over time slices, for metrics whose trimmed count CloudWatch does not document: a slice is bad when its
 * percentile is above the threshold. A slice without requests is good.
 */
export function slowSlices(
  metric: Omit<MetricReference, 'statistic'>,
  threshold: number,
  percentile: number,
): Pick<SliceSli, 'kind' | 'metrics' | 'steps' | 'sliceMinutes'> {
  return {
    kind: 'slices',
    sliceMinutes: 1,
    metrics: { slowest: { ...metric, statistic: `p${formatNumber(percentile)}` } },
    steps: [{ id: 'bad', expression: `IF(${orZero('slowest')} > ${formatNumber(threshold)}, 1, 0)` }],
  };
}

/** A number as CloudWatch writes one: no exponent, at most ten decimals (the limit inside `TC(...)`). */
export function formatNumber(value: number): string {
  return value.toFixed(10).replace(/\.?0+$/, '');
}
