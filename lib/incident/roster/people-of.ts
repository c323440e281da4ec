import { roleOf, type Role, type Roster } from './roster';

/** Everybody who can ever have the duty without an override: those of its layers, then those standing; each once. */
export function peopleOf(role: Role): readonly string[] {
  return [...new Set([...(role.layers ?? []).flatMap(({ rotation }) => rotation.people), ...(role.standing ?? [])])];
}

/**
 * Everybody who can ever have the duty: {@link peopleOf} it, then those who stand in by an override; each once.
 *
 * @throws RangeError when the roster has no such role
 */
export function membersEver(roster: Roster, roleId: string): readonly string[] {
  const standIns = roster.overrides.filter(({ role }) => role === roleId).map(({ person }) => person);
  return [...new Set([...peopleOf(roleOf(roster, roleId)), ...standIns])];
}
