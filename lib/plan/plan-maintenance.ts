import type { OperationsModel } from '../model/model';
import type { RegionPlan } from './alarm-plan';
import type { MaintenancePlan } from './maintenance-plan';
import { planChecklists } from './plan-checklists';
import { planFreezes } from './plan-freezes';
import { planMutes } from './plan-mutes';
import { planTasks } from './plan-tasks';
import type { RunbookPlan } from './runbook-plan';

/**
 * The maintenance of an environment as it is deployed; undefined when nothing of it is.
 *
 * @param regions with the alarms that mutes mute
 */
export function planMaintenance(model: OperationsModel, runbooks: readonly RunbookPlan[], regions: readonly RegionPlan[]): MaintenancePlan | undefined {
  const { maintenance, onCall } = model;
  const { freezes } = planFreezes(model);
  const { mutes } = planMutes(model, regions);
  const both = { ...(freezes !== undefined && { freezes }), ...(mutes.length > 0 && { mutes }) };
  const calendars = Object.keys(both).length === 0 ? undefined : both;
  // Without anybody on call there is nobody to be notified: the checks say so.
  if (maintenance === undefined || onCall === undefined) return calendars;
  const tasks = planTasks(maintenance.tasks ?? [], runbooks, model);
  const checklists = maintenance.checklists ?? [];
  if (tasks.tasks.length === 0 && checklists.length === 0) return calendars;
  return {
    ...calendars,
    ...(tasks.tasks.length > 0 && { tasks }),
    // A task that failed is reminded of, too.
    checklists: planChecklists(checklists, onCall.escalation.calendar, model),
  };
}
