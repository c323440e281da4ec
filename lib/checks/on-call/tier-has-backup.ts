import type { Person } from '../../incident/roster/roster';
import type { Severity } from '../../incident/severity';
import type { Problem } from '../../problems/problem';
import type { Check } from '../check';
import { onCallError, peopleWith, type OnCallScope } from './on-call-scope';

/** Two of each: a person may be ill, and a channel may be down. Requirement 002-43. */
const LEAST = 2;

const ALLOWED = 'two people, and two channels among them';

/** Finds tiers that one ill person can silence. */
export const tierHasTwoPeople: Check<OnCallScope> = {
  code: 'ESC001',
  requirement: 'every tier has two people',
  why: 'one ill person would silence it',
  countsPeople: true,
  check: (scope) =>
    tiersOf(scope)
      .filter(({ people }) => people.length < LEAST)
      .map(({ severity, tier, roles, people }) =>
        onCallError(scope, 'ESC001', `${severity} tier ${tier}`, {
          what: `tier ${tier} of ${severity} has fewer than two people`,
          received: people.map(({ id }) => id).join(', ') || 'nobody',
          allowed: ALLOWED,
          change: `give ${roles.join(' or ')} another person`,
        }),
      ),
};

/** Finds tiers that one broken channel can silence; one that nobody has is for {@link tierHasTwoPeople} and the roster to find. */
export const tierHasTwoChannels: Check<OnCallScope> = {
  code: 'ESC001',
  requirement: 'every tier can be reached by two channels',
  why: 'one broken channel would silence it',
  check: (scope) =>
    tiersOf(scope).flatMap(({ severity, tier, people }): Problem[] => {
      const channels = [...new Set(people.flatMap((person) => person.channels))];
      if (people.length === 0 || channels.length >= LEAST) return [];
      return [
        onCallError(scope, 'ESC001', `${severity} tier ${tier}`, {
          what: `tier ${tier} of ${severity} can be reached by one channel only`,
          received: channels.join(', '),
          allowed: ALLOWED,
          change: `give ${people.map(({ id }) => id).join(' or ')} another channel`,
        }),
      ];
    }),
};

interface StaffedTier {
  readonly severity: Severity;
  readonly tier: number;
  readonly roles: readonly string[];
  readonly people: readonly Person[];
}

function tiersOf(scope: OnCallScope): StaffedTier[] {
  return scope.severities.flatMap(({ severity, tiers }) => tiers.map(({ tier, roles }) => ({ severity, tier, roles, people: peopleWith(scope, roles) })));
}
