import type { Delay } from '../../incident/lifecycle/escalation-policy';
import type { BusinessCalendar } from '../../time/business-calendar';
import { parseTimeOfDay } from '../../time/zoned-time';

const DAY_SECONDS = 86_400;
/** Clocks put forward shorten a day by an hour. */
const CLOCK_CHANGE_SECONDS = 3_600;

/** True when the second delay ends after the first whenever they begin. Business days over holidays have no longest length. */
export function isSurelyLater(first: Delay, second: Delay, calendar: BusinessCalendar): boolean {
  if (first.kind === 'business days') return second.kind === 'business days' && first.days < second.days;
  return first.seconds < shortest(second, calendar);
}

/** True when the first delay never ends after the second. */
export function isNeverLonger(first: Delay, second: Delay, calendar: BusinessCalendar): boolean {
  if (first.kind === 'business days') return second.kind === 'business days' && first.days <= second.days;
  return first.seconds <= shortest(second, calendar);
}

/** Seconds; business days are shortest from just before midnight on. */
function shortest(delay: Delay, { close }: BusinessCalendar): number {
  if (delay.kind === 'elapsed') return delay.seconds;
  return (delay.days - 1) * DAY_SECONDS + (parseTimeOfDay(close) ?? 0) * 60 - CLOCK_CHANGE_SECONDS;
}
