import type { MetricAlarmSettings } from '../../plan/metric-alarm-plan';
import { formatDurationSeconds } from '../../time/time';

const SIGNS = {
  GreaterThanThreshold: '>',
  GreaterThanOrEqualToThreshold: '>=',
  LessThanThreshold: '<',
  LessThanOrEqualToThreshold: '<=',
  GreaterThanUpperThreshold: '> upper edge of band',
  LessThanLowerThreshold: '< lower edge of band',
} as const;

/** `ratio > 0.0144 over 1h`, or `9 of 60 minutes bad`. */
export function printCondition(alarm: MetricAlarmSettings): string {
  const result = alarm.steps.at(-1)?.id ?? Object.keys(alarm.metrics)[0] ?? 'result';
  const sign = SIGNS[alarm.comparison];
  if (alarm.evaluationPeriods === 1) {
    return `${result} ${sign} ${alarm.threshold} over ${formatDurationSeconds(alarm.periodSeconds)}`;
  }
  const slice = formatDurationSeconds(alarm.periodSeconds);
  return `${result} ${sign} ${alarm.threshold} in ${alarm.datapointsToAlarm} of ${alarm.evaluationPeriods} slices of ${slice}`;
}
