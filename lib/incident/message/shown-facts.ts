import { cutText } from '../bounded-text';
import type { Incident } from '../lifecycle/incident';
import type { AlarmFacts } from '../lifecycle/incident-event';
import type { BudgetFact, IncidentFacts, MessagePolicy } from './page-facts';
import { oneLine } from './plain-text';

/**
 * What messages are written from, cut to what a message has room for. Whatever is written from it, and in how many forms,
 * stays within `MOST_MESSAGE_BYTES`: a longer one is refused by SNS, and nobody is paged. The whole text stands in
 * the record.
 */

/** What texts may take in a message, bytes. */
const SHOWN = { title: 200, text: 1_500, line: 400 } as const;

/** Alarms, people, budgets and contacts that a message names. */
export const SHOWN_ALARMS = 20;
/** Lines of the timeline that are shown, the newest. */
export const SHOWN_ENTRIES = 8;
export const SHOWN_PEOPLE = 100;
const SHOWN_BUDGETS = 20;
const SHOWN_CONTACTS = 10;

/** Where the whole of a text is read. */
export function recordPointer(incidentId: string): string {
  return `day2 incident show ${incidentId}`;
}

/** The facts, with nothing in them that a message has no room for. */
export function shownFacts<T extends IncidentFacts & { readonly text?: string }>(facts: T): T {
  const { incident, policy, budgets, text } = facts;
  const said = text === undefined ? {} : { text: shownText(text, incident.id) };
  return { ...facts, incident: shownIncident(incident), policy: shownPolicy(policy), budgets: budgets.slice(0, SHOWN_BUDGETS).map(shownBudget), ...said };
}

/** An incident with texts as a message shows them. */
export function shownIncident(incident: Incident): Incident {
  const { id, title, impact, lastUpdate, resolution, timeline, alarms } = incident;
  return {
    ...incident,
    title: shownLine(title, SHOWN.title),
    impact: shownText(impact, id),
    alarms: alarms.map(shownAlarm),
    ...(lastUpdate !== undefined && { lastUpdate: { ...lastUpdate, text: shownText(lastUpdate.text, id) } }),
    ...(resolution !== undefined && { resolution: { ...resolution, text: shownText(resolution.text, id) } }),
    timeline: timeline.map((entry, index) => (index < timeline.length - SHOWN_ENTRIES ? entry : { ...entry, what: shownLine(entry.what) })),
  };
}

/** An alarm with texts as a message shows them. */
export function shownAlarm<T extends AlarmFacts>(alarm: T): T {
  return { ...alarm, title: shownLine(alarm.title, SHOWN.title), impact: shownLine(alarm.impact, SHOWN.text) };
}

/** A policy with texts as a message shows them. */
export function shownPolicy<T extends MessagePolicy>(policy: T): T {
  const contacts = policy.externalContacts.slice(0, SHOWN_CONTACTS);
  return {
    ...policy,
    groups: policy.groups.map((group) => ({ ...group, title: shownLine(group.title, SHOWN.title) })),
    externalContacts: contacts.map((contact) => ({ ...contact, title: shownLine(contact.title), reachedBy: shownLine(contact.reachedBy) })),
  };
}

/** One line of at most so many bytes. */
export function shownLine(text: string, most: number = SHOWN.line): string {
  return cutText(oneLine(beginningOf(text)), most);
}

function shownText(text: string, incidentId: string): string {
  return cutText(oneLine(beginningOf(text)), SHOWN.text, `... (cut; the whole text: ${recordPointer(incidentId)})`);
}

/** As much of a text as may be looked at: many times what is shown, so that white space in it does not matter. */
function beginningOf(text: string): string {
  return text.slice(0, 10 * SHOWN.text);
}

function shownBudget({ objective, state, why, ...figures }: BudgetFact): BudgetFact {
  return {
    ...figures,
    objective: shownLine(objective),
    ...(state !== undefined && { state: shownLine(state) }),
    ...(why !== undefined && { why: shownLine(why) }),
  };
}
