import { badAndTotal, orZero, type EventSli } from './sli';

/** A CloudWatch Synthetics canary. */
export interface CanaryBinding {
  readonly source: 'canary';
  readonly canaryName: string;
}

/**
 * Runs that passed. A canary has no counter of runs; SuccessPercent has one sample a run.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries_metrics.html
 */
export function canarySuccessRate(binding: CanaryBinding): EventSli {
  const shared = { namespace: 'CloudWatchSynthetics', dimensions: { CanaryName: binding.canaryName } };
  return {
    kind: 'events',
    source: 'canary',
    metrics: {
      runs: { ...shared, metricName: 'SuccessPercent', statistic: 'SampleCount' },
      failed: { ...shared, metricName: 'Failed', statistic: 'Sum' },
    },
    steps: badAndTotal(orZero('failed'), orZero('runs')),
    notes: ['a canary runs at most once a minute: one failure weighs much in a short window'],
  };
}
