import { parseJsonObject } from '../aws/cloudformation/json-text';
import type { Problem } from '../problems/problem';
import { isMap, listOf, propertyOf, textOf } from '../problems/untyped';
import { ANNOTATION, DURATION, type CloudWatchSource } from './open-slo';
import type { ReadDocument } from './read-open-slo';

/** A service of operations.yaml, as far as OpenSLO has words for it. */
export interface ImportedService {
  readonly id: string;
  readonly title: string;
  readonly objectives: readonly ImportedObjective[];
}

/** An objective of operations.yaml; `impact` is the description, severities are to be chosen. */
export interface ImportedObjective {
  readonly id: string;
  readonly kind: string;
  readonly target: number;
  readonly period?: string;
  readonly calendar?: { readonly unit: 'week' | 'month' | 'quarter'; readonly timeZone: string };
  readonly threshold?: string;
  readonly resource: string;
  readonly impact: string;
  readonly runbook: string;
}

/** What was made of documents. */
export interface ImportedObjectives {
  readonly services: readonly ImportedService[];
  /** Resources of an environment file, by name. */
  readonly resources: Readonly<Record<string, unknown>>;
  readonly problems: readonly Problem[];
}

/** Days of units that OpenSLO does not define; those of its Go SDK. https://github.com/OpenSLO/go-sdk */
const DAYS: Readonly<Record<string, number>> = { d: 1, w: 7, M: 30, Q: 90, Y: 365 };

/**
 * Objectives and resources from documents that keep the rules. What day2 has no words for is left out and named: metrics of anything but
 * CloudWatch, thresholds over time slices, several objectives of one indicator.
 */
export function importObjectives(documents: readonly ReadDocument[]): ImportedObjectives {
  const problems: Problem[] = [];
  const services = new Map<string, { title: string; objectives: ImportedObjective[] }>();
  const resources: Record<string, unknown> = {};
  for (const { kind, value } of documents) {
    if (kind !== 'Service') continue;
    const name = textOf(propertyOf(value, 'metadata'), 'name')!;
    services.set(name, { title: textOf(propertyOf(value, 'metadata'), 'displayName') ?? name, objectives: [] });
  }
  for (const document of documents) {
    if (document.kind !== 'SLO') continue;
    const made = objectiveOf(document, documents);
    if (typeof made === 'string') {
      problems.push(leftOut(document, made));
      continue;
    }
    const { service, objective, resource, doubts } = made;
    problems.push(...doubts.map((doubt) => doubtful(document, doubt)));
    const known = services.get(service) ?? { title: service, objectives: [] };
    known.objectives.push(objective);
    services.set(service, known);
    resources[objective.resource] = resource;
  }
  return { services: [...services].map(([id, { title, objectives }]) => ({ id, title, objectives })), resources, problems };
}

interface Made {
  readonly service: string;
  readonly objective: ImportedObjective;
  readonly resource: unknown;
  readonly doubts: readonly string[];
}

function objectiveOf({ value }: ReadDocument, documents: readonly ReadDocument[]): Made | string {
  const metadata = propertyOf(value, 'metadata');
  const spec = propertyOf(value, 'spec');
  const name = textOf(metadata, 'name')!;
  const service = textOf(spec, 'service')!;
  const objectives = listOf(spec, 'objectives');
  if (objectives.length > 1) return `${objectives.length} objectives of one indicator`;
  if (textOf(spec, 'budgetingMethod') === 'Timeslices') return 'budgetingMethod Timeslices, slices with a target of their own';
  const indicator = indicatorOf(spec, documents);
  if (indicator === undefined) return `an indicator that no document has: ${textOf(spec, 'indicatorRef') ?? '?'}`;
  const window = windowOf(listOf(spec, 'timeWindow')[0]);
  if (typeof window === 'string') return window;
  const annotation = (key: string) => textOf(propertyOf(metadata, 'annotations'), `${ANNOTATION}${key}`);
  const stated = parseJsonObject(annotation('resource') ?? '');
  const resource = stated ?? pairOf(propertyOf(indicator, 'ratioMetric'));
  if (typeof resource === 'string') return resource;
  const id = name.startsWith(`${service}-`) ? name.slice(service.length + 1) : name;
  const threshold = annotation('threshold');
  const { doubts, ...period } = window;
  return {
    service,
    resource,
    doubts,
    objective: {
      id,
      kind: (stated === undefined ? undefined : annotation('kind')) ?? 'success-rate',
      target: percentOf(objectives[0]),
      ...period,
      ...(threshold !== undefined && { threshold }),
      resource: name,
      impact: textOf(spec, 'description') ?? `${name} is missed`,
      runbook: annotation('runbook') ?? name,
    },
  };
}

