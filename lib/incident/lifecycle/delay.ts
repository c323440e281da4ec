import { addBusinessDays } from '../../time/business-calendar';
import type { BusinessCalendar } from '../../time/business-calendar';
import { formatDurationSeconds, SECOND_MS, type Instant } from '../../time/time';
import type { Delay } from './escalation-policy';

/** When a delay that begins at an instant is over. */
export function endOfDelay(delay: Delay, from: Instant, calendar: BusinessCalendar): Instant {
  return delay.kind === 'elapsed' ? from + delay.seconds * SECOND_MS : addBusinessDays(calendar, from, delay.days);
}

/** As it is written in the file. */
export function formatDelay(delay: Delay): string {
  if (delay.kind === 'elapsed') return formatDurationSeconds(delay.seconds);
  return `${delay.days} business ${delay.days === 1 ? 'day' : 'days'}`;
}
