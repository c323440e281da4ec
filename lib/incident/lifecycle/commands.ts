import { formatInstant } from '../../time/time';
import { compareSeverity } from '../severity';
import { measureAcknowledgement } from './acknowledgement-figures';
import { dropHold } from './begin-healing';
import { isActive, isUnderway, pagedPeople, type AttachedAlarm } from './incident';
import type {
  AcknowledgeEvent,
  ActionEvent,
  ChecklistEvent,
  CloseEvent,
  FilePostmortemEvent,
  ReclassifyEvent,
  ResolveEvent,
  UpdateEvent,
  WaiveEvent,
} from './incident-event';
import type { IncidentTransition } from './incident-transition';
import { overruleAlarms, promote } from './joined-alarms';
import { missingInPostmortem } from './postmortem';
import { holdsIncident, lingeringTickets, updateRecovery } from './recovery';
import { close, missingForClosing, owedItems, resolve } from './resolution';
import { restartUpdateClock } from './status-updates';

/** Somebody takes it: nobody else is asked to, and everybody who was is notified. The first one wins. */
export function acknowledge(transition: IncidentTransition, { by, via }: AcknowledgeEvent): void {
  const { id, state, acknowledgement, firstAcknowledgedAt, paged, notifiesOnce } = transition.incident;
  if (!isUnderway({ state })) return transition.answer(false, `${id} is ${state}: there is nothing to acknowledge`);
  if (acknowledgement?.offeredTo?.includes(by)) return takeOver(transition, by, via);
  if (acknowledgement !== undefined) {
    transition.answer(true, `${id} was acknowledged by ${acknowledgement.by} at ${formatInstant(acknowledgement.at)}`);
    if (by !== acknowledgement.by) {
      transition.note('acknowledged too', `${by} would have acknowledged, too`);
      transition.inform({ kind: 'people', people: [by] }, 'already acknowledged');
    }
    return;
  }
  transition.set({
    acknowledgement: { by, at: transition.now, via },
    firstAcknowledgedAt: firstAcknowledgedAt ?? transition.now,
    exhausted: false,
    ...(state === 'open' && { state: 'acknowledged' }),
  });
  const wasPaged = paged.some(({ person }) => person === by);
  transition.note('acknowledged', `acknowledged by ${by} (${via})${wasPaged ? '' : ', who was not paged'}`);
  if (notifiesOnce === true) return resolveAcknowledged(transition, by);
  const waiting = transition.rules.tiers.filter(({ condition }) => condition !== 'not resolved').map(({ tier }) => tier);
  transition.dropPages(({ tier }) => waiting.includes(tier));
  restartUpdateClock(transition);
  transition.inform({ kind: 'paged' }, 'acknowledged');
  transition.updateOpsItem('InProgress');
  if (firstAcknowledgedAt === undefined) measureAcknowledgement(transition);
  transition.answer(true, `${id} is yours, ${by}`);
}

/** An error budget that is spent comes back as its window passes: whoever knows of it has nothing to restore. */
function resolveAcknowledged(transition: IncidentTransition, by: string): void {
  const { id } = transition.incident;
  measureAcknowledgement(transition);
  resolve(transition, by, 'acknowledged; the error budget comes back as its window passes');
  transition.answer(
    true,
    `${id} is acknowledged, ${by}, and resolved: the error budget comes back as its window passes`,
    missingForClosing(transition.incident),
  );
}

/** Whoever has it has gone off duty: both sides are asked to hand over. It stays theirs until somebody takes it. Fault F20. */
export function offerHandover(transition: IncidentTransition, to: readonly string[]): void {
  const { acknowledgement, state } = transition.incident;
  if (acknowledgement === undefined || acknowledgement.offeredTo !== undefined || state !== 'acknowledged') return;
  transition.set({ acknowledgement: { ...acknowledgement, offeredTo: to } });
  transition.note('shift over', `the shift of ${acknowledgement.by} is over: ${to.join(' and ')} can take it`);
  transition.inform({ kind: 'people', people: [acknowledgement.by, ...to] }, 'shift over');
}

function takeOver(transition: IncidentTransition, by: string, via: string): void {
  const { id, acknowledgement } = transition.incident;
  transition.set({ acknowledgement: { by, at: transition.now, via } });
  transition.note('taken over', `taken over by ${by} (${via}) from ${acknowledgement?.by}`);
  restartUpdateClock(transition);
  transition.inform({ kind: 'paged' }, 'acknowledged');
  transition.answer(true, `${id} is yours, ${by}; ${acknowledgement?.by} had it`);
}

