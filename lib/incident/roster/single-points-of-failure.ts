import { intersect } from '../../time/span';
import type { Instant } from '../../time/time';
import { dutyTimeline } from './duty-timeline';
import { membersEver } from './people-of';
import { roleOf, type Role, type Roster } from './roster';

/**
 * The people without whom a duty that somebody has would at some instant of a time be with nobody, although rotations
 * go on with the others and their own overrides fall away. The only person of a role is always one. A time that is a
 * gap anyhow makes nobody one: that is for the coverage to say. Requirement 000-13.
 *
 * @throws RangeError when the roster has no such role, or a rotation or calendar of it is none
 */
export function singlePointsOfFailure(roster: Roster, roleId: string, from: Instant, until: Instant): readonly string[] {
  const within = { from, until };
  const covered = dutyTimeline(roster, roleId, within).filter(({ people }) => people.length > 0);
  return membersEver(roster, roleId).filter((person) => {
    const gaps = dutyTimeline(withoutPerson(roster, roleId, person), roleId, within).filter(({ people }) => people.length === 0);
    return intersect(covered, gaps).length > 0;
  });
}

function withoutPerson(roster: Roster, roleId: string, person: string): Roster {
  const { layers, standing, ...role }: Role = roleOf(roster, roleId);
  const others = (people: readonly string[]): string[] => people.filter((each) => each !== person);
  const reduced: Role = {
    ...role,
    layers: layers?.map((layer) => ({ ...layer, rotation: { ...layer.rotation, people: others(layer.rotation.people) } })),
    standing: standing && others(standing),
  };
  return { ...roster, roles: [reduced], overrides: roster.overrides.filter((each) => each.person !== person) };
}
