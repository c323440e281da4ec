/**
 * What happened in a scenario minute by minute, for whoever draws it: what services did, how fast budgets burned in the windows of each
 * alert, what ledgers stored, which alarms were on, and which runbooks ran. Figures are plain sums over what really happened, as in
 * `expected-behaviour.ts`; states are those of the simulated account.
 */

import type { ObjectiveAlarmsPlan, OperationsPlan } from '../plan/alarm-plan';
import { plannedObjectives } from '../plan/build-plan';
import type { MetricAlarmPlan } from '../plan/metric-alarm-plan';
import type { Account } from '../simulator/account';
import type { AlarmState } from '../simulator/services/cloudwatch/metric-alarm';
import { AUTOMATION } from '../simulator/services/ssm/automation/ports';
import type { GateState } from '../slo/budget/gate-state';
import { allowedBadFraction, type Urgency } from '../slo/burn-rate';
import { MINUTE_MS, type Instant } from '../time/time';
import type { MinuteRange } from '../workload/minute-range';
import type { ObservedObjective } from '../workload/observed-objective';
import { addUp, sumBetween, type ObservedSums } from './expected-behaviour';
import type { StoredState } from './ledger/ledger-runs';

/** A scenario from its first minute to its last. */
export interface ScenarioCourse {
  readonly start: Instant;
  /** Not part of it. */
  readonly end: Instant;
  readonly objectives: readonly ObjectiveCourse[];
  readonly alarms: readonly AlarmCourse[];
  readonly runs: readonly RunbookCourse[];
}

/** What an objective saw. Columns have a value for each minute. */
export interface ObjectiveCourse {
  /** `service/objective`. */
  readonly name: string;
  readonly service: string;
  /** Of `slices`, `total` is 1 in each minute and `bad` 1 in a bad one. */
  readonly kind: ObservedObjective['kind'];
  /** Share of events that may be bad, a fraction. */
  readonly allowedBadFraction: number;
  readonly bad: Float64Array;
  readonly total: Float64Array;
  /** 1 where metrics arrived. */
  readonly published: Uint8Array;
  readonly alerts: readonly AlertCourse[];
  /** What the ledger stored, in order; empty where none ran. */
  readonly budget: readonly { readonly at: Instant; readonly state: GateState; readonly remaining?: number }[];
}

/** The windows of a burn-rate alert. */
export interface AlertCourse {
  readonly id: string;
  readonly urgency: Urgency;
  readonly windows: readonly WindowCourse[];
}

/** A window, by what its alarm compares with its threshold. */
export interface WindowCourse {
  readonly alarmName: string;
  readonly window: 'long' | 'short';
  readonly windowMinutes: number;
  /** Burn rate: how many times faster than allowed the budget is spent. Bad events, bad minutes: so many in the window. */
  readonly measure: 'burn rate' | 'bad events' | 'bad minutes';
  /** At the end of each minute; NaN where the window has no events. */
  readonly values: Float64Array;
  readonly threshold: number;
}

/** The states of an alarm, each from its instant on. The first stands at the start. */
export interface AlarmCourse {
  readonly name: string;
  readonly region: string;
  readonly type: 'metric' | 'composite';
  /** Objective it is planned for; absent for any other alarm. */
  readonly objective?: string;
  readonly states: readonly { readonly at: Instant; readonly state: AlarmState }[];
}

/** A run of a runbook, with its steps as far as they came. */
export interface RunbookCourse {
  readonly document: string;
  readonly startedAt: Instant;
  readonly endedAt?: Instant;
  readonly status: string;
  readonly steps: readonly { readonly name: string; readonly status: string; readonly startedAt: Instant; readonly endedAt?: Instant }[];
}

/** What the course of a scenario is made of. */
export interface PlayedScenarioFacts {
  readonly plan: OperationsPlan;
  readonly range: MinuteRange;
  readonly observed: ReadonlyMap<string, ObservedObjective>;
  /** By objective. */
  readonly stored: ReadonlyMap<string, readonly StoredState[]>;
  readonly account: Account;
}

