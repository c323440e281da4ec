import { publishedUnit } from '../aws/metrics/metric-units';
import { MetricStore, metricKey, type MetricIdentity } from '../simulator/services/cloudwatch/metric-store';
import { printStatistic } from '../simulator/services/cloudwatch/statistic';
import type { NeededStatistic } from './needed-statistics';
import type { Pattern } from './pattern';
import type { Known, PlayedMetrics } from './recorded-metrics';

/** A metric, and what it does. */
export interface StatedMetric {
  readonly metric: MetricIdentity;
  readonly pattern: Pattern;
  /** The unit alarms ask for, where AWS does not say in which it publishes the metric. */
  readonly unit?: string;
}

/** Longer than any alarm looks back, with the buckets it looks at when some are missing. */
const BEFORE_MINUTES = 21 * 24 * 60;

/**
 * Metrics that do what somebody states: one sample a minute, so that the value is the minute's sum, average, extreme and percentile. As a
 * pattern begins, so the metric has been before.
 */
export class StatedMetrics implements PlayedMetrics {
  readonly store = new MetricStore();
  readonly #known = new Set<string>();

  /** @param span minutes since the epoch: the first one of the patterns, and the one after the last that is played */
  constructor(
    stated: readonly StatedMetric[],
    private readonly span: { readonly fromMinute: number; readonly toMinute: number },
  ) {
    for (const { metric, pattern, unit } of stated) {
      const published = publishedUnit(metric.namespace, metric.metricName)?.unit ?? unit;
      for (let minute = span.fromMinute - BEFORE_MINUTES; minute < span.toMinute; minute += 1) {
        const value = pattern.valueAt(minute - span.fromMinute);
        if (value !== undefined) this.store.putDatapoint(metric, minute, value, 1, published);
      }
      this.#known.add(metricKey(metric));
    }
  }

  knownOf({ metric, statistic }: NeededStatistic): Known | string {
    if (!this.#known.has(metricKey(metric)))
      return `${printStatistic(statistic)} of ${metric.namespace} ${metric.metricName}${metric.account === undefined ? '' : ` of account ${metric.account}`} is not stated`;
    return { fromMinute: -Infinity, toMinute: this.span.toMinute, exactFromMinute: -Infinity };
  }
}
