import { SECOND_MS, type Instant } from '../../time/time';
import { moreSevere, wakesSomebody } from '../severity';
import { staysAnswered } from './answered-alarms';
import { restartEscalation } from './escalation';
import type { Incident } from './incident';
import { isSameAlarm, recoversByWindow, type AlarmEvent } from './incident-event';
import type { IncidentTransition } from './incident-transition';
import { attachedAlarm, hearAlarm } from './joined-alarms';
import { pausePostmortemClock } from './postmortem-clock';
import { restartUpdateClock } from './status-updates';

/**
 * True when an alarm brings a resolved incident back: soon enough after its resolution, and as urgent. A ticket that
 * comes with an outage must not wake everybody again for the outage.
 */
export function canReopen({ state, resolution, policy, severity, notifiesOnce, alarms }: Incident, event: AlarmEvent, now: Instant): boolean {
  const within = policy.severities[severity].reopenWithinSeconds;
  if (state !== 'resolved' || resolution === undefined || within === undefined || event.state !== 'ALARM') return false;
  // Neither is a budget that is spent the outage that spent it, nor an outage that begins what people were notified of once.
  if (recoversByWindow(event.alarm) || notifiesOnce === true) return false;
  const known = alarms.find((alarm) => isSameAlarm(alarm, event.alarm));
  if (known !== undefined && staysAnswered(known, event)) return false;
  if (wakesSomebody(severity) && !wakesSomebody(event.alarm.severity)) return false;
  return event.mutedUntil === undefined && now - resolution.at <= within * SECOND_MS;
}

/** The same trouble is back: the same incident goes on, as its next escalation round. Faults F07, F32. */
export function reopen(transition: IncidentTransition, event: AlarmEvent): void {
  transition.note('reopened', 'reopened');
  const { severity, peakSeverity } = transition.incident;
  // Somebody may have lowered it; an alarm that fires again is as bad as it says.
  const worse = moreSevere(event.alarm.severity, severity);
  transition.set({ resolution: undefined, severity: worse, peakSeverity: moreSevere(worse, peakSeverity) });
  pausePostmortemClock(transition);
  restartEscalation(transition, 'reopened', attachedAlarm(event));
  restartUpdateClock(transition);
  transition.inform({ kind: 'informed' }, 'reopened');
  transition.updateOpsItem('Open');
  hearAlarm(transition, event);
}