export function postUpdate(transition: IncidentTransition, { by, text }: UpdateEvent): void {
  const { id, state } = transition.incident;
  if (state === 'closed' || state === 'suppressed') return transition.answer(false, `${id} is ${state}: there is nothing to tell about it`);
  transition.set({ lastUpdate: { by, at: transition.now, text } });
  if (state !== 'resolved') restartUpdateClock(transition);
  transition.note('updated', `update by ${by}: ${text}`);
  transition.inform({ kind: 'everybody' }, 'update', text);
  transition.answer(
    true,
    `${id}: everybody who was paged (${pagedPeople(transition.incident).join(', ') || 'nobody yet'}) and the informed roles are notified`,
  );
}

const namesOf = (alarms: readonly AttachedAlarm[]): string => alarms.map(({ name }) => name).join(' and ');

/**
 * An alarm that is on is not resolved away by accident: it would be an alarm nobody looks after. A person who knows better
 * says why; such an alarm counts for nothing until it fires anew. Tickets of an outage do not keep it from being resolved; on
 * without such a word, they go on as an incident of their own.
 */
export function resolveByPerson(transition: IncidentTransition, { by, resolution, despiteAlarms = '' }: ResolveEvent): void {
  const { incident } = transition;
  if (!isActive(incident)) return transition.answer(false, `${incident.id} is ${incident.state} already`);
  if (incident.state === 'suppressed') return transition.answer(false, `${incident.id} is suppressed: it is judged when the mute of its alarms ends`);
  const on = incident.alarms.filter((alarm) => alarm.state === 'ALARM' && alarm.recovers !== 'by people' && holdsIncident(incident, alarm));
  if (on.length > 0 && despiteAlarms.trim() === '')
    return transition.answer(
      false,
      `${incident.id} cannot be resolved while its alarms are on, unless you say why it is over all the same (--despite-alarms)`,
      on.map(({ name }) => `${name} is on`),
    );
  if (resolution.trim() === '') return transition.answer(false, `${incident.id} cannot be resolved without saying what was done`, ['a resolution']);
  const tickets = lingeringTickets(incident);
  const answered = despiteAlarms.trim() === '' ? [] : [...on, ...tickets];
  if (answered.length > 0) {
    transition.set({ alarms: incident.alarms.map((alarm) => (answered.includes(alarm) ? { ...alarm, answered: true } : alarm)) });
    transition.note('alarms answered', `${by} says that it is over although ${namesOf(answered)} ${answered.length === 1 ? 'is' : 'are'} on: ${despiteAlarms}`);
  }
  endFindings(transition);
  resolve(transition, by, resolution);
  const left =
    answered.length > 0 || tickets.length === 0 ? '' : `; ${namesOf(tickets)} ${tickets.length === 1 ? 'is' : 'are'} still on: an incident of its own`;
  transition.answer(true, `${incident.id} is resolved${left}`, missingForClosing(transition.incident));
}

/** What only people can say is over is, from now on; what happens after now is another occurrence. */
function endFindings(transition: IncidentTransition): void {
  const { incident, now } = transition;
  transition.set({
    alarms: incident.alarms.map((alarm) =>
      alarm.recovers === 'by people' && alarm.state === 'ALARM' ? { ...alarm, state: 'OK', transitionAt: now, hasRecovered: true } : alarm,
    ),
  });
}

export function reclassify(transition: IncidentTransition, { by, severity, reason }: ReclassifyEvent): void {
  const { id, state, severity: from } = transition.incident;
  if (!isUnderway({ state })) return transition.answer(false, `${id} is ${state}: its severity stands`);
  if (severity === 'S4') return transition.answer(false, `${id} cannot become information: nobody would look after its alarms`);
  transition.note('reclassified', `${by} makes it ${severity}: ${reason}`);
  // What a person judges is an incident, whatever opened it, and calls people, whatever heals it.
  dropHold(transition);
  transition.set({ notifiesOnce: undefined });
  overruleAlarms(transition, severity);
  if (compareSeverity(severity, from) < 0) promote(transition, severity);
  else if (severity !== from) {
    transition.set({ severity });
    const { acknowledgement } = transition.incident;
    const wanted = transition.rules.tiers.filter(({ condition }) => acknowledgement === undefined || condition === 'not resolved');
    transition.dropPages(({ tier }) => !wanted.some((each) => each.tier === tier));
    restartUpdateClock(transition);
    transition.inform({ kind: 'paged' }, 'severity changed', `${from} has become ${severity}: ${reason}`);
    transition.updateOpsItem(state === 'open' ? 'Open' : 'InProgress');
  }
  updateRecovery(transition);
  transition.answer(true, `${id} is ${severity}`);
}

