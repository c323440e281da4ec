import { z } from 'zod';
import { field, map, text } from '../../problems/schema-fields';
import { addColumns, subtractColumns } from './columns';
import type { MetricPublisher } from './metric-publisher';
import { eventSamplesIn, type PublishedMetrics } from './published-metrics';
import { badAndTotal, differenceOrZero, orZero, type EventSli } from './sli';
import type { SliSource } from './sli-source';

/** A CloudWatch Synthetics canary. */
export interface CanaryBinding {
  readonly source: 'canary';
  readonly canaryName: string;
}

const NAMESPACE = 'CloudWatchSynthetics';

/**
 * Runs that passed. A canary has no counter of runs; SuccessPercent has one sample a run, 100 or 0. Failed is not the
 * rest of them: it counts failures of the canary itself, and a broken service must not hide behind that.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries_metrics.html
 */
export function canarySuccessRate(binding: CanaryBinding): EventSli {
  const shared = { namespace: NAMESPACE, dimensions: { CanaryName: binding.canaryName } };
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
      'a canary that runs less often than the short window of a burn-rate alert leaves it empty between two runs: the alarm then clears and comes back',
      'a canary that is stopped, or cannot start, has no runs: only the alarm for silence notifies',
    ],
  };
}

const PUBLISHED: PublishedMetrics = {
  namespace: NAMESPACE,
  metrics: {
    SuccessPercent: { unit: 'Percent', dimensionSets: [['CanaryName']], events: { values: { good: 100, bad: 0 } } },
    Failed: { unit: 'Count', dimensionSets: [['CanaryName']] },
  },
};

/** SuccessPercent has one sample a run, 100 or 0. */
function publish({ canaryName }: CanaryBinding, publisher: MetricPublisher): void {
  const { requests, rejected, failed } = publisher.happened;
  const metric = (metricName: string) => ({ metricName, dimensions: { CanaryName: canaryName } });
  const bad = addColumns(failed, rejected);
  publisher.flag(metric('SuccessPercent'), subtractColumns(requests, bad), requests, 100);
  publisher.counter(metric('Failed'), bad);
}

/** A CloudWatch Synthetics canary. */
export const canary: SliSource<CanaryBinding> = {
  documentation: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries_metrics.html',
  schema: map({
    source: field(z.literal('canary'), 'A CloudWatch Synthetics canary.'),
    canaryName: field(text(/^[0-9a-z_-]{1,255}$/, 'the name of a canary', 'sign-in'), 'Name of the canary.'),
  }),
  example: { source: 'canary', canaryName: 'sign-in' },
  indicators: { 'success-rate': canarySuccessRate, availability: canarySuccessRate },
  hasLatencyMethod: false,
  carries: 'requests',
  timedRequests: 'all',
  published: () => PUBLISHED,
  publish,
  eventSamples: eventSamplesIn(PUBLISHED),
};
