import { InvalidArgumentError } from 'commander';
import { parseSeverity, type Severity } from '../incident/severity';
import { LEAST_TARGET_PERCENT } from '../slo/burn-rate';
import { parseDurationMinutes, parseInstant, type Instant } from '../time/time';
import { isTimeZone, parseLocalDay, parseTimeOfDay, type LocalDay } from '../time/zoned-time';

/** Values of options, as commander reads them. Each throws commander's own error, which is a usage error. */

/** What `--env` is; the same rule for every command. */
export const ENVIRONMENT_OPTION = 'environment (default: DAY2_ENVIRONMENT, else the only one there is, else prod)';

/** Any text but the empty one. */
export function nonEmpty(value: string): string {
  if (value === '') throw new InvalidArgumentError('it must not be empty');
  return value;
}

/** One more value of an option that may be given several times. */
export function collect(value: string, previous: readonly string[] = []): string[] {
  return [...previous, nonEmpty(value)];
}

/** One more `KEY=VALUE`, as in `--parameter FunctionName=worker`. */
export function keyedValue(text: string, previous: readonly KeyedValue[] = []): KeyedValue[] {
  const [, key, value] = /^([A-Za-z0-9_]+)=(.+)$/s.exec(text) ?? [];
  if (key === undefined || value === undefined) throw new InvalidArgumentError('write a name and a value that is not empty, such as FunctionName=worker');
  return [...previous, { key, value }];
}

/** A value of {@link keyedValue}. */
export interface KeyedValue {
  readonly key: string;
  readonly value: string;
}

/** One more `NAME=VALUE` of anything that has a name, such as an export; the value may be empty. */
export function namedValue(text: string, previous: readonly KeyedValue[] = []): KeyedValue[] {
  const [, key, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (key === undefined || value === undefined) throw new InvalidArgumentError('write a name and a value, such as Stage=prod');
  return [...previous, { key, value }];
}

/** How many at the same time: 1 to 64. */
export function jobs(value: string): number {
  if (!/^[1-9]\d?$/.test(value) || Number(value) > 64) throw new InvalidArgumentError('write a whole number from 1 to 64');
  return Number(value);
}

/** A whole number from 1 to a thousand million. */
export function wholeNumber(value: string): number {
  if (!/^[1-9]\d{0,8}$/.test(value)) throw new InvalidArgumentError('write a whole number from 1 to 999999999');
  return Number(value);
}

/** An instant such as `2026-03-02T08:00:00Z`. */
export function instant(value: string): Instant {
  const parsed = parseInstant(value);
  if (parsed === undefined) throw new InvalidArgumentError('write an instant in UTC such as 2026-03-02T08:00:00Z');
  return parsed;
}

/** Whole minutes, written as a duration such as `3h`. */
export function minutes(value: string): number {
  const parsed = parseDurationMinutes(value);
  if (parsed === undefined) throw new InvalidArgumentError('write a duration in whole minutes such as 3h or 1d12h');
  return parsed;
}

/** 0 or more, written in digits, without a unit. */
export function amount(value: string): number {
  if (!/^\d{1,15}(?:\.\d{1,15})?$/.test(value)) throw new InvalidArgumentError('write a number of 0 or more, without a unit');
  return Number(value);
}

/** 0 to 100. */
export function percent(value: string): number {
  const parsed = amount(value);
  if (parsed > 100) throw new InvalidArgumentError('write a percentage from 0 to 100');
  return parsed;
}

/** A percentage of good events; a fraction such as 0.999 was meant as 99.9. */
export function goodPercent(value: string): number {
  const parsed = percent(value);
  if (parsed > 0 && parsed <= LEAST_TARGET_PERCENT) throw new InvalidArgumentError('this looks like a fraction: write percent, such as 99.95');
  return parsed;
}

/** A severity by any of its names. */
export function severity(value: string): Severity {
  const parsed = parseSeverity(value);
  if (parsed === undefined) throw new InvalidArgumentError('write a severity from S0 (critical) to S4 (information)');
  return parsed;
}

/** A position in a list, from 1. */
export function position(value: string): number {
  if (!/^[1-9]\d{0,3}$/.test(value)) throw new InvalidArgumentError('write the number of the action, from 1');
  return Number(value);
}

/** A local date. */
export function localDate(value: string): LocalDay {
  const day = parseLocalDay(value);
  if (day === undefined) throw new InvalidArgumentError('write a date that exists, such as 2026-03-02');
  return day;
}

/** A month, as its first instant in UTC. */
export function month(value: string): Instant {
  const parsed = /^\d{4}-\d{2}$/.test(value) ? parseInstant(`${value}-01T00:00:00Z`) : undefined;
  if (parsed === undefined) throw new InvalidArgumentError('write a month such as 2026-02');
  return parsed;
}

/** A time of day, as text. */
export function timeOfDay(value: string): string {
  if (parseTimeOfDay(value) === undefined || value === '24:00') throw new InvalidArgumentError('write a time from 00:00 to 23:59, such as 10:00');
  return value;
}

/** The name of a time zone. */
export function knownTimeZone(value: string): string {
  if (!isTimeZone(value)) throw new InvalidArgumentError('write the name of an IANA time zone, such as Europe/Berlin');
  return value;
}

/** How many of something that is on schedule: 1 to 520, ten years of weeks. */
export function occurrences(value: string): number {
  if (!/^[1-9]\d{0,2}$/.test(value) || Number(value) > 520) throw new InvalidArgumentError('write a whole number from 1 to 520');
  return Number(value);
}

/** A name that may be that of a file. */
export function fileName(value: string): string {
  if (!/^[A-Za-z0-9][\w.-]{0,99}$/.test(value)) throw new InvalidArgumentError('write letters, digits, hyphens, dots and underscores');
  return value;
}
