import type { Instant } from '../../time/time';
import { firesAnew } from './answered-alarms';
import { recordCalendarFault } from './calendar-fault';
import { runClocks } from './clocks';
import {
  acknowledge,
  closeByPerson,
  completeItem,
  filePostmortem,
  moveAction,
  offerHandover,
  postUpdate,
  reclassify,
  resolveByPerson,
  waivePostmortem,
} from './commands';
import { hearAffected } from './dependency';
import { giveWay } from './drill';
import { hearOutcome } from './effect-outcomes';
import type { EscalationPolicy } from './escalation-policy';
import { hearHealing, hearOverride } from './healing';
import { isActive, type AttachedAlarm, type Incident } from './incident';
import { isSameAlarm, opensIncident, type AlarmEvent, type IncidentEvent } from './incident-event';
import { IncidentTransition, type Reduced, type TransitionContext } from './incident-transition';
import { hearAlarm, noteOvertaken, promoteToWorst, recordAnswered } from './joined-alarms';
import { hearBurn, mitigate, resumeWhenFiring } from './mitigation';
import { openIncident } from './open-incident';
import { canReopen, reopen } from './reopen';
import { tooLongText } from './text-limits';
import { callForApproval, hearUnapproved } from './unapproved';

/**
 * The incident engine's heart: an incident, something that happens, and the time give the incident as it is then, and
 * what the world has to hear of it.
 *
 * States: suppressed (muted) → open → acknowledged → monitoring (the alarms are over) → resolved → closed. `open` and
 * `acknowledged` escalate, `monitoring` falls back into them when an alarm is on again, `resolved` into `open`
 * as the next escalation round. Nothing is kept in a process: every clock is an instant in the record, and a tick does what is
 * due by then, whether it comes in time, late, twice or out of order. An effect stands in the outbox of the record until
 * its outcome is heard, so that a crash between the two repeats it and loses nothing.
 *
 * Every event is also a tick, of what is due once it is taken in: an alarm that is on again keeps an incident from
 * resolving itself, and an acknowledgement keeps a late escalation from climbing.
 */
export function reduceIncident(incident: Incident, event: IncidentEvent, context: TransitionContext): Reduced {
  const transition = new IncidentTransition(incident, context);
  apply(transition, event);
  resumeWhenFiring(transition);
  promoteToWorst(transition);
  runClocks(transition);
  callForApproval(transition, incident);
  if (event.kind === 'tick' || event.kind === 'give way') transition.claim();
  return transition.finish();
}

/**
 * What an alarm means for its group: its latest incident hears of it, is reopened by it, or a new one begins. Undefined
 * when it means nothing: an alarm that is over and belongs to no incident, or an event that something later overtook.
 */
export function reduceGroup(
  { group, policy }: { readonly group: string; readonly policy: EscalationPolicy },
  latest: Incident | undefined,
  event: AlarmEvent,
  context: TransitionContext,
): Reduced | undefined {
  const known = latest?.alarms.find((each) => isSameAlarm(each, event.alarm));
  if (known !== undefined && (known.transitionAt > event.transitionAt || isStillMuted(known, event, context.now))) return undefined;
  // What has been answered stays answered, whatever became of its incident.
  if (latest !== undefined && !isActive(latest) && known?.answered === true && !firesAnew(known, event)) return reduceIncident(latest, event, context);
  // What is real has nothing to do with what is played.
  if (latest !== undefined && !latest.drill && (isActive(latest) || canReopen(latest, event, context.now))) return reduceIncident(latest, event, context);
  return opensIncident(event) ? openIncident({ group, policy, previous: latest }, event, context) : undefined;
}

/** Reconciliation finds alarms on that somebody has muted; CloudWatch does not tell it so. */
function isStillMuted({ mutedUntil, transitionAt }: AttachedAlarm, event: AlarmEvent, now: Instant): boolean {
  return event.source === 'reconciliation' && mutedUntil !== undefined && mutedUntil > now && transitionAt === event.transitionAt && event.state === 'ALARM';
}

function apply(transition: IncidentTransition, event: IncidentEvent): void {
  const refusal = tooLongText(event);
  if (refusal !== undefined) return transition.answer(false, refusal);
  switch (event.kind) {
    case 'tick':
      return;
    case 'alarm':
      if (isActive(transition.incident)) hearAlarm(transition, event);
      else if (canReopen(transition.incident, event, transition.now)) reopen(transition, event);
      else recordAnswered(transition, event);
      return;
    case 'give way':
      return giveWay(transition, event);
    case 'overtaken':
      return noteOvertaken(transition, event);
    case 'affected':
      return hearAffected(transition, event);
    case 'acknowledge':
      return acknowledge(transition, event);
    case 'mitigate':
      return mitigate(transition, event);
    case 'burn':
      return hearBurn(transition, event);
    case 'shift over':
      return offerHandover(transition, event.to);
    case 'update':
      return postUpdate(transition, event);
    case 'resolve':
      return resolveByPerson(transition, event);
    case 'reclassify':
      return reclassify(transition, event);
    case 'complete':
      return completeItem(transition, event);
    case 'file postmortem':
      return filePostmortem(transition, event);
    case 'action':
      return moveAction(transition, event);
    case 'waive postmortem':
      return waivePostmortem(transition, event);
    case 'close':
      return closeByPerson(transition, event);
    case 'healing':
      return hearHealing(transition, event);
    case 'calendar unread':
      return recordCalendarFault(transition, event);
    case 'not approved':
      return hearUnapproved(transition, event);
    case 'override':
      return hearOverride(transition, event);
    case 'effect outcome':
      return hearOutcome(transition, event);
  }
}
