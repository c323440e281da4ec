import type { MaintenanceTask } from '../../maintenance/tasks/task';
import type { OperationsModel } from '../../model/model';
import type { ProblemLocation } from '../../problems/problem';
import type { Runbook } from '../../runbook/library/runbook';

/** What checks of maintenance look at: one environment, and the library its tasks start runbooks of. */
export interface CheckedMaintenance {
  readonly model: OperationsModel;
  readonly runbooks: readonly Runbook[];
}

/** The tasks of an environment. */
export function tasksOf({ model }: Pick<CheckedMaintenance, 'model'>): readonly MaintenanceTask[] {
  return model.maintenance?.tasks ?? [];
}

/** The runbook of a task, undefined when there is none. */
export function runbookOf({ runbooks }: Pick<CheckedMaintenance, 'runbooks'>, { runbook }: MaintenanceTask): Runbook | undefined {
  return runbooks.find(({ name }) => name === runbook);
}

/** Where a task is written. */
export function placeOf({ id, where }: MaintenanceTask): ProblemLocation {
  return where ?? { path: `tasks.${id}` };
}
