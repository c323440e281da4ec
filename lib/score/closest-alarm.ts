import type { Assumptions } from '../simulator/core/assumptions';
import { BucketReader } from '../simulator/services/cloudwatch/bucket-reader';
import { compileExpressions } from '../simulator/services/cloudwatch/expression-program';
import type { MetricStore } from '../simulator/services/cloudwatch/metric-store';
import { thresholdOf } from '../simulator/services/cloudwatch/threshold';
import type { ScoredDesign, ScoredMetricAlarm } from './scored-design';
import type { MinuteSpan } from './undisturbed-alarms';

/** How close an alarm that did not fire came to it. */
export interface ClosestAlarm {
  readonly alarm: string;
  /**
   * Largest value seen, as a share of the threshold; of an alarm that asks for several datapoints, the most of them
   * that breached at once, as a share of those it asks for. 1 where the threshold was met and had to be exceeded.
   */
  readonly shareOfThreshold: number;
}

/** The alarm that came closest to firing among those that did not, undefined when every alarm did at some minute. */
export function closestAlarm(design: ScoredDesign, store: MetricStore, assumptions: Assumptions, incident: MinuteSpan): ClosestAlarm | undefined {
  const all = design.metricAlarms.flatMap((alarm) => {
    const { share, isReached } = closenessOf(alarm, store, assumptions, incident);
    return isReached ? [] : [{ alarm: alarm.resource.ref, shareOfThreshold: share }];
  });
  return all.sort((a, b) => b.shareOfThreshold - a.shareOfThreshold)[0];
}

/** Minute by minute, on complete data, as far as the alarm can see the incident. */
function closenessOf(
  { resource, definition }: ScoredMetricAlarm,
  store: MetricStore,
  assumptions: Assumptions,
  { fromMinute, toMinute }: MinuteSpan,
): { readonly share: number; readonly isReached: boolean } {
  const { periodMinutes, evaluationPeriods, datapointsToAlarm, limit } = definition;
  const program = compileExpressions(definition, assumptions, `alarm ${resource.ref}`);
  const reader = new BucketReader(definition, program, { periodMinutes, stepMinutes: 1, unreadableMinutes: 0, range: evaluationPeriods });
  const threshold = thresholdOf(limit);
  reader.open(store, resource.region);
  const size = toMinute - fromMinute + periodMinutes * evaluationPeriods;
  const values = reader.newestValues(fromMinute + 1, size);

  // Breaching buckets one period apart, as many as the alarm judges; before the incident there are none.
  const breaching = new Int32Array(size);
  let mostBreaching = 0;
  let largest = 0;
  for (let index = 0; index < size; index += 1) {
    const left = index - evaluationPeriods * periodMinutes;
    const isBreaching = (at: number) => (at >= 0 && threshold.isBreachedBy(values[at]!, fromMinute + 1 + at - periodMinutes) ? 1 : 0);
    breaching[index] = (breaching[index - periodMinutes] ?? 0) + isBreaching(index) - isBreaching(left);
    if (breaching[index]! > mostBreaching) mostBreaching = breaching[index]!;
    if (values[index]! > largest) largest = values[index]!;
  }
  const isReached = mostBreaching >= datapointsToAlarm;
  return { isReached, share: evaluationPeriods === 1 && 'threshold' in limit ? shareOf(largest, limit.threshold) : mostBreaching / datapointsToAlarm };
}

/** Of a threshold of 0, and below it, there is no share. */
function shareOf(value: number, threshold: number): number {
  return threshold > 0 ? value / threshold : 0;
}
