import type { MaintenanceTask } from '../maintenance/tasks/task';
import type { RunbookPlan } from './runbook-plan';

/** A schedule as EventBridge Scheduler is given it. */
export interface SchedulePlan {
  readonly name: string;
  readonly description: string;
  readonly expression: string;
  /** IANA zone. */
  readonly timeZone: string;
  /** Payload, with placeholders of Scheduler. */
  readonly input: string;
}

/** A task as it is deployed. */
export interface TaskPlan {
  /** With the time of day at which it starts: tasks that are written for the same one start a minute apart. */
  readonly task: MaintenanceTask;
  /** The document that the schedule starts, which starts the runbook. */
  readonly document: RunbookPlan;
  readonly schedule: SchedulePlan;
}

/** The tasks of an environment. */
export interface TasksPlan {
  /** Group of the schedules. */
  readonly group: string;
  readonly tableName: string;
  readonly deadLettersName: string;
  readonly tasks: readonly TaskPlan[];
}

/**
 * How Scheduler hands a start over. A start that comes later than this is no longer within its window; by default Scheduler tries for a
 * day. https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
 */
export const START_AGE_SECONDS = 900;
/** Attempts after the first; their waits grow, and the age ends them. */
export const START_RETRIES = 10;
