import { wakesSomebody } from '../../incident/severity';
import type { Problem } from '../../problems/problem';
import type { Check } from '../check';
import { onCallError, peopleOnDuty, type OnCallScope } from './on-call-scope';

/** Contact level 1 are the first two tiers, level 2 is the third; executives above may have one channel. */
const LAST_TIER_OF_LEVEL_2 = 3;

export const peopleHaveTwoChannels: Check<OnCallScope> = {
  code: 'ESC004',
  requirement: 'everybody of the contact levels 1 and 2 can be reached in two ways',
  why: 'whoever has one channel is lost with it',
  check: findings,
};

/** Finds people of the contact levels 1 and 2 who are lost with one channel. Requirement 002-43. */
function findings(scope: OnCallScope): Problem[] {
  const waking = scope.severities.filter(({ severity }) => wakesSomebody(severity));
  const roles = waking.flatMap(({ tiers }) => tiers.filter(({ tier }) => tier <= LAST_TIER_OF_LEVEL_2).flatMap((tier) => tier.roles));
  return peopleOnDuty(scope, roles)
    .filter(({ channels }) => new Set(channels).size < 2)
    .map(({ id, channels }) =>
      onCallError(scope, 'ESC004', `people ${id}`, {
        what: `${id} is of the contact levels 1 and 2 and can be reached in one way only`,
        received: channels.length === 0 ? 'no channel' : channels.join(', '),
        allowed: 'two channels',
        change: `give ${id} another channel`,
      }),
    );
}
