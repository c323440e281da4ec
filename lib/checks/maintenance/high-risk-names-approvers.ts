import type { MaintenanceTask } from '../../maintenance/tasks/task';
import { APPROVERS_PARAMETER as APPROVERS, approversOf } from '../../plan/bound-values';
import type { Check } from '../check';
import { placeOf, runbookOf, tasksOf, type CheckedMaintenance } from './checked-maintenance';

/** What can cause an outage is not done by a schedule alone. Requirement 002-73. */
export const highRiskNamesApprovers: Check<CheckedMaintenance> = {
  code: 'MNT005',
  requirement: 'a task that changes something with a runbook of high risk has somebody who approves it: bound by the environment, or named by the task',
  why: 'without approvers the run fails every time; nobody wants it to go on by itself',
  check: (checked) =>
    tasksOf(checked)
      .filter((task) => task.mode === 'live' && runbookOf(checked, task)?.facts.risk === 'high' && isUnapproved(checked, task))
      .map((task) => ({
        code: 'MNT005',
        level: 'error',
        where: placeOf(task),
        what: `${task.runbook} is of high risk, and nobody is named who approves it`,
        received: 'mode: live',
        allowed: 'approvers under runbooks of the environment, or mode: dry run',
        change: `bind the approvers of ${task.runbook}, or let the schedule do dry runs and start the live run by hand`,
      })),
};

function isUnapproved(checked: CheckedMaintenance, task: MaintenanceTask): boolean {
  const { bound = {}, approvers = [] } = runbookOf(checked, task)!.facts;
  return Object.hasOwn(bound, APPROVERS) ? approversOf(approvers, checked.model.runbooks).length === 0 : (task.parameters[APPROVERS] ?? []).length === 0;
}
