import { SECOND_MS, type Instant } from '../../time/time';
import { beginHealing } from './begin-healing';
import { endOfDelay } from './delay';
import type { Delay, EscalationTier } from './escalation-policy';
import { isMitigated, type AttachedAlarm, type Incident } from './incident';
import type { IncidentTransition } from './incident-transition';

/**
 * The escalation goes on while an alarm is on and nobody has resolved it. Times count from the start of the escalation round, in
 * elapsed time, whatever else happens: an alarm that comes and goes moves none of them. While the alarms are over
 * (hold-down) nothing new is paged, and what became due in the meantime is paged at once when one comes back. One that comes
 * back after people were notified of the recovery is a relapse: its times count anew.
 */

/** True while tiers may be paged. */
export function isClimbing({ state, recoveredSince }: Pick<Incident, 'state' | 'recoveredSince'>): boolean {
  return (state === 'open' || state === 'acknowledged') && recoveredSince === undefined;
}

/** Tiers of the present severity that were neither paged nor skipped, and that nothing stands against. */
function pendingTiers(incident: Incident): readonly EscalationTier[] {
  const { tiers } = incident.policy.severities[incident.severity];
  return (incident.notifiesOnce === true ? tiers.slice(0, 1) : tiers).filter(
    ({ tier, condition }) =>
      !incident.escalation.reached.some((reached) => reached.tier === tier) &&
      !(condition === 'not acknowledged' && incident.acknowledgement !== undefined) &&
      // Whoever took it while it was healing needs no first call.
      !(condition === 'always' && incident.acknowledgement !== undefined && incident.healing !== undefined) &&
      !(condition === 'not resolved' && isMitigated(incident)),
  );
}

/**
 * When a tier is due. An alarm may ask for another hand-over to the second tier than its severity does; one of another
 * severity than the incident's has no say in it. None is while a runbook that was started by itself may still help.
 */
export function tierDueAt({ escalation, policy, alarms, severity, healing }: Incident, { tier, after, condition }: EscalationTier): Instant {
  const asked = tier === 2 ? alarms.filter((alarm) => alarm.severity === severity) : [];
  const handovers = asked.flatMap(({ handoverAfterSeconds }) => handoverAfterSeconds ?? []);
  const delay: Delay = handovers.length === 0 ? after : { kind: 'elapsed', seconds: Math.min(...handovers) };
  // Whoever is called because it is not resolved is not put off by somebody who acknowledges and says nothing.
  const from = condition === 'not resolved' ? (escalation.unresolvedSince ?? escalation.startedAt) : escalation.startedAt;
  return Math.max(endOfDelay(delay, from, policy.calendar), healing?.holdsUntil ?? 0);
}

/** When the next tier is due, undefined when none is left. */
export function nextTierDueAt(incident: Incident): Instant | undefined {
  const pending = isClimbing(incident) ? pendingTiers(incident) : [];
  return pending.length === 0 ? undefined : Math.min(...pending.map((tier) => tierDueAt(incident, tier)));
}

/** Pages every tier that is due. */
export function climb(transition: IncidentTransition): void {
  if (!isClimbing(transition.incident)) return;
  for (const tier of pendingTiers(transition.incident)) {
    if (tierDueAt(transition.incident, tier) <= transition.now) reach(transition, tier, 'tier due');
  }
}

/** Pages a tier whatever its time and condition, again where it was paged before; the tiers after it keep their times. */
export function pageTierAtOnce(transition: IncidentTransition, { tier, roles }: EscalationTier, reason: 'not approved', count: number): void {
  const { escalation } = transition.incident;
  const reached = escalation.reached.some((each) => each.tier === tier)
    ? escalation.reached
    : [...escalation.reached, { tier, at: transition.now, skipped: false }];
  transition.set({ escalation: { ...escalation, reached } });
  transition.note('tier paged', `tier ${tier} (${roles.join(', ')}) is paged at once`);
  transition.page(tier, roles, reason, count);
}

function reach(transition: IncidentTransition, { tier, roles }: EscalationTier, reason: 'tier due' | 'tier skipped'): void {
  const { escalation } = transition.incident;
  transition.set({ escalation: { ...escalation, reached: [...escalation.reached, { tier, at: transition.now, skipped: false }] } });
  transition.note('tier paged', `tier ${tier} (${roles.join(', ')}) is paged${reason === 'tier skipped' ? ', as the tier before has nobody' : ''}`);
  transition.page(tier, roles, reason);
}

