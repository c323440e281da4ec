import { neverOnDuty } from '../../incident/roster/never-on-duty';
import { roleOf } from '../../incident/roster/roster';
import type { Problem } from '../../problems/problem';
import type { Check } from '../check';
import { onCallError, pagedRoles, type OnCallScope } from './on-call-scope';
import { rosterHorizon } from './roster-horizon';

export const turnFallsInHours: Check<OnCallScope> = {
  code: 'ROS003',
  requirement: 'everybody who takes turns comes on duty',
  why: 'turns are counted in days of the calendar: where they and the open days repeat together, the same people get the closed days every time',
  check: findings,
};

/**
 * Finds people of a rotation whose every turn falls outside the hours of its layer, in the 13 months of
 * {@link rosterHorizon}. Seven people who take daily turns on weekdays are five: the weekend is always with the same two.
 */
function findings(scope: OnCallScope): Problem[] {
  const { roster } = scope.onCall;
  const horizon = rosterHorizon(roster);
  if (horizon === undefined) return [];
  return pagedRoles(scope).flatMap((role) =>
    (roleOf(roster, role).layers ?? []).flatMap((layer) => {
      const people = neverOnDuty(layer, horizon);
      if (people.length === 0) return [];
      const { everyDays, people: all } = layer.rotation;
      return [
        onCallError(scope, 'ROS003', `roles ${role} layer ${layer.id}`, {
          what: `${people.join(' and ')} never ${people.length === 1 ? 'comes' : 'come'} on duty in ${layer.id}: every turn falls outside its hours`,
          received: `${all.length} people, a turn of ${everyDays} ${everyDays === 1 ? 'day' : 'days'}, hours of ${layer.hours!.days.join(', ')}`,
          allowed: 'turns that come within the hours for everybody',
          change: 'hand over every 7 days, or take another number of people',
        }),
      ];
    }),
  );
}
