/** The kinds of values a scenario is made of, beside those of the configuration. */

import { z } from 'zod';
import { text, within, written } from '../problems/schema-fields';
import { DURATION_PATTERN, formatDurationMinutes, formatDurationSeconds, MINUTES_PER_DAY, parseDurationMinutes, parseDurationSeconds } from '../time/time';

/** A scenario may last as long as the longest usual period of an objective. */
const MAX_MINUTES = 90 * MINUTES_PER_DAY;

/** A duration from the start of a scenario, in whole minutes. */
export const offset = (example: string, least = 0, most = MAX_MINUTES) =>
  written(
    (value) => within(parseDurationMinutes(value), least, most),
    DURATION_PATTERN,
    `a duration in whole minutes, from ${formatDurationMinutes(least)} to ${formatDurationMinutes(most)}`,
    example,
  );

/** A duration that may have seconds. */
export const seconds = (example: string) =>
  written(
    (value) => within(parseDurationSeconds(value), 0, MAX_MINUTES * 60),
    DURATION_PATTERN,
    `a duration from 0s to ${formatDurationSeconds(MAX_MINUTES * 60)}`,
    example,
  );

/** A number between two others, both inclusive. */
export const numberFrom = (least: number, most: number, what: string, example: string) => {
  const error = `${what} from ${least} to ${most}, such as ${example}`;
  return z.number({ error }).min(least, { error }).max(most, { error });
};

/** A percentage. */
export const percent = (example: string) => numberFrom(0, 100, 'a percentage', example);

/** A share above 0. */
export const shareAboveZero = (example: string) => {
  const error = `a share above 0, at most 1, such as ${example}`;
  return z.number({ error }).gt(0, { error }).max(1, { error });
};

/** A service, or an objective of one. */
export const target = () => text(/^[a-z][a-z0-9-]*(?:\/[a-z][a-z0-9-]*)?$/, 'a service, or service/objective', 'partner-portal/availability');

/** An objective of a service. */
export const objectivePath = () => text(/^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/, 'service/objective', 'partner-portal/availability');

/** One target, or a list of them; always read as a list. */
export const listOrOne = () => {
  const error = 'one target or a list of targets, such as partner-portal';
  return z
    .union([target(), z.array(target(), { error }).min(1, { error })], { error })
    .transform((targets): readonly string[] => (typeof targets === 'string' ? [targets] : targets));
};

/** A list of any length. */
export const list = <Entry extends z.ZodType>(entry: Entry, what: string) => z.array(entry, { error: `a list of ${what}` });
