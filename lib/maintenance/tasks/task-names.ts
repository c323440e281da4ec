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

/** Name of the queue with the starts of a group of schedules that could not be handed over: `edi-prod-maintenance-dead-letters`. */
export function lostStartsName(group: string): string {
  return `${group}-dead-letters`;
}

/** Keys of the table of runs. */
export const TASK_RUN_KEYS = { partition: 'task', sort: 'scheduledTime' } as const;
