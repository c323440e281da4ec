import type { CadenceCalendar } from '../cadence/cadence';
import type { Checklist } from '../checklists/checklist';

/** What the incident engine is started for by schedules and tasks: written into their inputs when they are deployed. */
export type WorkEvent =
  /** A checklist may be due. */
  | {
      readonly kind: 'maintenance';
      readonly what: 'checklist';
      readonly checklist: Checklist;
      readonly calendar: Pick<CadenceCalendar, 'days' | 'holidays'>;
      /** ISO, UTC. */
      readonly scheduledTime: string;
    }
  /** Whatever is due to be said of open work. */
  | { readonly kind: 'maintenance'; readonly what: 'reminders' }
  /** A task was not done. */
  | {
      readonly kind: 'maintenance';
      readonly what: 'task failed';
      readonly task: string;
      readonly title: string;
      readonly owner: string;
      readonly scheduledTime: string;
      /** The run of the document of the task. */
      readonly execution: string;
    };
