import { calendarUnitAround } from '../../time/calendar-unit';
import type { Span } from '../../time/span';
import { MINUTE_MS, MINUTES_PER_HOUR, type Instant } from '../../time/time';
import type { BudgetWindow } from './budget-window';

/** Milliseconds of an hour, the grain in which CloudWatch keeps what is older than two months. */
export const HOUR_MS = MINUTES_PER_HOUR * MINUTE_MS;

/** The full UTC hour at or before an instant. */
export function floorToHour(instant: Instant): Instant {
  return Math.floor(instant / HOUR_MS) * HOUR_MS;
}

/**
 * The time a budget is measured over at an instant. It begins at a full UTC hour, because older datapoints exist by
 * the hour only: a rolling window is up to an hour longer than its period, a calendar one in a zone with half hours
 * begins up to an hour early. An end at the very beginning of a calendar unit still belongs to the unit before, so
 * that an interval is never empty.
 *
 * @param end without it, the newest instant measured
 */
export function intervalAt(window: BudgetWindow, end: Instant): Span {
  if (window.kind === 'rolling') return { from: floorToHour(end - window.minutes * MINUTE_MS), until: end };
  return { from: calendarPeriodAt(window, end).from, until: end };
}

/** Minutes of the whole period: clock changes make a month in Berlin 743 or 745 hours long. */
export function periodMinutesAt(window: BudgetWindow, end: Instant): number {
  if (window.kind === 'rolling') return window.minutes;
  const { from, until } = calendarPeriodAt(window, end);
  return (until - from) / MINUTE_MS;
}

/** When a calendar period that holds an instant ends; undefined for a rolling one, which never does. */
export function periodEndAt(window: BudgetWindow, end: Instant): Instant | undefined {
  return window.kind === 'rolling' ? undefined : calendarPeriodAt(window, end).until;
}

function calendarPeriodAt(window: Extract<BudgetWindow, { kind: 'calendar' }>, end: Instant): Span {
  const { start, next } = calendarUnitAround(window, end - 1);
  const from = floorToHour(start);
  // Between the full hour and the start of the unit, the interval has begun although the unit has not.
  if (end > floorToHour(next)) return { from: floorToHour(next), until: floorToHour(calendarUnitAround(window, next).next) };
  return { from, until: floorToHour(next) };
}
