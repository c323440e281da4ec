import type { Problem } from '../../problems/problem';
import type { Check } from '../check';
import { onCallError, peopleWith, type OnCallScope } from './on-call-scope';

/** Two of each: a person may be ill, and a channel may be down. Requirement 002-43. */
const LEAST = 2;

export const tierHasBackup: Check<OnCallScope> = {
  code: 'ESC001',
  requirement: 'every tier has two people, and two channels among them',
  why: 'requirement 002-43: one ill person or one broken channel would silence it',
  check: findings,
};

/** Finds tiers that one person or one broken channel can silence. */
function findings(scope: OnCallScope): Problem[] {
  return scope.severities.flatMap(({ severity, tiers }) =>
    tiers.flatMap(({ tier, roles }) => {
      const people = peopleWith(scope, roles);
      const channels = [...new Set(people.flatMap((person) => person.channels))];
      if (people.length >= LEAST && channels.length >= LEAST) return [];
      const names = people.map(({ id }) => id).join(', ');
      return [
        onCallError(scope, 'ESC001', `${severity} tier ${tier}`, {
          what:
            people.length < LEAST ? `tier ${tier} of ${severity} has fewer than two people` : `tier ${tier} of ${severity} can be reached by one channel only`,
          received: people.length < LEAST ? (names === '' ? 'nobody' : names) : channels.join(', '),
          allowed: 'two people, and two channels among them',
          change: people.length < LEAST ? `give ${roles.join(' or ')} another person` : `give ${names} another channel`,
        }),
      ];
    }),
  );
}
