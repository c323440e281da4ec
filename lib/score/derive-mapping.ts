import { partitionOfRegion } from '../aws/arn';
import type { ObjectiveAlarmsPlan } from '../plan/alarm-plan';
import { ProblemsError } from '../problems/problem';
import type { MetricReference } from '../slo/sli/sli';
import { sourceNamed } from '../slo/sli/sources';
import type { MappedMetric, ScoreMapping } from './mapping';

type Samples = Pick<MappedMetric, 'counts' | 'values'>;

const NOTHING: Samples = { counts: 'nothing' };

/** A good response takes half as long as the longest that is still good, a bad one twice as long. Our choice. */
export const FAST_SHARE = 0.5;
/** See {@link FAST_SHARE}. */
export const SLOW_SHARE = 2;

/**
 * The mapping of an objective of our own plan: its indicator says which metrics there are, its composite alarms which
 * of them are tickets.
 *
 * @param accountId account of the stacks, for metrics whose dimensions hold an ARN
 * @throws ProblemsError SCR032 for an objective of time slices, which has no events to fail
 */
export function deriveMapping(plan: ObjectiveAlarmsPlan, accountId: string): ScoreMapping {
  const { objective, name, region } = plan;
  const { sli } = objective;
  if (sli.kind !== 'events') throw notDerivable(name, 'time slices, while an incident of the library is a share of events');
  const metrics = Object.entries(sli.metrics);
  const identities = new Map<string, MappedMetric>();
  for (const [id, metric] of metrics) {
    const { namespace, metricName } = metric;
    const mapped = { namespace, metricName, dimensions: filled(metric.dimensions, region, accountId) };
    const samples = sourceNamed(sli.source)?.eventSamples(id, metric) ?? latencySamples(metrics.map(([, other]) => other).find(isCountInTime(metric)));
    if (samples === undefined) throw notDerivable(name, `${namespace} ${metricName}, of which it is not known what events do to it`);
    identities.set(JSON.stringify(mapped), { ...mapped, ...(isLaterOperation(metric, metrics[0]![1]) ? NOTHING : samples) });
  }
  return {
    objective: { name, target: objective.targetPercent, period: objective.periodMinutes },
    metrics: [...identities.values()],
    tickets: plan.compositeAlarms.filter(({ urgency }) => urgency !== 'page').map((composite) => composite.name),
    ...(objective.typicalEventsPerMinute !== undefined && { eventsPerMinute: objective.typicalEventsPerMinute }),
  };
}

function isSame(a: MetricReference, b: MetricReference): boolean {
  return a.namespace === b.namespace && a.metricName === b.metricName && JSON.stringify(a.dimensions) === JSON.stringify(b.dimensions);
}

/** Whether another metric counts the samples of this one that are below a threshold. */
function isCountInTime(metric: MetricReference): (other: MetricReference) => boolean {
  return (other) => isSame(other, metric) && other.statistic.startsWith('TC(');
}

function latencySamples(inTime: MetricReference | undefined): Samples | undefined {
  const threshold = Number(/^TC\(:([\d.]+)\)$/.exec(inTime?.statistic ?? '')?.[1]);
  return threshold > 0 ? { values: { good: threshold * FAST_SHARE, bad: threshold * SLOW_SHARE } } : undefined;
}

/** A table has metrics for every operation; it is enough that events happen to the first. */
function isLaterOperation({ dimensions }: MetricReference, first: MetricReference): boolean {
  return dimensions.Operation !== first.dimensions.Operation;
}

function filled(dimensions: MetricReference['dimensions'], region: string, accountId: string): Record<string, string> {
  const fill = (value: string) =>
    value.replaceAll('${AWS::Partition}', partitionOfRegion(region)).replaceAll('${AWS::Region}', region).replaceAll('${AWS::AccountId}', accountId);
  return Object.fromEntries(Object.entries(dimensions).map(([key, value]) => [key, fill(value)]));
}

function notDerivable(name: string, received: string): ProblemsError {
  return new ProblemsError([
    {
      code: 'SCR032',
      level: 'error',
      where: { path: name },
      what: 'this objective cannot be scored without a mapping',
      received,
      allowed: 'an objective over events of a service whose metrics are known',
      change: 'name another one with --objective, or write a mapping and name it with --mapping',
    },
  ]);
}
