import type { JsonValue } from './template';
import { UnresolvedError } from './unresolved-error';

/** An entry of an object as parsed; names such as `constructor` are not entries. */
export function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/**
 * A scalar as text, as intrinsic functions take it.
 *
 * @throws UnresolvedError for anything but a text, number or boolean
 */
export function asText(value: JsonValue, where: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new UnresolvedError(`${JSON.stringify(value)}, which is not a text`, where);
}

/** A value as conditions compare it: as text, so that `1` equals `"1"`. */
export function comparable(value: JsonValue): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** `Resource.Attribute` in its two parts; the attribute may itself contain dots. */
export function splitAttribute(path: string): readonly string[] {
  const dot = path.indexOf('.');
  return dot < 0 ? [path] : [path.slice(0, dot), path.slice(dot + 1)];
}

/** A reference to a plain parameter that makes up a whole text; the version is of what was stored before deployment. */
const STORED_REFERENCE = /^\{\{resolve:ssm:([^:}]+)(?::1)?\}\}$/;

/**
 * The text itself, unless it asks for a value stored elsewhere when the stack is deployed: then that value, when the
 * reference is the whole text and the value is known.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-ssm.html
 *
 * @param stored what Parameter Store holds, by name
 * @throws UnresolvedError for any other dynamic reference
 */
export function withoutDynamicReference(text: string, stored: Readonly<Record<string, string>> | undefined, where: string): string {
  const reference = /\{\{resolve:[^}]*\}\}/.exec(text);
  if (reference === null) return text;
  const name = STORED_REFERENCE.exec(text)?.[1];
  const value = name === undefined ? undefined : own(stored ?? {}, name);
  if (value === undefined) throw new UnresolvedError(`dynamic reference ${reference[0]}`, where);
  return value;
}
