import type { RecordedStretch } from './recording';

/** A value of the bucket that begins with a minute since the epoch. */
export interface Point {
  readonly minute: number;
  readonly value: number;
}

/**
 * The stretch that single values make: the buckets of a span, with no value where there is no point.
 *
 * @param span what was asked for; buckets that begin within it, and no others
 */
export function stretchOfPoints(
  about: Omit<RecordedStretch, 'fromMinute' | 'values'>,
  points: readonly Point[],
  span: { readonly fromMinute: number; readonly toMinute: number },
): RecordedStretch {
  const { periodMinutes } = about;
  const fromMinute = Math.floor(span.fromMinute / periodMinutes) * periodMinutes;
  const size = Math.max(0, Math.ceil((span.toMinute - fromMinute) / periodMinutes));
  const values: (number | null)[] = Array.from({ length: size }, () => null);
  for (const { minute, value } of points) {
    const bucket = Math.floor((minute - fromMinute) / periodMinutes);
    if (bucket >= 0 && bucket < values.length) values[bucket] = value;
  }
  return { ...about, fromMinute, values };
}
