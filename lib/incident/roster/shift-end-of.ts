import type { Instant } from '../../time/time';
import { DAY_MS } from '../../time/zoned-time';
import { dutyTimeline } from './duty-timeline';
import { onCall } from './on-call';
import type { Roster } from './roster';

/** Shifts end within days: longer looks only for those who keep a duty. */
const LOOK_DAYS = 32;
/** A year, and a month more for those who take turns of months. */
const MOST_DAYS = 13 * LOOK_DAYS;

/**
 * When the shift that somebody has at an instant ends: the first instant after it at which they do not have the duty,
 * overrides included. Turns of the same person that touch are one shift.
 *
 * Undefined when the person does not have the duty at that instant, and when they keep it for the next 416 days (they
 * are standing, or alone in the rotation); ask {@link onCall} to tell one from the other.
 *
 * @throws RangeError when the roster has no such role, or a rotation or calendar of it is none
 */
export function shiftEndOf(roster: Roster, roleId: string, person: string, at: Instant): Instant | undefined {
  if (!onCall(roster, roleId, at).includes(person)) return undefined;
  for (let day = 0; day < MOST_DAYS; day += LOOK_DAYS) {
    const from = at + day * DAY_MS;
    const without = dutyTimeline(roster, roleId, { from, until: from + LOOK_DAYS * DAY_MS }).find(({ people }) => !people.includes(person));
    if (without !== undefined) return without.from;
  }
  return undefined;
}
