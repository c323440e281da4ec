import type { JsonObject } from '../aws/cloudformation/template';
import type { RegionPlan } from '../plan/alarm-plan';
import { asProperties, withoutTags } from './as-properties';
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
    found.differ(settings.name, objective, compareJson(asProperties(planned), withoutTags(objective.properties), 'objective'));
  }
}
