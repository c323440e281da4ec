import type { Check } from '../check';
import { tasksOf, type CheckedMaintenance } from './checked-maintenance';

/** Work on schedule has somebody. */
export const somebodyIsNotified: Check<CheckedMaintenance> = {
  code: 'MNT006',
  requirement: 'where work is scheduled, somebody is on call',
  why: 'owners are roles: without on-call.yaml nobody has one, and nobody is notified of a task that fails',
  check: (checked) => {
    const { environment, onCall, maintenance } = checked.model;
    const work = [...tasksOf(checked), ...(maintenance?.checklists ?? [])];
    if (onCall !== undefined || work.length === 0) return [];
    return [
      {
        code: 'MNT006',
        level: 'error',
        where: { path: `${environment} tasks` },
        what: 'work is scheduled, and nobody is on call',
        received: work.map(({ id }) => id).join(', '),
        allowed: 'tasks and cadences beside an on-call.yaml with the roles of their owners',
        change: 'add on-call.yaml, or leave tasks and cadences out, where nobody is paged under maintenance of the environment',
      },
    ];
  },
};
