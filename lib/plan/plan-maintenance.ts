import type { OperationsModel } from '../model/model';
import type { Problem } from '../problems/problem';
import type { RegionPlan } from './alarm-plan';
import type { MaintenancePlan } from './maintenance-plan';
import { planChecklists } from './plan-checklists';
import { planFreezes } from './plan-freezes';
import { planMutes } from './plan-mutes';
import { planTasks } from './plan-tasks';
import type { RunbookPlan } from './runbook-plan';
import { scheduledWork } from './scheduled-work';

/** What is deployed of maintenance, and what is wrong with it. */
export interface PlannedMaintenance {
  /** Absent when nothing of it is deployed. */
  readonly maintenance?: MaintenancePlan;
  readonly problems: readonly Problem[];
}

/**
 * The maintenance of an environment as it is deployed.
 *
 * @param regions with the alarms that mutes mute
 */
export function planMaintenance(model: OperationsModel, runbooks: readonly RunbookPlan[], regions: readonly RegionPlan[]): PlannedMaintenance {
  const { freezes, problems: ofFreezes } = planFreezes(model);
  const { mutes, problems: ofMutes } = planMutes(model, regions);
  const problems = [...ofFreezes, ...ofMutes];
  const both = { ...(freezes !== undefined && { freezes }), ...(mutes.length > 0 && { mutes }) };
  const work = planWork(model, runbooks);
  const all = { ...both, ...work };
  return { ...(Object.keys(all).length > 0 && { maintenance: all }), problems };
}

/** Tasks and checklists; nothing where there are none. */
function planWork(model: OperationsModel, runbooks: readonly RunbookPlan[]): Pick<MaintenancePlan, 'tasks' | 'checklists'> {
  const { tasks = [], checklists } = scheduledWork(model);
  // A task without its runbook is refused by the checks, and there is nothing to start.
  const planned = planTasks(tasks, runbooks, model);
  return {
    ...(planned.tasks.length > 0 && { tasks: planned }),
    ...(checklists !== undefined && { checklists: planChecklists(checklists, model.onCall!.escalation.calendar, model) }),
  };
}
