/** What has to be recorded of a metric, so that an alarm on it can be evaluated. */

import type { MetricAlarmDefinition } from '../simulator/services/cloudwatch/metric-alarm-definition';
import { metricIdentity, metricKey, type MetricIdentity } from '../simulator/services/cloudwatch/metric-store';
import { printStatistic, type Statistic } from '../simulator/services/cloudwatch/statistic';

/** One statistic to record. */
export interface NeededStatistic {
  readonly metric: MetricIdentity;
  readonly statistic: Statistic;
  /** Length of its buckets, minutes: 1 where longer windows follow from minutes. */
  readonly periodMinutes: number;
  /** The unit an alarm names; absent: any. */
  readonly unit?: string;
}

/** Everything that an alarm reads, in the order of its metrics. */
export function neededByAlarm({ metrics, periodMinutes, keepsStateOnFewSamples }: MetricAlarmDefinition, region: string): NeededStatistic[] {
  return metrics.flatMap(({ statistic, unit, ...named }) => {
    const about = { metric: metricIdentity(region, named), ...(unit !== undefined && { unit }) };
    const ofMinutes = [...partsOf(statistic), ...(keepsStateOnFewSamples ? [SAMPLE_COUNT] : [])].map((part) => ({
      ...about,
      statistic: part,
      periodMinutes: 1,
    }));
    return followsFromMinutes(statistic) ? ofMinutes : [{ ...about, statistic, periodMinutes }, ...ofMinutes];
  });
}

/** Distinguishes needed statistics; the same for one that two alarms need. */
export function keyOfNeeded({ metric, statistic, periodMinutes, unit }: NeededStatistic): string {
  return JSON.stringify([metricKey(metric), printStatistic(statistic), periodMinutes, unit]);
}

/** True for a statistic whose value in any window follows from those of minutes. */
export function followsFromMinutes(statistic: Statistic): boolean {
  return partsOf(statistic).length > 0;
}

const SAMPLE_COUNT: Statistic = { kind: 'SampleCount' };

/** The statistics of minutes that a statistic of any window follows from; none for percentiles and what is trimmed. */
function partsOf(statistic: Statistic): readonly Statistic[] {
  switch (statistic.kind) {
    case 'Average':
      return [{ kind: 'Sum' }, SAMPLE_COUNT];
    case 'PR':
      return [{ ...statistic, kind: 'TC' }, SAMPLE_COUNT];
    case 'percentile':
    case 'TM':
    case 'TS':
    case 'TC%':
    case 'WM':
      return [];
    default:
      return [statistic];
  }
}