/** A tier turned out to have nobody: the next one is paged at once, whatever its time. */
export function skipTier(transition: IncidentTransition, tier: number, why: string): void {
  const { escalation, id } = transition.incident;
  const reached = escalation.reached.map((each) => (each.tier === tier ? { ...each, skipped: true } : each));
  transition.set({ escalation: { ...escalation, reached } });
  transition.note('tier skipped', `tier ${tier} is skipped: ${why}`);
  transition.fault('tier empty', `${id}: tier ${tier} is skipped: ${why}`, `tier-${tier}`);
  const later = transition.incident.policy.severities[transition.incident.severity].tiers.filter((each) => each.tier > tier);
  if (later.some((each) => reached.some((known) => known.tier === each.tier && !known.skipped))) return;
  const [next] = later.filter((each) => !reached.some((known) => known.tier === each.tier));
  if (next !== undefined) reach(transition, next, 'tier skipped');
  else if (transition.incident.acknowledgement === undefined && reached.every((each) => each.skipped)) {
    exhaust(transition, 'escalation unreachable', 'no tier of the escalation policy has anybody who can be reached');
  }
}

/** Nobody answers, or nobody is there: the watchdog is notified. It goes on all the same. */
function exhaust(transition: IncidentTransition, code: 'escalation exhausted' | 'escalation unreachable', why: string): void {
  const { id, title, severity } = transition.incident;
  transition.set({ exhausted: true });
  transition.note('exhausted', `exhausted: ${why}`);
  transition.fault(code, `${severity} ${id} (${title}) has nobody: ${why}`);
}

/** When everybody in the escalation policy is paged again, undefined while there are tiers to come or somebody has it. */
export function nextRepeatAt(incident: Incident): Instant | undefined {
  const { escalation, policy, severity, acknowledgement, exhausted } = incident;
  const usual = policy.severities[severity].repeatEverySeconds;
  if (!isClimbing(incident) || acknowledgement !== undefined || usual === undefined || incident.notifiesOnce === true) return undefined;
  // Never more often than before: what waited for a day does not become hourly.
  const every = exhausted ? Math.max(usual, policy.exhaustedEverySeconds) : usual;
  if (escalation.reached.length === 0 || pendingTiers(incident).length > 0) return undefined;
  return Math.max(...escalation.reached.map(({ at }) => at), escalation.lastRepeatAt ?? 0) + every * SECOND_MS;
}

/** Pages everybody again; after enough of that in vain the watchdog hears of it each time. */
export function repeatPages(transition: IncidentTransition): void {
  const { escalation, policy, exhausted } = transition.incident;
  const repeats = escalation.repeats + 1;
  transition.set({ escalation: { ...escalation, repeats, lastRepeatAt: transition.now } });
  transition.note('paged again', `nobody acknowledged: everybody in the escalation policy is paged again (${repeats})`);
  for (const { tier, roles } of transition.rules.tiers) transition.page(tier, roles, exhausted ? 'exhausted' : 'nobody acknowledged', repeats);
  if (exhausted || repeats >= policy.repeatsUntilExhausted) exhaust(transition, 'escalation exhausted', `nobody acknowledged after ${repeats} repeats`);
}

/**
 * People were notified that it is over, and it is not: the first tier is called again, whoever had it. Every other time counts
 * from now: what fell due while it was over is not paged in the same second.
 */
export function pageRelapse(transition: IncidentTransition): void {
  const [first] = transition.rules.tiers;
  const { unresolvedSince: _since, ...escalation } = transition.incident.escalation;
  transition.set({ escalation: { ...escalation, startedAt: transition.now, lastRepeatAt: transition.now } });
  if (first !== undefined) transition.page(first.tier, first.roles, 'relapsed', transition.incident.flapCount);
  transition.inform({ kind: 'paged' }, 'relapsed');
}

/**
 * A new escalation round of the incident: the escalation begins again now, for whoever is on call now.
 *
 * @param fires the alarm that brings it back, which is about to be taken in
 */
export function restartEscalation(
  transition: IncidentTransition,
  reason: 'tier due' | 'promoted' | 'reopened' | 'acknowledgement stale',
  fires?: AttachedAlarm,
): void {
  const { round, escalation } = transition.incident;
  const { tiers } = transition.rules;
  // Who was called because it was not resolved, acknowledged or not, is not called again for somebody's silence.
  const kept =
    reason === 'acknowledgement stale' ? escalation.reached.filter(({ tier }) => tiers.find((each) => each.tier === tier)?.condition === 'not resolved') : [];
  transition.dropPages(() => true);
  transition.set({
    state: 'open',
    round: round + 1,
    acknowledgement: undefined,
    mitigation: undefined,
    recoveredSince: undefined,
    exhausted: false,
    escalation: {
      startedAt: transition.now,
      reached: kept,
      repeats: 0,
      ...(reason === 'acknowledgement stale' && { unresolvedSince: escalation.unresolvedSince ?? escalation.startedAt }),
    },
  });
  const [first] = tiers;
  if (first === undefined || (reason !== 'acknowledgement stale' && beginHealing(transition, fires))) return;
  transition.set({ escalation: { ...transition.incident.escalation, reached: [{ tier: first.tier, at: transition.now, skipped: false }, ...kept] } });
  transition.page(first.tier, first.roles, reason);
}
