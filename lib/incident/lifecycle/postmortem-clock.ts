import { SECOND_MS, type Instant } from '../../time/time';
import type { Incident } from './incident';
import type { IncidentTransition } from './incident-transition';

/**
 * A postmortem is owed by the worst an incident ever was, and due counted from its latest resolution: a reminder at
 * each of a few instants, a breach at the last, and then one every day. Requirement 000-12.
 */

/** Begins, or begins again, with a resolution. */
export function restartPostmortemClock(transition: IncidentTransition): void {
  const { policy, peakSeverity, drill, postmortem } = transition.incident;
  if (drill || policy.severities[peakSeverity].postmortem !== 'required' || postmortem?.status === 'waived') return;
  transition.set({ postmortem: { status: 'due', clockStart: transition.now, notified: 0 } });
  transition.note('postmortem due', postmortem === undefined ? 'a postmortem is due' : 'a postmortem is due, counted from this resolution');
}

/** An incident that goes on has nothing to look back on yet. */
export function pausePostmortemClock(transition: IncidentTransition): void {
  const { postmortem } = transition.incident;
  if (postmortem === undefined || postmortem.status === 'waived') return;
  transition.set({ postmortem: { ...postmortem, status: 'paused' } });
  transition.note('postmortem paused', 'the postmortem waits until the incident is over again');
}

/** The instant of the nth thing that is notified: reminders in their order, the breach, then more breaches. */
function notifiesAt({ policy }: Pick<Incident, 'policy'>, clockStart: Instant, index: number): Instant {
  const { reminderSeconds, dueSeconds, overdueEverySeconds } = policy.postmortem;
  const reminder = reminderSeconds[index];
  if (reminder !== undefined) return clockStart + reminder * SECOND_MS;
  return clockStart + (dueSeconds + (index - reminderSeconds.length) * overdueEverySeconds) * SECOND_MS;
}

/** When the postmortem of an incident has to be filed; undefined before it is resolved. */
export function postmortemDeadline({ postmortem, policy }: Pick<Incident, 'postmortem' | 'policy'>): Instant | undefined {
  return postmortem && postmortem.clockStart + policy.postmortem.dueSeconds * SECOND_MS;
}

/** When the next reminder or breach is due. */
export function postmortemDueAt(incident: Incident): Instant | undefined {
  const { postmortem, state } = incident;
  if (state !== 'resolved' || postmortem?.status !== 'due') return undefined;
  return notifiesAt(incident, postmortem.clockStart, postmortem.notified);
}

/** Reminds, or reports the breach. What was missed meanwhile is notified once, by the latest of it. */
export function tellOfPostmortem(transition: IncidentTransition): void {
  const { incident } = transition;
  const { postmortem, policy, id } = incident;
  if (postmortem === undefined) return;
  let notified = postmortem.notified;
  while (notifiesAt(incident, postmortem.clockStart, notified) <= transition.now) notified++;
  transition.set({ postmortem: { ...postmortem, notified } });
  const { reminderSeconds, owners, lead } = policy.postmortem;
  if (notified <= reminderSeconds.length) {
    transition.note('postmortem reminder', 'reminder: the postmortem is due');
    transition.inform({ kind: 'roles', roles: owners }, 'postmortem due');
    return;
  }
  transition.note('postmortem overdue', 'the postmortem is overdue');
  transition.inform({ kind: 'roles', roles: [...owners, ...lead] }, 'postmortem overdue', `${id} has no postmortem`);
  transition.updateOpsItem('Resolved', ['postmortem-overdue']);
}
