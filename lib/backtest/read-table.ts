import { parse } from 'csv-parse/sync';
import type { Problem } from '../problems/problem';
import { MINUTE_MS } from '../time/time';
import { metricsProblem, type Found, type ReadRecordingOptions } from './metrics-file';
import type { RecordedStretch } from './recording';
import { stretchOfPoints, type Point } from './stretch-of-points';

/** Columns of a table of metrics; `account`, `region` and `unit` may be missing. */
const COLUMNS = ['timestamp', 'namespace', 'metricName', 'dimensions', 'statistic', 'periodSeconds', 'value'] as const;

interface Row extends Readonly<Partial<Record<(typeof COLUMNS)[number] | 'account' | 'region' | 'unit', string>>> {}

/** What the rows of one statistic have in common, and their values. */
interface Rows {
  readonly about: Omit<RecordedStretch, 'fromMinute' | 'values'>;
  readonly points: Point[];
}

/**
 * Reads a table in CSV: a row for each value, under the names of {@link COLUMNS}. Dimensions are `Name=Value;Other=Value`. What was
 * asked for is not known of a table: from the first value of any metric to the last one, a bucket without a row had none.
 */
export function readTable(file: string, content: string, { region }: ReadRecordingOptions): Found {
  let rows: readonly { readonly record: Row; readonly info: { readonly lines: number } }[];
  try {
    rows = parse(content, { columns: true, skip_empty_lines: true, trim: true, info: true, relax_column_count: true, bom: true }) as unknown as typeof rows;
  } catch (error) {
    const received = error instanceof Error ? error.message : String(error);
    return {
      stretches: [],
      problems: [metricsProblem('BKT004', file, 'the file is no table in CSV', received, `a line of names: ${COLUMNS.join(',')}`, 'correct the file')],
    };
  }
  const lacking = COLUMNS.filter((column) => rows[0]?.record[column] === undefined);
  if (lacking.length > 0) {
    const received = Object.keys(rows[0]?.record ?? {}).join(', ') || 'no row';
    return {
      stretches: [],
      problems: [metricsProblem('BKT004', file, `the table has no column ${lacking.join(', ')}`, received, COLUMNS.join(','), 'add the column', 1)],
    };
  }
  const problems: Problem[] = [];
  const all = new Map<string, Rows>();
  for (const { record, info } of rows) {
    const wrong = whatIsWrong(record);
    if (wrong === undefined) addRow(all, record, region);
    else problems.push(metricsProblem('BKT004', file, wrong, JSON.stringify(record), 'a time, a number, a period in minutes', 'correct the row', info.lines));
  }
  const minutes = [...all.values()].flatMap(({ points, about }) => points.map(({ minute }) => ({ minute, end: minute + about.periodMinutes })));
  const span = {
    fromMinute: minutes.reduce((first, { minute }) => Math.min(first, minute), Infinity),
    toMinute: minutes.reduce((last, { end }) => Math.max(last, end), -Infinity),
  };
  return { stretches: [...all.values()].map(({ about, points }) => stretchOfPoints(about, points, span)), problems };
}

function whatIsWrong({ timestamp, periodSeconds, value, statistic }: Row): string | undefined {
  if (Number.isNaN(Date.parse(timestamp ?? ''))) return 'timestamp is no time';
  if (!(Number(periodSeconds) > 0) || Number(periodSeconds) % 60 !== 0) return 'periodSeconds is no multiple of 60';
  if (value === undefined || value === '' || !Number.isFinite(Number(value))) return 'value is no number';
  return statistic === undefined || statistic === '' ? 'statistic is empty' : undefined;
}

function addRow(all: Map<string, Rows>, row: Row, defaultRegion: string): void {
  const { timestamp, account = '', region = '', namespace = '', metricName = '', dimensions = '', statistic = '', periodSeconds, unit = '', value } = row;
  const key = JSON.stringify([account, region, namespace, metricName, dimensions, statistic, periodSeconds, unit]);
  const known = all.get(key) ?? {
    about: {
      metric: {
        ...(account !== '' && { account }),
        region: region === '' ? defaultRegion : region,
        namespace,
        metricName,
        dimensions: dimensionsOf(dimensions),
      },
      statistic,
      ...(unit !== '' && { unit }),
      periodMinutes: Number(periodSeconds) / 60,
    },
    points: [],
  };
  known.points.push({ minute: Math.floor(Date.parse(timestamp!) / MINUTE_MS), value: Number(value) });
  all.set(key, known);
}

function dimensionsOf(text: string): Record<string, string> {
  const pairs = text.split(';').filter((pair) => pair.includes('='));
  return Object.fromEntries(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')).trim(), pair.slice(pair.indexOf('=') + 1).trim()]));
}
