import type { Problem } from '../../problems/problem';
import type { Check } from '../check';
import { onCallError, type OnCallScope } from './on-call-scope';

export const oneRoleAccountable: Check<OnCallScope> = {
  code: 'RAC001',
  requirement: 'exactly one role answers for each activity, and somebody does it',
  why: 'what two answer for, nobody does',
  check: findings,
};

/** Finds activities for which nobody, or more than one role, answers, and those that nobody does. Requirement 000-18. */
function findings(scope: OnCallScope): Problem[] {
  return (scope.onCall.raci ?? [])
    .filter(({ accountable, responsible }) => accountable.length !== 1 || responsible.length === 0)
    .map(({ id, accountable, responsible }) =>
      onCallError(scope, 'RAC001', `raci ${id}`, {
        what: responsible.length === 0 ? `nobody does ${id}` : `not exactly one role answers for ${id}`,
        received: `A: ${accountable.join(', ') || 'nobody'}; R: ${responsible.join(', ') || 'nobody'}`,
        allowed: 'one role under A, at least one under R',
        change: 'keep the role that decides under A, and move the others to C or I',
      }),
    );
}
