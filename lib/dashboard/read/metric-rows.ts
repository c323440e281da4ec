import { isMap, textOf } from '../../problems/untyped';

/** How a row of a widget is shown. */
export interface RowOptions {
  readonly id: string;
  readonly label?: string;
  readonly isVisible: boolean;
  readonly region?: string;
  readonly stat?: string;
  readonly periodSeconds?: number;
  readonly axis: 'left' | 'right';
  readonly colour?: string;
  readonly accountId?: string;
}

/** A row that names a metric. */
export interface RowMetric extends RowOptions {
  readonly kind: 'metric';
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** A row that is computed from others. */
export interface RowExpression extends RowOptions {
  readonly kind: 'expression';
  readonly expression: string;
}

/** A row that cannot be read. */
interface UnreadRow {
  readonly kind: 'unread';
  readonly why: string;
  readonly text: string;
}

export type Row = RowMetric | RowExpression | UnreadRow;

/**
 * The rows of `metrics`: `.` stands for what stands at the same place of the row before, `...` for everything of it up to its last
 * dimension value. Rows without an id get one that no body has.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html#CloudWatch-Dashboard-Properties-Metrics-Array-Format
 */
export function readRows(metrics: readonly unknown[]): readonly Row[] {
  const rows: Row[] = [];
  let before: readonly string[] = [];
  for (const [index, given] of metrics.entries()) {
    const row = Array.isArray(given) ? given : [given];
    const options = readOptions(row.find(isMap), index);
    const texts = row.filter((part): part is string => typeof part === 'string');
    const expression = textOf(row.find(isMap), 'expression');
    if (expression !== undefined) {
      rows.push({ kind: 'expression', expression, ...options });
      continue;
    }
    const whole = expandShorthand(texts, before);
    if (whole === undefined || whole.length < 2 || whole.length % 2 !== 0) {
      rows.push({ kind: 'unread', text: JSON.stringify(given) ?? '', why: 'the row names no metric' });
      continue;
    }
    before = whole;
    const [namespace, metricName, ...pairs] = whole as [string, string, ...string[]];
    const dimensions = Object.fromEntries(pairs.flatMap((name, at) => (at % 2 === 0 ? [[name, pairs[at + 1]!] as const] : [])));
    rows.push({ kind: 'metric', namespace, metricName, dimensions, ...options });
  }
  return rows;
}

function expandShorthand(texts: readonly string[], before: readonly string[]): readonly string[] | undefined {
  const [first, ...rest] = texts;
  const from = first === '...' ? [...before.slice(0, before.length - rest.length), ...rest] : texts;
  const whole = from.map((text, place) => (text === '.' ? before[place] : text));
  return whole.includes(undefined) ? undefined : (whole as string[]);
}

function readOptions(given: unknown, index: number): RowOptions {
  const options = isMap(given) ? given : {};
  const optional = <Key extends string>(key: Key, name: string) => (typeof options[name] === 'string' ? ({ [key]: options[name] } as Record<Key, string>) : {});
  return {
    id: textOf(options, 'id') ?? `row_${index}`,
    isVisible: options.visible !== false,
    axis: options.yAxis === 'right' ? 'right' : 'left',
    ...optional('label', 'label'),
    ...optional('region', 'region'),
    ...optional('stat', 'stat'),
    ...optional('colour', 'color'),
    ...optional('accountId', 'accountId'),
    ...(typeof options.period === 'number' && options.period > 0 && { periodSeconds: options.period }),
  };
}
