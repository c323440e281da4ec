import type { Span } from '../../time/span';

/** What a change calendar is without an event: `DEFAULT_OPEN` is closed while an event lasts, `DEFAULT_CLOSED` is open only then. */
export type CalendarType = 'DEFAULT_OPEN' | 'DEFAULT_CLOSED';

/** One event of a change calendar, once. */
export interface CalendarEvent extends Span {
  /** Unique in its calendar. */
  readonly uid: string;
  /** What people read: why. */
  readonly summary: string;
}

/** A change calendar of Systems Manager. */
export interface ChangeCalendar {
  readonly type: CalendarType;
  /** In the order in which they begin; they may overlap. */
  readonly events: readonly CalendarEvent[];
}

/** Name of the change calendar of an environment, by which runbooks ask it: `edi-prod-freeze`. */
export function freezeCalendarName({ application, environment }: { readonly application: string; readonly environment: string }): string {
  return `${application}-${environment}-freeze`;
}
