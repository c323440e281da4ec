/** The fields of a configuration that know its domain; those of any file are in lib/problems/schema-fields.ts. */

import { z } from 'zod';
import { parseSeverity } from '../incident/severity';
import { EXAMPLE_MARK, listOf, numberBetween, text, within, written } from '../problems/schema-fields';
import { LEAST_TARGET_PERCENT, MAX_ALARM_WINDOW_MINUTES } from '../slo/burn-rate';
import { DURATION_PATTERN, formatDurationMinutes, MINUTES_PER_DAY, parseDurationMinutes, parseDurationSeconds, SECOND_MS } from '../time/time';

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

/** A runbook: its name in the library, or the address where it stands. */
export function runbook(): z.ZodString {
  const allowed = 'the name of a runbook, in lower case letters, digits and hyphens, 40 characters at most, or an https address';
  return text(/^(?:[a-z](?:[a-z0-9-]{0,38}[a-z0-9])?|https:\/\/[^\s<>"]{3,490})$/, allowed, 'partner-portal-outage');
}

/** Names of services, or of services and objectives. */
export const servicesOrObjectives = listOf(
  text(/^[a-z][a-z0-9-]*(?:\/[a-z][a-z0-9-]*)?$/, 'a service, or a service and an objective', 'partner-portal/availability'),
  'services or objectives',
  50,
);

/** What is allowed as a target. A target of 100 leaves no budget to burn, so nothing could be derived from it. */
export const ALLOWED_TARGET = `a percentage above ${LEAST_TARGET_PERCENT} and below 100, which would leave no budget`;

/** A target in percent. */
export function targetPercent(): z.ZodNumber {
  return numberBetween(LEAST_TARGET_PERCENT, 100, ALLOWED_TARGET, '99.9');
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
