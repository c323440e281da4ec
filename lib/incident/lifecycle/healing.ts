import { MINUTE_MS, SECOND_MS, type Instant } from '../../time/time';
import { beginHealing, changeRun, countFromNow, dropHold, isHolding, rulesOf, stopHealing } from './begin-healing';
import { pageRelapse } from './escalation';
import { isUnderway, type Incident } from './incident';
import type { HealingEvent, OverrideEvent } from './incident-event';
import type { IncidentTransition } from './incident-transition';
import { isGoingOn, latestRun, type HealingRun } from './self-healing';

/** When pages do not wait any longer. */
export function holdEndsAt(incident: Incident): Instant | undefined {
  return isUnderway(incident) ? incident.healing?.holdsUntil : undefined;
}

/** The time is over for which pages may wait. */
export function endOverdueHold(transition: IncidentTransition): void {
  const run = latestRun(transition.incident);
  endHold(
    transition,
    run?.status === 'healed' ? `alarms are still on although ${run.runbook} seemed to have helped` : `${run?.runbook} has not helped within the time it has`,
  );
}

/** Pages wait no longer; people's time counts from now, that of those who are called because it is not resolved from the beginning. */
function endHold(transition: IncidentTransition, why: string): void {
  if (!isHolding(transition.incident)) return;
  dropHold(transition);
  callPeople(transition, why);
}

/** What heals by itself did not: people are called, or called again. */
function callPeople(transition: IncidentTransition, why: string): void {
  transition.note('not healed', `${why}: people are paged`);
  const [first] = transition.rules.tiers;
  if (transition.incident.escalation.reached.some(({ tier }) => tier === first?.tier)) pageRelapse(transition);
  else countFromNow(transition);
}

/** The start of a run was carried out, refused, or could not be. */
export function hearStart(
  transition: IncidentTransition,
  number: number,
  outcome: { readonly kind: 'done'; readonly reference?: string } | { readonly kind: 'refused' | 'failed'; readonly why: string },
): void {
  const run = transition.incident.healing?.runs.find((each) => each.number === number);
  if (run === undefined) return;
  if (outcome.kind !== 'done') {
    if (!isGoingOn(run)) return;
    endRun(transition, run, { status: outcome.kind, why: outcome.kind === 'failed' ? `it could not be started: ${outcome.why}` : outcome.why });
    return;
  }
  const executionId = outcome.reference;
  if (executionId === undefined) return;
  // Somebody took over while it was being started.
  if (!isGoingOn(run)) {
    changeRun(transition, run, { executionId });
    return transition.stopHealing(executionId, number);
  }
  const started = changeRun(transition, run, { executionId, status: 'running' });
  notifyOfRun(transition, started, 'healing');
}

/** What a run has come to. What is known already, and a run that is over, change nothing. */
export function hearHealing(transition: IncidentTransition, { executionId, found }: HealingEvent): void {
  const run = transition.incident.healing?.runs.find((each) => each.executionId === executionId);
  if (run === undefined) return;
  switch (found.kind) {
    case 'going on':
      if (run.status === 'unobserved') changeRun(transition, run, { status: 'running' });
      return;
    case 'unobserved':
      if (!isGoingOn(run) || run.status === 'unobserved') return;
      changeRun(transition, run, { status: 'unobserved', why: found.why });
      return endHold(transition, `nobody can tell what ${run.runbook} does: ${found.why}`);
    case 'burns again':
      if (run.status !== 'healed' || run !== latestRun(transition.incident) || !isHolding(transition.incident)) return;
      return burnsAgain(transition, run, found.why);
    case 'ended':
      if (isGoingOn(run)) endRun(transition, run, found);
  }
}

/** Somebody takes over: nothing that heals by itself goes on, and people are paged where they waited for it. Fault F52. */
export function hearOverride(transition: IncidentTransition, { why }: OverrideEvent): void {
  const run = stopHealing(transition, why);
  if (run === undefined) return;
  endHold(transition, `${run.runbook} is stopped`);
  if (run.isLive) notifyOfRun(transition, run, 'not healed');
}

function endRun(
  transition: IncidentTransition,
  run: HealingRun,
  { status, why, changedAt }: { readonly status: 'succeeded' | 'failed' | 'refused'; readonly why?: string; readonly changedAt?: Instant },
): void {
  if (status === 'succeeded' && run.isLive) return healed(transition, run, changedAt);
  const ended = changeRun(transition, run, { status: status === 'succeeded' ? 'dry run' : status, endedAt: transition.now, ...(why !== undefined && { why }) });
  if (status === 'succeeded') return transition.note('healing dry run', `the dry run of ${run.runbook} is over: it says what a live run would have done`);
  if (isHolding(transition.incident)) endHold(transition, `${run.runbook} did not heal it (${status})${why === undefined ? '' : `: ${why}`}`);
  else transition.note('not healed', `${run.isLive ? '' : 'the dry run of '}${run.runbook} ended (${status})${why === undefined ? '' : `: ${why}`}`);
  if (run.isLive) notifyOfRun(transition, ended, 'not healed');
}

/** It helped, as far as the last minutes show; alarms on longer windows take their time, which is watched. Fault F50. */
function healed(transition: IncidentTransition, run: HealingRun, changedAt: Instant = transition.now): void {
  const ended = changeRun(transition, run, { status: 'healed', endedAt: transition.now });
  const { incident } = transition;
  const rules = rulesOf(incident, run);
  if (isHolding(incident) && rules !== undefined)
    transition.set({ healing: { ...incident.healing!, holdsUntil: transition.now + rules.clearsWithinMinutes * MINUTE_MS } });
  transition.note('healed', `healed by itself: ${run.runbook} ended well, and the last minutes are well`);
  transition.measure('AutoHealMttrSeconds', (changedAt - run.askedAt) / SECOND_MS);
  notifyOfRun(transition, ended, 'healed');
}

/** It seemed to have helped, and did not: one more run where that is allowed, or people. */
function burnsAgain(transition: IncidentTransition, run: HealingRun, why: string): void {
  dropHold(transition);
  if (beginHealing(transition)) return;
  callPeople(transition, `it was healed by ${run.runbook}, and ${why}`);
}

/** Whoever would be called first, those who are notified of incidents, and the supervisors; nobody is woken. */
function notifyOfRun(transition: IncidentTransition, run: HealingRun, reason: 'healing' | 'healed' | 'not healed'): void {
  const { incident, rules } = transition;
  const supervisors = rulesOf(incident, run)?.supervisors ?? [];
  const roles = [...new Set([...(rules.tiers[0]?.roles ?? []), ...rules.informed])];
  transition.inform({ kind: 'roles', roles }, reason);
  if (supervisors.length > 0) transition.inform({ kind: 'people', people: supervisors }, reason);
  transition.updateOpsItem(incident.acknowledgement === undefined ? 'Open' : 'InProgress');
}
