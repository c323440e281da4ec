import type { Checklist } from '../maintenance/checklists/checklist';
import type { MaintenanceTask } from '../maintenance/tasks/task';
import type { OperationsModel } from '../model/model';

/** What of an environment has schedules of its own. */
export interface ScheduledWork {
  /** Absent: there are none. */
  readonly tasks?: readonly MaintenanceTask[];
  /** Absent: nothing is on schedule. Empty where there are only tasks: of one that failed people are reminded as of a checklist. */
  readonly checklists?: readonly Checklist[];
}

/** What is on schedule in an environment. Without anybody on call nothing is, for nobody could be notified of it: the checks say so. */
export function scheduledWork({ maintenance, onCall }: Pick<OperationsModel, 'maintenance' | 'onCall'>): ScheduledWork {
  const { tasks = [], checklists = [] } = maintenance ?? {};
  if (onCall === undefined || tasks.length + checklists.length === 0) return {};
  return { ...(tasks.length > 0 && { tasks }), checklists };
}
