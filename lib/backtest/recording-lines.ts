/**
 * The file `day2 record` writes: a line that says what it is, then a line for each stretch of one statistic. Lines are only ever
 * added, so that a recording that broke off goes on where it was.
 */

import { z } from 'zod';
import { formatInstant, MINUTE_MS, parseInstant } from '../time/time';
import type { RecordedStretch } from './recording';

/** First line of a recording. */
export const RECORDING_FORMAT = 'day2.metrics/1';

const instant = z.string().refine((text) => parseInstant(text) !== undefined, 'not an instant, such as 2026-11-01T00:00:00Z');

const stretchSchema = z.strictObject({
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
  const { region, namespace, metricName, dimensions } = metric;
  return JSON.stringify({
    region,
    namespace,
    metricName,
    dimensions,
    statistic,
    ...(unit !== undefined && { unit }),
    periodSeconds: periodMinutes * 60,
    from: formatInstant(fromMinute * MINUTE_MS),
    values: [...values],
  } satisfies z.infer<typeof stretchSchema>);
}

/** The stretch of a line, or what is wrong with it in words. */
export function parseStretch(line: string): RecordedStretch | string {
  const parsed = stretchSchema.safeParse(jsonOf(line));
  if (!parsed.success) return parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the line'}: ${message}`).join('; ');
  const { region, namespace, metricName, dimensions, statistic, unit, periodSeconds, from, values } = parsed.data;
  const periodMinutes = periodSeconds / 60;
  const fromMinute = parseInstant(from)! / MINUTE_MS;
  if (fromMinute % periodMinutes !== 0) return `from: ${from} is not the begin of a bucket of ${periodSeconds} s`;
  return { metric: { region, namespace, metricName, dimensions }, statistic, ...(unit !== undefined && { unit }), periodMinutes, fromMinute, values };
}

/** Undefined where a text is no JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
