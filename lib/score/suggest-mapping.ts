import { lastPartOfArn } from '../aws/arn';
import { knownProperties } from '../aws/assembly/known-properties';
import type { LoadedResource, LoadedStack } from '../aws/assembly/loaded-stack';
import { textsOf } from '../aws/assembly/property';
import { NotSimulatedError, ServiceError } from '../aws/errors';
import { DISPENSABLE_OF_ALARMS } from '../simulator/services/cloudwatch/alarm';
import { readMetricAlarmDefinition, type AlarmMetric, type MetricAlarmDefinition } from '../simulator/services/cloudwatch/metric-alarm-definition';
import { identityOfMetric } from '../slo/sli/sli';
import { SLI_SOURCES } from '../slo/sli/sources';
import { FAST_SHARE, SLOW_SHARE } from './derive-mapping';
import { samplesOf, type MappedMetric } from './mapping';

/** An alarm that can be read. */
interface ReadAlarm {
  readonly name: string;
  readonly definition: MetricAlarmDefinition;
}

/** A metric as a mapping has it, with a remark where somebody has to decide. */
interface Suggestion {
  readonly metric: MappedMetric;
  readonly remark?: string;
}

/** Metrics that alarms read together: those of one resource, as far as names of dimensions say. */
interface Group {
  readonly metrics: Suggestion[];
  readonly alarms: Set<ReadAlarm>;
}

/**
 * A mapping file for the alarms of a template, to be looked through: every metric that they read, by resource, with what events do to it
 * where AWS documents that. The resource that most alarms watch for errors is mapped, the others stand in comments, since a
 * mapping is about one objective.
 *
 * @returns undefined when no alarm can be read
 */
