import type { DeployedAlarm } from '../conformance/deployed-resources';
import { differenceOf } from '../conformance/difference-of';
import type { PlanDifference } from '../conformance/plan-difference';
import type { ObjectiveAlarmsPlan, OperationsPlan } from '../plan/alarm-plan';
import { plannedObjectives } from '../plan/build-plan';
import type { Assumptions } from '../simulator/core/assumptions';
import { formatInstant, MINUTE_MS, type Instant } from '../time/time';
import type { MinuteRange } from '../workload/minute-range';
import type { ObservedObjective } from '../workload/observed-objective';
import { addUp, expectCompositeAlarm, expectMetricAlarm, firingMinutes, firstDifference, type FiringMinutes } from './expected-behaviour';
import type { FiringChange } from './timeline';

/** What happened, for the comparison. */
export interface Behaviour {
  readonly range: MinuteRange;
  readonly assumptions: Assumptions;
  /** By `service/objective`. */
  readonly observed: ReadonlyMap<string, ObservedObjective>;
  /** Changes of state by alarm name. */
  readonly changes: ReadonlyMap<string, readonly FiringChange[]>;
  /** When an alarm was deleted; undefined for one that is there. */
  readonly deletedAt: (region: string, name: string) => Instant | undefined;
  /** The planned alarms that are deployed, by name. */
  readonly alarms: ReadonlyMap<string, DeployedAlarm>;
}

/** Compares, minute by minute, what each alarm did with what its plan says it should have done. */
export function compareBehaviour(plan: OperationsPlan, behaviour: Behaviour): PlanDifference[] {
  return plannedObjectives(plan).flatMap((objective) => compareObjective(objective, behaviour));
}

/** True for a minute of a range at whose end an alarm is not there any more. */
export function isDeletedBy(deletedAt: Instant | undefined, range: MinuteRange, minute: number): boolean {
  return deletedAt !== undefined && deletedAt < (range.start + minute + 1) * MINUTE_MS;
}

function compareObjective(objective: ObjectiveAlarmsPlan, behaviour: Behaviour): PlanDifference[] {
  const { range, assumptions, alarms } = behaviour;
  const observed = behaviour.observed.get(objective.name);
  if (observed === undefined) throw new RangeError(`${objective.name} is planned but not played`);

  const sums = addUp(observed);
  const planned = new Map<string, FiringMinutes>();
  for (const alarm of objective.metricAlarms) {
    planned.set(alarm.name, expectMetricAlarm(alarm, sums, range, assumptions));
  }
  for (const composite of objective.compositeAlarms) planned.set(composite.name, expectCompositeAlarm(composite, planned));

  const differences: PlanDifference[] = [];
  for (const [name, expected] of planned) {
    const alarm = alarms.get(name);
    // An alarm that is not deployed is reported as that, once.
    if (alarm === undefined) continue;
    const found = firingMinutes(behaviour.changes.get(name) ?? [], range);
    const minute = firstDifference(expected, found);
    if (minute === undefined || isDeletedBy(behaviour.deletedAt(objective.region, name), range, minute)) continue;
    const at = formatInstant((range.start + minute) * MINUTE_MS);
    const difference = {
      what: `behaviour from ${at}`,
      planned: expected[minute] === 1 ? 'in ALARM' : 'not in ALARM',
      found: found[minute] === 1 ? 'in ALARM' : 'not in ALARM',
    };
    differences.push(differenceOf('behaviour', name, alarm, difference));
  }
  return differences;
}
