import type { Instant } from '../../time/time';
import { onCall } from './on-call';
import type { Roster } from './roster';

/**
 * Everybody who has one of some roles at an instant, each once. A role the roster does not know has nobody: an incident
 * keeps the rules it was opened under, and they may name a role that is gone since.
 */
export function holdersOf(roster: Roster, roleIds: readonly string[], at: Instant): readonly string[] {
  const known = new Set(roster.roles.map(({ id }) => id));
  return [...new Set(roleIds.filter((id) => known.has(id)).flatMap((id) => onCall(roster, id, at)))];
}
