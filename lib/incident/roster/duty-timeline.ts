import { openHours } from '../../time/business-calendar';
import { intersect, type Span } from '../../time/span';
import { roleOf, type Role, type Roster, type RosterLayer } from './roster';
import { turnsWithin } from './rotation';

/** A time in which a duty is with the same people; with nobody in a gap. */
export interface DutyStretch extends Span {
  readonly people: readonly string[];
}

/**
 * Who has a duty all through a time, overrides included. The stretches are ascending, leave nothing out, and
 * neighbours differ. It is worked out from hand-overs, openings and ends of overrides, so its edges are exact.
 *
 * @throws RangeError when the roster has no such role, or a rotation or calendar of it is none
 */
export function dutyTimeline(roster: Roster, roleId: string, within: Span): DutyStretch[] {
  const standIns = roster.overrides.filter(({ role }) => role === roleId).map(({ person, from, until }) => [{ from, until, people: [person] }]);
  return firstOf([...standIns.reverse(), ...coverOf(roleOf(roster, roleId), within)], within);
}

/** The {@link dutyTimeline} of a role alone, without overrides. */
export function roleTimeline(role: Role, within: Span): DutyStretch[] {
  return firstOf(coverOf(role, within), within);
}

/** What each layer has, then the standing people: the first that has somebody answers. */
function coverOf({ layers = [], standing = [] }: Role, within: Span): DutyStretch[][] {
  return [...layers.map((layer) => layerCover(layer, within)), standing.length === 0 ? [] : [{ ...within, people: standing }]];
}

function layerCover({ rotation, hours }: RosterLayer, within: Span): DutyStretch[] {
  const turns = turnsWithin(rotation, within);
  const open = hours === undefined ? [within] : openHours(hours, within);
  return intersect(turns, open).map(({ span, one }) => ({ ...span, people: [one.person] }));
}

/** At each instant the people of the first cover that has any. Each cover is ascending and without overlap. */
function firstOf(covers: readonly (readonly DutyStretch[])[], { from, until }: Span): DutyStretch[] {
  const edges = new Set(covers.flatMap((cover) => cover.flatMap((each) => [each.from, each.until])).filter((edge) => from < edge && edge < until));
  const begins = from < until ? [from, ...[...edges].sort((a, b) => a - b)] : [];
  const cursors = covers.map(() => 0);
  const stretches: DutyStretch[] = [];
  begins.forEach((begin, index) => {
    let people: readonly string[] = [];
    for (const [which, cover] of covers.entries()) {
      while (cursors[which]! < cover.length && cover[cursors[which]!]!.until <= begin) cursors[which]! += 1;
      const stretch = cover[cursors[which]!];
      if (stretch === undefined || stretch.from > begin) continue;
      people = stretch.people;
      break;
    }
    const end = begins[index + 1] ?? until;
    const last = stretches.at(-1);
    if (last !== undefined && samePeople(last.people, people)) stretches[stretches.length - 1] = { ...last, until: end };
    else stretches.push({ from: begin, until: end, people });
  });
  return stretches;
}

function samePeople(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((each, index) => each === others[index]);
}
