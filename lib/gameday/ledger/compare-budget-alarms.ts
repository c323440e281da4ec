/**
 * Whether the alarms on budgets, and those on the ledger itself, did what the figures of the comparison say. The
 * figures are those that should have been notified, so an alarm that reads another metric, or another level, shows here.
 */

import type { DeployedAlarm } from '../../conformance/deployed-resources';
import { differenceOf } from '../../conformance/difference-of';
import type { PlanDifference } from '../../conformance/plan-difference';
import type { BudgetAlarmPlan, ErrorBudgetPlan } from '../../plan/budget-plan';
import { formatInstant, MINUTE_MS, type Instant } from '../../time/time';
import type { MinuteRange } from '../../workload/minute-range';
import { isDeletedBy } from '../compare-behaviour';
import { firingMinutes, type FiringMinutes } from '../expected-behaviour';
import type { Deployments } from '../redeploy/deployments';
import type { FiringChange } from '../timeline';
import type { ExpectedRun } from './compare-ledger-runs';
import { heartbeatsKey, type LedgerRuns } from './ledger-runs';

/** What the alarms of a ledger did. */
export interface BudgetAlarmHistory {
  readonly range: MinuteRange;
  readonly runs: LedgerRuns;
  /** Changes of state of an alarm in a region. */
  readonly changesOf: (region: string, name: string) => readonly FiringChange[];
  /** When an alarm was deleted; undefined for one that is there. */
  readonly deletedAt: (region: string, name: string) => Instant | undefined;
  /** What was deployed when: a signal looks at what the plan of its time says. */
  readonly deployments: Deployments;
  /** The planned alarms that are deployed, by name. */
  readonly alarms: ReadonlyMap<string, DeployedAlarm>;
}

/**
 * Minutes after a run until its datapoint has been seen by every alarm: the run, the delay of metrics, and an
 * evaluation a minute later. Alarms are compared from then to the next run; to the minute they are judged by what a
 * scenario expects.
 */
const SEEN_AFTER_MINUTES = 4;
/** Runs an alarm may fall back on beyond those it evaluates, when some of them are missing. */
const FURTHER_RUNS = 2;

const UNJUDGED = 2;

/** Compares the alarms on budgets of a region and on its ledgers, and the signals for pipelines. */
export function compareBudgetAlarms(
  plan: ErrorBudgetPlan,
  region: string,
  expected: ReadonlyMap<string, readonly ExpectedRun[]>,
  history: BudgetAlarmHistory,
): PlanDifference[] {
  const planned = new Map<string, FiringMinutes>();
  const [{ input }] = plan.ledgers;
  for (const { name, alarms } of plan.objectives) {
    for (const alarm of alarms) planned.set(alarm.name, expectLevel(alarm, expected.get(name)!, input.everyMinutes, history.range));
  }
  for (const { input: own, alarms } of plan.ledgers) {
    const stopped = alarms.filter(({ role }) => role.kind === 'ledger' && role.signal === 'stopped');
    for (const alarm of stopped) planned.set(alarm.name, expectStopped(alarm, heartbeatsKey(region, own.ledger), history));
  }
  const found = (name: string) => firingMinutes(history.changesOf(region, name), history.range);
  const compare = (name: string, minutes: FiringMinutes) => compareMinutes(name, minutes, found(name), { ...history, region });
  return [
    ...[...planned].flatMap(([name, minutes]) => compare(name, minutes)),
    ...plan.signals.flatMap(({ name }) => compare(name, expectSignal(childrenOf(name, region, history.deployments), found, history.range))),
  ];
}

