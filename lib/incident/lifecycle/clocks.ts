import type { Instant } from '../../time/time';
import { climb, nextRepeatAt, nextTierDueAt, repeatPages } from './escalation';
import { endOverdueHold, holdEndsAt } from './healing';
import type { Incident } from './incident';
import type { IncidentTransition } from './incident-transition';
import { muteEndsAt } from './joined-alarms';
import { endMutes } from './open-incident';
import { postmortemDueAt, tellOfPostmortem } from './postmortem-clock';
import { beginMonitoring, holdDownEndsAt, resolveRecovered, resolvesItselfAt } from './recovery';
import { pageOverdueRemedies, remedyDueAt } from './remedy-clock';
import { close, closesItselfAt } from './resolution';
import { askLead, dropStaleAcknowledgement, leadDueAt, remindOfUpdate, staleAt, updateDueAt } from './status-updates';

/** Something that happens to an incident by time alone. */
interface Clock {
  /** When it is due, undefined while it does not run. */
  readonly dueAt: (incident: Incident) => Instant | undefined;
  /** Does what is due; afterwards it is due later, or not at all. */
  readonly run: (transition: IncidentTransition) => void;
}

/**
 * All clocks of an incident. Of what is due at one instant, the order decides: an incident that has been quiet long
 * enough does not page first.
 */
const CLOCKS: readonly Clock[] = [
  { dueAt: muteEndsAt, run: endMutes },
  { dueAt: holdDownEndsAt, run: beginMonitoring },
  { dueAt: resolvesItselfAt, run: resolveRecovered },
  { dueAt: updateDueAt, run: remindOfUpdate },
  { dueAt: staleAt, run: dropStaleAcknowledgement },
  { dueAt: leadDueAt, run: askLead },
  { dueAt: remedyDueAt, run: pageOverdueRemedies },
  { dueAt: holdEndsAt, run: endOverdueHold },
  { dueAt: nextTierDueAt, run: climb },
  { dueAt: nextRepeatAt, run: repeatPages },
  { dueAt: postmortemDueAt, run: tellOfPostmortem },
  { dueAt: closesItselfAt, run: (transition) => close(transition, 'day2') },
];

/** Does everything that is due, each clock once: time that was lost is not made up by doing a thing twice. */
export function runClocks(transition: IncidentTransition): void {
  for (const clock of CLOCKS) {
    const due = clock.dueAt(transition.incident);
    if (due !== undefined && due <= transition.now) clock.run(transition);
  }
}

/** When the incident has to be looked at next, undefined when it waits for people only. */
export function nextDueAt(incident: Incident): Instant | undefined {
  const clocks = CLOCKS.flatMap(({ dueAt }) => dueAt(incident) ?? []);
  const times = [...clocks, ...incident.outbox.map(({ notBefore }) => notBefore)];
  return times.length === 0 ? undefined : Math.min(...times);
}