export function suggestMapping(stacks: readonly LoadedStack[]): string | undefined {
  const resources = stacks.flatMap((stack) => stack.resources.filter(({ type }) => type === 'AWS::CloudWatch::Alarm'));
  const alarms = resources.flatMap(readAlarm);
  const [first, ...others] = groupsOf(alarms).sort((a, b) => worthOf(b) - worthOf(a));
  if (first === undefined) return undefined;
  const name = Object.values(first.metrics[0]!.metric.dimensions)[0] ?? first.metrics[0]!.metric.metricName;
  return [
    '# What the metrics of these alarms mean, for one objective. Look it through: what is promised is yours to say.',
    'objective:',
    `  name: ${JSON.stringify(lastPartOfArn(name))}`,
    '  target: 99.9',
    '  period: 28d',
    'metrics:',
    ...first.metrics.flatMap(linesOf),
    ...others.flatMap((group) => [
      '  # Of another resource, for a mapping of its own:',
      ...group.metrics.flatMap(linesOf).map((line) => line.replace(/^ {2}(# )?/, '  # ')),
    ]),
    `# Alarms that are tickets, by their names or those of topics, with * for any part. The others are pages. Topics: ${topicsOf(resources).join(', ') || 'none is known'}`,
    'tickets: []',
    '# eventsPerMinute: 600',
  ].join('\n');
}

function readAlarm(resource: LoadedResource): ReadAlarm[] {
  try {
    const { properties } = knownProperties(resource, DISPENSABLE_OF_ALARMS);
    return [{ name: resource.ref, definition: readMetricAlarmDefinition(resource.ref, properties, resource.stack.account) }];
  } catch (error) {
    if (error instanceof NotSimulatedError || error instanceof ServiceError) return [];
    throw error;
  }
}

function groupsOf(alarms: readonly ReadAlarm[]): Group[] {
  let groups: Group[] = [];
  const keyOf = ({ namespace, dimensions }: MappedMetric) => `${namespace} ${resourceOf(dimensions)}`;
  for (const alarm of alarms) {
    const own = alarm.definition.metrics.filter(({ account }) => account === undefined);
    const read = own.map((metric) => suggestionFor(metric, alarm));
    const keys = new Set(read.map(({ metric }) => keyOf(metric)));
    const joined = groups.filter(({ metrics }) => metrics.some(({ metric }) => keys.has(keyOf(metric))));
    const metrics = [...joined.flatMap((group) => group.metrics), ...read];
    groups = [
      ...groups.filter((group) => !joined.includes(group)),
      {
        metrics: metrics.filter(({ metric }, index) => metrics.findIndex((other) => identityOfMetric(other.metric) === identityOfMetric(metric)) === index),
        alarms: new Set([...joined.flatMap((group) => [...group.alarms]), alarm]),
      },
    ];
  }
  return groups;
}

/** Sources whose metrics AWS publishes; what events do to metrics of one's own only their owner knows. */
const OF_AWS = Object.values(SLI_SOURCES).filter((source) => source !== SLI_SOURCES.counters && source !== SLI_SOURCES.metricPair);

/** Dimensions that cut the metrics of one resource into parts. */
const PARTS: ReadonlySet<string> = new Set(['AvailabilityZone', 'Method', 'Operation', 'Region', 'Stage']);

function resourceOf(dimensions: MappedMetric['dimensions']): string {
  const names = Object.keys(dimensions).sort();
  const name = names.find((each) => !PARTS.has(each)) ?? names[0];
  return name === undefined ? '' : `${name}=${dimensions[name]}`;
}

/** How many alarms a score can be about: none where no metric tells bad from good. */
function worthOf({ metrics, alarms }: Group): number {
  const isTelling = metrics.some(({ metric }) => samplesOf(metric).good !== samplesOf(metric).bad);
  return isTelling ? alarms.size : 0;
}

function suggestionFor({ namespace, metricName, dimensions, statistic, unit }: AlarmMetric, { name, definition }: ReadAlarm): Suggestion {
  const base = { namespace, metricName, dimensions, ...(unit !== undefined && { unit }) };
  const samples = OF_AWS.map((source) => source.eventSamples('', { namespace, metricName, dimensions, statistic: statistic.kind })).find(
    (each) => each !== undefined,
  );
  if (samples !== undefined) return { metric: { ...base, ...samples } };
  const threshold = upperLimitOf(definition);
  if (threshold !== undefined && !['Sum', 'SampleCount'].includes(statistic.kind)) {
    const values = { good: threshold * FAST_SHARE, bad: threshold * SLOW_SHARE };
    return {
      metric: { ...base, values },
      remark: `Assumed: a sample an event, of half the threshold of ${name} when it is good and twice as much when it is bad.`,
    };
  }
  return { metric: { ...base, counts: 'nothing' }, remark: 'Not known what events do to it: counts total, good, bad or nothing, or values.' };
}

/** The threshold that the only metric of an alarm must not exceed; undefined for any other alarm. */
function upperLimitOf({ metrics, expressions, limit }: MetricAlarmDefinition): number | undefined {
  if (metrics.length !== 1 || expressions.size > 0 || !('threshold' in limit)) return undefined;
  return limit.comparison.startsWith('Greater') && limit.threshold > 0 ? limit.threshold : undefined;
}

/** A metric in one line of YAML, behind its remark. */
function linesOf({ metric, remark }: Suggestion): string[] {
  return [...(remark === undefined ? [] : [`  # ${remark}`]), `  - ${flow(metric)}`];
}

/** JSON with blanks is YAML; keys read better without quotes. */
function flow(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, part]) => `${/^[A-Za-z]\w*$/.test(key) ? key : JSON.stringify(key)}: ${flow(part)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

function topicsOf(alarms: readonly LoadedResource[]): string[] {
  const actions = alarms.flatMap((alarm) => {
    try {
      return textsOf(alarm.properties, 'AlarmActions');
    } catch (error) {
      if (error instanceof NotSimulatedError) return [];
      throw error;
    }
  });
  return [...new Set(actions.map(lastPartOfArn))];
}