/** In ALARM while any of the newest figures an alarm looks at is past its level. */
function expectLevel(alarm: BudgetAlarmPlan, scheduledTimes: readonly ExpectedRun[], everyMinutes: number, range: MinuteRange): FiringMinutes {
  const minutes = new Uint8Array(range.end - range.start).fill(UNJUDGED);
  const isPast = (remaining: number) => (alarm.comparison === 'LessThanThreshold' ? remaining * 100 < alarm.threshold : remaining * 100 <= alarm.threshold);
  scheduledTimes.forEach((scheduledAt, index) => {
    const seen = scheduledTimes.slice(Math.max(0, index + 1 - alarm.evaluationPeriods - FURTHER_RUNS), index + 1);
    // Where runs are missing, which of the older ones an alarm falls back on changes from minute to minute.
    if (seen.length < alarm.evaluationPeriods || seen.some(({ recordedAt, remaining }) => recordedAt === undefined || remaining === undefined)) return;
    const isFiring = seen.slice(-alarm.evaluationPeriods).some(({ remaining }) => isPast(remaining!));
    const from = Math.ceil(scheduledAt.recordedAt! / MINUTE_MS) + SEEN_AFTER_MINUTES - range.start;
    const to = scheduledAt.scheduledAt / MINUTE_MS + everyMinutes - range.start;
    if (to > 0) minutes.fill(Number(isFiring), Math.max(0, from), Math.max(0, to));
  });
  return minutes;
}

/** In ALARM while none of the runs of its window was recorded completely. */
function expectStopped(alarm: BudgetAlarmPlan, heartbeats: string, { range, runs }: BudgetAlarmHistory): FiringMinutes {
  const minutes = new Uint8Array(range.end - range.start).fill(UNJUDGED);
  const complete = [...(runs.heartbeats.get(heartbeats) ?? [])]
    .filter(([, { value }]) => value >= 1)
    .map(([scheduledAt, { at }]) => ({ scheduledAt: scheduledAt / MINUTE_MS, recorded: at / MINUTE_MS }))
    .sort((one, other) => one.scheduledAt - other.scheduledAt);
  let oldest = 0;
  for (let index = 0; index < minutes.length; index++) {
    const minute = range.start + index;
    const window = minute - alarm.role.windowMinutes;
    while (oldest < complete.length && complete[oldest]!.scheduledAt < window - SEEN_AFTER_MINUTES) oldest += 1;
    let [surely, perhaps] = [false, false];
    for (let next = oldest; next < complete.length && complete[next]!.scheduledAt <= minute; next++) {
      const { scheduledAt, recorded } = complete[next]!;
      perhaps ||= recorded <= minute;
      surely ||= scheduledAt >= window + SEEN_AFTER_MINUTES && recorded <= minute - SEEN_AFTER_MINUTES;
    }
    if (surely || !perhaps) minutes[index] = Number(!surely);
  }
  return minutes;
}

/** Alarms that a signal looks at, from an instant on. */
interface SignalChildren {
  readonly at: Instant;
  readonly names: readonly string[];
}

function childrenOf(signal: string, region: string, deployments: Deployments): readonly SignalChildren[] {
  return deployments.flatMap(({ at, plan }) => {
    const signals = plan.regions.find((each) => each.region === region)?.errorBudget?.signals;
    const planned = signals?.find(({ name }) => name === signal);
    return planned === undefined ? [] : [{ at, names: planned.firesWhenAnyOf }];
  });
}

/** The signal follows the alarms below it, whatever they do. */
function expectSignal(children: readonly SignalChildren[], found: (name: string) => FiringMinutes, range: MinuteRange): FiringMinutes {
  const below = children.map(({ at, names }) => ({ at, alarms: names.map(found) }));
  return new Uint8Array(range.end - range.start).map((_, minute) => {
    const present = below.findLast(({ at }) => at < (range.start + minute + 1) * MINUTE_MS);
    return Number(present?.alarms.some((alarm) => alarm[minute] === 1) === true);
  });
}

function compareMinutes(
  name: string,
  planned: FiringMinutes,
  found: FiringMinutes,
  { range, alarms, deletedAt, region }: BudgetAlarmHistory & { readonly region: string },
): PlanDifference[] {
  const minute = planned.findIndex((value, index) => value !== UNJUDGED && value !== found[index]);
  const alarm = alarms.get(name);
  // An alarm that is not deployed is reported as that, once.
  if (minute === -1 || alarm === undefined || isDeletedBy(deletedAt(region, name), range, minute)) return [];
  const text = (value: number | undefined) => (value === 1 ? 'in ALARM' : 'not in ALARM');
  const at = formatInstant((range.start + minute) * MINUTE_MS);
  return [differenceOf('behaviour', name, alarm, { what: `behaviour from ${at}`, planned: text(planned[minute]), found: text(found[minute]) })];
}
