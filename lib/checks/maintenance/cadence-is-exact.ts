import { formatCadence } from '../../maintenance/cadence/parse-cadence';
import { schedulerExpression } from '../../maintenance/cadence/scheduler-expression';
import type { Check } from '../check';
import { placeOf, tasksOf, type CheckedMaintenance } from './checked-maintenance';

/** Scheduler starts a task exactly when it is due. */
export const cadenceIsExact: Check<CheckedMaintenance> = {
  code: 'MNT003',
  requirement: 'the cadence of a task is one that EventBridge Scheduler can be asked for',
  why: 'Scheduler knows no holidays, and counts a day of a rate as 24 hours: the task would start on days on which it is not due',
  check: (checked) =>
    tasksOf(checked)
      .filter(({ cadence }) => schedulerExpression(cadence).isWider)
      .map((task) => ({
        code: 'MNT003',
        level: 'error',
        where: placeOf(task),
        what: 'Scheduler cannot start a task by this cadence',
        received: formatCadence(task.cadence),
        allowed: 'daily, weekly on a day, monthly or quarterly on the first of a day of the week',
        change: 'write a day of the week, such as monthly on first monday at 05:00; checklists may be due on a first business day',
      })),
};
