import type { Problem } from '../../problems/problem';
import type { Check } from '../check';
import { onCallError, type OnCallScope } from './on-call-scope';

const LEAST_ROLES = 5;

export const rolesShareWork: Check<OnCallScope> = {
  code: 'RAC002',
  requirement: 'at least five roles share the work of operations',
  why: 'where a few do all of it, most of it waits for them',
  countsPeople: true,
  check: findings,
};

/** Finds tables in which too few roles share the work. Requirement 000-18. */
function findings(scope: OnCallScope): Problem[] {
  const { raci, roster } = scope.onCall;
  if (raci === undefined) return [];
  const named = new Set(raci.flatMap(({ accountable, responsible, consulted, informed }) => [...accountable, ...responsible, ...consulted, ...informed]));
  const roles = roster.roles.filter(({ id }) => named.has(id));
  if (roles.length >= LEAST_ROLES) return [];
  return [
    onCallError(scope, 'RAC002', 'raci', {
      what: `only ${roles.length} roles share the work of operations`,
      received: roles.map(({ id }) => id).join(', ') || 'no role',
      allowed: `at least ${LEAST_ROLES} roles`,
      change: 'split roles, or give fewer of them the same alias',
    }),
  ];
}
