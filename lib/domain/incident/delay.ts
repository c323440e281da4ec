import type { Delay } from './escalation-policy';
import { addBusinessDays } from '../roster/business-calendar';
import type { BusinessCalendar } from '../roster/roster';
import { SECOND_MS, type Instant } from '../time';

/** When a delay that begins at an instant is over. */
export function endOfDelay(delay: Delay, from: Instant, calendar: BusinessCalendar): Instant {
  return delay.kind === 'elapsed' ? from + delay.seconds * SECOND_MS : addBusinessDays(calendar, from, delay.days);
}
