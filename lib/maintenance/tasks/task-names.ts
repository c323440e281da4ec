import type { NamedScope } from '../../incident/lifecycle/engine-policy';

/** Name of the table with the runs of all tasks: `edi-prod-maintenance-runs`. */
export function taskRunsTableName({ application, environment }: NamedScope): string {
  return `${application}-${environment}-maintenance-runs`;
}

/** Name of the document that a schedule starts: `edi-prod-task-restore-drill`. */
export function taskDocumentName({ application, environment }: NamedScope, taskId: string): string {
  return `${application}-${environment}-task-${taskId}`;
}

/** Name of the group of schedules of tasks: `edi-prod-maintenance`. */
export function maintenanceGroupName({ application, environment }: NamedScope): string {
  return `${application}-${environment}-maintenance`;
}

/** Name of the group of schedules of checklists: `edi-prod-checklists`. */
export function checklistsGroupName({ application, environment }: NamedScope): string {
  return `${application}-${environment}-checklists`;
}

/** Keys of the table of runs. */
export const TASK_RUN_KEYS = { partition: 'task', sort: 'scheduledTime' } as const;
