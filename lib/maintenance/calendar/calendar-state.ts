import type { Span } from '../../time/span';
import type { Instant } from '../../time/time';
import type { ChangeCalendar } from './change-calendar';

/** Whether changes are allowed, and when that changes next. */
export interface CalendarState {
  readonly state: 'OPEN' | 'CLOSED';
  /** Absent when it never changes again. */
  readonly nextTransition?: Instant;
}

/**
 * The state of a change calendar at an instant: an event lasts from its start up to, and without, its end, and events that overlap or
 * touch are one. https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-change-calendar.html
 */
export function stateAt({ type, events }: ChangeCalendar, at: Instant): CalendarState {
  const spans = joined(events);
  const during = spans.find(({ from, until }) => from <= at && at < until);
  const isOpen = (during === undefined) === (type === 'DEFAULT_OPEN');
  const nextTransition = during?.until ?? spans.find(({ from }) => from > at)?.from;
  return { state: isOpen ? 'OPEN' : 'CLOSED', ...(nextTransition !== undefined && { nextTransition }) };
}

/**
 * The state of several calendars: open while all of them are, so that no calendar opens what another closes.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetCalendarState.html
 */
export function stateOfAll(calendars: readonly ChangeCalendar[], at: Instant): CalendarState {
  const stateThen = (instant: Instant) => (calendars.every((calendar) => stateAt(calendar, instant).state === 'OPEN') ? 'OPEN' : 'CLOSED');
  const state = stateThen(at);
  for (let instant: Instant | undefined = at; instant !== undefined;) {
    const next: Instant = Math.min(...calendars.map((calendar) => stateAt(calendar, instant!).nextTransition ?? Infinity));
    if (next === Infinity) return { state };
    if (stateThen(next) !== state) return { state, nextTransition: next };
    instant = next;
  }
  return { state };
}

/** The times that a list of times covers: ascending, apart from each other, none of them empty. */
export function joined(spans: readonly Span[]): Span[] {
  const ascending = spans.filter(({ from, until }) => from < until).sort((a, b) => a.from - b.from);
  const apart: { from: Instant; until: Instant }[] = [];
  for (const { from, until } of ascending) {
    const last = apart.at(-1);
    if (last !== undefined && from <= last.until) last.until = Math.max(last.until, until);
    else apart.push({ from, until });
  }
  return apart;
}
