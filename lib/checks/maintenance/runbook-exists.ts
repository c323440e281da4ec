import { didYouMean } from '../../problems/did-you-mean';
import type { Problem } from '../../problems/problem';
import type { Check } from '../check';
import { placeOf, runbookOf, tasksOf, type CheckedMaintenance } from './checked-maintenance';

/** Every task has a runbook. Requirement 000-08. */
export const runbookExists: Check<CheckedMaintenance> = {
  code: 'MNT001',
  requirement: 'every task is done by a runbook of the library that a schedule may start',
  why: 'a task without a runbook is never done, and nobody sees it',
  check: (checked) => {
    const scheduled = checked.runbooks.filter(({ facts }) => facts.triggers.includes('schedule')).map(({ name }) => name);
    return tasksOf(checked).flatMap((task): Problem[] => {
      const runbook = runbookOf(checked, task);
      if (runbook?.facts.triggers.includes('schedule') === true) return [];
      const meant = didYouMean(task.runbook, scheduled);
      return [
        {
          code: 'MNT001',
          level: 'error',
          where: placeOf(task),
          what: runbook === undefined ? `there is no runbook ${task.runbook}` : `no schedule starts ${task.runbook}, as its runbook.yaml says`,
          received: task.runbook,
          allowed: scheduled.join(', '),
          change: meant === undefined ? 'name one of them, or add the runbook' : `write ${meant}`,
        },
      ];
    });
  },
};
