import { coverageGaps } from '../../incident/roster/coverage-gaps';
import type { Problem } from '../../problems/problem';
import { formatInstant } from '../../time/time';
import type { Check } from '../check';
import { onCallError, pagedRoles, type OnCallScope } from './on-call-scope';
import { rosterHorizon } from './roster-horizon';

export const roleAlwaysCovered: Check<OnCallScope> = {
  code: 'ROS001',
  requirement: 'somebody has each paged role at every instant',
  why: 'a page would reach nobody',
  check: findings,
};

/** Finds times at which nobody has a role that is paged, in the 13 months of {@link rosterHorizon}. Requirement 002-94. */
function findings(scope: OnCallScope): Problem[] {
  const { roster } = scope.onCall;
  const horizon = rosterHorizon(roster);
  if (horizon === undefined) return [];
  return pagedRoles(scope).flatMap((role) => {
    const gaps = coverageGaps(roster, role, horizon.from, horizon.until);
    const [first] = gaps;
    if (first === undefined) return [];
    return [
      onCallError(scope, 'ROS001', `roles ${role}`, {
        what: `at times nobody has the role ${role}`,
        received: `${formatInstant(first.from)} to ${formatInstant(first.until)}${gaps.length > 1 ? ` and ${gaps.length - 1} more until ${formatInstant(horizon.until)}` : ''}`,
        allowed: 'somebody at every instant',
        change: 'add a last layer without hours, or widen the hours',
      }),
    ];
  });
}
