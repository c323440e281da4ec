import { formatInstant, SECOND_MS, type Instant } from '../../time/time';
import { cutText } from '../bounded-text';
import { compareSeverity, moreSevere, type Severity } from '../severity';
import { isUnanswered, staysAnswered } from './answered-alarms';
import { isOnUnmuted, judgeSuppressed } from './begin-incident';
import { restartEscalation } from './escalation';
import { isActive, isUnderway, type AttachedAlarm, type Incident } from './incident';
import { isFinding, isSameAlarm, MONITORING_BLIND_RUNBOOK, opensIncident, recoversByWindow, type AlarmEvent, type OvertakenEvent } from './incident-event';
import type { IncidentTransition } from './incident-transition';
import { ALARM_TEXT_LIMITS, boundedAlarms } from './record-bounds';
import { lingeringTickets, saidOfTickets, updateRecovery } from './recovery';
import { restartUpdateClock } from './status-updates';

/** An alarm of the group has something to say to its incident: it joins, or what was known of it changes. */
export function hearAlarm(transition: IncidentTransition, event: AlarmEvent): void {
  const known = transition.incident.alarms.find((each) => isSameAlarm(each, event.alarm));
  if (known === undefined) {
    if (opensIncident(event)) join(transition, event);
    return;
  }
  // Events may come twice, and out of order.
  if (event.transitionAt < known.transitionAt) return;
  const { mutedUntil: _mutedUntil, overruled: _overruled, unverified: _unverified, answered: _answered, hasRecovered: _hasRecovered, ...alarm } = known;
  const mutedUntil = muteOf(event, known);
  replace(transition, {
    ...alarm,
    state: event.state,
    transitionAt: event.transitionAt,
    ...(mutedUntil !== undefined && { mutedUntil }),
    ...(staysOverruled(transition, event, known) && { overruled: true }),
    ...(staysUnverified(event, known) && { unverified: true }),
    ...(staysAnswered(known, event) && { answered: true }),
    ...(hasRecovered(known, event) && { hasRecovered: true }),
  });
  if (event.state !== known.state) noteChange(transition, event, hasRecovered(known, event));
  else if (known.unverified === true && event.unverified !== true) transition.note('alarm verified', `${known.name} is on, CloudWatch says now`);
  if (event.transitionAt !== known.transitionAt) noteUnverified(transition, event);
  settle(transition);
}

/** True from the moment an alarm is OK until it fires, or, where being blind is what it is about, until it is blind again. */
function hasRecovered(known: AttachedAlarm, { state }: AlarmEvent): boolean {
  if (state === 'OK') return true;
  const isOnAgain = state === 'ALARM' || (state === 'INSUFFICIENT_DATA' && known.runbook === MONITORING_BLIND_RUNBOOK);
  return known.hasRecovered === true && !isOnAgain;
}

/** A change that is known from elsewhere is not in doubt because its event comes once more. */
function staysUnverified(event: AlarmEvent, known: AttachedAlarm): boolean {
  return event.unverified === true && (event.transitionAt !== known.transitionAt || known.unverified === true);
}

/** Writes down that nobody knows whether the alarm of an old event is still on. */
export function noteUnverified(transition: IncidentTransition, { alarm, transitionAt, unverified }: AlarmEvent): void {
  if (unverified !== true) return;
  transition.note(
    'alarm unverified',
    `${alarm.name} went on at ${formatInstant(transitionAt)}, which arrived late; CloudWatch could not be asked whether it still is`,
  );
}

/** An old change arrives that something later overtook: a line in the record, once. */
export function noteOvertaken(transition: IncidentTransition, { alarm, state, transitionAt, why }: OvertakenEvent): void {
  const what = `${alarm.name} was ${state} at ${formatInstant(transitionAt)}, which arrived late and changes nothing: ${why}`;
  if (!transition.incident.timeline.some((entry) => entry.code === 'alarm overtaken' && entry.what === what)) transition.note('alarm overtaken', what);
}

/** An event says itself whether its alarm is muted; CloudWatch, asked by reconciliation, does not. */
function muteOf(event: AlarmEvent, known: AttachedAlarm): Instant | undefined {
  return event.source === 'event' ? event.mutedUntil : known.mutedUntil;
}

