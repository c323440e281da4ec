import type { Problem } from '../../problems/problem';
import type { Check } from '../check';
import { cadenceIsExact } from './cadence-is-exact';
import type { CheckedMaintenance } from './checked-maintenance';
import { highRiskNamesApprovers } from './high-risk-names-approvers';
import { oneAtATime } from './one-at-a-time';
import { parametersFit } from './parameters-fit';
import { runbookExists } from './runbook-exists';
import { somebodyIsNotified } from './somebody-is-notified';

/** Every check of work on schedule; findings come in this order. */
export const MAINTENANCE_CHECKS: readonly Check<CheckedMaintenance>[] = [
  somebodyIsNotified,
  runbookExists,
  parametersFit,
  cadenceIsExact,
  oneAtATime,
  highRiskNamesApprovers,
];

/** What is wrong with the work on schedule of an environment. */
export function checkMaintenance(checked: CheckedMaintenance): readonly Problem[] {
  return MAINTENANCE_CHECKS.flatMap(({ check }) => check(checked));
}
