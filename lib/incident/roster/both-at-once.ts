import { intersect, type Span } from '../../time/span';
import type { Instant } from '../../time/time';
import { dutyTimeline } from './duty-timeline';
import type { Roster } from './roster';

/** A time in which one person has two duties. */
export interface DoubleDuty extends Span {
  readonly person: string;
}

/**
 * The times within a time, `until` excluded, at which one person has both duties, such as primary and secondary on
 * call; overrides included. Ascending; a time is split where the people of either duty change.
 *
 * @throws RangeError when the roster has no such role, or a rotation or calendar of one is none
 */
export function bothAtOnce(roster: Roster, roleA: string, roleB: string, from: Instant, until: Instant): readonly DoubleDuty[] {
  const within = { from, until };
  return intersect(dutyTimeline(roster, roleA, within), dutyTimeline(roster, roleB, within)).flatMap(({ span, one, other }) =>
    one.people.filter((person) => other.people.includes(person)).map((person) => ({ ...span, person })),
  );
}