/** Twelve digits: 0.999 is 99.9, not 99.90000000000001. */
function percentOf(objective: unknown): number {
  const target = propertyOf(objective, 'target');
  return typeof target === 'number' ? Number((target * 100).toPrecision(12)) : (propertyOf(objective, 'targetPercent') as number);
}

function indicatorOf(spec: unknown, documents: readonly ReadDocument[]): unknown {
  const reference = textOf(spec, 'indicatorRef');
  if (reference === undefined) return propertyOf(propertyOf(spec, 'indicator'), 'spec');
  const found = documents.find(({ kind, value }) => kind === 'SLI' && textOf(propertyOf(value, 'metadata'), 'name') === reference);
  return found === undefined ? undefined : propertyOf(found.value, 'spec');
}

function windowOf(window: unknown): (Pick<ImportedObjective, 'period' | 'calendar'> & { readonly doubts: readonly string[] }) | string {
  const [, count, unit] = DURATION.exec(textOf(window, 'duration')!) as unknown as [string, string, string];
  if (propertyOf(window, 'isRolling') !== true) {
    const units: Readonly<Record<string, 'week' | 'month' | 'quarter'>> = { w: 'week', M: 'month', Q: 'quarter' };
    const ofCalendar = units[unit];
    if (ofCalendar === undefined || count !== '1') return `a window of the calendar of ${count}${unit}`;
    return { calendar: { unit: ofCalendar, timeZone: textOf(propertyOf(window, 'calendar'), 'timeZone')! }, doubts: [] };
  }
  const days = DAYS[unit];
  if (days === undefined) return `a rolling window of ${count}${unit}, which is no whole day`;
  const doubts =
    unit === 'd' || unit === 'w' ? [] : [`a rolling ${count}${unit} is taken to be ${Number(count) * days} days: OpenSLO does not say how long it is`];
  return { period: `${Number(count) * days}d`, doubts };
}

/** Two metrics of CloudWatch that count events. */
function pairOf(ratio: unknown): unknown {
  if (!isMap(ratio)) return 'a thresholdMetric: an objective of day2 counts good or bad events';
  if (propertyOf(ratio, 'raw') !== undefined) return 'a raw ratio: day2 adds up events, and shares do not add up';
  if (propertyOf(ratio, 'counter') === true) return 'metrics that only grow: a Sum of CloudWatch counts the events of its period';
  const parts: Record<string, unknown> = {};
  for (const key of ['total', 'good', 'bad']) {
    const source = propertyOf(propertyOf(ratio, key), 'metricSource');
    if (source === undefined) continue;
    const metric = metricOf(source);
    if (typeof metric === 'string') return metric;
    parts[key] = metric;
  }
  return { source: 'metricPair', ...parts };
}

function metricOf(source: unknown): CloudWatchSource['metrics'][string] | string {
  const type = textOf(source, 'type') ?? 'none';
  if (type !== 'CloudWatch') return `a metric of ${type}: day2 reads those of CloudWatch`;
  const spec = propertyOf(source, 'spec');
  const metric = propertyOf(propertyOf(spec, 'metrics'), textOf(spec, 'result') ?? '');
  if (!isMap(metric)) return 'a result of metric math without the resource it belongs to: only single metrics make a pair';
  const [namespace, metricName, statistic] = ['namespace', 'metricName', 'statistic'].map((key) => textOf(metric, key));
  const dimensions = Object.entries(propertyOf(metric, 'dimensions') ?? {});
  if (namespace === undefined || metricName === undefined || statistic === undefined || dimensions.some(([, value]) => typeof value !== 'string'))
    return 'a metric of CloudWatch without namespace, metricName, statistic, or with a dimension that is no text';
  return { namespace, metricName, dimensions: Object.fromEntries(dimensions) as Record<string, string>, statistic };
}

function leftOut({ file, line }: ReadDocument, received: string): Problem {
  return {
    code: 'OSL005',
    level: 'warning',
    where: { file, line },
    what: 'an objective is left out: day2 has no words for it',
    received,
    allowed: 'a ratio of events of CloudWatch over a rolling time of whole days, a week, a month or a quarter',
    change: 'write the objective by hand, or leave it to the tool that has it',
  };
}

function doubtful({ file, line }: ReadDocument, received: string): Problem {
  return {
    code: 'OSL004',
    level: 'warning',
    where: { file, line },
    what: 'the document does not say exactly what is meant',
    received,
    allowed: 'days or weeks',
    change: 'look whether that is meant',
  };
}
