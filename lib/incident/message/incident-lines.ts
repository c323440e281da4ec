import { formatDurationSeconds, MINUTE_MS, type Instant } from '../../time/time';
import { cutText, storedBytes } from '../bounded-text';
import { acknowledgeLink, alarmLink, dashboardLink, incidentRunbookLink, leadingAlarm, stateLink, worstAlarmFirst } from './console-links';
import { MOST_EMAIL_BYTES } from './message';
import { clockText, elapsedText } from './moments';
import { incidentCommand, locationText, severityText, type BudgetFact, type IncidentFacts, type MessagePolicy } from './page-facts';
import { listText, oneLine } from './plain-text';
import { recordPointer, SHOWN_ALARMS, SHOWN_ENTRIES, SHOWN_PEOPLE } from './shown-facts';

/** Sections of an e-mail, each a list of lines. Times are UTC; the day is the one of the first line. */

/**
 * What the message is about, so that one that arrives hours late can be distinguished from a new one.
 *
 * @param toldDay an instant of the day that the first line names
 */
export function identityLines(facts: IncidentFacts, messageDay: Instant = facts.incident.openedAt): string[] {
  const { incident, policy, severity, now } = facts;
  const { openedAt, startedAt } = incident;
  const lines = [
    `Incident: ${incident.id}, ${severityText(severity, incident)}, ${locationText(facts)}, ${incident.state} when this was written (${clockText(now, messageDay)})`,
    `Opened: ${clockText(openedAt, messageDay)}, ${elapsedText(openedAt, now)} before this was written${incident.late ? '; found by reconciliation, no event reported it' : ''}`,
  ];
  if (openedAt - startedAt >= MINUTE_MS) lines.push(`Began: ${clockText(startedAt, messageDay)}, ${elapsedText(startedAt, openedAt)} before it was opened`);
  if (incident.previousId !== undefined) lines.push(`The one before: ${incident.previousId}`);
  lines.push(`State now: ${stateLink(policy, incident)}`);
  return lines;
}

/** Whole percents up to one digit behind the point: `62.5 %`. */
const percent = (share: number): string => `${Math.round(share * 1_000) / 10} %`;

/** `partner-portal/availability: 62.5 % spent, 37.5 % left, deployments caution`. */
export function budgetLine({ objective, spent, remaining, state, why }: BudgetFact): string {
  const figures: string[] = [];
  if (spent !== undefined && Number.isFinite(spent)) figures.push(`${percent(spent)} spent`);
  if (remaining !== undefined && Number.isFinite(remaining)) figures.push(remaining < 0 ? `overspent by ${percent(-remaining)}` : `${percent(remaining)} left`);
  if (figures.length === 0) figures.push('not known');
  if (state !== undefined) figures.push(`gate ${oneLine(state)}`);
  return `${oneLine(objective)}: ${figures.join(', ')}${why === undefined ? '' : ` (${oneLine(why)})`}`;
}

/** Budget burnt and left, by objective. */
export function budgetLines(budgets: readonly BudgetFact[]): string[] {
  return budgets.length === 0 ? ['Error budget: none belongs to this incident'] : ['Error budget:', ...budgets.map((budget) => `  ${budgetLine(budget)}`)];
}

/** The alarms, each with its page. */
export function alarmLines({ incident }: Pick<IncidentFacts, 'incident'>): string[] {
  const { alarms, openedAt } = incident;
  if (alarms.length === 0) return ['Alarms: none, somebody declared it'];
  const shown = alarms.length <= SHOWN_ALARMS ? alarms : worstAlarmFirst(alarms).slice(0, SHOWN_ALARMS);
  const stateOf = (state: string): string => (state === 'ALARM' ? 'on' : state === 'OK' ? 'over' : state === 'deleted' ? 'deleted' : 'without data');
  const mutedText = (until: Instant | undefined): string => (until === undefined ? '' : `, muted until ${clockText(until, openedAt)}`);
  return [
    shown.length === alarms.length ? 'Alarms:' : `Alarms (${shown.length} of ${alarms.length}, the rest: ${recordPointer(incident.id)}):`,
    ...shown.flatMap((alarm) => [
      `  ${alarm.severity} ${oneLine(alarm.title)}, ${stateOf(alarm.state)} since ${clockText(alarm.transitionAt, openedAt)}${mutedText(alarm.mutedUntil)}${alarm.unverified === true ? ', unverified' : ''}: ${alarm.name} in ${alarm.region}`,
      `    ${alarmLink(alarm)}`,
    ]),
  ];
}

