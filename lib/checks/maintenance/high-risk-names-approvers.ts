import type { Check } from '../check';
import { placeOf, runbookOf, tasksOf, type CheckedMaintenance } from './checked-maintenance';

/** Parameter of runbooks that ask for an approval. */
const APPROVERS = 'Approvers';

/** What can cause an outage is not done by a schedule alone. */
export const highRiskNamesApprovers: Check<CheckedMaintenance> = {
  code: 'MNT005',
  requirement: 'a task that changes something with a runbook of high risk names who approves it',
  why: 'without approvers the run fails every time; nobody wants it to go on by itself (requirement 002-73)',
  check: (checked) =>
    tasksOf(checked)
      .filter((task) => task.mode === 'live' && runbookOf(checked, task)?.facts.risk === 'high' && (task.parameters[APPROVERS] ?? []).length === 0)
      .map((task) => ({
        code: 'MNT005',
        level: 'error',
        where: placeOf(task),
        what: `${task.runbook} is of high risk, and nobody is named who approves it`,
        received: 'mode: live',
        allowed: `${APPROVERS} among its parameters, or mode: dry run`,
        change: `name ${APPROVERS}, or let the schedule do dry runs and start the live run by hand`,
      })),
};
