/**
 * What the plan says should happen: when each planned alarm is in ALARM, computed from what really happened to the
 * services by plain sums. It shares no code with the simulator and never looks at a template; where the two disagree,
 * the template does something else than planned.
 */

import type { CompositeAlarmPlan } from '../plan/alarm-plan';
import type { MetricAlarmPlan } from '../plan/metric-alarm-plan';
import type { Assumptions } from '../simulator/core/assumptions';
import { MINUTE_MS, MINUTES_PER_DAY, MINUTES_PER_HOUR } from '../time/time';
import type { MinuteRange } from '../workload/minute-range';
import type { ObservedObjective } from '../workload/observed-objective';

/** Whether an alarm is in ALARM at the end of each minute of the scenario; index 0 is the first minute. */
export type FiringMinutes = Uint8Array;

/** Figures of an objective, added up from the first minute on, so that any window is one subtraction. */
export interface ObservedSums {
  readonly kind: ObservedObjective['kind'];
  readonly bad: Float64Array;
  readonly total: Float64Array;
  readonly seen: Float64Array;
}

/** Adds up what an objective saw, once for all its alarms. */
export function addUp({ kind, bad, total, seen }: ObservedObjective): ObservedSums {
  return { kind, bad: prefixSums(bad), total: prefixSums(total), seen: prefixSums(seen) };
}

/**
 * What a column of {@link ObservedSums} holds of the minutes [from, to); nothing lies outside the range.
 *
 * @param from minutes since the epoch, as `to`
 */
export function sumBetween(sums: Float64Array, range: MinuteRange, from: number, to: number): number {
  const upTo = (minute: number) => sums[Math.min(Math.max(minute - range.first, 0), sums.length - 1)]!;
  return to > from ? upTo(to) - upTo(from) : 0;
}

/** Minutes of a scenario in which a planned metric alarm should be in ALARM. */
export function expectMetricAlarm(alarm: MetricAlarmPlan, observed: ObservedSums, range: MinuteRange, assumptions: Assumptions): FiringMinutes {
  const firing = new Uint8Array(range.end - range.start);
  const isBad = judgement(alarm, observed, range);
  const multiDay = alarm.periodSeconds * alarm.evaluationPeriods > MINUTES_PER_DAY * 60;
  let current = 0;
  // From an hour before, so that an alarm judged once an hour has a state when the scenario begins.
  for (let minute = range.start - MINUTES_PER_HOUR; minute < range.end; minute++) {
    const isEvaluated = !multiDay || minute % MINUTES_PER_HOUR === assumptions.multiDayEvaluationMinute;
    if (isEvaluated) {
      const end = multiDay ? minute - (minute % MINUTES_PER_HOUR) : minute;
      current = Number(isBad(end, Math.min(end, minute - assumptions.metricDelayMinutes)));
    }
    if (minute >= range.start) firing[minute - range.start] = current;
  }
  return firing;
}

/** Whether the window that ends at `end` is bad, when only minutes before `readable` can be read. */
type Judgement = (end: number, readable: number) => boolean;

function judgement(alarm: MetricAlarmPlan, observed: ObservedSums, range: MinuteRange): Judgement {
  const { windowMinutes } = alarm.role;
  const between = (sums: Float64Array, from: number, to: number) => sumBetween(sums, range, from, to);
  if (alarm.role.kind === 'silence') {
    return (end, readable) => between(observed.seen, end - windowMinutes, readable) < alarm.threshold;
  }
  if (observed.kind === 'slices') {
    return (end, readable) => between(observed.bad, end - windowMinutes, readable) >= alarm.datapointsToAlarm;
  }
  const { leastBadEvents = 0, errorRatioAbove } = alarm.role;
  return (end, readable) => {
    const events = between(observed.total, end - windowMinutes, readable);
    const bad = between(observed.bad, end - windowMinutes, readable);
    if (errorRatioAbove !== undefined) return bad > errorRatioAbove * events && bad >= alarm.threshold;
    return events > 0 && bad >= leastBadEvents && bad / events > alarm.threshold;
  };
}

/** Minutes in which a planned composite alarm should be in ALARM, from those of its metric alarms. */
export function expectCompositeAlarm(composite: CompositeAlarmPlan, metricAlarms: ReadonlyMap<string, FiringMinutes>): FiringMinutes {
  const groups = composite.firesWhenAllOf.map((names) => names.map((name) => metricAlarms.get(name)!));
  const length = groups[0]![0]!.length;
  const firing = new Uint8Array(length);
  for (let minute = 0; minute < length; minute++) {
    firing[minute] = Number(groups.some((group) => group.every((alarm) => alarm[minute] === 1)));
  }
  return firing;
}

/** First minute at which two courses differ, or undefined when they never do. */
export function firstDifference(planned: FiringMinutes, found: FiringMinutes): number | undefined {
  const index = planned.findIndex((value, minute) => value !== found[minute]);
  return index === -1 ? undefined : index;
}

/** The minutes an alarm was in ALARM at their end, from its changes of state. */
export function firingMinutes(changes: readonly { readonly at: number; readonly firing: boolean }[], range: MinuteRange): FiringMinutes {
  const firing = new Uint8Array(range.end - range.start);
  let current = 0;
  let next = 0;
  for (let minute = 0; minute < firing.length; minute++) {
    const endOfMinute = (range.start + minute) * MINUTE_MS + MINUTE_MS - 1;
    while (next < changes.length && changes[next]!.at <= endOfMinute) current = Number(changes[next++]!.firing);
    firing[minute] = current;
  }
  return firing;
}

function prefixSums(column: Float64Array): Float64Array {
  const sums = new Float64Array(column.length + 1);
  for (let index = 0; index < column.length; index++) sums[index + 1] = sums[index]! + column[index]!;
  return sums;
}
