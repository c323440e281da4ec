import { SECOND_MS, type Instant } from '../../time/time';
import { wakesSomebody, type Severity } from '../severity';
import { isUnanswered } from './answered-alarms';
import { beginHealing, countFromNow, dropHold } from './begin-healing';
import { climb, pageRelapse } from './escalation';
import { isUnderway, type AttachedAlarm, type Incident } from './incident';
import { recoversByWindow } from './incident-event';
import type { IncidentTransition } from './incident-transition';
import { resolve } from './resolution';
import { restartUpdateClock } from './status-updates';

/**
 * What keeps an incident from being over. An alarm that goes blind or is deleted while it is on has not recovered; one that
 * had recovered before has. Tickets that belong to
 * an outage do not keep people awake who were woken for the outage: of an incident that wakes somebody, only alarms
 * that do so count.
 */
export function holdsIncident({ severity }: Pick<Incident, 'severity'>, alarm: AttachedAlarm): boolean {
  if (alarm.mutedUntil !== undefined || alarm.state === 'OK' || alarm.hasRecovered === true || isAside(alarm)) return false;
  return !isTicketOf({ severity }, alarm);
}

/** True for an alarm that wakes nobody of an incident that wakes somebody. */
function isTicketOf({ severity }: Pick<Incident, 'severity'>, alarm: AttachedAlarm): boolean {
  return wakesSomebody(severity) && !wakesSomebody(alarm.severity);
}

/** True for an alarm that says nothing about whether an incident is over. */
function isAside(alarm: AttachedAlarm): boolean {
  return recoversByWindow(alarm) || alarm.answered === true;
}

/**
 * Alarms that are on, and that an incident is not over with although it recovered without them: tickets of an outage. They
 * call nobody; the incident does not resolve itself before they are over, or they would begin the next one.
 */
export function lingeringTickets(incident: Pick<Incident, 'severity' | 'alarms'>): readonly AttachedAlarm[] {
  return incident.alarms.filter((alarm) => isTicketOf(incident, alarm) && isUnanswered(alarm) && !isAside(alarm));
}

/** What people read of tickets that are on after the alarms that woke them; undefined for none. */
export function saidOfTickets(tickets: readonly AttachedAlarm[]): string | undefined {
  if (tickets.length === 0) return undefined;
  const [names, are] = [tickets.map(({ name }) => name).join(' and '), tickets.length === 1 ? 'is' : 'are'];
  return `${names} ${are} still on; nobody is paged for it, and the incident does not resolve itself before that is over`;
}

/** Notes whether the alarms of an incident are over, or on again. */
export function updateRecovery(transition: IncidentTransition): void {
  const { incident } = transition;
  const isHeld = incident.alarms.some((alarm) => holdsIncident(incident, alarm));
  if (!isUnderway(incident)) return;
  if (incident.notifiesOnce === true && incident.alarms.every(({ state }) => state === 'OK'))
    return resolve(transition, 'day2', 'the error budget is back; nobody acknowledged that it was spent');
  // What a person declared no alarm sees: that alarms are over says nothing about it.
  if (incident.declaredBy !== undefined || incident.alarms.every(isAside)) return;
  if (!isHeld && incident.recoveredSince === undefined) {
    dropHold(transition);
    transition.set({ recoveredSince: transition.now });
    transition.note('alarms over', 'all alarms are over');
  } else if (isHeld && incident.recoveredSince !== undefined) {
    transition.set({
      recoveredSince: undefined,
      flapCount: incident.flapCount + 1,
      ...(incident.state === 'monitoring' && { state: incident.acknowledgement === undefined ? 'open' : 'acknowledged' }),
    });
    transition.note('alarm back', 'an alarm is on again');
    if (incident.state === 'monitoring') relapse(transition);
    else if (incident.escalation.reached.length === 0 && incident.healing !== undefined) {
      countFromNow(transition);
      beginHealing(transition);
    }
    climb(transition);
  }
}

/** People were notified that it is over, and it is not: the first tier gets its time, and updates are due from now on. */
function relapse(transition: IncidentTransition): void {
  if (beginHealing(transition) || isStillToBeCalled(transition)) countFromNow(transition);
  else pageRelapse(transition);
  restartUpdateClock(transition);
}

/** True when a runbook healed it before the first tier was called, and nobody has it: that tier is called for the first time. */
function isStillToBeCalled({ incident, rules }: IncidentTransition): boolean {
  const { healing, acknowledgement, escalation } = incident;
  return healing !== undefined && acknowledgement === undefined && escalation.reached.every(({ tier }) => tier !== rules.tiers[0]?.tier);
}

/** When the hold-down is over. Fault F05. */
export function holdDownEndsAt({ state, recoveredSince, policy, severity }: Incident): Instant | undefined {
  if (recoveredSince === undefined || (state !== 'open' && state !== 'acknowledged')) return undefined;
  return recoveredSince + policy.severities[severity].holdDownSeconds * SECOND_MS;
}

/** The alarms have been over long enough to say so. Mitigated is not resolved. */
export function beginMonitoring(transition: IncidentTransition): void {
  transition.dropPages(() => true);
  transition.set({ state: 'monitoring' });
  transition.note('monitoring', 'monitoring: the alarms stay over');
  transition.inform({ kind: 'paged' }, 'recovered', saidOfTickets(lingeringTickets(transition.incident)));
}

/**
 * When an incident whose alarms stay over resolves itself. Not while a person has written an update since the recovery:
 * whoever works on it says when it is over. Nor while a ticket of it is on, and then after the recovery of the ticket.
 */
export function resolvesItselfAt(incident: Incident): Instant | undefined {
  const { state, recoveredSince, lastUpdate, policy, severity, alarms } = incident;
  if (recoveredSince === undefined || state !== 'monitoring') return undefined;
  if (lastUpdate !== undefined && lastUpdate.at > recoveredSince) return undefined;
  if (lingeringTickets(incident).length > 0) return undefined;
  const recoveryOf = (of: Severity): number => (policy.severities[of].holdDownSeconds + policy.severities[of].resolveAfterRecoverySeconds) * SECOND_MS;
  const over = alarms.filter((alarm) => isTicketOf(incident, alarm) && alarm.state === 'OK').map((alarm) => alarm.transitionAt + recoveryOf(alarm.severity));
  return Math.max(recoveredSince + recoveryOf(severity), ...over);
}

export function resolveRecovered(transition: IncidentTransition): void {
  resolve(transition, 'day2', 'the alarms stayed over; nobody said what was done');
}