/** What has happened and been tried, the newest last. */
export function triedLines({ incident }: Pick<IncidentFacts, 'incident'>): string[] {
  const { timeline, lastUpdate, openedAt } = incident;
  const lines = timeline.slice(-SHOWN_ENTRIES).map(({ at, what }) => `  ${clockText(at, openedAt)}  ${oneLine(what)}`);
  if (lastUpdate !== undefined) lines.push(`  Last update, by ${oneLine(lastUpdate.by)} at ${clockText(lastUpdate.at, openedAt)}: ${oneLine(lastUpdate.text)}`);
  return lines.length === 0
    ? ['So far: nothing was tried']
    : [timeline.length > SHOWN_ENTRIES ? `So far (the last ${SHOWN_ENTRIES} of ${timeline.length}):` : 'So far:', ...lines];
}

/** Where to start, and where to look. */
export function linkLines({ incident, policy }: IncidentFacts): string[] {
  const runbook = incidentRunbookLink(policy, incident);
  const start = runbook === undefined ? 'Runbook: none is named' : `Runbook ${leadingAlarm(incident)!.runbook}, filled in, a dry run first: ${runbook}`;
  return [start, `Dashboard: ${dashboardLink(policy)}`];
}

/** How to take it from the console, and what is owed by whoever does. */
export function takeLines({ incident, policy, severity, paged }: IncidentFacts): string[] {
  const lines = [`Acknowledge from the console: ${acknowledgeLink(policy, incident.id, onlyOne(paged))}`];
  const every = incident.policy.severities[severity].updateEverySeconds;
  if (every !== undefined) lines.push(`Once you have it, every ${formatDurationSeconds(every)}: ${incidentCommand('update', incident.id, policy)}`);
  return lines;
}

/** Who reads this too, and who was paged before, each with the tier. */
export function peopleLines({ incident, paged, round }: IncidentFacts): string[] {
  const lines = [
    `This page goes to: ${paged.length <= SHOWN_PEOPLE ? listText(paged) : `${paged.slice(0, SHOWN_PEOPLE).join(', ')}, and ${paged.length - SHOWN_PEOPLE} more`}`,
  ];
  const before = incident.paged.filter((each) => each.round === round && !paged.includes(each.person));
  const notified = before.slice(0, SHOWN_PEOPLE).map(({ person, tier, at }) => `${person} (tier ${tier}, ${clockText(at, incident.openedAt)})`);
  const more = before.length - notified.length;
  lines.push(before.length === 0 ? 'Paged besides: nobody' : `Paged besides: ${notified.join(', ')}${more === 0 ? '' : `, and ${more} more`}`);
  return lines;
}

/** Outside help; nothing where there is none. Requirement 002-46. */
export function externalLines({ externalContacts }: Pick<MessagePolicy, 'externalContacts'>): string[] {
  if (externalContacts.length === 0) return [];
  return ['Outside help:', ...externalContacts.map(({ title, reachedBy }) => `  ${oneLine(title)}: ${oneLine(reachedBy)}`)];
}

/** The only word, or undefined when it is not the only one. */
export function onlyOne(words: readonly string[]): string | undefined {
  return words.length === 1 ? words[0] : undefined;
}

/**
 * Sections as the text of an e-mail, an empty line between those that have lines. What is beyond its room is left out from
 * the end, whole lines, and where the rest is stands there.
 *
 * @param wholeAt where all of it can be read
 */
export function emailText(sections: readonly (readonly string[])[], wholeAt: string): string {
  const whole = sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
  if (storedBytes(`${whole}\n`) <= MOST_EMAIL_BYTES) return `${whole}\n`;
  const end = `\n\nThis message is cut here. The whole: ${wholeAt}\n`;
  const beginning = cutText(whole, MOST_EMAIL_BYTES - storedBytes(end), '');
  return `${beginning.slice(0, Math.max(beginning.lastIndexOf('\n'), beginning.indexOf('\n'))).trimEnd()}${end}`;
}
