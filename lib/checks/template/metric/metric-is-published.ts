import type { MetricVerdict } from '../../../aws/metrics/published-metric';
import type { Finding, ResourceCheck } from '../template-check';
import { judgeKnownMetric } from './judge-known-metric';
import { ALARMS_ON_METRICS, dimensionNames, watchedMetrics, type WatchedMetric } from './watched-metrics';

/**
 * Every metric of an AWS service, or of day2 itself, is one that it publishes, by the dimensions that it publishes it by. What the table
 * does not know is not judged.
 */
export const metricIsPublished: ResourceCheck = {
  code: 'ALM022',
  requirement: 'every metric of an AWS service is one that it publishes, by exactly the dimensions that it publishes it by',
  why: 'CloudWatch takes the alarm, which never sees any data and never goes off',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html',
  appliesTo: ALARMS_ON_METRICS,
  *check(alarm) {
    for (const metric of watchedMetrics(alarm)) {
      const [namespace, metricName] = [metric.namespace.text(), metric.metricName.text()];
      yield* findings(metric, judgeKnownMetric({ namespace, metricName, dimensions: dimensionNames(metric) }));
    }
  },
};

function* findings({ namespace, metricName, dimensions, ...metric }: WatchedMetric, verdict: MetricVerdict): Generator<Finding> {
  const elsewhere = 'if AWS publishes it by now, acknowledge ALM022 and say where that is documented';
  if (verdict.kind === 'no such metric') {
    yield {
      at: metricName,
      what: `${namespace.text()} has no metric of this name`,
      received: metricName.text(),
      allowed: verdict.similar ?? `a metric that the page of the service lists`,
      change: verdict.similar === undefined ? `correct the name; ${elsewhere}` : `take ${verdict.similar}`,
    };
  } else if (verdict.kind === 'other dimensions') {
    yield {
      at: dimensions,
      what: `${namespace.text()} does not publish ${metricName.text()} by these dimensions`,
      received: shown(dimensionNames({ namespace, metricName, dimensions, ...metric })),
      allowed: verdict.sets.map(shown).join(', or '),
      change: `take exactly one of these sets; ${elsewhere}`,
    };
  }
}

function shown(names: readonly string[]): string {
  return names.length === 0 ? 'no dimensions' : names.join(' and ');
}
