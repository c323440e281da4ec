import type { BusinessCalendar } from '../../time/business-calendar';
import { MINUTE_MS, type Instant } from '../../time/time';
import type { Cadence, CadenceCalendar, Occurrence } from '../cadence/cadence';

/** Something that somebody looks at, and says what came of it. */
export interface ChecklistItem {
  /** Unique within its checklist, such as `alert-triage`. */
  readonly id: string;
  /** What is done, one sentence. */
  readonly text: string;
  /** Command whose output is what is looked at; absent where somebody has to judge by themselves. */
  readonly filledBy?: string;
}

/** Work that people do on schedule: an OpsItem each time, with an owner and a time by which it is done. */
export interface Checklist {
  /** Unique among the checklists, such as `daily`. */
  readonly id: string;
  readonly title: string;
  /** Role that does it, and is reminded. */
  readonly owner: string;
  /** Role that is notified besides when it is overdue. */
  readonly lead: string;
  readonly cadence: Cadence;
  /** IANA zone of the cadence. */
  readonly timeZone: string;
  /** From when it is opened, minutes. */
  readonly dueWithinMinutes: number;
  readonly items: readonly ChecklistItem[];
}

/** What cadences of a checklist are counted in: its own zone, with the business days of everybody. */
export function calendarOf({ timeZone }: Pick<Checklist, 'timeZone'>, { days, holidays }: Pick<BusinessCalendar, 'days' | 'holidays'>): CadenceCalendar {
  return { timeZone, days, holidays };
}

/** By when an occurrence is done. */
export function dueAt({ dueWithinMinutes }: Pick<Checklist, 'dueWithinMinutes'>, { at }: Occurrence): Instant {
  return at + dueWithinMinutes * MINUTE_MS;
}
