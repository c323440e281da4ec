import type { SchedulePlan } from './task-plan';

/** What people do on schedule, as it is deployed: schedules that start the incident engine, which opens OpsItems and reminds. */
export interface ChecklistsPlan {
  /** Group of the schedules. */
  readonly group: string;
  readonly deadLettersName: string;
  /** Name of the function that is started. */
  readonly engineName: string;
  /** One for every checklist, and one that reminds. */
  readonly schedules: readonly SchedulePlan[];
}