export function completeItem(transition: IncidentTransition, { by, item, note }: ChecklistEvent): void {
  const { id, checklist } = transition.incident;
  if (item === 'postmortem') return transition.answer(false, `a postmortem of ${id} is filed or waived, not ticked off`);
  if (!owedItems(transition.incident).includes(item)) return transition.answer(false, `${id} does not owe ${item}`);
  if (note.trim() === '') return transition.answer(false, `${item} of ${id} needs a note: where it is, or why it is not needed`);
  transition.set({ checklist: [...checklist.filter((done) => done.item !== item), { item, by, at: transition.now, note }] });
  transition.note('item done', `${item} is done (${by}): ${note}`);
  transition.answer(true, `${item} of ${id} is done`, missingForClosing(transition.incident));
}

/** Takes in a postmortem that is complete; the clock of one that is not runs on. Fault F30. */
export function filePostmortem(transition: IncidentTransition, { by, postmortem: content }: FilePostmortemEvent): void {
  const { id, state, postmortem } = transition.incident;
  if (state !== 'resolved') return transition.answer(false, `${id} is ${state}: a postmortem looks back on a resolved incident`);
  const missing = missingInPostmortem(content);
  if (missing.length > 0) return transition.answer(false, `the postmortem of ${id} is not accepted`, missing);
  const clockStart = postmortem?.clockStart ?? transition.now;
  transition.set({ postmortem: { status: 'filed', clockStart, notified: postmortem?.notified ?? 0, content, decidedBy: by, decidedAt: transition.now } });
  transition.note('postmortem filed', `postmortem filed by ${by}`);
  transition.updateOpsItem('Resolved');
  transition.answer(true, `the postmortem of ${id} is filed`, missingForClosing(transition.incident));
}

export function moveAction(transition: IncidentTransition, { by, index, status }: ActionEvent): void {
  const { id, postmortem } = transition.incident;
  const action = postmortem?.content?.actions[index];
  if (postmortem?.content === undefined || action === undefined) return transition.answer(false, `${id} has no action ${index + 1}`);
  const actions = postmortem.content.actions.map((each, position) => (position === index ? { ...each, status } : each));
  transition.set({ postmortem: { ...postmortem, content: { ...postmortem.content, actions } } });
  transition.note('action moved', `action ${index + 1} is ${status} (${by}): ${action.what}`);
  transition.answer(true, `action ${index + 1} of ${id} is ${status}`, missingForClosing(transition.incident));
}

/** Somebody with a name decides, for a reason. */
export function waivePostmortem(transition: IncidentTransition, { by, reason }: WaiveEvent): void {
  const { id, state, postmortem } = transition.incident;
  if (state !== 'resolved' || postmortem === undefined) return transition.answer(false, `${id} owes no postmortem now`);
  if (reason.trim() === '') return transition.answer(false, `the postmortem of ${id} is waived for a reason, or not at all`);
  transition.set({ postmortem: { ...postmortem, status: 'waived', decidedBy: by, decidedAt: transition.now, reason } });
  transition.note('postmortem waived', `postmortem waived by ${by}: ${reason}`);
  transition.answer(true, `the postmortem of ${id} is waived`, missingForClosing(transition.incident));
}

/** Refused, with a list, until everything that is owed is done. Fault F61. */
export function closeByPerson(transition: IncidentTransition, { by }: CloseEvent): void {
  const { id, state } = transition.incident;
  if (state !== 'resolved') return transition.answer(false, `${id} is ${state}: only a resolved incident can be closed`);
  const missing = missingForClosing(transition.incident);
  if (missing.length > 0) return transition.answer(false, `${id} cannot be closed yet`, missing);
  close(transition, by);
  transition.inform({ kind: 'paged' }, 'closed');
  transition.answer(true, `${id} is closed`);
}