/** The course of a scenario that was played to its end. */
export function courseOf({ plan, range, observed, stored, account }: PlayedScenarioFacts): ScenarioCourse {
  const start = range.start * MINUTE_MS;
  return {
    start,
    end: range.end * MINUTE_MS,
    objectives: plannedObjectives(plan).flatMap((objective) => {
      const seen = observed.get(objective.name);
      return seen === undefined ? [] : [objectiveCourse(objective, seen, stored.get(objective.name) ?? [], range)];
    }),
    alarms: alarmCourses(plan, account, start),
    runs: account
      .use(AUTOMATION)
      .executions()
      .map(({ document, startedAt, endedAt, status, steps }) => ({
        document: document.identity.name,
        startedAt,
        ...(endedAt !== undefined && { endedAt }),
        status,
        steps: steps.flatMap((step) =>
          step.startedAt === undefined
            ? []
            : [{ name: step.step.name, status: step.status, startedAt: step.startedAt, ...(step.endedAt !== undefined && { endedAt: step.endedAt }) }],
        ),
      })),
  };
}

function objectiveCourse(planned: ObjectiveAlarmsPlan, observed: ObservedObjective, stored: readonly StoredState[], range: MinuteRange): ObjectiveCourse {
  const begin = range.start - range.first;
  const end = range.end - range.first;
  const sums = addUp(observed);
  const allowed = allowedBadFraction(planned.objective.targetPercent);
  return {
    name: planned.name,
    service: planned.serviceId,
    kind: observed.kind,
    allowedBadFraction: allowed,
    bad: observed.bad.slice(begin, end),
    total: observed.total.slice(begin, end),
    published: observed.published.slice(begin, end),
    alerts: planned.rows.map(({ id, urgency }) => ({
      id,
      urgency,
      windows: planned.metricAlarms.flatMap((alarm) =>
        alarm.role.kind === 'burn' && alarm.role.rowId === id ? [windowCourse(alarm, alarm.role, sums, allowed, range)] : [],
      ),
    })),
    budget: stored.map(({ at, record }) => ({
      at,
      state: record?.state ?? 'unknown',
      ...(record?.figures !== undefined && record.state !== 'unknown' && { remaining: record.figures.remaining }),
    })),
  };
}

function windowCourse(
  { name, threshold, datapointsToAlarm }: MetricAlarmPlan,
  { window, windowMinutes, errorRatioAbove }: Extract<MetricAlarmPlan['role'], { kind: 'burn' }>,
  sums: ObservedSums,
  allowed: number,
  range: MinuteRange,
): WindowCourse {
  const about = { alarmName: name, window, windowMinutes };
  const values = new Float64Array(range.end - range.start);
  const inWindow = (column: Float64Array, index: number) => sumBetween(column, range, range.start + index + 1 - windowMinutes, range.start + index + 1);
  if (sums.kind === 'slices' || errorRatioAbove !== undefined) {
    for (let index = 0; index < values.length; index++) values[index] = inWindow(sums.bad, index);
    return sums.kind === 'slices'
      ? { ...about, measure: 'bad minutes', values, threshold: datapointsToAlarm }
      : { ...about, measure: 'bad events', values, threshold };
  }
  for (let index = 0; index < values.length; index++) values[index] = inWindow(sums.bad, index) / inWindow(sums.total, index) / allowed;
  return { ...about, measure: 'burn rate', values, threshold: threshold / allowed };
}

function alarmCourses(plan: OperationsPlan, account: Account, start: Instant): AlarmCourse[] {
  const objectives = new Map<string, string>();
  for (const { name, region, metricAlarms, compositeAlarms } of plannedObjectives(plan)) {
    for (const alarm of [...metricAlarms, ...compositeAlarms]) objectives.set(`${region} ${alarm.name}`, name);
  }
  const courses = new Map<string, { name: string; region: string; type: AlarmCourse['type']; states: { at: Instant; state: AlarmState }[] }>();
  for (const entry of account.log) {
    if (entry.kind !== 'alarm state changed') continue;
    const { name, region, type } = entry.alarm;
    const key = `${region} ${name}`;
    const course = courses.get(key) ?? { name, region, type, states: [{ at: start, state: entry.from }] };
    courses.set(key, course);
    if (entry.at <= start) course.states = [{ at: start, state: entry.to }];
    else course.states.push({ at: entry.at, state: entry.to });
  }
  return [...courses].map(([key, course]) => ({ ...course, ...(objectives.has(key) && { objective: objectives.get(key)! }) }));
}
