import { formatDurationSeconds, formatInstant, MINUTE_MS, SECOND_MS, type Instant } from '../../time/time';

/** `2026-03-08 03:10 UTC`: what an instant is called where nothing else says the day. */
export function momentText(instant: Instant): string {
  return formatInstant(instant).replace(/T(\d\d:\d\d):\d\dZ$/, ' $1 UTC');
}

/** `03:10 UTC`, with the date when it is not the day, in UTC, that the reader was notified. */
export function clockText(instant: Instant, messageDay: Instant): string {
  const moment = momentText(instant);
  return moment.slice(0, 10) === momentText(messageDay).slice(0, 10) ? moment.slice(11) : moment;
}

/** Whole minutes between two instants as people write them: `5m`, `1h30m`; `under a minute` for less. */
export function elapsedText(from: Instant, to: Instant): string {
  const minutes = Math.floor((to - from) / MINUTE_MS);
  return minutes < 1 ? 'under a minute' : formatDurationSeconds((minutes * MINUTE_MS) / SECOND_MS);
}
