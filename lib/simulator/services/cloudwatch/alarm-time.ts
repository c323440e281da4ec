import type { Instant } from '../../../time/time';

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'] as const;

/** `2026-03-02T08:00:00.000+0000`, as alarm events and notifications write instants. */
export function alarmTimestamp(instant: Instant): string {
  return new Date(instant).toISOString().replace('Z', '+0000');
}

/** `Friday 04 August, 2023 12:54:46 UTC`, as the reason of a composite alarm writes instants. */
export function reasonTime(instant: Instant): string {
  const date = new Date(instant);
  const day = String(date.getUTCDate()).padStart(2, '0');
  const time = date.toISOString().slice(11, 19);
  return `${DAYS[date.getUTCDay()]} ${day} ${MONTHS[date.getUTCMonth()]}, ${date.getUTCFullYear()} ${time} UTC`;
}
