import type { PagedModel } from '../../model/model';
import type { Problem } from '../../problems/problem';
import type { Check } from '../check';
import { asStrictAsDocuments, tiersAsDocuments } from './as-strict-as-documents';
import { handoverAsStrictAsDocuments } from './handover-as-strict-as-documents';
import { handoverBeforeTier3 } from './handover-before-tier-3';
import { onCallScope, type OnCallScope } from './on-call-scope';
import { oneRoleAccountable } from './one-role-accountable';
import { peopleHaveTwoChannels } from './people-have-two-channels';
import { roleAlwaysCovered } from './role-always-covered';
import { roleSurvivesAbsence } from './role-survives-absence';
import { rolesShareWork } from './roles-share-work';
import { severityIsDescribed } from './severity-is-described';
import { tierCanBeWoken } from './tier-can-be-woken';
import { tierHasTwoChannels, tierHasTwoPeople } from './tier-has-backup';
import { tiersHaveDifferentPeople } from './tiers-have-different-people';
import { tiersInOrder } from './tiers-in-order';
import { turnFallsInHours } from './turn-falls-in-hours';
import { watchdogIndependent } from './watchdog-independent';

/** Every check of the people on call; findings come in this order. */
export const ON_CALL_CHECKS: readonly Check<OnCallScope>[] = [
  severityIsDescribed,
  tiersInOrder,
  handoverBeforeTier3,
  asStrictAsDocuments,
  tiersAsDocuments,
  handoverAsStrictAsDocuments,
  tierHasTwoPeople,
  tierHasTwoChannels,
  tierCanBeWoken,
  peopleHaveTwoChannels,
  roleAlwaysCovered,
  turnFallsInHours,
  tiersHaveDifferentPeople,
  oneRoleAccountable,
  rolesShareWork,
  roleSurvivesAbsence,
  ...watchdogIndependent,
];

/**
 * What is wrong with those who are on call in an environment; nothing when nobody is, which is a finding of its own.
 *
 * @throws RangeError when an escalation or the table names a role that the roster does not have
 */
export function checkOnCall(model: PagedModel): Problem[] {
  const scope = onCallScope(model);
  if (scope === undefined) return [];
  return ON_CALL_CHECKS.flatMap(({ countsPeople, check }) => {
    if (countsPeople === undefined) return check(scope);
    return scope.onCall.acceptedSmallTeam === undefined ? check(scope).map(orAccepted) : [];
  });
}

/** What more people would mend can be accepted instead. */
function orAccepted(problem: Problem): Problem {
  return { ...problem, change: `${problem.change}; or say in acceptSmallTeam of on-call.yaml why these are all the people there are` };
}
