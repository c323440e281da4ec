import type { OperationsModel } from '../model/model';
import type { MaintenancePlan } from './maintenance-plan';
import { planTasks } from './plan-tasks';
import type { RunbookPlan } from './runbook-plan';

/** The maintenance of an environment as it is deployed; undefined when nothing of it is. */
export function planMaintenance(model: OperationsModel, runbooks: readonly RunbookPlan[]): MaintenancePlan | undefined {
  const { maintenance, onCall } = model;
  // Without anybody on call there is nobody to be notified of a task that fails: the checks say so.
  const planned = onCall === undefined ? undefined : planTasks(maintenance?.tasks ?? [], runbooks, model);
  return planned === undefined || planned.tasks.length === 0 ? undefined : { tasks: planned };
}
