import { isUnderway, type Incident } from './incident';
import type { Turn } from './turn';
import { MINUTE_MS, SECOND_MS, type Instant } from '../../time/time';
import { restartLadder } from './ladder';

/** Minutes after a missed update until the incident lead is asked; product default. */
const LEAD_AFTER_MINUTES = 10;

/**
 * Status updates are due at absolute instants: the cadence after the incident was last heard of, which is its opening,
 * its acknowledgement or an update. Requirement 004-15.
 */

/** Something was heard: the next update is due a cadence from now. */
export function restartUpdateClock(turn: Turn): void {
  const { updateEverySeconds } = turn.rules;
  turn.set({ updateClock: updateEverySeconds === undefined ? undefined : { dueAt: turn.now + updateEverySeconds * SECOND_MS, missed: 0 } });
}

export function updateDueAt(incident: Incident): Instant | undefined {
  return isUnderway(incident) ? incident.updateClock?.dueAt : undefined;
}

/** An update is due and has not come: whoever has the incident is reminded, or everybody who was paged. */
export function remindOfUpdate(turn: Turn): void {
  const { updateClock: clock, acknowledgement } = turn.incident;
  const cadence = turn.rules.updateEverySeconds;
  if (clock === undefined || cadence === undefined) return;
  const cadenceMs = cadence * SECOND_MS;
  const periods = Math.floor((turn.now - clock.dueAt) / cadenceMs) + 1;
  turn.set({
    updateClock: {
      dueAt: clock.dueAt + periods * cadenceMs,
      missed: clock.missed + 1,
      missedAt: clock.dueAt + (periods - 1) * cadenceMs,
      leadAskedAt: turn.now + LEAD_AFTER_MINUTES * MINUTE_MS,
    },
  });
  turn.note('a status update is due');
  const audience = acknowledgement === undefined ? ({ kind: 'paged' } as const) : ({ kind: 'people', people: [acknowledgement.by] } as const);
  turn.inform(audience, 'update due');
}

export function leadDueAt(incident: Incident): Instant | undefined {
  return isUnderway(incident) ? incident.updateClock?.leadAskedAt : undefined;
}

/** The reminder was not answered: the incident lead is asked. */
export function askLead(turn: Turn): void {
  const { updateClock: clock, policy } = turn.incident;
  if (clock === undefined) return;
  turn.set({ updateClock: { ...clock, leadAskedAt: undefined } });
  turn.note(`the status update is overdue: ${policy.incidentLead} is asked`);
  turn.inform({ kind: 'roles', roles: [policy.incidentLead] }, 'update overdue');
}

/** When an acknowledgement counts no more; not while the alarms are over, when there is nothing to call anybody for. */
export function staleAt({ state, acknowledgement, quietSince, lastUpdate, updateClock, policy, severity }: Incident): Instant | undefined {
  if (state !== 'acknowledged' || acknowledgement === undefined || quietSince !== undefined) return undefined;
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
export function dropStaleAcknowledgement(turn: Turn): void {
  const { acknowledgement } = turn.incident;
  turn.note(`the acknowledgement of ${acknowledgement?.by} counts no more: nothing was heard since`);
  restartLadder(turn, 'acknowledgement stale');
  restartUpdateClock(turn);
}
