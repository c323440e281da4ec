import { singlePointsOfFailure } from '../../incident/roster/single-points-of-failure';
import type { Problem } from '../../problems/problem';
import type { Check } from '../check';
import { onCallError, pagedRoles, type OnCallScope } from './on-call-scope';
import { rosterHorizon } from './roster-horizon';

/** Any time will do for a roster that is the same at all times. */
const ANY_TIME = { from: 0, until: 1 };

export const roleSurvivesAbsence: Check<OnCallScope> = {
  code: 'RAC003',
  requirement: 'no role depends on a single person',
  why: 'people fall ill, and leave',
  countsPeople: true,
  check: findings,
};

/**
 * Finds roles that are with nobody when one person is gone: those that are paged, and those that answer for an activity
 * or do it. In the 13 months of {@link rosterHorizon}. Requirement 000-13.
 */
function findings(scope: OnCallScope): Problem[] {
  const { roster, raci = [] } = scope.onCall;
  const { from, until } = rosterHorizon(roster) ?? ANY_TIME;
  const roles = new Set([...pagedRoles(scope), ...raci.flatMap(({ accountable, responsible }) => [...accountable, ...responsible])]);
  return [...roles].flatMap((role) => {
    const people = singlePointsOfFailure(roster, role, from, until);
    if (people.length === 0) return [];
    return [
      onCallError(scope, 'RAC003', `roles ${role}`, {
        what: `without ${people.join(' or ')} nobody would have the role ${role} at times`,
        received: people.join(', '),
        allowed: 'a role that goes on without any one person',
        change: `give ${role} another person, in every layer that has no layer below it`,
      }),
    ];
  });
}
