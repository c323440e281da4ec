import { badAndTotal, differenceOrZero, orZero, type EventSli } from './sli';

/** A CloudWatch Synthetics canary. */
export interface CanaryBinding {
  readonly source: 'canary';
  readonly canaryName: string;
}

/**
 * Runs that passed. A canary has no counter of runs; SuccessPercent has one sample a run, 100 or 0. Failed is not the
 * rest of them: it counts failures of the canary itself, and a broken service must not hide behind that.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries_metrics.html
 */
export function canarySuccessRate(binding: CanaryBinding): EventSli {
  const shared = { namespace: 'CloudWatchSynthetics', dimensions: { CanaryName: binding.canaryName } };
  return {
    kind: 'events',
    source: 'canary',
    metrics: {
      runs: { ...shared, metricName: 'SuccessPercent', statistic: 'SampleCount' },
      successpercent: { ...shared, metricName: 'SuccessPercent', statistic: 'Sum' },
    },
    steps: [{ id: 'passed', expression: `${orZero('successpercent')} / 100` }, ...badAndTotal(differenceOrZero('runs', 'passed'), orZero('runs'))],
    notes: [
      'a canary runs at most once a minute: one failure weighs much in a short window',
      'a canary that runs less often than the short window of a row leaves it empty between two runs: the alarm then clears and comes back',
      'a canary that is stopped, or cannot start, has no runs: only the alarm for silence tells',
    ],
  };
}
