/**
 * The kinds of fields that files written by people are made of.
 *
 * The `error` text of every schema here is not a message but **what is allowed**, with an example after
 * {@link EXAMPLE_MARK}; problems are worded in lib/config/translate-issues.ts.
 */

import { z } from 'zod';
import type { ConfigurationCode } from './catalogue/configuration';
import type { ScenarioCode } from './catalogue/scenarios';

/** Stands between what is allowed and an example of it. */
export const EXAMPLE_MARK = ', such as ';

/** Stands between the meaning of a field and its default, in the help text of editors and the reference page. */
export const DEFAULT_MARK = ' Default: ';

/** Gives a field the help text that editors show, and says what happens when it is left out. */
export function field<Schema extends z.ZodType>(schema: Schema, meaning: string, byDefault?: string): Schema {
  return schema.meta({ description: byDefault === undefined ? meaning : `${meaning}${DEFAULT_MARK}${byDefault}.` });
}

/** A problem that a schema found by itself; the translation takes over everything in it. */
export interface CustomIssue<Code extends ConfigurationCode | ScenarioCode = ConfigurationCode> {
  readonly code: Code;
  readonly what: string;
  readonly received?: string;
  readonly allowed: string;
  readonly change: string;
}

/**
 * True when something is wrong with a value already. Checks of several fields together run then, too, and find in the place of a wrong
 * value what was written: whatever computes with them asks first.
 */
export function hasIssues({ issues }: { readonly issues: readonly unknown[] }): boolean {
  return issues.length > 0;
}

/** Puts a {@link CustomIssue} into the result of a check, at a path below the value checked. */
export function addIssue(
  context: { readonly value: unknown; readonly issues: z.core.$ZodRawIssue[] },
  path: (string | number)[],
  issue: CustomIssue<ConfigurationCode | ScenarioCode>,
): void {
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

/** A number between two others, both exclusive. */
export function numberBetween(above: number, below: number, allowed: string, example: string): z.ZodNumber {
  const error = `${allowed}${EXAMPLE_MARK}${example}`;
  return z.number({ error }).gt(above, { error }).lt(below, { error });
}

/** A whole number between two others, both inclusive. */
export function wholeNumber(least: number, most: number, example: string) {
  const error = `a whole number from ${least} to ${most}${EXAMPLE_MARK}${example}`;
  return z.int({ error }).min(least, { error }).max(most, { error });
}

/** True or false. */
export function trueOrFalse(): z.ZodBoolean {
  return z.boolean({ error: 'true or false' });
}

/** A value of one kind or another. */
export function either<One extends z.ZodType, Other extends z.ZodType>(one: One, other: Other, allowed: string) {
  return z.union([one, other], { error: allowed });
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

/** The value, or undefined when it is outside of the limits, both inclusive. */
export function within(value: number | undefined, least: number, most: number): number | undefined {
  return value !== undefined && value >= least && value <= most ? value : undefined;
}
