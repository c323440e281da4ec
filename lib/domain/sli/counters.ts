import { badAndTotal, differenceOrZero, orZero, type EventSli, type MetricReference } from './sli';

/**
 * Counters the service publishes itself, by PutMetricData or the embedded metric format: the total, and either the
 * good or the bad events.
 */
export interface CountersBinding {
  readonly source: 'counters';
  readonly namespace: string;
  /** Exactly the dimension set published: CloudWatch does not add custom metrics up over dimensions. */
  readonly dimensions: Readonly<Record<string, string>>;
  readonly total: string;
  readonly good?: string;
  readonly bad?: string;
}

/** Good or bad events over all, from the service's own counters, each read as a sum. */
export function countersSuccessRate(binding: CountersBinding): EventSli {
  const counter = (metricName: string): MetricReference => ({
    namespace: binding.namespace,
    metricName,
    dimensions: binding.dimensions,
    statistic: 'Sum',
  });
  const all = { all: counter(binding.total) };
  const notes = ['custom metrics are not added up over dimensions: the set here is the one published'];
  if (binding.bad !== undefined) {
    return {
      kind: 'events',
      source: 'counters',
      metrics: { ...all, failures: counter(binding.bad) },
      steps: badAndTotal(orZero('failures'), orZero('all')),
      notes,
    };
  }
  return {
    kind: 'events',
    source: 'counters',
    metrics: { ...all, successes: counter(binding.good ?? '') },
    // More good events than events in total is a publisher's fault; it must not become a negative error ratio.
    steps: badAndTotal(differenceOrZero('all', 'successes'), orZero('all')),
    notes,
  };
}
