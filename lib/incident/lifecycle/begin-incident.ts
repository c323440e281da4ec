import { compareSeverity } from '../severity';
import { isUnanswered } from './answered-alarms';
import { beginHealing } from './begin-healing';
import { climb } from './escalation';
import type { AttachedAlarm } from './incident';
import { recoversByWindow } from './incident-event';
import type { IncidentTransition } from './incident-transition';
import { close } from './resolution';
import { restartUpdateClock } from './status-updates';

/** The escalation begins to climb; of what only notifies, its first tier. */
export function begin(transition: IncidentTransition): void {
  const { escalation, severity, alarms, declaredBy } = transition.incident;
  const on = alarms.filter(isUnanswered);
  const notifiesOnce = declaredBy === undefined && on.length > 0 && on.every(recoversByWindow);
  transition.set({ state: 'open', escalation: { ...escalation, startedAt: transition.now }, ...(notifiesOnce && { notifiesOnce }) });
  transition.note('classified', `classified as ${severity}${notifiesOnce ? ', of which people are notified once' : ''}`);
  restartUpdateClock(transition);
  beginHealing(transition);
  climb(transition);
  transition.inform({ kind: 'informed' }, 'opened');
  transition.updateOpsItem('Open');
}

/**
 * What becomes of an incident that waits for mutes to end: it begins with the worst alarm that is on and not muted, and
 * is over when nothing is muted any more. A mute of one alarm says nothing about another.
 */
export function judgeSuppressed(transition: IncidentTransition): void {
  const { alarms } = transition.incident;
  // What fails now, before a budget that is spent.
  const [worst] = alarms
    .filter(isUnanswered)
    .sort((a, b) => Number(recoversByWindow(a)) - Number(recoversByWindow(b)) || compareSeverity(a.severity, b.severity));
  if (worst !== undefined) {
    transition.note('unmuted', `${worst.name} is on and not muted`);
    transition.set({ severity: worst.severity, peakSeverity: worst.severity, title: worst.title, impact: worst.impact });
    begin(transition);
  } else if (alarms.every(({ mutedUntil }) => mutedUntil === undefined)) {
    transition.note('nothing on', 'nothing is muted any more, and nothing is on');
    close(transition, 'day2');
  }
}

/** True for an alarm that counts. */
export function isOnUnmuted({ state, mutedUntil }: AttachedAlarm): boolean {
  return state === 'ALARM' && mutedUntil === undefined;
}
