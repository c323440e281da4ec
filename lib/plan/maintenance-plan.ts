import type { TasksPlan } from './task-plan';

/** What is deployed of the maintenance of an environment, in its home region. */
export interface MaintenancePlan {
  /** What is done on schedule; absent: nothing. */
  readonly tasks?: TasksPlan;
}
