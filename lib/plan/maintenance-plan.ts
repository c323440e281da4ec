import type { ChecklistsPlan } from './checklists-plan';
import type { MuteRulePlan } from './mute-plan';
import type { FreezeCalendarPlan } from './plan-freezes';
import type { TasksPlan } from './task-plan';

/** What is deployed of the maintenance of an environment: in a stack of the home region, and mutes beside their alarms. */
export interface MaintenancePlan {
  /** The change calendar; absent: there is none. */
  readonly freezes?: FreezeCalendarPlan;
  /** What runbooks do on schedule; absent: nothing. */
  readonly tasks?: TasksPlan;
  /** What people do on schedule, and reminders of open work; absent: nothing. */
  readonly checklists?: ChecklistsPlan;
  /** When alarms page nobody; absent: they always do. In the stacks of the services whose alarms they mute, in every region. */
  readonly mutes?: readonly MuteRulePlan[];
}

/** Whether there is anything for the stack of the home region. */
export function hasMaintenanceStack({ freezes, tasks, checklists }: MaintenancePlan): boolean {
  return [freezes, tasks, checklists].some((part) => part !== undefined);
}
