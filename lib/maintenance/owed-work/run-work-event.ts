import { holdersOf } from '../../incident/roster/holders-of';
import type { Engine } from '../../incident/use-cases/engine';
import { notifyPeople } from '../../incident/use-cases/notify-people';
import { messageOf } from '../../problems/error-message';
import { formatInstant, MINUTES_PER_DAY, MINUTE_MS, parseInstant, type Instant } from '../../time/time';
import { formatLocalDay } from '../../time/zoned-time';
import { occurrenceAt } from '../cadence/cadence';
import { calendarOf, dueAt } from '../checklists/checklist';
import { documentationGaps, isDocumentationGap } from './documentation-gaps';
import { noticeDue, type OwedWork } from './owed-work';
import { isAction, openActions } from './postmortem-actions';
import type { WorkEvent } from './work-event';
import { keepWork, noteNotified, openWork } from './work-items';
import { workMessage, type WorkFacts } from './work-message';

/** What failed is looked into within a day. Our choice: a task that matters sooner is an alarm. */
const FAILED_DUE_MINUTES = MINUTES_PER_DAY;

/**
 * Does what a schedule or a task starts the engine for: opens a checklist, reminds of open work, or reports a task that failed.
 * Whatever is started twice is done once, but for a reminder.
 *
 * @returns what was done, for the log
 * @throws Error when it could not be done: Lambda starts the same event again
 */
export async function runWorkEvent(engine: Engine, event: WorkEvent): Promise<string> {
  switch (event.what) {
    case 'checklist':
      return openChecklist(engine, event);
    case 'task failed':
      return reportFailedTask(engine, event);
    case 'reminders':
      return remind(engine);
  }
}

async function openChecklist(engine: Engine, { checklist, calendar, scheduledTime }: Extract<WorkEvent, { what: 'checklist' }>): Promise<string> {
  const { id, title, owner, lead, cadence, items } = checklist;
  // Scheduler knows no holidays: it starts on more days than there are occurrences.
  const occurrence = occurrenceAt(cadence, calendarOf(checklist, calendar), instantOf(scheduledTime));
  if (occurrence === undefined) return `${id} is not due at ${scheduledTime}`;
  const day = formatLocalDay(occurrence.day);
  const lines = items.map(({ id: item, text, filledBy }) => `[ ] ${item}: ${text}${filledBy === undefined ? '' : ` (${filledBy})`}`);
  const work = { key: `${id} ${day}`, title: `${title} of ${day}`, owner, lead, openedAt: occurrence.at, dueAt: dueAt(checklist, occurrence), notified: 0 };
  return keepAndNotify(engine, { work, reason: 'opened', lines });
}

async function reportFailedTask(
  engine: Engine,
  { task, title, owner, scheduledTime, execution }: Extract<WorkEvent, { what: 'task failed' }>,
): Promise<string> {
  const openedAt = instantOf(scheduledTime);
  const key = `${task} ${scheduledTime}`;
  const work = { key, title: `Task ${task} (${title})`, owner, lead: owner, openedAt, dueAt: engine.now() + FAILED_DUE_MINUTES * MINUTE_MS, notified: 0 };
  const lines = [
    `Due at ${formatInstant(openedAt)}, run ${execution} of Systems Manager Automation.`,
    'See which step failed, mend the cause, and start the task again by hand.',
  ];
  return keepAndNotify(engine, { work, reason: 'failed', lines });
}

async function keepAndNotify(engine: Engine, { work, reason, lines }: Pick<WorkFacts, 'work' | 'reason' | 'lines'>): Promise<string> {
  const { id, isNew } = await keepWork(engine, work, [`Due by ${formatInstant(work.dueAt)}, owner ${work.owner}`, ...(lines ?? [])].join('\n'));
  if (!isNew) return `${work.key} is ${id} already`;
  await notifyRoles(engine, [work.owner], { work, reason, opsItemId: id, ...(lines !== undefined && { lines }) });
  return `${work.key} is ${id}`;
}

/**
 * Gives every open action of a postmortem, and every gap in the documentation, an OpsItem, and resolves that of each that is done or lives
 * on elsewhere.
 *
 * @returns work that is open after it
 */
async function openWorkWithThatOfIncidents(engine: Engine): Promise<Awaited<ReturnType<typeof openWork>>> {
  const open = await openWork(engine);
  const incidents = await engine.store.notClosed();
  const owed = [...openActions(incidents), ...documentationGaps(incidents)];
  const known = new Set(open.map(({ work }) => work.key));
  for (const work of owed.filter(({ key }) => !known.has(key))) {
    const how = isAction(work)
      ? 'incident actions when it is done or transferred'
      : 'incident checklist done, item documentation, and a note of what was changed';
    await keepAndNotify(engine, { work, reason: 'opened', lines: [`Mark it with day2 ${how}.`] });
  }
  const stillOpen = new Set(owed.map(({ key }) => key));
  const isDone = (work: OwedWork) => (isAction(work) || isDocumentationGap(work)) && !stillOpen.has(work.key);
  for (const { item, work } of open.filter((each) => isDone(each.work))) await noteNotified(engine, { ...item, status: 'Resolved' }, work);
  return open.filter(({ work }) => !isDone(work));
}

/** Reminds of each piece of open work that it is time for; one that fails keeps the others from nothing. */
async function remind(engine: Engine): Promise<string> {
  const failed: string[] = [];
  let count = 0;
  for (const { item, work } of await openWorkWithThatOfIncidents(engine)) {
    const notice = noticeDue(work, engine.now());
    if (notice === undefined) continue;
    const notified: OwedWork = { ...work, notified: notice.notified };
    try {
      const roles = notice.kind === 'overdue' ? [work.owner, work.lead] : [work.owner];
      await notifyRoles(engine, roles, { work: notified, reason: notice.kind, opsItemId: item.id });
      await noteNotified(engine, item, notified);
      count += 1;
    } catch (error) {
      failed.push(`${work.key}: ${messageOf(error)}`);
    }
  }
  if (failed.length > 0) throw new Error(`not reminded of ${failed.join('; ')}`);
  return `reminded of ${count}`;
}

/** Notifies whoever has a role now, or a person by name, as actions of postmortems may have one. A role without anybody is one of the roster checks to find, and keeps nothing from being written down. */
async function notifyRoles(engine: Engine, roles: readonly string[], facts: Omit<WorkFacts, 'application' | 'environment' | 'region'>): Promise<void> {
  const { application, environment, region, roster } = engine.policy;
  const named = roster.people.map(({ id }) => id).filter((id) => roles.includes(id));
  const people = [...new Set([...holdersOf(roster, roles, engine.now()), ...named])];
  if (people.length === 0) return;
  await notifyPeople(engine, { message: workMessage({ application, environment, region, ...facts }), people, quiet: true });
}

function instantOf(text: string): Instant {
  const instant = parseInstant(text);
  if (instant === undefined) throw new Error(`${text} is no instant`);
  return instant;
}