/** What the alarms mean to the incident now: every change of an alarm or of its mute ends here. */
export function settle(transition: IncidentTransition): void {
  if (transition.incident.state === 'suppressed') judgeSuppressed(transition);
  if (!isUnderway(transition.incident)) return;
  notifyOfWindows(transition);
  beginInEarnest(transition);
  // First the severity: an alarm that is back, and worse, is one page and not two.
  promoteToWorst(transition);
  updateRecovery(transition);
}

/**
 * Whenever an alarm of the incident is on, not muted and more severe than the incident, the incident becomes as severe
 * and pages, however the alarm came to be known. Left out are alarms that a person overruled.
 */
export function promoteToWorst(transition: IncidentTransition): void {
  const { incident } = transition;
  if (!isUnderway(incident)) return;
  const [worst] = incident.alarms.filter((alarm) => isUnanswered(alarm) && alarm.overruled !== true).sort((a, b) => compareSeverity(a.severity, b.severity));
  if (worst !== undefined) promote(transition, worst.severity);
}

/** A person gives the incident a severity: the alarms that are on and more severe have been weighed, and do not raise it again. */
export function overruleAlarms(transition: IncidentTransition, severity: Severity): void {
  transition.set({
    alarms: transition.incident.alarms.map((alarm) =>
      isOnUnmuted(alarm) && compareSeverity(alarm.severity, severity) < 0 ? { ...alarm, overruled: true } : alarm,
    ),
  });
}

/** What was overruled is one occurrence: an alarm that fires again after the hold-down is another. */
function staysOverruled({ rules }: IncidentTransition, event: AlarmEvent, known: AttachedAlarm): boolean {
  if (known.overruled !== true) return false;
  return known.state === 'ALARM' || event.state !== 'ALARM' || event.transitionAt - known.transitionAt < rules.holdDownSeconds * SECOND_MS;
}

/** An alarm as an incident holds it from this event on. */
export function attachedAlarm({ alarm, state, transitionAt, mutedUntil, unverified }: AlarmEvent): AttachedAlarm {
  const texts = { title: cutText(alarm.title, ALARM_TEXT_LIMITS.title), impact: cutText(alarm.impact, ALARM_TEXT_LIMITS.impact) };
  return { ...alarm, ...texts, state, transitionAt, ...(mutedUntil !== undefined && { mutedUntil }), ...(unverified === true && { unverified }) };
}

function join(transition: IncidentTransition, event: AlarmEvent): void {
  const { alarm, mutedUntil, reason } = event;
  const joining = attachedAlarm(event);
  const alarms = boundedAlarms([...transition.incident.alarms, joining]);
  // An alarm that there is no room for is found again, and joins once another is over; a finding is not.
  if (!alarms.includes(joining)) {
    if (isFinding(alarm)) transition.fault('finding left out', `${alarm.title} does not fit into ${transition.incident.id}: ${alarm.impact}`, alarm.name);
    return;
  }
  const isHeldByPerson = transition.incident.state === 'acknowledged';
  transition.set({ alarms: [...transition.incident.alarms, joining] });
  transition.note('alarm joined', `${alarm.severity} ${alarm.name} joins${mutedUntil === undefined ? '' : ', muted'}: ${reason}`);
  noteUnverified(transition, event);
  settle(transition);
  if (isHeldByPerson && isFinding(alarm)) pageAboutFinding(transition, joining);
  // Whoever was notified that it is over reads what is left of it.
  const { incident } = transition;
  if (incident.state === 'monitoring' && lingeringTickets(incident).includes(joining))
    transition.inform({ kind: 'paged' }, 'recovered', saidOfTickets([joining]));
}

/** Each finding is another thing to look at: that somebody has the incident of the one before does not say that they know of it. */
function pageAboutFinding(transition: IncidentTransition, finding: AttachedAlarm): void {
  if (transition.incident.state !== 'acknowledged') return;
  const [first] = transition.incident.policy.severities[finding.severity].tiers;
  if (first !== undefined) transition.pageAbout(finding, first.tier, first.roles, 'finding joined');
}

function replace(transition: IncidentTransition, alarm: AttachedAlarm): void {
  transition.set({ alarms: transition.incident.alarms.map((each) => (isSameAlarm(each, alarm) ? alarm : each)) });
}

