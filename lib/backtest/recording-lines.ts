/**
 * The file `day2 record` writes: a line that says what it is, then a line for each stretch of one statistic. Lines are only ever
 * added, so that a recording that broke off goes on where it was.
 */

import { z } from 'zod';
import { parseJsonText } from '../aws/cloudformation/json-text';
import { propertyOf } from '../problems/untyped';
import { metricIdentity } from '../simulator/services/cloudwatch/metric-store';
import { formatInstant, MINUTE_MS, parseInstant } from '../time/time';
import type { RecordedStretch } from './recording';

/** First line of a recording. */
export const RECORDING_FORMAT = 'day2.metrics/1';

const instant = z.string().refine((text) => parseInstant(text) !== undefined, 'not an instant, such as 2026-11-01T00:00:00Z');

const stretchSchema = z.strictObject({
  /** The account of the metric, where that is another one than the one recorded. */
  account: z.string().optional(),
  region: z.string(),
  namespace: z.string(),
  metricName: z.string(),
  dimensions: z.record(z.string(), z.string()),
  statistic: z.string(),
  unit: z.string().optional(),
  periodSeconds: z.number().int().multipleOf(60).positive(),
  from: instant,
  values: z.array(z.number().nullable()),
});

/** A stretch as a line of a recording. */
export function printStretch({ metric, statistic, unit, periodMinutes, fromMinute, values }: RecordedStretch): string {
  return JSON.stringify({
    ...metricIdentity(metric.region, metric),
    statistic,
    ...(unit !== undefined && { unit }),
    periodSeconds: periodMinutes * 60,
    from: formatInstant(fromMinute * MINUTE_MS),
    values: [...values],
  } satisfies z.infer<typeof stretchSchema>);
}

/** The stretch of a line, or what is wrong with it in words. */
export function parseStretch(line: string): RecordedStretch | string {
  const parsed = stretchSchema.safeParse(parseJsonText(line));
  if (!parsed.success) return parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the line'}: ${message}`).join('; ');
  const { region, account, namespace, metricName, dimensions, statistic, unit, periodSeconds, from, values } = parsed.data;
  const periodMinutes = periodSeconds / 60;
  const fromMinute = parseInstant(from)! / MINUTE_MS;
  if (fromMinute % periodMinutes !== 0) return `from: ${from} is not the begin of a bucket of ${periodSeconds} s`;
  const metric = { ...(account !== undefined && { account }), region, namespace, metricName, dimensions };
  return { metric, statistic, ...(unit !== undefined && { unit }), periodMinutes, fromMinute, values };
}

/** What the lines of a recording say. */
export interface RecordingLines {
  readonly stretches: readonly RecordedStretch[];
  /** Lines that are none, with their numbers from 1. */
  readonly wrong: readonly { readonly line: number; readonly why: string }[];
}

/** True for a text whose first line is that of a recording. */
export function isRecording(text: string): boolean {
  return propertyOf(parseJsonText(text.split('\n', 1)[0]!), 'format') === RECORDING_FORMAT;
}

/** Reads the lines of a recording. A last line that broke off is left out: the recording was interrupted there. */
export function parseRecording(text: string): RecordingLines {
  const stretches: RecordedStretch[] = [];
  const wrong: { line: number; why: string }[] = [];
  for (const [index, line] of text.split('\n').slice(0, -1).entries()) {
    if (index === 0 || line.trim() === '') continue;
    const stretch = parseStretch(line);
    if (typeof stretch === 'string') wrong.push({ line: index + 1, why: stretch });
    else stretches.push(stretch);
  }
  return { stretches, wrong };
}
