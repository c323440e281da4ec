import type { Span } from '../../time/span';
import type { Instant } from '../../time/time';
import { dutyTimeline } from './duty-timeline';
import type { Roster } from './roster';

/**
 * The times within a time, `until` excluded, at which nobody has a duty; ascending and exact. None at all is the proof
 * that the duty is covered at every instant. Requirement 002-94.
 *
 * @throws RangeError when the roster has no such role, or a rotation or calendar of it is none
 */
export function coverageGaps(roster: Roster, roleId: string, from: Instant, until: Instant): readonly Span[] {
  return dutyTimeline(roster, roleId, { from, until })
    .filter(({ people }) => people.length === 0)
    .map((each) => ({ from: each.from, until: each.until }));
}
