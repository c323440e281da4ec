import { publishedUnit } from '../aws/metrics/metric-units';
import { ProblemsError } from '../problems/problem';
import type { MetricAlarmDefinition } from '../simulator/services/cloudwatch/metric-alarm-definition';
import type { MappedMetric } from './mapping';

/** An alarm with the metrics that it asks for. */
interface AskingAlarm {
  readonly resource: { readonly ref: string };
  readonly definition: MetricAlarmDefinition;
}

/** Metrics with the unit that each is published in, and what a reader has to know of it. */
export interface MetricUnits {
  readonly metrics: readonly MappedMetric[];
  /** One sentence each. */
  readonly notes: readonly string[];
}

/**
 * The unit of every mapped metric. CloudWatch keeps one series a unit: an alarm that asks for another finds nothing, and
 * one that asks for none finds all. So it is what the mapping says, else what the page of the service says, else the one that
 * the alarms ask for, which is assumed and said.
 *
 * @throws ProblemsError SCR034 when nothing says it and the alarms ask for different ones
 */
export function unitsOf(mapped: readonly MappedMetric[], alarms: readonly AskingAlarm[]): MetricUnits {
  const notes: string[] = [];
  const metrics = mapped.map((metric) => {
    const asked = unitsAsked(metric, alarms);
    const known = metric.unit ?? publishedUnit(metric.namespace, metric.metricName)?.unit;
    const name = `${metric.namespace} ${metric.metricName}`;
    if (known === undefined && asked.size > 1) throw severalUnits(name, [...asked.keys()]);
    const unit = known ?? [...asked.keys()][0];
    if (known === undefined && unit !== undefined) notes.push(`${name} is taken to be published in ${unit}, the unit that its alarms ask for`);
    for (const [wrong, names] of asked) {
      if (wrong !== unit) notes.push(`${names.join(', ')}: ${name} is published in ${unit}, and an alarm that asks for ${wrong} finds nothing`);
    }
    return unit === undefined ? metric : { ...metric, unit };
  });
  return { metrics, notes };
}

/** The alarms that ask for a metric in a unit, by unit. */
function unitsAsked(mapped: MappedMetric, alarms: readonly AskingAlarm[]): Map<string, string[]> {
  const asked = new Map<string, string[]>();
  for (const { resource, definition } of alarms) {
    const units = definition.metrics.flatMap((metric) => (metric.unit !== undefined && isSameMetric(mapped, metric) ? [metric.unit] : []));
    for (const unit of new Set(units)) asked.set(unit, [...(asked.get(unit) ?? []), resource.ref]);
  }
  return asked;
}

/** Whether a metric of an alarm is a mapped one, which one of another account never is. */
export function isSameMetric(mapped: MappedMetric, metric: MetricAlarmDefinition['metrics'][number]): boolean {
  const names = Object.keys(mapped.dimensions);
  return (
    metric.account === undefined &&
    mapped.namespace === metric.namespace &&
    mapped.metricName === metric.metricName &&
    names.length === Object.keys(metric.dimensions).length &&
    names.every((name) => mapped.dimensions[name] === metric.dimensions[name])
  );
}

function severalUnits(name: string, units: readonly string[]): ProblemsError {
  return new ProblemsError([
    {
      code: 'SCR034',
      level: 'error',
      where: { path: name },
      what: 'alarms ask for this metric in different units, and nothing says which it is published in',
      received: units.join(', '),
      allowed: 'one unit for a metric',
      change: 'add the unit that the metric is published in to its entry in the mapping',
    },
  ]);
}
