import type { Roster } from '../../incident/roster/roster';
import type { Span } from '../../time/span';
import { MINUTE_MS, type Instant } from '../../time/time';
import { DAY_MS, instantOfLocal, parseLocalDay, parseTimeOfDay } from '../../time/zoned-time';

/** A year with all its changes of the clock and holidays, and a month more. Requirement 002-94. */
const HORIZON_MONTHS = 13;

/**
 * The time a roster is judged for. A configuration has no clock, so it is 13 months from the first hand-over of the
 * rotation that begins last: from then on all of them are there. Rotations repeat, and what repeats has repeated by
 * then. Undefined for a roster without rotations, which is the same at all times.
 */
export function rosterHorizon({ roles }: Roster): Span | undefined {
  const begins = roles.flatMap(({ layers = [] }) => layers.map(({ rotation }) => firstHandover(rotation)));
  if (begins.length === 0) return undefined;
  const from = Math.max(...begins);
  const date = new Date(from);
  return { from, until: date.setUTCMonth(date.getUTCMonth() + HORIZON_MONTHS) };
}

function firstHandover({ from, handoverAt, timeZone }: { readonly from: string; readonly handoverAt: string; readonly timeZone: string }): Instant {
  return instantOfLocal((parseLocalDay(from) ?? 0) * DAY_MS + (parseTimeOfDay(handoverAt) ?? 0) * MINUTE_MS, timeZone);
}
