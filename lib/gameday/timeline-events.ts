/**
 * What a timeline can hold, each event declared once: what it says, and its fields with what they mean. An event is
 * `{ at, code, ...fields }`, plain data; words for people are made in lib/report.
 */

import { z } from 'zod';
import { ENGINE_LOG_CODES, type EngineLogCode } from '../incident/use-cases/engine-log';
import type { WorkloadChange } from '../scenario/scenario';
import { GATE_STATES } from '../slo/budget/gate-state';
import { action, budgetSpent, flag, instant, name, names, number, objective, oneOf, severity, signal } from './report-fields';

const ENGINE_PROBLEMS = Object.keys(ENGINE_LOG_CODES) as EngineLogCode[];
const region = name('Region.');
const alarmName = name('Alarm.');
const topicName = name('Topic.');
const incidentId = name('Incident.');
const by = name('Who did it.');
const why = name('Why, in the words of AWS or of the code that failed.');
const disturbance = z
  .discriminatedUnion('kind', [
    z.object({ kind: oneOf(['lose', 'duplicate', 'delay'], 'What happens to alarm events.'), delaySeconds: number('How late they are.').optional() }),
    z.object({ kind: z.literal('muted'), on: name('Service or objective whose alarms are muted.'), severity: severity().optional() }),
    z.object({ kind: z.literal('unreachable'), who: name('Person.'), channel: name('Way that fails; absent: all.').optional() }),
    z.object({
      kind: z.literal('pager fails'),
      pager: name('Pager.'),
      answers: z.union([z.int(), z.literal('nothing')]).describe('What it answers: a status of HTTP, or nothing.'),
    }),
    z.object({ kind: z.literal('key disabled'), of: name('Topics whose key it is.') }),
  ])
  .readonly();
export type Disturbance = z.output<typeof disturbance>;
const recipients = {
  reached: z
    .array(z.object({ person: name('Who.'), channels: names('By what.') }).readonly())
    .readonly()
    .describe('People it reached; empty: nobody.'),
  unreached: names('People it did not reach by any channel.'),
};
const alarmChange = { alarmName, region, from: name('State before.'), to: oneOf(['OK', 'ALARM', 'INSUFFICIENT_DATA'], 'State after.') };

