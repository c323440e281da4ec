import { isActive, isUnderway, pagedPeople } from './incident';
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
import { promote } from './joined-alarms';
import { missingInPostmortem } from './postmortem';
import { holdsIncident, updateQuiet } from './recovery';
import { close, missingForClosing, owedItems, resolve } from './resolution';
import { restartUpdateClock } from './status-updates';
import type { Turn } from './turn';
import { compareSeverity } from '../severity';
import { formatInstant } from '../../time/time';

/** Somebody takes it: nobody else is asked to, and everybody who was is told. The first one wins. */
export function acknowledge(turn: Turn, { by, via }: AcknowledgeEvent): void {
  const { id, state, acknowledgement, firstAcknowledgedAt, paged } = turn.incident;
  if (!isUnderway({ state })) return turn.answer(false, `${id} is ${state}: there is nothing to acknowledge`);
  if (acknowledgement?.offeredTo?.includes(by)) return takeOver(turn, by, via);
  if (acknowledgement !== undefined) {
    turn.answer(true, `${id} was acknowledged by ${acknowledgement.by} at ${formatInstant(acknowledgement.at)}`);
    if (by !== acknowledgement.by) {
      turn.note(`${by} would have acknowledged, too`);
      turn.inform({ kind: 'people', people: [by] }, 'already acknowledged');
    }
    return;
  }
  turn.set({
    acknowledgement: { by, at: turn.now, via },
    firstAcknowledgedAt: firstAcknowledgedAt ?? turn.now,
    exhausted: false,
    ...(state === 'open' && { state: 'acknowledged' }),
  });
  const wasPaged = paged.some(({ person }) => person === by);
  turn.note(`acknowledged by ${by} (${via})${wasPaged ? '' : ', who was not paged'}`);
  const waiting = turn.rules.tiers.filter(({ condition }) => condition !== 'not resolved').map(({ tier }) => tier);
  turn.dropPages(({ tier }) => waiting.includes(tier));
  restartUpdateClock(turn);
  turn.inform({ kind: 'paged' }, 'acknowledged');
  turn.updateOpsItem('InProgress');
  if (firstAcknowledgedAt === undefined) turn.measure('SecondsToAcknowledge');
  turn.answer(true, `${id} is yours, ${by}`);
}

/** Whoever has it has gone off duty: both sides are asked to hand over. It stays theirs until somebody takes it. Fault F20. */
export function offerHandover(turn: Turn, to: readonly string[]): void {
  const { acknowledgement, state } = turn.incident;
  if (acknowledgement === undefined || acknowledgement.offeredTo !== undefined || state !== 'acknowledged') return;
  turn.set({ acknowledgement: { ...acknowledgement, offeredTo: to } });
  turn.note(`the shift of ${acknowledgement.by} is over: ${to.join(' and ')} can take it`);
  turn.inform({ kind: 'people', people: [acknowledgement.by, ...to] }, 'shift over');
}

function takeOver(turn: Turn, by: string, via: string): void {
  const { id, acknowledgement } = turn.incident;
  turn.set({ acknowledgement: { by, at: turn.now, via } });
  turn.note(`taken over by ${by} (${via}) from ${acknowledgement?.by}`);
  restartUpdateClock(turn);
  turn.inform({ kind: 'paged' }, 'acknowledged');
  turn.answer(true, `${id} is yours, ${by}; ${acknowledgement?.by} had it`);
}

export function postUpdate(turn: Turn, { by, text }: UpdateEvent): void {
  const { id, state } = turn.incident;
  if (state === 'closed' || state === 'suppressed') return turn.answer(false, `${id} is ${state}: there is nothing to tell about it`);
  turn.set({ lastUpdate: { by, at: turn.now, text } });
  if (state !== 'resolved') restartUpdateClock(turn);
  turn.note(`update by ${by}: ${text}`);
  turn.inform({ kind: 'everybody' }, 'update', text);
  turn.answer(true, `${id}: everybody who was paged (${pagedPeople(turn.incident).join(', ') || 'nobody yet'}) and the informed roles are told`);
}

/** Nobody may resolve away an alarm that is on: it would be an alarm nobody looks after. */
export function resolveByPerson(turn: Turn, { by, resolution }: ResolveEvent): void {
  const { incident } = turn;
  if (!isActive(incident)) return turn.answer(false, `${incident.id} is ${incident.state} already`);
  if (incident.state === 'suppressed') return turn.answer(false, `${incident.id} is suppressed: it is judged when the mute of its alarms ends`);
  const on = incident.alarms.filter((alarm) => alarm.state === 'ALARM' && holdsIncident(incident, alarm)).map(({ name }) => `${name} is on`);
  if (on.length > 0) return turn.answer(false, `${incident.id} cannot be resolved while its alarms are on`, on);
  if (resolution.trim() === '') return turn.answer(false, `${incident.id} cannot be resolved without saying what was done`, ['a resolution']);
  resolve(turn, by, resolution);
  turn.answer(true, `${incident.id} is resolved`, missingForClosing(turn.incident));
}

