import { MINUTE_MS, SECOND_MS, type Instant } from '../../time/time';
import { restartEscalation } from './escalation';
import { isMitigated, isUnderway, type Incident } from './incident';
import type { IncidentTransition } from './incident-transition';

/** Minutes after a missed update until the incident lead is asked; product default. */
const LEAD_AFTER_MINUTES = 10;

/**
 * Status updates are due at absolute instants: the cadence after the incident was last heard of, which is its opening,
 * its acknowledgement or an update. Requirement 004-15.
 */

/** Something was heard: the next update is due a cadence from now. */
export function restartUpdateClock(transition: IncidentTransition): void {
  const { updateEverySeconds } = transition.rules;
  const isAsked = updateEverySeconds !== undefined && transition.incident.notifiesOnce !== true;
  transition.set({ updateClock: !isAsked ? undefined : { dueAt: transition.now + updateEverySeconds * SECOND_MS, missed: 0 } });
}

export function updateDueAt(incident: Incident): Instant | undefined {
  return isUnderway(incident) ? incident.updateClock?.dueAt : undefined;
}

/** An update is due and has not come: whoever has the incident is reminded, or everybody who was paged. */
export function remindOfUpdate(transition: IncidentTransition): void {
  const { updateClock: clock, acknowledgement } = transition.incident;
  const cadence = transition.rules.updateEverySeconds;
  if (clock === undefined || cadence === undefined) return;
  const cadenceMs = cadence * SECOND_MS;
  const periods = Math.floor((transition.now - clock.dueAt) / cadenceMs) + 1;
  transition.set({
    updateClock: {
      dueAt: clock.dueAt + periods * cadenceMs,
      missed: clock.missed + 1,
      missedAt: clock.dueAt + (periods - 1) * cadenceMs,
      leadAskedAt: transition.now + LEAD_AFTER_MINUTES * MINUTE_MS,
    },
  });
  transition.note('update due', 'a status update is due');
  const audience = acknowledgement === undefined ? ({ kind: 'paged' } as const) : ({ kind: 'people', people: [acknowledgement.by] } as const);
  transition.inform(audience, 'update due');
}

export function leadDueAt(incident: Incident): Instant | undefined {
  return isUnderway(incident) ? incident.updateClock?.leadAskedAt : undefined;
}

/** The reminder was not answered: the incident lead is asked. */
export function askLead(transition: IncidentTransition): void {
  const { updateClock: clock, policy } = transition.incident;
  if (clock === undefined) return;
  transition.set({ updateClock: { ...clock, leadAskedAt: undefined } });
  transition.note('update overdue', `the status update is overdue: ${policy.incidentLead} is asked`);
  transition.inform({ kind: 'roles', roles: [policy.incidentLead] }, 'update overdue');
}

/** When an acknowledgement counts no more; not while the alarms are over or it is mitigated, when there is nothing to call anybody for. */
export function staleAt({ state, acknowledgement, recoveredSince, mitigation, lastUpdate, updateClock, policy, severity }: Incident): Instant | undefined {
  if (state !== 'acknowledged' || acknowledgement === undefined || recoveredSince !== undefined || isMitigated({ mitigation })) return undefined;
  const { stale } = policy.severities[severity];
  switch (stale.kind) {
    case 'missed updates':
      // As soon as the last of them is missed; until then nobody can tell.
      return updateClock !== undefined && updateClock.missed >= stale.count ? acknowledgement.at : undefined;
    case 'elapsed':
      return Math.max(acknowledgement.at, lastUpdate?.at ?? 0) + stale.seconds * SECOND_MS;
    case 'never':
      return undefined;
  }
}

/** Takes the acknowledgement back and begins again with whoever is on call now. Fault F19. */
export function dropStaleAcknowledgement(transition: IncidentTransition): void {
  const { acknowledgement } = transition.incident;
  transition.note('acknowledgement stale', `the acknowledgement of ${acknowledgement?.by} counts no more: nothing was heard since`);
  restartEscalation(transition, 'acknowledgement stale');
  restartUpdateClock(transition);
}
