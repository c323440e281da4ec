import type { LoadedStack } from '../../../aws/assembly/loaded-stack';
import { NotSimulatedError } from '../../../aws/errors';
import { judgeMetric } from '../../../aws/metrics/published-metric';
import { ALARMS_ON_METRICS, dimensionNames, watchedMetrics, type WatchedMetric } from './watched-metrics';

/**
 * Metrics of AWS of which the table does not say whether they are published, one line each: no findings, and not sound for that.
 * Metrics of other namespaces are anybody's; those that cannot be read are findings of their own.
 */
export function unjudgedMetrics(stacks: readonly LoadedStack[]): readonly string[] {
  const lines = stacks.flatMap((stack) =>
    stack.resources
      .filter((resource) => attempt(() => ALARMS_ON_METRICS.includes(resource)) ?? false)
      .flatMap((alarm) =>
        watchedMetrics(alarm).flatMap((metric) => {
          const name = attempt(() => unjudgedName(metric));
          return name === undefined ? [] : [`${stack.file}: Resources.${alarm.logicalId}: not known whether AWS publishes ${name}`];
        }),
      ),
  );
  return [...new Set(lines)];
}

function unjudgedName(metric: WatchedMetric): string | undefined {
  const [namespace, metricName, dimensions] = [metric.namespace.text(), metric.metricName.text(), dimensionNames(metric)];
  if (!namespace.startsWith('AWS/') || judgeMetric({ namespace, metricName, dimensions }).kind !== 'unknown') return undefined;
  return `${namespace} ${metricName}${dimensions.length === 0 ? '' : ` by ${dimensions.join(' and ')}`}`;
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof NotSimulatedError) return undefined;
    throw error;
  }
}
