import { formatInstant, parseInstant, type Instant } from '../../time/time';
import type { HourlyRecord } from './budget-record';
import type { ExcludedPart } from './excluded-time';
import { HOUR_MS } from './window-interval';

/**
 * Counts hour by hour as text. Days on end are alike, so equal neighbours are written once with their number:
 * `60x718,55,60` are 720 hours. A window of 90 days stays in the hundreds of bytes unless nearly every hour differs;
 * the worst case is about three bytes an hour and list.
 */

/** {@link HourlyRecord} as numbers. */
export interface HourlyCounts {
  /** Start of the first hour; absent as long as nothing was measured. */
  readonly first?: Instant;
  /** Length of what is counted, minutes. */
  readonly bucketMinutes?: number;
  readonly measured: readonly number[];
  /** Of slice objectives: as long as `measured`. */
  readonly bad?: readonly number[];
  /** What was excluded of hours that are excluded in part, by their start. */
  readonly parts: ReadonlyMap<Instant, ExcludedPart>;
}

/** Most buckets an hour has: slices of a minute. */
const MAX_BUCKETS = 60;
/** Most hours that are read: the 455 days CloudWatch keeps hourly datapoints. */
const MAX_HOURS = 455 * 24;

/** The text of counts, `60x718,55,60`; empty for none. */
export function encodeCounts(counts: readonly number[]): string {
  const runs: string[] = [];
  for (let start = 0; start < counts.length;) {
    let end = start + 1;
    while (end < counts.length && counts[end] === counts[start]) end += 1;
    runs.push(end - start === 1 ? `${counts[start]}` : `${counts[start]}x${end - start}`);
    start = end;
  }
  return runs.join(',');
}

/** The counts of a text, or undefined when it is none. */
export function decodeCounts(text: string): number[] | undefined {
  if (text === '') return [];
  const counts: number[] = [];
  for (const run of text.split(',')) {
    const match = /^(\d{1,2})(?:x(\d{1,5}))?$/.exec(run);
    if (match === null) return undefined;
    const value = Number(match[1]);
    const times = Number(match[2] ?? 1);
    if (value > MAX_BUCKETS || times < 1 || counts.length + times > MAX_HOURS) return undefined;
    for (let i = 0; i < times; i++) counts.push(value);
  }
  return counts;
}

/** {@link HourlyCounts} as they are stored. */
export function encodeHours({ first, bucketMinutes, measured, bad, parts }: HourlyCounts): HourlyRecord {
  return {
    ...(first === undefined ? {} : { first: formatInstant(first) }),
    ...(bucketMinutes === undefined ? {} : { bucketMinutes }),
    measured: encodeCounts(measured),
    ...(bad === undefined ? {} : { bad: encodeCounts(bad) }),
    ...(parts.size === 0
      ? {}
      : {
          parts: Object.fromEntries(
            [...parts]
              .sort(([a], [b]) => a - b)
              .map(([hour, { minutes, measuredMinutes, bad: badPart, total }]) => [formatInstant(hour), [minutes, measuredMinutes, badPart, total] as const]),
          ),
        }),
  };
}

/** What is stored as numbers, or undefined when it is not such a record. */
export function decodeHours(record: HourlyRecord): HourlyCounts | undefined {
  const first = record.first === undefined ? undefined : parseInstant(record.first);
  const measured = decodeCounts(record.measured);
  const bad = record.bad === undefined ? undefined : decodeCounts(record.bad);
  if (measured === undefined || (record.first !== undefined && (first === undefined || first % HOUR_MS !== 0))) return undefined;
  if ((first === undefined) !== (measured.length === 0)) return undefined;
  if (record.bad !== undefined && (bad?.length !== measured.length || bad.some((each, hour) => each > measured[hour]!))) return undefined;
  const parts = new Map<Instant, ExcludedPart>();
  for (const [text, [minutes, measuredMinutes, badPart, total]] of Object.entries(record.parts ?? {})) {
    const hour = parseInstant(text);
    if (hour === undefined || hour % HOUR_MS !== 0) return undefined;
    parts.set(hour, { minutes, measuredMinutes, bad: badPart, total });
  }
  const { bucketMinutes } = record;
  return { first, ...(bucketMinutes === undefined ? {} : { bucketMinutes }), measured, ...(bad === undefined ? {} : { bad }), parts };
}
