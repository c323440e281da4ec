import { judgeSuppressed } from './begin-incident';
import { isActive, type AttachedAlarm, type Incident } from './incident';
import { isSameAlarm, opensIncident, type AlarmEvent } from './incident-event';
import { restartLadder } from './ladder';
import { updateQuiet } from './recovery';
import { restartUpdateClock } from './status-updates';
import type { Turn } from './turn';
import { compareSeverity, moreSevere, type Severity } from '../severity';
import type { Instant } from '../../time/time';

/** An alarm of the group has something to say to its incident: it joins, or what was known of it changes. */
export function hearAlarm(turn: Turn, event: AlarmEvent): void {
  const known = turn.incident.alarms.find((each) => isSameAlarm(each, event.alarm));
  if (known === undefined) {
    if (opensIncident(event)) join(turn, event);
    return;
  }
  // Events may come twice, and out of order.
  if (event.transitionAt < known.transitionAt) return;
  const { mutedUntil: _mutedUntil, ...alarm } = known;
  const mutedUntil = muteOf(event, known);
  replace(turn, { ...alarm, state: event.state, transitionAt: event.transitionAt, ...(mutedUntil !== undefined && { mutedUntil }) });
  if (event.state !== known.state) tellOfChange(turn, event);
  settle(turn);
}

/** An event says itself whether its alarm is muted; CloudWatch, asked by the sweep, does not. */
function muteOf(event: AlarmEvent, known: AttachedAlarm): Instant | undefined {
  return event.source === 'event' ? event.mutedUntil : known.mutedUntil;
}

/** What the alarms mean to the incident now. */
function settle(turn: Turn): void {
  if (turn.incident.state === 'suppressed') judgeSuppressed(turn);
  else updateQuiet(turn);
}

/** An alarm as an incident holds it from this event on. */
export function attachedAlarm({ alarm, state, transitionAt, mutedUntil }: AlarmEvent): AttachedAlarm {
  return { ...alarm, state, transitionAt, ...(mutedUntil !== undefined && { mutedUntil }) };
}

function join(turn: Turn, event: AlarmEvent): void {
  const { alarm, mutedUntil, reason } = event;
  turn.set({ alarms: [...turn.incident.alarms, attachedAlarm(event)] });
  turn.note(`${alarm.severity} ${alarm.name} joins${mutedUntil === undefined ? '' : ', muted'}: ${reason}`);
  if (mutedUntil === undefined && turn.incident.state !== 'suppressed') promote(turn, alarm.severity);
  settle(turn);
}

function replace(turn: Turn, alarm: AttachedAlarm): void {
  turn.set({ alarms: turn.incident.alarms.map((each) => (isSameAlarm(each, alarm) ? alarm : each)) });
}

function tellOfChange(turn: Turn, { alarm, state, reason }: AlarmEvent): void {
  switch (state) {
    case 'deleted':
      turn.note(`${alarm.name} was deleted: a person has to resolve this`);
      turn.fault('alarm deleted', `${alarm.name} was deleted while ${turn.incident.id} is open`, alarm.name);
      return;
    case 'INSUFFICIENT_DATA':
      turn.note(`${alarm.name} is blind: no data is not recovery`);
      if (turn.incident.state !== 'suppressed') turn.inform({ kind: 'paged' }, 'blind', `${alarm.title} has no data any more`);
      return;
    default:
      turn.note(`${alarm.name} is ${state}: ${reason}`);
  }
}

/** A worse alarm makes it a worse incident, from now on and for people who have acknowledged the lesser one, too. */
export function promote(turn: Turn, severity: Severity): void {
  if (compareSeverity(severity, turn.incident.severity) >= 0) return;
  const { severity: from, peakSeverity } = turn.incident;
  turn.set({ severity, peakSeverity: moreSevere(severity, peakSeverity) });
  turn.note(`promoted from ${from} to ${severity}`);
  restartLadder(turn, 'promoted');
  restartUpdateClock(turn);
  turn.inform({ kind: 'informed' }, 'severity changed', `${from} has become ${severity}`);
  turn.updateOpsItem('Open');
}

/** When the first of the mutes is over that hold an alarm of the incident. */
export function muteEndsAt(incident: Incident): Instant | undefined {
  if (!isActive(incident)) return undefined;
  const ends = incident.alarms.flatMap(({ mutedUntil }) => mutedUntil ?? []);
  return ends.length === 0 ? undefined : Math.min(...ends);
}