export function reclassify(turn: Turn, { by, severity, reason }: ReclassifyEvent): void {
  const { id, state, severity: from } = turn.incident;
  if (!isUnderway({ state })) return turn.answer(false, `${id} is ${state}: its severity stands`);
  if (severity === 'S4') return turn.answer(false, `${id} cannot become information: nobody would look after its alarms`);
  turn.note(`${by} makes it ${severity}: ${reason}`);
  if (compareSeverity(severity, from) < 0) promote(turn, severity);
  else if (severity !== from) {
    turn.set({ severity });
    const { acknowledgement } = turn.incident;
    const wanted = turn.rules.tiers.filter(({ condition }) => acknowledgement === undefined || condition === 'not resolved');
    turn.dropPages(({ tier }) => !wanted.some((each) => each.tier === tier));
    restartUpdateClock(turn);
    turn.inform({ kind: 'paged' }, 'severity changed', `${from} has become ${severity}: ${reason}`);
    turn.updateOpsItem(state === 'open' ? 'Open' : 'InProgress');
  }
  updateQuiet(turn);
  turn.answer(true, `${id} is ${severity}`);
}

export function completeItem(turn: Turn, { by, item, note }: ChecklistEvent): void {
  const { id, checklist } = turn.incident;
  if (item === 'postmortem') return turn.answer(false, `a postmortem of ${id} is filed or waived, not ticked off`);
  if (!owedItems(turn.incident).includes(item)) return turn.answer(false, `${id} does not owe ${item}`);
  if (note.trim() === '') return turn.answer(false, `${item} of ${id} needs a note: where it is, or why it is not needed`);
  turn.set({ checklist: [...checklist.filter((done) => done.item !== item), { item, by, at: turn.now, note }] });
  turn.note(`${item} is done (${by}): ${note}`);
  turn.answer(true, `${item} of ${id} is done`, missingForClosing(turn.incident));
}

/** Takes in a postmortem that is complete; the clock of one that is not runs on. Fault F30. */
export function filePostmortem(turn: Turn, { by, postmortem: content }: FilePostmortemEvent): void {
  const { id, state, postmortem } = turn.incident;
  if (state !== 'resolved') return turn.answer(false, `${id} is ${state}: a postmortem looks back on a resolved incident`);
  const missing = missingInPostmortem(content);
  if (missing.length > 0) return turn.answer(false, `the postmortem of ${id} is not accepted`, missing);
  const clockStart = postmortem?.clockStart ?? turn.now;
  turn.set({ postmortem: { status: 'filed', clockStart, told: postmortem?.told ?? 0, content, decidedBy: by, decidedAt: turn.now } });
  turn.note(`postmortem filed by ${by}`);
  turn.updateOpsItem('Resolved');
  turn.answer(true, `the postmortem of ${id} is filed`, missingForClosing(turn.incident));
}

export function moveAction(turn: Turn, { by, index, status }: ActionEvent): void {
  const { id, postmortem } = turn.incident;
  const action = postmortem?.content?.actions[index];
  if (postmortem?.content === undefined || action === undefined) return turn.answer(false, `${id} has no action ${index + 1}`);
  const actions = postmortem.content.actions.map((each, position) => (position === index ? { ...each, status } : each));
  turn.set({ postmortem: { ...postmortem, content: { ...postmortem.content, actions } } });
  turn.note(`action ${index + 1} is ${status} (${by}): ${action.what}`);
  turn.answer(true, `action ${index + 1} of ${id} is ${status}`, missingForClosing(turn.incident));
}

/** Somebody with a name decides, for a reason. */
export function waivePostmortem(turn: Turn, { by, reason }: WaiveEvent): void {
  const { id, state, postmortem } = turn.incident;
  if (state !== 'resolved' || postmortem === undefined) return turn.answer(false, `${id} owes no postmortem now`);
  if (reason.trim() === '') return turn.answer(false, `the postmortem of ${id} is waived for a reason, or not at all`);
  turn.set({ postmortem: { ...postmortem, status: 'waived', decidedBy: by, decidedAt: turn.now, reason } });
  turn.note(`postmortem waived by ${by}: ${reason}`);
  turn.answer(true, `the postmortem of ${id} is waived`, missingForClosing(turn.incident));
}

/** Refused, with a list, until everything that is owed is done. Fault F61. */
export function closeByPerson(turn: Turn, { by }: CloseEvent): void {
  const { id, state } = turn.incident;
  if (state !== 'resolved') return turn.answer(false, `${id} is ${state}: only a resolved incident can be closed`);
  const missing = missingForClosing(turn.incident);
  if (missing.length > 0) return turn.answer(false, `${id} cannot be closed yet`, missing);
  close(turn, by);
  turn.inform({ kind: 'paged' }, 'closed');
  turn.answer(true, `${id} is closed`);
}
