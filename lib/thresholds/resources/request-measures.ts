import { indicatorFor } from '../../slo/sli/indicator';
import { findPublished } from '../../slo/sli/published-metrics';
import type { ObjectiveKind } from '../../slo/sli/sli';
import { sourceOf, type Binding } from '../../slo/sli/sources';
import { metricMeasure, NOTHING_HAPPENED, type Measure } from '../measure';

/**
 * A percentile of the durations that an SLI source measures. CloudWatch computes it over the samples of each period: percentiles of
 * minutes are judged one by one, and never averaged, because a mean of percentiles is the percentile of nothing.
 *
 * @throws RangeError for a source without latency
 */
export function percentileMeasure(binding: Binding, percentile: 'p95' | 'p99'): Measure {
  const { metrics } = indicatorFor(binding, { kind: 'latency', target: 0.95, thresholdMs: 1 });
  const { statistic: _, ...metric } = Object.values(metrics)[0]!;
  const source = sourceOf(binding);
  const isInSeconds = findPublished(source.published(binding), metric)?.unit === 'Seconds';
  return metricMeasure(
    { ...metric, statistic: percentile },
    {
      what: `${percentile} of the durations`,
      unit: 'milliseconds',
      metricUnits: isInSeconds ? 0.001 : 1,
      missingData: NOTHING_HAPPENED,
      documentation: source.documentation,
    },
  );
}

/** The share of bad events in a window, percent, counted as the objective of that kind counts them. */
export function errorRateMeasure(binding: Binding, kind: ObjectiveKind): Measure {
  return {
    ...shareOfEvents(binding, kind, { id: 'rate', expression: '100 * bad / total' }),
    what: 'errors',
    comparison: 'GreaterThanOrEqualToThreshold',
    // Nothing divided by nothing is a datapoint that is missing.
    missingData: NOTHING_HAPPENED,
  };
}

/** The share of good events in a window, percent. Unlike errors, no data at all is bad: what nobody reaches is not available. */
export function availabilityMeasure(binding: Binding, kind: ObjectiveKind): Measure {
  return {
    ...shareOfEvents(binding, kind, { id: 'share', expression: '100 * (total - bad) / total' }),
    what: 'availability',
    comparison: 'LessThanThreshold',
    missingData: { treatAs: 'breaching', because: 'a service that nobody reaches publishes nothing and is not available' },
  };
}

function shareOfEvents(binding: Binding, kind: ObjectiveKind, share: Measure['steps'][number]): Omit<Measure, 'what' | 'comparison' | 'missingData'> {
  const sli = indicatorFor(binding, { kind, target: 0.999 });
  return {
    unit: 'percent',
    metricUnits: 1,
    metrics: sli.metrics,
    steps: [...sli.steps, share],
    periodSeconds: 60,
    isOverWindow: true,
    publishedBy: 'the service',
    documentation: sourceOf(binding).documentation,
  };
}
