/**
 * What CloudWatch does first at one instant. AWS documents none of it; it is fixed so that a run is the same however
 * far its metric alarms are evaluated ahead. Steps of people and scenarios come before everything here: they have the
 * order 0 of the clock.
 */

/** A metric alarm changes, one after the other by their position in the templates. */
export function metricAlarmOrder(position: number): number {
  return 1 + position;
}

/** Then the composite alarms follow, having seen every metric alarm that changes at the instant. */
export const COMPOSITE_ORDER = Number.MAX_SAFE_INTEGER - 1;

/** Last, a period of a suppressor ends: a suppressor that goes to ALARM at that very instant is still in time. */
export const SUPPRESSION_ORDER = Number.MAX_SAFE_INTEGER;
