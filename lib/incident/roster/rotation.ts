import type { Span } from '../../time/span';
import { MINUTE_MS, MINUTES_PER_DAY, type Instant } from '../../time/time';
import { DAY_MS, instantOfLocal, localTimeAt, parseLocalDay, parseTimeOfDay, type LocalTime } from '../../time/zoned-time';
import type { Rotation } from './roster';

/**
 * Turns are counted on the local clock and handed over at instants. Turn 0 begins at the first hand-over, turn n after
 * n times `everyDays` local days. A hand-over happens when the local clock first shows its time or a later one: on a
 * day whose clock leaves the time out, at the first instant after the gap; on one that shows it twice, at the first
 * occurrence. So every instant belongs to exactly one turn.
 *
 * Every function throws a RangeError for a rotation that is none: an unknown zone, a text that is no time or date,
 * `everyDays` that is not a whole number from 1 on.
 */

/** A turn of a rotation, or a part of one. */
export interface Turn extends Span {
  readonly person: string;
}

/** Whose turn it is; undefined before the first hand-over, and for a rotation without people. */
export function personAt(rotation: Rotation, at: Instant): string | undefined {
  return personOf(rotation, turnAt(rotation, at));
}

/** The turns within a time, ascending, cut off at its ends; nothing for the time before the first hand-over. */
export function turnsWithin(rotation: Rotation, { from, until }: Span): Turn[] {
  const turns: Turn[] = [];
  if (rotation.people.length === 0) return turns;
  let turn = Math.max(0, turnAt(rotation, from));
  let begin = Math.max(from, beginOf(rotation, turn));
  while (begin < until) {
    const next = beginOf(rotation, turn + 1);
    const end = Math.min(until, next);
    // A day that a zone leaves out hands over twice at one instant.
    if (begin < end) turns.push({ from: begin, until: end, person: personOf(rotation, turn)! });
    turn += 1;
    begin = Math.max(begin, next);
  }
  return turns;
}

/** Number of the turn at an instant; negative before the first hand-over. */
function turnAt(rotation: Rotation, at: Instant): number {
  const { first, everyMs } = clockOf(rotation);
  let turn = Math.floor((localTimeAt(at, rotation.timeZone) - first) / everyMs);
  // A clock that was put back shows the time before a hand-over that has happened.
  while (beginOf(rotation, turn + 1) <= at) turn += 1;
  return turn;
}

function beginOf(rotation: Rotation, turn: number): Instant {
  const { first, everyMs } = clockOf(rotation);
  return instantOfLocal(first + turn * everyMs, rotation.timeZone);
}

function personOf({ people }: Rotation, turn: number): string | undefined {
  return turn < 0 ? undefined : people[turn % people.length];
}

/** The local time of the first hand-over, and how far apart local times of hand-overs are. */
function clockOf({ from, handoverAt, everyDays }: Rotation): { readonly first: LocalTime; readonly everyMs: number } {
  const day = parseLocalDay(from);
  const minutes = parseTimeOfDay(handoverAt);
  if (day === undefined) throw new RangeError(`start ${from} of a rotation is not a date such as 2026-03-02`);
  if (minutes === undefined || minutes === MINUTES_PER_DAY) throw new RangeError(`hand-over ${handoverAt} of a rotation is not a time from 00:00 to 23:59`);
  if (!Number.isInteger(everyDays) || everyDays < 1) throw new RangeError(`days of a turn are a whole number from 1 on, received ${everyDays}`);
  return { first: day * DAY_MS + minutes * MINUTE_MS, everyMs: everyDays * DAY_MS };
}