function noteChange(transition: IncidentTransition, { alarm, state, reason }: AlarmEvent, isOver: boolean): void {
  if (isOver || recoversByWindow(alarm)) return transition.note('alarm changed', `${alarm.name} is ${state}: ${reason}`);
  switch (state) {
    case 'deleted':
      transition.note('alarm deleted', `${alarm.name} was deleted: a person has to resolve this`);
      transition.fault('alarm deleted', `${alarm.name} was deleted while ${transition.incident.id} is open`, alarm.name);
      return;
    case 'INSUFFICIENT_DATA':
      transition.note('alarm blind', `${alarm.name} is blind: no data is not recovery`);
      if (transition.incident.state !== 'suppressed') transition.inform({ kind: 'paged' }, 'blind', `${alarm.title} has no data any more`);
      return;
    default:
      transition.note('alarm changed', `${alarm.name} is ${state}: ${reason}`);
  }
}

/**
 * People are notified once of an alarm that recovers by window, and from then on it counts as answered. Where they have
 * been paged for something at least as severe they know already; where not, the first tier of its own severity is paged,
 * and the incident stays what it is.
 */
function notifyOfWindows(transition: IncidentTransition): void {
  for (const alarm of transition.incident.alarms.filter((each) => recoversByWindow(each) && isUnanswered(each))) {
    replace(transition, { ...alarm, answered: true });
    const { severity, notifiesOnce, policy } = transition.incident;
    if (compareSeverity(alarm.severity, severity) >= 0) continue;
    if (notifiesOnce === true) promote(transition, alarm.severity);
    else {
      const [first] = policy.severities[alarm.severity].tiers;
      if (first !== undefined) transition.pageAbout(alarm, first.tier, first.roles, 'budget spent');
    }
  }
}

/** What people were notified of once has become an incident: an alarm is on that is over only when the service is well. */
function beginInEarnest(transition: IncidentTransition): void {
  const { notifiesOnce, alarms, peakSeverity } = transition.incident;
  const [worst] = alarms.filter(isUnanswered).sort((a, b) => compareSeverity(a.severity, b.severity));
  if (notifiesOnce !== true || worst === undefined) return;
  const { severity, title, impact, transitionAt: startedAt } = worst;
  transition.set({
    notifiesOnce: undefined,
    openedAt: transition.now,
    startedAt,
    severity,
    peakSeverity: moreSevere(severity, peakSeverity),
    title,
    impact,
  });
  transition.note('classified', `an incident of ${severity} from now on: ${worst.name} is on`);
  restartEscalation(transition, 'tier due');
  restartUpdateClock(transition);
  transition.inform({ kind: 'informed' }, 'opened');
  transition.updateOpsItem('Open');
}

/** What is known of an alarm that was answered is kept up to date after its incident, too. */
export function recordAnswered(transition: IncidentTransition, event: AlarmEvent): void {
  const known = transition.incident.alarms.find((each) => isSameAlarm(each, event.alarm));
  if (known?.answered !== true || known.state === event.state) return;
  const { answered: _answered, ...alarm } = known;
  replace(transition, { ...alarm, state: event.state, transitionAt: event.transitionAt, ...(staysAnswered(known, event) && { answered: true }) });
}

/** A worse alarm makes it a worse incident, from now on and for people who have acknowledged the lesser one, too. */
export function promote(transition: IncidentTransition, severity: Severity): void {
  if (compareSeverity(severity, transition.incident.severity) >= 0) return;
  const { severity: from, peakSeverity } = transition.incident;
  transition.set({ severity, peakSeverity: moreSevere(severity, peakSeverity) });
  transition.note('promoted', `promoted from ${from} to ${severity}`);
  restartEscalation(transition, 'promoted');
  restartUpdateClock(transition);
  transition.inform({ kind: 'informed' }, 'severity changed', `${from} has become ${severity}`);
  transition.updateOpsItem('Open');
}

/** When the first of the mutes is over that hold an alarm of the incident. */
export function muteEndsAt(incident: Incident): Instant | undefined {
  if (!isActive(incident)) return undefined;
  const ends = incident.alarms.flatMap(({ mutedUntil }) => mutedUntil ?? []);
  return ends.length === 0 ? undefined : Math.min(...ends);
}
