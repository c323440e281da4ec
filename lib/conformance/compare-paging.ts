import type { IncidentPlan } from '../plan/incident-plan';
import { compareCanary } from './compare-canary';
import { compareEngine } from './compare-engine';
import { compareIntake } from './compare-intake';
import { comparePagingAlarms } from './compare-paging-alarms';
import { compareTopics } from './compare-topics';
import type { Comparison } from './comparison';
import type { PlannedAlarms } from './planned-alarms';

/** Compares everything between alarms and people with its plan, property by property. */
export function comparePaging(plan: IncidentPlan, comparison: Comparison, alarms: PlannedAlarms): void {
  compareTopics(plan, comparison);
  compareEngine(plan, comparison);
  compareCanary(plan, comparison);
  compareIntake(plan, comparison);
  comparePagingAlarms(plan, comparison, alarms);
}
