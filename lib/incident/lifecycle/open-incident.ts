import { MINUTE_MS, type Instant } from '../../time/time';
import { answeredAlarms } from './answered-alarms';
import { isRecent } from './begin-healing';
import { begin } from './begin-incident';
import type { EscalationPolicy } from './escalation-policy';
import type { AttachedAlarm, Incident } from './incident';
import { isSameAlarm, type OpeningEvent } from './incident-event';
import { incidentId } from './incident-id';
import { IncidentTransition, type Reduced, type TransitionContext } from './incident-transition';
import { attachedAlarm, noteUnverified, settle } from './joined-alarms';
import { openingTexts } from './text-limits';

/** What an incident is opened with. */
export interface Opening {
  readonly group: string;
  /** The latest incident of the group, which this one follows. */
  readonly previous?: Pick<Incident, 'id' | 'sequence' | 'alarms' | 'healing'>;
  readonly policy: EscalationPolicy;
}

/** An event this much older than its arrival was not reported, but found. */
const LATE_MS = 2 * MINUTE_MS;

/** A new incident, with its first tier paged. */
export function openIncident({ group, previous, policy }: Opening, event: OpeningEvent, context: TransitionContext): Reduced {
  const { now } = context;
  const sequence = (previous?.sequence ?? 0) + 1;
  const facts = event.kind === 'alarm' ? event.alarm : event;
  const isMuted = event.kind === 'alarm' && event.mutedUntil !== undefined;
  const incident: Incident = {
    id: incidentId(group, sequence),
    group,
    sequence,
    version: 1,
    state: 'suppressed',
    severity: facts.severity,
    peakSeverity: facts.severity,
    round: 1,
    ...openingTexts(facts),
    drill: event.kind === 'declare' && event.drill,
    policy,
    openedAt: now,
    startedAt: event.kind === 'alarm' ? event.transitionAt : now,
    late: event.kind === 'alarm' && event.source === 'reconciliation' && now - event.transitionAt > LATE_MS,
    ...(event.kind === 'declare' && { declaredBy: event.by, ...(event.unapproved !== undefined && { unapproved: [event.unapproved] }) }),
    alarms: alarmsAtOpening(event, previous?.alarms ?? []),
    flapCount: 0,
    escalation: { startedAt: now, reached: [], repeats: 0 },
    exhausted: false,
    checklist: [],
    paged: [],
    ...(previous !== undefined && { previousId: previous.id }),
    ...healingBefore(previous, now),
    outbox: [],
    timeline: [],
  };
  const transition = new IncidentTransition(incident, context);
  transition.note('detected', `detected: ${event.kind === 'alarm' ? `${event.alarm.name}, ${event.reason}` : `declared by ${event.by}`}`);
  if (event.kind === 'alarm') noteUnverified(transition, event);
  if (isMuted) transition.note('suppressed', 'suppressed: the alarm is muted');
  else {
    begin(transition);
    settle(transition);
  }
  return transition.finish();
}

/** Automatic runs of the incident before count towards the limits of an hour. */
function healingBefore(previous: Opening['previous'], now: Instant): Pick<Incident, 'healing'> {
  const runs = (previous?.healing?.runs ?? []).filter((run) => isRecent(run, now));
  return runs.length === 0 ? {} : { healing: { runs } };
}

/** The alarm it is opened by, and those of the incident before that are answered. */
function alarmsAtOpening(event: OpeningEvent, before: readonly AttachedAlarm[]): readonly AttachedAlarm[] {
  if (event.kind === 'declare') return answeredAlarms(before);
  return [attachedAlarm(event), ...answeredAlarms(before).filter((alarm) => !isSameAlarm(alarm, event.alarm))];
}

/** A mute is over: what it held counts from now on, and pages if it is still on. */
export function endMutes(transition: IncidentTransition): void {
  const { alarms } = transition.incident;
  const ended = alarms.filter(({ mutedUntil }) => mutedUntil !== undefined && mutedUntil <= transition.now);
  transition.set({
    alarms: alarms.map(({ mutedUntil, ...alarm }) => (mutedUntil !== undefined && mutedUntil > transition.now ? { ...alarm, mutedUntil } : alarm)),
  });
  transition.note('mute ended', `the mute of ${ended.map(({ name }) => name).join(' and ')} is over`);
  settle(transition);
}
