import { isJsonObject, type JsonObject, type JsonValue } from '../aws/cloudformation/template';
import { capitalize } from '../plan/alarm-description';
import type { RegionPlan } from '../plan/alarm-plan';
import { compareJson } from './compare-json';
import type { Comparison } from './comparison';

/**
 * Whether exactly the planned objectives of Application Signals are there, property by property: one that promises something else than the
 * plan would be believed.
 */
export function compareApplicationSignals({ region, applicationSignals }: RegionPlan, found: Comparison): void {
  for (const { settings } of applicationSignals?.objectives ?? []) {
    const objective = found.named('service level objective', region, settings.name);
    if (objective === undefined) continue;
    const planned = JSON.parse(found.fill(region, JSON.stringify(settings))) as JsonObject;
    found.differ(settings.name, objective, compareJson(asProperty(planned), withoutTags(objective.properties), 'objective'));
  }
}

/** Tags that an app gives to everything promise nothing. */
function withoutTags({ Tags: _tags, ...properties }: JsonObject): JsonObject {
  return properties;
}

/** The value with the names that CloudFormation gives to properties. */
function asProperty(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(asProperty);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [capitalize(name), asProperty(each)]));
}
