import { MINUTE_MS } from '../../time/time';
import type { AttachedAlarm } from './incident';
import type { AlarmEvent } from './incident-event';

/**
 * Alarms that are on and ask nothing of anybody any more: people know of them, and an incident does not wait for them.
 * An alarm on the level of an error budget is one as soon as people are notified of it, because it is over when its window
 * has passed, whatever anybody does; any other when a person resolves its incident despite it, with a reason. Such an
 * alarm never holds, promotes, reopens or opens an incident until it has been over and fires anew. What is reported again while
 * it goes on, as a finding is, does not fire anew by that. It is handed on from an
 * incident to the next of its group, so that the latest record always says what has been answered.
 */

/** The transition of one alarm, as an event has it and as CloudWatch answers, differs by less than this. */
const SAME_TRANSITION_MS = MINUTE_MS;

/** True when an event says that an alarm fires anew: it was over, or has left ALARM in between without a word. */
export function firesAnew(known: AttachedAlarm, { state, transitionAt }: Pick<AlarmEvent, 'state' | 'transitionAt'>): boolean {
  if (state !== 'ALARM') return false;
  if (known.state === 'ALARM') return known.recovers !== 'by source' && transitionAt - known.transitionAt >= SAME_TRANSITION_MS;
  return known.state !== 'INSUFFICIENT_DATA';
}

/** True when an alarm that was answered still is after an event: it is not over, and does not fire anew. */
export function staysAnswered(known: AttachedAlarm, event: Pick<AlarmEvent, 'state' | 'transitionAt'>): boolean {
  return known.answered === true && event.state !== 'OK' && !firesAnew(known, event);
}

/** True for an alarm that is on and that people still have to know of: neither muted nor answered. */
export function isUnanswered({ state, mutedUntil, answered }: AttachedAlarm): boolean {
  return state === 'ALARM' && mutedUntil === undefined && answered !== true;
}

/** What the next incident of a group has to know of the alarms of the one before. */
export function answeredAlarms(alarms: readonly AttachedAlarm[]): readonly AttachedAlarm[] {
  return alarms.filter(({ answered }) => answered === true).map(({ overruled: _overruled, ...alarm }) => alarm);
}
