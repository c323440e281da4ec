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

/**
 * Good or bad events over all, from the service's own counters, each read as a sum.
 *
 * @throws RangeError with both or neither of good and bad
 */
export function countersSuccessRate(binding: CountersBinding): EventSli {
  const counter = (metricName: string): MetricReference => ({
    namespace: binding.namespace,
    metricName,
    dimensions: binding.dimensions,
    statistic: 'Sum',
  });
  const { good, bad } = binding;
  const all = { all: counter(binding.total) };
  const notes = [
    'custom metrics are not added up over dimensions: the set here is the one published',
    'an event that is published twice counts twice, and a counter that is not published counts nothing',
  ];
  if (bad !== undefined && good === undefined) {
    return {
      kind: 'events',
      source: 'counters',
      metrics: { ...all, failures: counter(bad) },
      steps: badAndTotal(orZero('failures'), orZero('all')),
      notes: [...notes, 'a service that stops counting its failures looks healthy here'],
    };
  }
  if (good === undefined || bad !== undefined) {
    throw new RangeError(`counters of ${binding.namespace} need the name of either the good or the bad events`);
  }
  return {
    kind: 'events',
    source: 'counters',
    metrics: { ...all, successes: counter(good) },
    // More good events than events in total is a publisher's fault; it must not become a negative error ratio.
    steps: badAndTotal(differenceOrZero('all', 'successes'), orZero('all')),
    notes: [...notes, 'an event is bad until its success is counted: count both when it ends, or rising traffic looks like failures'],
  };
}
