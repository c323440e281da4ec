import { isJsonObject } from '../../../aws/cloudformation/template';
import type { StatedResources } from './stated-resources';

/** The kind of a mute rule that is stated. */
export const MUTE_RULE = 'cloudwatch alarm mute rule';

/** Names of the stated mute rules of a region, and of the alarms they are for; none where nothing states any. */
export function statedMuteRules(store: StatedResources, region: string): { readonly name: string; readonly alarms: readonly string[] }[] {
  const stated = store.isStated(MUTE_RULE, region) ? store.list(MUTE_RULE, region) : [];
  return stated.map(({ Name, MuteTargets: targets }) => {
    const alarms = isJsonObject(targets) && Array.isArray(targets.AlarmNames) ? targets.AlarmNames.map(String) : [];
    return { name: String(Name), alarms };
  });
}