/** Every event: what it says, and its fields beside instant and code. */
export const TIMELINE_EVENTS = {
  'workload-began': { says: 'Something begins to happen to services.', fields: { workload: z.custom<WorkloadChange>().describe('As in the scenario.') } },
  'workload-ended': { says: 'What happened to services is over.', fields: { id: name('Name in the scenario.') } },
  'disturbance-began': {
    says: 'Something on the way to people begins to fail.',
    fields: { id: name('Name in the scenario.').optional(), disturbance, forMinutes: number('How long, minutes.') },
  },
  'disturbance-ended': { says: 'What failed on the way to people works again.', fields: { id: name('Name in the scenario.').optional(), disturbance } },
  'service-reported': {
    says: 'A service of AWS reported something that no alarm is behind.',
    fields: { id: name('Name in the scenario.'), detailType: name('What it reported, as EventBridge calls it.'), region },
  },
  'request-sent': {
    says: 'Somebody asks for something.',
    fields: { id: name('Name in the scenario.'), title: name('What.'), blocking: flag('True when they cannot go on working.') },
  },
  redeployed: {
    says: 'The application was deployed anew with a changed configuration.',
    fields: {
      id: name('Name in the scenario.').optional(),
      roles: names('Roles that other people hold.'),
      tiers: names('Tiers that are paged at another time.'),
      severities: names('Objectives whose pages have another severity.'),
      removed: names('Services and objectives that are gone.'),
    },
  },
  'metric-alarm-changed': {
    says: 'A metric alarm changed its state. It notifies nobody by itself.',
    fields: { ...alarmChange, reason: name("CloudWatch's reason.") },
  },
  'composite-alarm-changed': { says: 'A composite alarm changed its state.', fields: alarmChange },
  notified: {
    says: 'An alarm notified the topic of its severity.',
    fields: { severity: severity().optional(), topicName, alarmName, objective, signal: signal.optional(), budgetSpent },
  },
  'notification-suppressed': {
    says: 'An alarm was on and its actions were suppressed.',
    fields: {
      alarmName,
      suppressedBy: oneOf(['Alarm', 'WaitPeriod', 'ExtensionPeriod', 'ActionsEnabled', 'AlarmMuteRule'], "What suppressed them, CloudWatch's word."),
      suppressor: name('Planned alarm that suppresses it.').optional(),
      reason: why,
    },
  },
  'notification-lost': {
    says: 'An alarm published and its notification was lost.',
    fields: { alarmName, topicName, link: name('Link of the chain that broke.'), reason: why },
  },
  'action-not-simulated': {
    says: 'An action of an alarm cannot be simulated: what comes of it cannot be determined.',
    fields: { alarmName, action: name('ARN of the action.'), reason: why },
  },
  'target-not-simulated': {
    says: 'A target of a rule cannot be simulated: what comes of it cannot be determined.',
    fields: { rule: name('Rule.'), targetArn: name('ARN of the target.') },
  },
  'budget-state-changed': {
    says: 'The stored state of an error budget changed.',
    fields: {
      objective: name('Objective.'),
      from: oneOf([...GATE_STATES, 'none'], 'State before.'),
      to: oneOf(GATE_STATES, 'State after.'),
      remaining: number('Share of the budget that is left, a fraction.').optional(),
      reason: why.optional(),
    },
  },
  'ledger-run-failed': {
    says: 'A run of the budget ledger failed; it is tried again.',
    fields: { region, result: oneOf(['failed', 'timed out', 'not simulated'], 'How it ended.'), reason: why },
  },
  'ledger-run-given-up': { says: 'A run of the budget ledger was given up after the last attempt.', fields: { region, reason: why } },
  'page-published': {
    says: 'A tier was paged.',
    fields: {
      severity: severity(),
      tier: number('Tier.'),
      about: name('Incident, or topic.'),
      reason: name('Why; absent for a tier that was due.').optional(),
      ...recipients,
    },
  },
  'fallback-page-published': {
    says: 'CloudWatch paged by itself, without the engine.',
    fields: { about: name('Alarm, or topic.'), isOver: flag('True when the alarm is over.'), ...recipients },
  },
  'notice-published': {
    says: 'Stakeholders were notified; nobody is asked to act.',
    fields: { severity: severity(), about: name('Incident, or topic.'), reason: name('Why.').optional(), ...recipients },
  },
  'watchdog-notified': {
    says: 'The watchdog was notified of a fault of paging.',
    fields: {
      about: name('Incident, alarm or topic.').optional(),
      reason: name('Fault.').optional(),
      isOver: flag('True when the alarm is over.'),
      ...recipients,
    },
  },
  'pager-asked': {
    says: 'A pager of others was posted something by the function that posts to it.',
    fields: {
      pager: name('Pager.'),
      asked: oneOf(['trigger', 'acknowledge', 'resolve', 'unreadable'], 'What it was asked for; `unreadable`: it could make nothing of it.'),
      key: name('The same for everything about an incident. Absent where it could make nothing of it.').optional(),
      status: number('What it answered, a status of HTTP; absent: nothing.').optional(),
    },
  },
  'pager-not-reached': { says: 'A message for a pager was given up, and nobody was paged by it.', fields: { pager: name('Pager.'), reason: why } },
  'incident-opened': {
    says: 'The record of an incident was opened.',
    fields: {
      severity: severity(),
      incidentId,
      title: name('Title.'),
      isSuppressed: flag('True while a mute rule suppresses its alarms.'),
      isLate: flag('True when it was found by reconciling, not by an event.'),
      isDrill: flag('True for a drill.'),
    },
  },
  'incident-unmuted': { says: 'The mute is over: the incident is open.', fields: { severity: severity(), incidentId } },
  'escalation-restarted': {
    says: 'Escalation begins again from the first tier.',
    fields: {
      incidentId,
      because: oneOf(['reopened', 'promoted', 'stale'], 'Why: it is back, it is more severe, or whoever had it fell silent.'),
      from: severity('Severity before.'),
      to: severity('Severity after.'),
      round: number('Escalation round.'),
    },
  },
  'severity-changed': {
    says: 'The severity of an incident changed without a new escalation.',
    fields: { incidentId, from: severity('Before.'), to: severity('After.') },
  },
  'incident-acknowledged': { says: 'Somebody has the incident.', fields: { incidentId, by, via: name('How.') } },
  'incident-updated': { says: 'Somebody said how it stands.', fields: { incidentId, by, update: name('What they said.') } },
  'incident-recovered': { says: 'All alarms of the incident are over; it is watched whether they stay so.', fields: { incidentId } },
  'incident-resolved': { says: 'Somebody resolved the incident.', fields: { incidentId, by, resolution: name('What they said.') } },
  'postmortem-changed': {
    says: 'The postmortem of an incident got another status.',
    fields: { incidentId, status: oneOf(['due', 'paused', 'filed', 'waived'], 'Status.') },
  },
  'checklist-item-done': { says: 'An item of the checklist is done.', fields: { incidentId, item: name('Item.'), by } },
  'incident-closed': { says: 'The incident is closed.', fields: { incidentId } },
  'responder-acted': {
    says: 'A simulated responder did something and was answered.',
    fields: { person: by, action, isAccepted: flag('Whether it was accepted.'), answer: name('The answer.') },
  },
  'engine-reported': {
    says: 'The incident engine reported that something failed.',
    fields: {
      problem: oneOf([...ENGINE_PROBLEMS, 'other'], 'Code of its log line; `other`: the line is none of its own.'),
      report: name('First line of its words.'),
    },
  },
  'engine-run-failed': {
    says: 'A run of the incident engine failed.',
    fields: { result: oneOf(['failed', 'timed out', 'not simulated'], 'How it ended.'), reason: why },
  },
  'engine-not-started': { says: 'The incident engine could not be started.', fields: { by: name('Rule or schedule.'), reason: why } },
  'engine-works-again': {
    says: 'A whole tick of the incident engine went well again.',
    fields: { failures: number('Failures that were reported and are over.') },
  },
} as const satisfies Readonly<Record<string, { readonly says: string; readonly fields: z.ZodRawShape }>>;

type Events = typeof TIMELINE_EVENTS;
export type TimelineCode = keyof Events;

/** One event of a code, without its instant. */
export type TimelineFacts<Code extends TimelineCode = TimelineCode> = {
  [Each in Code]: { readonly code: Each } & Readonly<z.output<z.ZodObject<Events[Each]['fields']>>>;
}[Code];

/** Something that happened, in the order things happened. */
export type TimelineEvent = TimelineFacts & {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly at: number;
};

/** Schema of any event. */
export const timelineEventSchema = z.discriminatedUnion(
  'code',
  Object.entries(TIMELINE_EVENTS).map(([code, { says, fields }]) =>
    z.object({ at: instant('When.'), code: z.literal(code), ...fields }).describe(says),
  ) as unknown as [z.ZodObject<{ code: z.ZodLiteral<string> }>],
);
