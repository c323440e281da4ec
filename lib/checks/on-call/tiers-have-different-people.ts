import { bothAtOnce, type DoubleDuty } from '../../incident/roster/both-at-once';
import type { Roster } from '../../incident/roster/roster';
import { wakesSomebody } from '../../incident/severity';
import type { Problem } from '../../problems/problem';
import type { Span } from '../../time/span';
import { formatInstant } from '../../time/time';
import type { Check } from '../check';
import { onCallError, type OnCallScope } from './on-call-scope';
import { rosterHorizon } from './roster-horizon';

/** Any time will do for a roster that is the same at all times. */
const ANY_TIME: Span = { from: 0, until: 1 };

export const tiersHaveDifferentPeople: Check<OnCallScope> = {
  code: 'ROS002',
  requirement: 'nobody is paged first and again as the next',
  why: 'there would be nobody to hand over to',
  countsPeople: true,
  check: findings,
};

/**
 * Finds people who are paged first and, when they do not answer, again as the next; in the 13 months of
 * {@link rosterHorizon} and while there are overrides.
 */
function findings(scope: OnCallScope): Problem[] {
  const { roster } = scope.onCall;
  return pairs(scope).flatMap(([first, next]) => {
    const found = timesOf(roster, first, next).flatMap(({ from, until }) => bothAtOnce(roster, first, next, from, until));
    return [...new Set(found.map(({ person }) => person))].map((person) =>
      finding(
        scope,
        first,
        next,
        found.find((each) => each.person === person)!,
      ),
    );
  });
}

/** A role of the first tier with one of the second, of severities that wake somebody; each pair once. */
function pairs({ severities }: OnCallScope): [string, string][] {
  const all = severities
    .filter(({ severity }) => wakesSomebody(severity))
    .flatMap(({ tiers: [first, second] }) => (first?.roles ?? []).flatMap((role) => (second?.roles ?? []).map((next): [string, string] => [role, next])));
  return [...new Map(all.map((pair) => [pair.join(' '), pair])).values()];
}

function timesOf(roster: Roster, first: string, next: string): Span[] {
  const overrides = roster.overrides.filter(({ role }) => role === first || role === next);
  return [rosterHorizon(roster) ?? ANY_TIME, ...overrides];
}

function finding(scope: OnCallScope, first: string, next: string, { person, from, until }: DoubleDuty): Problem {
  const always = rosterHorizon(scope.onCall.roster) === undefined;
  return onCallError(scope, 'ROS002', `roles ${first} and ${next}`, {
    what: `${person} is ${first} and ${next} at once, so there is nobody to hand over to`,
    received: always ? 'at all times' : `first from ${formatInstant(from)} to ${formatInstant(until)}`,
    allowed: 'another person in each of the two roles',
    change: 'change the people of one role, or the override',
  });
}
