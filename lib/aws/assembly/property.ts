import { isJsonObject, type JsonObject, type JsonValue } from '../cloudformation/template';
import type { TemplateValue } from '../cloudformation/template-value';
import { NotSimulatedError } from '../errors';

/**
 * Readers for resolved properties. CloudFormation accepts numbers and booleans written as texts, so these do too;
 * anything else of the wrong kind throws NotSimulatedError, naming the property.
 */

/** @throws NotSimulatedError for the first property that is not in the list: nothing is passed over in silence */
export function allowOnly(properties: JsonObject, names: readonly string[]): void {
  const unknown = Object.keys(properties).find((name) => !names.includes(name));
  if (unknown !== undefined) throw new NotSimulatedError(`property ${unknown}`);
}

/** A text, or undefined when the property is not set. */
export function optionalText(properties: JsonObject, name: string): string | undefined {
  const value = properties[name];
  if (value === undefined) return undefined;
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  throw wrongKind(name, value, 'a text');
}

/** A text that must be there. */
export function requiredText(properties: JsonObject, name: string): string {
  const value = optionalText(properties, name);
  if (value === undefined) throw new NotSimulatedError(`a resource without ${name}`);
  return value;
}

/** A number, or undefined when the property is not set. */
export function optionalNumber(properties: JsonObject, name: string): number | undefined {
  const value = properties[name];
  if (value === undefined) return undefined;
  const number = numberIn(value);
  if (number === undefined) throw wrongKind(name, value, 'a number');
  return number;
}

/** A boolean, or the fallback when the property is not set. */
export function booleanOr(properties: JsonObject, name: string, fallback: boolean): boolean {
  const value = properties[name];
  if (value === undefined) return fallback;
  const flag = booleanIn(value);
  if (flag === undefined) throw wrongKind(name, value, 'true or false');
  return flag;
}

/** A list, empty when the property is not set. */
export function listOf(properties: JsonObject, name: string): readonly JsonValue[] {
  const value = properties[name];
  if (value === undefined) return [];
  if (Array.isArray(value)) return value;
  throw wrongKind(name, value, 'a list');
}

/** A map, empty when the property is not set. */
export function objectIn(properties: JsonObject, name: string): JsonObject {
  const value = properties[name];
  if (value === undefined) return {};
  if (isJsonObject(value)) return value;
  throw wrongKind(name, value, 'a map');
}

/** A list of texts, empty when the property is not set. */
export function textsOf(properties: JsonObject, name: string): readonly string[] {
  return listOf(properties, name).map((item) => {
    if (typeof item !== 'string') throw wrongKind(name, item, 'a list of texts');
    return item;
  });
}

/** A number, or the number that a text is; undefined for anything else. */
export function numberIn(value: TemplateValue | undefined): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** True or false, or what a text says of the two; undefined for anything else. */
export function booleanIn(value: TemplateValue | undefined): boolean | undefined {
  if (value === true || value === 'true') return true;
  return value === false || value === 'false' ? false : undefined;
}

function wrongKind(name: string, value: JsonValue, wanted: string): NotSimulatedError {
  return new NotSimulatedError(`${name} ${JSON.stringify(value)}, which is not ${wanted}`);
}
