import type { Instant } from '../../time/time';
import { stateAt } from './calendar-state';
import type { ChangeCalendar } from './change-calendar';

/** A calendar as somebody got hold of it, or why they did not. */
export type CalendarReading = { readonly calendar: ChangeCalendar } | { readonly unreadable: string };

/** Work that can wait, and work that brings a service back. */
export type Work = 'routine' | 'recovery';

/** Whether something may be changed. */
export interface ChangePermission {
  readonly isAllowed: boolean;
  /** Why, one sentence part. */
  readonly reason: string;
  /** When that changes; absent when it does not, or when nobody knows. */
  readonly nextTransition?: Instant;
  /** What went wrong on the way to the answer: it has to be recorded by whoever goes on. */
  readonly fault?: string;
}

/**
 * The one rule of freezes: work that can wait stands still while the calendar is closed, and also while nobody can read it, because
 * nobody knows that it is open. Work that brings a service back goes on in both cases; that the calendar could not be read is a fault to
 * record, because the next freeze may be overlooked as well. Requirement 000-06.
 */
export function mayChange(work: Work, reading: CalendarReading, at: Instant): ChangePermission {
  if ('unreadable' in reading) {
    const { unreadable } = reading;
    if (work === 'routine') return { isAllowed: false, reason: `the change calendar cannot be read, which counts as closed: ${unreadable}`, fault: unreadable };
    return { isAllowed: true, reason: 'recovery goes on although the change calendar cannot be read', fault: unreadable };
  }
  const { state, nextTransition } = stateAt(reading.calendar, at);
  const next = nextTransition === undefined ? {} : { nextTransition };
  if (state === 'OPEN') return { isAllowed: true, reason: 'the change calendar is open', ...next };
  if (work === 'routine') return { isAllowed: false, reason: 'the change calendar is closed', ...next };
  return { isAllowed: true, reason: 'recovery goes on while the change calendar is closed', ...next };
}
