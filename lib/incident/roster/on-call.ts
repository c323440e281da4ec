import { isOpen } from '../../time/business-calendar';
import type { Instant } from '../../time/time';
import { roleOf, type Roster, type RosterLayer } from './roster';
import { personAt } from './rotation';

/**
 * Who has a duty at an instant: the last override that covers it, else the first layer with somebody, else everybody
 * standing. Empty when nobody has it: a gap.
 *
 * @throws RangeError when the roster has no such role, or a rotation or calendar of it is none
 */
export function onCall(roster: Roster, roleId: string, at: Instant): readonly string[] {
  const role = roleOf(roster, roleId);
  const override = roster.overrides.findLast((each) => each.role === roleId && each.from <= at && at < each.until);
  if (override !== undefined) return [override.person];
  for (const layer of role.layers ?? []) {
    const person = personInLayer(layer, at);
    if (person !== undefined) return [person];
  }
  return role.standing ?? [];
}

function personInLayer({ rotation, hours }: RosterLayer, at: Instant): string | undefined {
  return hours === undefined || isOpen(hours, at) ? personAt(rotation, at) : undefined;
}
