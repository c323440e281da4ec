import { wakesSomebody } from '../../incident/severity';
import type { Problem } from '../../problems/problem';
import type { Check } from '../check';
import { canBeWoken, onCallError, peopleOnDuty, type OnCallScope } from './on-call-scope';

export const tierCanBeWoken: Check<OnCallScope> = {
  code: 'ESC002',
  requirement: 'whoever is paged first for what wakes somebody can be woken',
  why: 'an e-mail wakes nobody',
  check: findings,
};

/** Finds people who are first to be paged at night, if only for a while, and would be sent an e-mail. Requirement 004-04. */
function findings(scope: OnCallScope): Problem[] {
  return scope.severities
    .filter(({ severity }) => wakesSomebody(severity))
    .flatMap(({ severity, tiers }) => {
      const asleep = peopleOnDuty(scope, tiers[0]?.roles ?? []).filter((person) => !canBeWoken(person));
      return asleep.map(({ id, channels }) =>
        onCallError(scope, 'ESC002', `${severity} tier 1`, {
          what: `${id} is paged first for ${severity} and has no channel that wakes`,
          received: channels.join(', '),
          allowed: 'sms or https among the channels',
          change: `add sms or https to the channels of ${id}`,
        }),
      );
    });
}
