import { isJsonObject, type JsonObject } from '../aws/cloudformation/template';
import type { OperationsPlan, RegionPlan } from '../plan/alarm-plan';
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
    const filled = asProperties(JSON.parse(found.fill(region, JSON.stringify(settings))) as JsonObject);
    const planned = found.source === 'templates' ? filled : withoutPeriod(filled);
    found.differ(settings.name, objective, compareJson(planned, withoutTags(objective.properties), 'objective'));
  }
}

/**
 * Properties without the length of periods, which an account does not say: its metrics have it.
 * https://docs.aws.amazon.com/applicationsignals/latest/APIReference/API_ServiceLevelIndicatorMetric.html
 */
function withoutPeriod(properties: JsonObject): JsonObject {
  const { Sli: sli } = properties;
  if (!isJsonObject(sli) || !isJsonObject(sli.SliMetric)) return properties;
  const { PeriodSeconds: _period, ...metric } = sli.SliMetric;
  return { ...properties, Sli: { ...sli, SliMetric: metric } };
}

/** What the figures there count otherwise than the ledger, and nobody can deploy, one sentence each: no comparison finds it. */
export function applicationSignalsNotes({ regions }: Pick<OperationsPlan, 'regions'>): readonly string[] {
  const objectives = regions.flatMap(({ applicationSignals }) => applicationSignals?.objectives ?? []);
  return objectives.flatMap(({ objective, differs }) => differs.map((each) => `${objective} in Application Signals: ${each}`));
}
