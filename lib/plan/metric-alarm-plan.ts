/** One metric alarm, as it will be deployed: shared by the plans of objectives, budgets and incidents. */

import type { MathStep, MetricReference } from '../slo/sli/sli';

/** One window of a burn-rate row. */
export interface BurnRole {
  readonly kind: 'burn';
  readonly rowId: string;
  readonly window: 'long' | 'short';
  readonly windowMinutes: number;
  /** The threshold is an error ratio, and counts only from this many bad events in the window on. */
  readonly leastBadEvents?: number;
  /** The threshold is a number of bad events, and counts only while more than this share of the window's is bad. */
  readonly errorRatioAbove?: number;
}

/** What a metric alarm watches for. */
type AlarmRole = BurnRole | { readonly kind: 'silence'; readonly windowMinutes: number };

/** One CloudWatch metric alarm, over a metric-math expression or a single metric. */
export interface MetricAlarmPlan {
  readonly name: string;
  readonly role: AlarmRole;
  /** Why it exists and why with these numbers, one sentence. */
  readonly reason: string;
  /** What the console shows. At most 1,024 characters. */
  readonly description: string;
  /** Metrics by their id in the expressions. */
  readonly metrics: Readonly<Record<string, MetricReference>>;
  /** Steps of metric math in order; the last one is what is compared with the threshold. None: the only metric is. */
  readonly steps: readonly MathStep[];
  /** Period of every metric in the expression, seconds. */
  readonly periodSeconds: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly comparison: 'GreaterThanThreshold' | 'GreaterThanOrEqualToThreshold' | 'LessThanThreshold' | 'LessThanOrEqualToThreshold' | BandComparison;
  /** Of a comparison with a band: how many standard deviations wide it is. */
  readonly threshold: number;
  readonly treatMissingData: 'missing' | 'breaching' | 'ignore' | 'notBreaching';
}

/** What is compared with a band of anomaly detection, and not with a number. */
export type BandComparison = 'GreaterThanUpperThreshold' | 'LessThanLowerThreshold';

/** True for a comparison with a band that CloudWatch learns. */
export function isWithBand(comparison: MetricAlarmSettings['comparison']): comparison is BandComparison {
  return comparison === 'GreaterThanUpperThreshold' || comparison === 'LessThanLowerThreshold';
}

/** What is deployed of a metric alarm, whatever it is for. */
export type MetricAlarmSettings = Omit<MetricAlarmPlan, 'role'>;
