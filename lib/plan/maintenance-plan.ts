import type { ChecklistsPlan } from './checklists-plan';
import type { FreezeCalendarPlan } from './plan-freezes';
import type { TasksPlan } from './task-plan';

/** What is deployed of the maintenance of an environment, in its home region. */
export interface MaintenancePlan {
  /** The change calendar; absent: there is none. */
  readonly freezes?: FreezeCalendarPlan;
  /** What runbooks do on schedule; absent: nothing. */
  readonly tasks?: TasksPlan;
  /** What people do on schedule, and reminders of open work; absent: nothing. */
  readonly checklists?: ChecklistsPlan;
}
