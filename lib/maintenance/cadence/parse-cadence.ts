import { WEEKDAYS, type Weekday } from '../../time/business-calendar';
import { parseLocalDay, parseTimeOfDay } from '../../time/zoned-time';
import type { Cadence, DayOfMonth } from './cadence';

const DAY = WEEKDAYS.join('|');

/** The written form of a cadence. */
export const CADENCE_PATTERN = new RegExp(
  `^(?:daily|weekly on (?:${DAY})|(?:monthly|quarterly) on first (?:business day|${DAY})|every [1-9]\\d{0,2} days from \\d{4}-\\d\\d-\\d\\d) at (?:[01]\\d|2[0-3]):[0-5]\\d$`,
);

/** What {@link parseCadence} takes, for a message. */
export const CADENCE_FORMS =
  'daily, weekly on a day, monthly or quarterly on the first business day or the first of a day, or every n days from a date, at a time of day';

/**
 * The cadence of a text: `daily at 08:00`, `weekly on monday at 09:00`, `monthly on first business day at 09:00`, `quarterly on first monday
 * at 10:00`, `every 14 days from 2026-01-05 at 10:00`; undefined when it is none.
 */
export function parseCadence(text: string): Cadence | undefined {
  const [, words, at] = /^(.*) at (\d\d:\d\d)$/.exec(text) ?? [];
  if (words === undefined || at === undefined || !CADENCE_PATTERN.test(text) || parseTimeOfDay(at) === undefined) return undefined;
  const [kind, ...rest] = words.split(' ');
  switch (kind) {
    case 'daily':
      return { kind, at };
    case 'weekly':
      return { kind, on: rest[1] as Weekday, at };
    case 'monthly':
    case 'quarterly':
      return { kind, on: rest.slice(1).join(' ') as DayOfMonth, at };
    default: {
      const [days, , , from] = rest as [string, string, string, string];
      return parseLocalDay(from) === undefined ? undefined : { kind: 'every', days: Number(days), from, at };
    }
  }
}

/** A cadence as {@link parseCadence} reads it. */
export function formatCadence(cadence: Cadence): string {
  switch (cadence.kind) {
    case 'daily':
      return `daily at ${cadence.at}`;
    case 'every':
      return `every ${cadence.days} days from ${cadence.from} at ${cadence.at}`;
    default:
      return `${cadence.kind} on ${cadence.on} at ${cadence.at}`;
  }
}
