import type { LoadedStack } from '../aws/assembly/loaded-stack';
import type { IncidentPlan } from '../plan/incident-plan';
import { compareEngine } from './compare-engine';
import { comparePagingAlarms } from './compare-paging-alarms';
import { compareTopics } from './compare-topics';
import { FoundResources } from './found-resources';
import type { PlanDifference } from './plan-difference';

/** Compares everything between alarms and people with its plan, property by property. */
export function comparePaging(
  plan: IncidentPlan,
  stacks: readonly LoadedStack[],
): { readonly differences: readonly PlanDifference[]; readonly unknown: readonly string[] } {
  const found = new FoundResources(stacks);
  compareTopics(plan, found);
  compareEngine(plan, found);
  comparePagingAlarms(plan, found);
  return found;
}
