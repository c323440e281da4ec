import { compactNumber, momentText } from '../page/figures';
import type { ListedMetric } from './search';

/** What dynamic labels can speak of. */
export interface LabelledSeries {
  readonly metric?: ListedMetric;
  readonly stat?: string;
  readonly periodSeconds: number;
  readonly region: string;
  /** The label without any of them. */
  readonly plain: string;
  readonly points: readonly (readonly [number, number | null])[];
}

/**
 * A label with its `${…}` filled in; what is unknown stays as it is.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/graph-dynamic-labels.html
 */
export function fillLabel(label: string, series: LabelledSeries): string {
  return label.replaceAll(/\$\{([^}]*)\}/g, (whole, inside: string) => valueOf(inside.trim(), series) ?? whole);
}

function valueOf(name: string, { metric, stat, periodSeconds, region, plain, points }: LabelledSeries): string | undefined {
  const property = /^PROP\('(.*)'\)$/.exec(name)?.[1];
  if (property !== undefined) {
    if (property.startsWith('Dim.')) return metric?.dimensions[property.slice(4)];
    return { MetricName: metric?.metricName, Namespace: metric?.namespace, Stat: stat, Period: String(periodSeconds), Region: region }[property];
  }
  if (name === 'LABEL') return plain;
  const known = points.flatMap(([at, value]) => (value === null ? [] : [{ at, value }]));
  if (name === 'DATAPOINT_COUNT') return String(known.length);
  const [figure, time] = /^(.*?)(?:_(TIME|RELATIVE))?$/.exec(name)!.slice(1) as [string, string | undefined];
  const chosen = { FIRST: known[0], LAST: known.at(-1), MIN: extreme(known, -1), MAX: extreme(known, 1) }[figure];
  if (chosen !== undefined) return time === undefined ? compactNumber(chosen.value) : momentText(chosen.at);
  const sum = known.reduce((all, { value }) => all + value, 0);
  if (known.length === 0) return ['FIRST', 'LAST', 'MIN', 'MAX', 'SUM', 'AVG'].includes(figure) ? '--' : undefined;
  return { SUM: compactNumber(sum), AVG: compactNumber(sum / known.length) }[name];
}

type Known = readonly { readonly at: number; readonly value: number }[];

function extreme(known: Known, sign: 1 | -1): Known[number] | undefined {
  return known.reduce<Known[number] | undefined>((best, each) => (best === undefined || (each.value - best.value) * sign > 0 ? each : best), undefined);
}
