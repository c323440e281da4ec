import type { Instant } from '../../time/time';
import { roleTimeline } from './duty-timeline';
import type { Role } from './roster';

/**
 * The instants of a time, `until` excluded, from which on other people have a duty than just before: hand-overs of
 * turns, opening and closing of layers, the beginning of the first turn. Ascending; overrides are not looked at.
 *
 * A hand-over at a local time that does not exist on a day (clocks go forward) happens at the first instant after the
 * gap; one at a local time that occurs twice (clocks go back) at its first occurrence.
 *
 * @throws RangeError when a rotation or calendar of the role is none
 */
export function handovers(role: Role, from: Instant, until: Instant): readonly Instant[] {
  // One millisecond earlier, so that a change at `from` is one.
  return roleTimeline(role, { from: from - 1, until })
    .slice(1)
    .map((each) => each.from);
}
