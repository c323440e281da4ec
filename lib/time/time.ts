/**
 * Time as plain numbers. An instant is milliseconds since 1970-01-01T00:00:00Z and always an argument; nothing in
 * this folder asks a clock. Durations say their unit in the name.
 */

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
export const MINUTES_PER_HOUR = 60;
export const MINUTES_PER_DAY = 1_440;

const UNIT_SECONDS = { s: 1, m: 60, h: 3_600, d: 86_400 } as const;
type DurationUnit = keyof typeof UNIT_SECONDS;

/** The written form of a duration: whole numbers with a unit, largest first, such as `90s`, `5m`, `1h30m`, `3d`. */
export const DURATION_PATTERN = /^(?=\d)(?:\d+d)?(?:\d+h)?(?:\d+m)?(?:\d+s)?$/;

/** Seconds in a written duration, or undefined when the text is not one. */
export function parseDurationSeconds(text: string): number | undefined {
  if (!DURATION_PATTERN.test(text)) return undefined;
  let seconds = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+)([dhms])/g)) {
    seconds += Number(amount) * UNIT_SECONDS[unit as DurationUnit];
  }
  return seconds;
}

/** Minutes in a written duration, or undefined when it is not one or is not a whole number of minutes. */
export function parseDurationMinutes(text: string): number | undefined {
  const seconds = parseDurationSeconds(text);
  return seconds === undefined || seconds % 60 !== 0 ? undefined : seconds / 60;
}

/** A duration as people write it: `45s`, `5m`, `1h30m`, `3d`. Negative durations keep their sign. */
export function formatDurationSeconds(totalSeconds: number): string {
  if (totalSeconds < 0) return `-${formatDurationSeconds(-totalSeconds)}`;
  let rest = Math.round(totalSeconds);
  if (rest === 0) return '0s';
  let text = '';
  for (const unit of ['d', 'h', 'm', 's'] as const) {
    const amount = Math.floor(rest / UNIT_SECONDS[unit]);
    rest -= amount * UNIT_SECONDS[unit];
    if (amount > 0) text += `${amount}${unit}`;
  }
  return text;
}

/** {@link formatDurationSeconds} for minutes, which may be fractional. */
export function formatDurationMinutes(minutes: number): string {
  return formatDurationSeconds(minutes * 60);
}

/** `2026-03-02T08:00:00Z`: seconds precision, UTC. */
export function formatInstant(instant: Instant): string {
  return new Date(instant).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** The instant of an ISO text in UTC such as `2026-03-02T08:00:00Z`, or undefined when the text is not one. */
export function parseInstant(text: string): Instant | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z$/.test(text)) return undefined;
  const instant = Date.parse(text);
  // The 30th of February would be read as a day of March.
  return Number.isNaN(instant) || !text.startsWith(formatInstant(instant).slice(0, -1)) ? undefined : instant;
}

/** `08:00:00`, UTC. */
export function formatTimeOfDay(instant: Instant): string {
  return new Date(instant).toISOString().slice(11, 19);
}
