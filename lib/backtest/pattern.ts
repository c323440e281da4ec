/** What a metric does for a while, as one line: `0 for 1h, 0 to 100 over 30m, none for 10m, 0`. */

import { parseDurationMinutes } from '../time/time';

/** A part of a pattern: a value that stays, one that changes evenly, or no data. */
interface Stretch {
  readonly minutes: number;
  /** Absent: nothing is published. */
  readonly values?: { readonly first: number; readonly last: number };
}

/** What a metric does, minute by minute. */
export interface Pattern {
  /** As it was written. */
  readonly text: string;
  readonly minutes: number;
  /** The value published in a minute, undefined for none. It begins as it goes on before, and ends as it goes on after. */
  valueAt(minute: number): number | undefined;
}

/** How patterns are written, for messages. */
export const PATTERN_FORMS = '`5 for 1h`, `0 to 100 over 30m` and `none for 10m`, joined by commas; the last may leave its length out';

/** Length of a last stretch that does not say its own. */
const OPEN_MINUTES = 180;
/** An alarm looks back a week at most. */
const MOST_MINUTES = 30 * 24 * 60;

const NUMBER = '(-?\\d+(?:\\.\\d+)?)';
const STAYS = new RegExp(`^(?:${NUMBER}|none)(?: for (\\w+))?$`);
const CHANGES = new RegExp(`^${NUMBER} to ${NUMBER} over (\\w+)$`);

/** Reads a pattern; undefined when it is none (see {@link PATTERN_FORMS}), or longer than 30 days. */
export function parsePattern(text: string): Pattern | undefined {
  const parts = text.split(',').map((part) => part.trim().replaceAll(/\s+/g, ' '));
  const stretches = parts.map((part, index) => stretchOf(part, index === parts.length - 1));
  if (!stretches.every((stretch) => stretch !== undefined)) return undefined;
  const minutes = stretches.reduce((sum, stretch) => sum + stretch.minutes, 0);
  return minutes > MOST_MINUTES ? undefined : { text, minutes, valueAt: (minute) => valueAt(stretches, minute) };
}

function stretchOf(part: string, isLast: boolean): Stretch | undefined {
  const change = CHANGES.exec(part);
  const stay = change === null ? STAYS.exec(part) : null;
  const [written, values] = change === null ? [stay?.[2], valuesOf(stay?.[1], stay?.[1])] : [change[3], valuesOf(change[1], change[2])];
  if (change === null && stay === null) return undefined;
  const minutes = written === undefined && isLast ? OPEN_MINUTES : parseDurationMinutes(written ?? '');
  return minutes === undefined || minutes < 1 ? undefined : { minutes, ...(values !== undefined && { values }) };
}

function valuesOf(first: string | undefined, last: string | undefined): Stretch['values'] {
  return first === undefined || last === undefined ? undefined : { first: Number(first), last: Number(last) };
}

function valueAt(stretches: readonly Stretch[], minute: number): number | undefined {
  let begin = 0;
  for (const { minutes, values } of stretches) {
    const within = Math.max(0, minute - begin);
    if (within < minutes) return values && values.first + ((values.last - values.first) * within) / Math.max(1, minutes - 1);
    begin += minutes;
  }
  return stretches.at(-1)?.values?.last;
}
