/**
 * The kinds of values a configuration is made of.
 *
 * The `error` text of every schema here is not a message but **what is allowed**, with an example after
 * {@link EXAMPLE_MARK}; problems are worded in translate-issues.ts.
 */

import { z } from 'zod';
import { parseSeverity } from '../incident/severity';
import type { ConfigurationCode } from '../problems/catalogue/configuration';
import { LEAST_TARGET_PERCENT, MAX_ALARM_WINDOW_MINUTES } from '../slo/burn-rate';
import { DURATION_PATTERN, formatDurationMinutes, MINUTES_PER_DAY, parseDurationMinutes, parseDurationSeconds, SECOND_MS } from '../time/time';

/** Stands between what is allowed and an example of it. */
export const EXAMPLE_MARK = ', such as ';
/** Stands between the meaning of a field and its default, in the help text of editors and the reference page. */
export const DEFAULT_MARK = ' Default: ';

/** Gives a field the help text that editors show, and says what happens when it is left out. */
export function field<Schema extends z.ZodType>(schema: Schema, meaning: string, byDefault?: string): Schema {
  return schema.meta({ description: byDefault === undefined ? meaning : `${meaning}${DEFAULT_MARK}${byDefault}.` });
}

/** A problem that a schema found by itself; the translation takes over everything in it. */
export interface CustomIssue {
  readonly code: ConfigurationCode;
  readonly what: string;
  readonly received?: string;
  readonly allowed: string;
  readonly change: string;
}

/** Puts a {@link CustomIssue} into the result of a check, at a path below the value checked. */
export function addIssue(context: { readonly value: unknown; readonly issues: z.core.$ZodRawIssue[] }, path: (string | number)[], issue: CustomIssue): void {
  // `continue`: the checks of what is around this value still run.
  context.issues.push({ code: 'custom', input: context.value, path, params: { ...issue }, continue: true });
}

/** A map with exactly these keys. */
export function map<Shape extends z.ZodRawShape>(shape: Shape, example?: string) {
  const keys = Object.keys(shape).join(', ');
  const allowed = `a map with the keys ${keys}${example === undefined ? '' : `${EXAMPLE_MARK}${example}`}`;
  return z.strictObject(shape, { error: (issue) => (issue.code === 'unrecognized_keys' ? keys : allowed) });
}

/** A map from names to values. */
export function mapOf<Value extends z.ZodType>(key: z.ZodString, value: Value, allowed: string) {
  return z.record(key, value, { error: allowed });
}

/** A list with at least one entry. */
export function listOf<Value extends z.ZodType>(value: Value, what: string, atMost: number) {
  const allowed = `a list of 1 to ${atMost} ${what}`;
  return z.array(value, { error: allowed }).min(1, { error: allowed }).max(atMost, { error: allowed });
}

/** One of a few words. */
export function oneOf<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words, { error: words.length === 1 ? words[0] : `one of ${words.join(', ')}` });
}

/** Text of a given form. */
export function text(pattern: RegExp, allowed: string, example: string): z.ZodString {
  const error = `${allowed}${EXAMPLE_MARK}${example}`;
  return z.string({ error }).regex(pattern, { error });
}

/** Text for people: one line, and short enough for the description of an alarm. */
export function sentence(example: string): z.ZodString {
  const error = `one line of text, 1 to 300 characters${EXAMPLE_MARK}${example}`;
  return z
    .string({ error })
    .trim()
    .regex(/^[^\p{Cc}]{1,300}$/u, { error });
}

/**
 * A name that becomes part of resource names. Forty characters: application, environment, service and objective
 * together, with a row and a window, stay below the 255 of an alarm name.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export function identifier(example: string): z.ZodString {
  return text(/^[a-z](?:[a-z0-9-]{0,38}[a-z0-9])?$/, 'lower case letters, digits and hyphens, starting with a letter, 40 characters at most', example);
}

/** A number between two others, both exclusive. */
export function numberBetween(above: number, below: number, allowed: string, example: string): z.ZodNumber {
  const error = `${allowed}${EXAMPLE_MARK}${example}`;
  return z.number({ error }).gt(above, { error }).lt(below, { error });
}

/** What is allowed as a target. A target of 100 leaves no budget to burn, so nothing could be derived from it. */
export const ALLOWED_TARGET = `a percentage above ${LEAST_TARGET_PERCENT} and below 100, which would leave no budget`;

/** A target in percent. */
export function targetPercent(): z.ZodNumber {
  return numberBetween(LEAST_TARGET_PERCENT, 100, ALLOWED_TARGET, '99.9');
}

/**
 * A value written as text and read by a function of the domain.
 *
 * @param parse the value, or undefined when the text is none
 * @param pattern its form, as far as a regular expression can tell; for the JSON Schema
 */
export function written<Value>(parse: (text: string) => Value | undefined, pattern: RegExp, allowed: string, example: string) {
  const error = `${allowed}${EXAMPLE_MARK}${example}`;
  return z
    .string({ error })
    .regex(pattern, { error })
    .transform((value, context) => {
      const parsed = parse(value);
      if (parsed !== undefined) return parsed;
      context.issues.push({ code: 'invalid_format', format: 'regex', input: value, message: error });
      return z.NEVER;
    });
}

/** A duration in whole minutes, between two limits, both inclusive; minutes. */
export function wholeMinutes(example: string, atMostMinutes = MAX_ALARM_WINDOW_MINUTES) {
  return written(
    (value) => within(parseDurationMinutes(value), 1, atMostMinutes),
    DURATION_PATTERN,
    `a duration in whole minutes, from 1m to ${formatDurationMinutes(atMostMinutes)}`,
    example,
  );
}

/** A duration in whole days, from one day to a year; minutes. */
export function wholeDays(example: string) {
  return written(
    (value) => {
      const minutes = within(parseDurationMinutes(value), MINUTES_PER_DAY, 365 * MINUTES_PER_DAY);
      return minutes !== undefined && minutes % MINUTES_PER_DAY === 0 ? minutes : undefined;
    },
    DURATION_PATTERN,
    'a duration in whole days, from 1d to 365d',
    example,
  );
}

/**
 * A threshold of latency or age, at most a year, as long as a workflow of Step Functions may run; milliseconds.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
export function threshold(example: string) {
  return written(
    (value) => {
      const milliseconds = /^\d+ms$/.test(value) ? Number.parseInt(value, 10) : secondsToMs(parseDurationSeconds(value));
      return within(milliseconds, 1, 365 * MINUTES_PER_DAY * 60 * SECOND_MS);
    },
    new RegExp(`^\\d+ms$|${DURATION_PATTERN.source}`),
    'a duration from 1ms to 365d',
    example,
  );
}

/** A severity by any of its names. */
export function severity(example: string) {
  return written(parseSeverity, /^[A-Za-z0-9]+$/, 'a severity from S0 (critical) to S4 (information)', example);
}

function secondsToMs(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * SECOND_MS;
}

/** The value, or undefined when it is outside of the limits, both inclusive. */
export function within(value: number | undefined, least: number, most: number): number | undefined {
  return value !== undefined && value >= least && value <= most ? value : undefined;
}
