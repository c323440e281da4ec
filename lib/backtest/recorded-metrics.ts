import { MetricStore, metricKey } from '../simulator/services/cloudwatch/metric-store';
import { RecordedSeries } from '../simulator/services/cloudwatch/recorded-series';
import { parseStatistic, printStatistic, type Statistic } from '../simulator/services/cloudwatch/statistic';
import { groupBy } from './group-by';
import { keyOfNeeded, type NeededStatistic } from './needed-statistics';
import { endOfStretch, type RecordedStretch, type Recording } from './recording';

/** From when to when something is known, minutes since the epoch, the last one not included. */
export interface Known {
  readonly fromMinute: number;
  readonly toMinute: number;
  /** From here on what is known is exact: before, it comes from buckets longer than a minute. `toMinute` when it never is. */
  readonly exactFromMinute: number;
}

/** Metrics that alarms are played over. */
export interface PlayedMetrics {
  readonly store: MetricStore;
  /**
   * From when to when a needed statistic is known.
   *
   * @returns why it is not, when it is not
   */
  knownOf(needed: NeededStatistic): Known | string;
}

/** Everything recorded of one statistic in buckets of one family: minutes, or one longer period. */
interface Laid extends Known {
  readonly statistic: Statistic;
  readonly periodMinutes: number;
  readonly values: Float64Array;
}

/**
 * The metrics of a recording, laid out so that alarms can read them. Values of five minutes stand in for those of its minutes where
 * CloudWatch keeps no finer ones: a sum is spread over them, an extreme holds for each.
 */
export class RecordedMetrics implements PlayedMetrics {
  readonly store = new MetricStore();
  readonly #known = new Map<string, Laid>();

  constructor(recording: Recording) {
    for (const [, ofMetric] of groupBy(recording.stretches, ({ metric }) => metricKey(metric))) {
      const { metric } = ofMetric[0]!;
      const series = new RecordedSeries(`${metric.namespace} ${metric.metricName}`, ofMetric.find(({ unit }) => unit !== undefined)?.unit ?? 'None');
      for (const laid of layOut(ofMetric)) {
        series.record({ ...laid, firstMinute: laid.fromMinute });
        this.#known.set(keyOfNeeded({ metric, ...laid }), laid);
      }
      this.store.record(metric, series);
    }
  }

  knownOf({ metric, statistic, periodMinutes, unit }: NeededStatistic): Known | string {
    const { namespace, metricName } = metric;
    const name = `${printStatistic(statistic)} of ${namespace} ${metricName}`;
    const laid = this.#known.get(keyOfNeeded({ metric, statistic, periodMinutes }));
    if (laid === undefined) return `${name} in buckets of ${periodMinutes} min is not recorded in ${[metric.account, metric.region].filter(Boolean).join(' ')}`;
    if (unit !== undefined && this.store.find(metric, unit) === undefined) return `${name} is not recorded in the unit ${unit}`;
    return laid;
  }
}

function layOut(stretches: readonly RecordedStretch[]): Laid[] {
  return [...groupBy(stretches, ({ statistic }) => statistic).values()].flatMap((ofStatistic) => {
    const statistic = parseStatistic(ofStatistic[0]!.statistic);
    const spread = spreadOf(statistic);
    if (spread !== undefined) return [laidOf(statistic, 1, ofStatistic, spread)];
    return [...groupBy(ofStatistic, ({ periodMinutes }) => periodMinutes)].map(([periodMinutes, ofPeriod]) => laidOf(statistic, periodMinutes, ofPeriod));
  });
}

/** What a value of a bucket says of each of its `count` minutes; undefined for a statistic that says nothing of them. */
type Spread = (value: number, index: number, count: number) => number;

function spreadOf({ kind }: Statistic): Spread | undefined {
  if (kind === 'Minimum' || kind === 'Maximum') return (value) => value;
  if (kind === 'Sum' || kind === 'SampleCount' || kind === 'TC') return shareOf;
  return undefined;
}

/** Whole numbers are spread in whole numbers, so that their sums stay exact. */
function shareOf(value: number, index: number, count: number): number {
  return Number.isInteger(value) ? Math.floor((value * (index + 1)) / count) - Math.floor((value * index) / count) : value / count;
}

/** What stretches say since the last gap, in buckets of one length; finer values win. */
function laidOf(statistic: Statistic, periodMinutes: number, stretches: readonly RecordedStretch[], spread: Spread = (value) => value): Laid {
  const ordered = [...stretches].sort((a, b) => b.periodMinutes - a.periodMinutes);
  const { fromMinute, toMinute } = lastWithoutGap(stretches);
  const values = new Float64Array((toMinute - fromMinute) / periodMinutes).fill(NaN);
  for (const stretch of ordered) {
    const count = stretch.periodMinutes / periodMinutes;
    const first = (stretch.fromMinute - fromMinute) / periodMinutes;
    stretch.values.forEach((value, bucket) => {
      for (let index = 0; index < count; index += 1) {
        const position = first + bucket * count + index;
        if (position >= 0) values[position] = value === null ? NaN : spread(value, index, count);
      }
    });
  }
  const minutes = stretches.filter((stretch) => stretch.periodMinutes === 1);
  const exactFromMinute = minutes.length > 0 ? Math.max(fromMinute, lastWithoutGap(minutes).fromMinute) : toMinute;
  return { statistic, periodMinutes, values, fromMinute, toMinute, exactFromMinute };
}

/** The last span that stretches cover without a gap. */
function lastWithoutGap(stretches: readonly RecordedStretch[]): { readonly fromMinute: number; readonly toMinute: number } {
  const ordered = [...stretches].sort((a, b) => endOfStretch(b) - endOfStretch(a));
  const toMinute = endOfStretch(ordered[0]!);
  let fromMinute = toMinute;
  for (const stretch of ordered) {
    if (endOfStretch(stretch) < fromMinute) break;
    fromMinute = Math.min(fromMinute, stretch.fromMinute);
  }
  return { fromMinute, toMinute };
}
