/** What will be deployed for a threshold, decided once: a metric alarm that publishes to the topic of its own severity. */

import type { Severity } from '../incident/severity';
import type { Threshold } from '../thresholds/threshold';
import type { MetricAlarmSettings } from './metric-alarm-plan';

/** One threshold of a service as an alarm. */
export interface ThresholdAlarmPlan extends MetricAlarmSettings {
  /** Construct id, unique within the service. */
  readonly constructId: string;
  readonly serviceId: string;
  readonly region: string;
  readonly threshold: number;
  readonly watches: Threshold;
  readonly severity: Severity;
  /** Name of the topic it publishes to. */
  readonly topicName: string;
  /** It also publishes there when it is over; absent: only when it goes on. */
  readonly notifiesWhenOver?: true;
}

/** What a reader calls the threshold of an alarm: `partner-portal: cpu of portal-service`. */
export function thresholdName({ serviceId, watches: { resource, measureId } }: Pick<ThresholdAlarmPlan, 'serviceId' | 'watches'>): string {
  return `${serviceId}: ${measureId} of ${resource}`;
}

/** How a scenario names a threshold: `portal-service/cpu`. */
export function thresholdPath({ watches: { resource, measureId } }: Pick<ThresholdAlarmPlan, 'watches'>): string {
  return `${resource}/${measureId}`;
}
