import type { OperationsModel } from '../model/model';
import type { MaintenancePlan } from './maintenance-plan';
import { planChecklists } from './plan-checklists';
import { planFreezes } from './plan-freezes';
import { planTasks } from './plan-tasks';
import type { RunbookPlan } from './runbook-plan';

/** The maintenance of an environment as it is deployed; undefined when nothing of it is. */
export function planMaintenance(model: OperationsModel, runbooks: readonly RunbookPlan[]): MaintenancePlan | undefined {
  const { maintenance, onCall } = model;
  const { freezes } = planFreezes(model);
  const frozen = freezes === undefined ? undefined : { freezes };
  // Without anybody on call there is nobody to be notified: the checks say so.
  if (maintenance === undefined || onCall === undefined) return frozen;
  const tasks = planTasks(maintenance.tasks ?? [], runbooks, model);
  const checklists = maintenance.checklists ?? [];
  if (tasks.tasks.length === 0 && checklists.length === 0) return frozen;
  return {
    ...frozen,
    ...(tasks.tasks.length > 0 && { tasks }),
    // A task that failed is reminded of, too.
    checklists: planChecklists(checklists, onCall.escalation.calendar, model),
  };
}
