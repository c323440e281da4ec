import { COMPLETE_NAMESPACES, DOCUMENTED_METRICS, type DocumentedMetrics } from './documented-metrics';
import database from './service-spec-metrics.json';

/** A metric as somebody asks for it: the names of its dimensions, not their values. */
export interface AskedMetric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: readonly string[];
}

/** What the table knows of a metric. */
export type MetricVerdict =
  | { readonly kind: 'published' }
  /** AWS publishes the metric, but not by these dimensions. `sets` are those by which it does. */
  | { readonly kind: 'other dimensions'; readonly sets: readonly (readonly string[])[] }
  /** AWS publishes no metric of that name; `similar` is one that it may be meant for. */
  | { readonly kind: 'no such metric'; readonly similar?: string }
  /** The table knows too little to judge: no finding, and no approval either. */
  | { readonly kind: 'unknown' };

/** Sets of dimensions in their written form, or `any` where nobody says which there are. */
type Sets = ReadonlySet<string> | 'any';

const TABLE: ReadonlyMap<string, ReadonlyMap<string, Sets>> = readTable();

/**
 * Whether AWS publishes a metric by a set of dimensions, as far as it is written down: in `@aws-cdk/aws-service-spec`, and in
 * {@link DOCUMENTED_METRICS} where that is wrong or silent. Namespaces of one's own are unknown.
 */
export function judgeMetric({ namespace, metricName, dimensions }: AskedMetric): MetricVerdict {
  const metrics = TABLE.get(namespace);
  if (metrics === undefined) return { kind: 'unknown' };
  const sets = metrics.get(metricName);
  if (sets === undefined) {
    const similar = similarName(metricName, [...metrics.keys()]);
    return similar !== undefined || Object.hasOwn(COMPLETE_NAMESPACES, namespace) ? { kind: 'no such metric', similar } : { kind: 'unknown' };
  }
  if (sets === 'any' || sets.has(written(dimensions))) return { kind: 'published' };
  return { kind: 'other dimensions', sets: [...sets].map((set) => (set === '' ? [] : set.split(','))) };
}

/** A known name that differs in letter case, separators or a plural only. */
function similarName(name: string, known: readonly string[]): string | undefined {
  return known.find((each) => bare(each) === bare(name));
}

function bare(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(/s$/, '');
}

function readTable(): ReadonlyMap<string, ReadonlyMap<string, Sets>> {
  const table = new Map<string, Map<string, Sets>>();
  for (const [namespace, bySets] of Object.entries(database)) {
    const metrics = metricsIn(table, namespace);
    for (const [sets, names] of Object.entries(bySets)) for (const name of namesIn(names)) metrics.set(name, new Set(sets.split('|')));
  }
  for (const row of DOCUMENTED_METRICS) {
    const metrics = metricsIn(table, row.namespace);
    for (const name of namesIn(row.names)) metrics.set(name, setsAfter(row, metrics.get(name)));
  }
  return table;
}

function setsAfter({ sets, adds = false }: DocumentedMetrics, before: Sets | undefined): Sets {
  if (sets === 'any') return 'any';
  const given = sets.map((set) => written(set === '' ? [] : set.split(',')));
  if (!adds || before === undefined) return new Set(given);
  return before === 'any' ? 'any' : new Set([...before, ...given]);
}

function metricsIn(table: Map<string, Map<string, Sets>>, namespace: string): Map<string, Sets> {
  const metrics = table.get(namespace) ?? new Map<string, Sets>();
  table.set(namespace, metrics);
  return metrics;
}

/** Names of metrics in the written form, where a space stands between two. */
export function namesIn(names: string): readonly string[] {
  return names.split(' ').map((name) => name.replaceAll('%20', ' '));
}

function written(dimensions: readonly string[]): string {
  return [...dimensions].sort().join();
}
