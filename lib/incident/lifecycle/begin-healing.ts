import { formatDurationMinutes, formatInstant, MINUTE_MS, MINUTES_PER_HOUR, SECOND_MS, type Instant } from '../../time/time';
import { isUnanswered } from './answered-alarms';
import { isUnderway, type AttachedAlarm, type Incident } from './incident';
import { isSameAlarm } from './incident-event';
import type { IncidentTransition } from './incident-transition';
import { isGoingOn, runGoingOn, type HealingRun, type SelfHealing } from './self-healing';

/**
 * Self-healing is tier 0: before anybody is paged for an alarm that has a runbook for it, the runbook is started, and the
 * first page waits for it, not longer than a stated time. Whatever is not known to have helped pages at once: a run that fails, is
 * refused, is stopped, takes too long or cannot be observed. A dry run heals nothing, so nobody waits for it.
 * Requirements 002-66, 002-70, faults F50 to F53.
 */

/** Failures within an hour after which nothing is started by itself any more, however many runs are allowed. Fault F51. */
const MOST_FAILURES_AN_HOUR = 3;
const HOUR_MS = MINUTES_PER_HOUR * MINUTE_MS;

type HealedAlarm = AttachedAlarm & { readonly selfHealing: SelfHealing };

/**
 * Starts the runbook of the worst alarm that has one, where it may be started.
 *
 * @param fires an alarm that is about to be taken in
 * @returns true while pages wait for a run
 */
export function beginHealing(transition: IncidentTransition, fires?: AttachedAlarm): boolean {
  const { incident } = transition;
  const alarm = healableAlarm(incident, fires);
  if (alarm === undefined || runGoingOn(incident) !== undefined) return isHolding(incident);
  const { selfHealing: rules } = alarm;
  const refusal = whyNot(incident, rules, transition.now);
  if (refusal !== undefined) {
    transition.note('healing refused', `${rules.runbook} is not started by itself: ${refusal}`);
    return false;
  }
  const isLive = rules.liveFrom !== undefined && rules.liveFrom <= transition.now;
  const { runs = [] } = incident.healing ?? {};
  const run: HealingRun = {
    number: (runs.at(-1)?.number ?? 0) + 1,
    alarm: { name: alarm.name, region: alarm.region },
    runbook: rules.runbook,
    isLive,
    askedAt: transition.now,
    status: 'starting',
  };
  transition.set({
    healing: { runs: [...runs.filter((each) => isRecent(each, transition.now)), run], ...(isLive && { holdsUntil: waitsUntil(rules, transition.now) }) },
  });
  transition.note(
    'healing started',
    isLive
      ? `${rules.runbook} is started by itself; people are paged when it does not help within ${formatDurationMinutes(rules.mayDelayPageSeconds / 60)}`
      : `a dry run of ${rules.runbook} is started by itself: nobody supervises automatic runs yet, so it changes nothing and nobody waits for it`,
  );
  transition.heal(run.number, rules, isLive);
  return isLive;
}

/** How the alarm of a run is healed; undefined where the incident does not have it. */
export function rulesOf({ alarms }: Pick<Incident, 'alarms'>, { alarm }: Pick<HealingRun, 'alarm'>): SelfHealing | undefined {
  return alarms.find((each) => isSameAlarm(each, alarm))?.selfHealing;
}

/** True while pages wait for a run. */
export function isHolding({ healing }: Pick<Incident, 'healing'>): boolean {
  return healing?.holdsUntil !== undefined;
}

/** Nobody was called while something healed: tiers count from now, as if it had just begun. */
export function countFromNow(transition: IncidentTransition): void {
  const { escalation } = transition.incident;
  const unresolvedSince = escalation.unresolvedSince ?? escalation.startedAt;
  transition.set({ escalation: { ...escalation, startedAt: transition.now, unresolvedSince } });
}

/** There is nothing to wait for any more, nor anybody to be paged. */
export function dropHold(transition: IncidentTransition): void {
  const { healing } = transition.incident;
  if (healing?.holdsUntil === undefined) return;
  const { holdsUntil: _over, ...rest } = healing;
  transition.set({ healing: rest });
}

/** Changes what is known of a run. */
export function changeRun(transition: IncidentTransition, run: HealingRun, changes: Partial<HealingRun>): HealingRun {
  const { healing } = transition.incident;
  const changed = { ...run, ...changes };
  transition.set({ healing: { ...healing, runs: (healing?.runs ?? []).map((each) => (each.number === run.number ? changed : each)) } });
  return changed;
}

/** Stops whatever goes on by itself; whether somebody is paged for it is not decided here. */
export function stopHealing(transition: IncidentTransition, why: string): HealingRun | undefined {
  const run = runGoingOn(transition.incident);
  if (run === undefined) return undefined;
  transition.note('healing stopped', `${run.runbook} is stopped: ${why}`);
  if (run.executionId === undefined) transition.dropHealing(run.number);
  else transition.stopHealing(run.executionId, run.number);
  return changeRun(transition, run, { status: 'stopped', endedAt: transition.now, why });
}

/** The worst alarm that is on and has a runbook, where nobody has taken the incident. */
function healableAlarm(incident: Incident, fires?: AttachedAlarm): HealedAlarm | undefined {
  const { drill, notifiesOnce, acknowledgement, severity, alarms } = incident;
  if (drill || notifiesOnce === true || acknowledgement !== undefined || !isUnderway(incident)) return undefined;
  return [...alarms, ...(fires === undefined ? [] : [fires])].find(
    (alarm): alarm is HealedAlarm => isUnanswered(alarm) && alarm.severity === severity && alarm.selfHealing !== undefined,
  );
}

/** Why nothing may be started; undefined when something may. */
function whyNot({ healing }: Incident, { maxPerHour, coolDownMinutes }: SelfHealing, now: Instant): string | undefined {
  const runs = (healing?.runs ?? []).filter((run) => run.status !== 'refused' && isRecent(run, now));
  if (runs.length >= maxPerHour) return `it ran ${runs.length} times within an hour, which is the most allowed`;
  const failed = runs.filter(({ status }) => status === 'failed').length;
  if (failed >= MOST_FAILURES_AN_HOUR) return `it failed ${failed} times within an hour`;
  const last = runs.at(-1);
  if (last !== undefined && now - last.askedAt < coolDownMinutes * MINUTE_MS)
    return `it ran at ${formatInstant(last.askedAt)}, and cools down for ${coolDownMinutes} minutes`;
  return undefined;
}

/** True for a run that counts towards the limits of an hour. */
export function isRecent({ askedAt, status }: HealingRun, now: Instant): boolean {
  return now - askedAt < HOUR_MS || isGoingOn({ status });
}

function waitsUntil({ mayDelayPageSeconds }: SelfHealing, now: Instant): Instant {
  return now + mayDelayPageSeconds * SECOND_MS;
}
