import type { JsonObject, JsonValue } from '../cloudformation/template';
import { NotSimulatedError, orDoubt } from '../errors';
import type { LoadedResource } from './loaded-stack';

/** What is known of the properties of a resource. */
export interface KnownProperties {
  readonly properties: JsonObject;
  /** Why a property is not among them, by its name: it is there, and cannot be resolved. */
  readonly gaps: ReadonlyMap<string, NotSimulatedError>;
}

/**
 * The properties of a resource, without those that its reader can do without and that cannot be resolved. What depends on
 * one of these is for the reader to refuse.
 *
 * @param dispensable names of properties without which the rest can be judged
 * @throws NotSimulatedError when any other one cannot be resolved, or whether the resource is created
 */
export function knownProperties(resource: LoadedResource, dispensable: readonly string[]): KnownProperties {
  const whole = orDoubt(() => resource.properties);
  if (!(whole instanceof NotSimulatedError)) return { properties: whole, gaps: new Map() };
  resource.requireCreated();
  const properties: Record<string, JsonValue> = {};
  const gaps = new Map<string, NotSimulatedError>();
  for (const name of Object.keys(resource.stack.template.Resources[resource.logicalId]?.Properties ?? {})) {
    try {
      const value = resource.at(name).json();
      if (value !== undefined) properties[name] = value;
    } catch (error) {
      if (!(error instanceof NotSimulatedError) || !dispensable.includes(name)) throw error;
      gaps.set(name, error);
    }
  }
  return { properties, gaps };
}
