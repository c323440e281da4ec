/**
 * What CloudWatch does first at one instant. AWS documents none of it; it is fixed so that a run is the same however
 * far its metric alarms are evaluated ahead. Steps of people and scenarios come before everything here: they have the
 * order 0 of the clock.
 */

/** First of all, an alarm that was evaluated up to the instant is evaluated further. */
export const CONTINUATION_ORDER = Number.NEGATIVE_INFINITY;

/** A metric alarm changes, one after the other by their position in the templates. */
export function metricAlarmOrder(position: number): number {
  return 1 + position;
}

/** Then the composite alarms follow, having seen every metric alarm that changes at the instant. */
export const COMPOSITE_ORDER = Number.MAX_SAFE_INTEGER - 1;

/** Then a period of a suppressor ends: a suppressor that goes to ALARM at that very instant is still in time. */
export const SUPPRESSION_ORDER = Number.MAX_SAFE_INTEGER;

/** Last come schedules and functions: what they read and publish at an instant meets alarms that have been judged. */
export const FUNCTION_ORDER = Number.POSITIVE_INFINITY;
