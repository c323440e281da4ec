/**
 * The measurements of a game day, each declared once: what it says, and its fields with what they mean. Types, the schema
 * of the JSON report and the page docs/reference/timeline.md follow from here; words for people are made in lib/report.
 */

import { z } from 'zod';
import { GATE_STATES } from '../slo/budget/gate-state';
import { CHANGE_VERDICTS } from '../slo/gate/decide-change';
import { CHANGE_PURPOSES } from '../slo/gate/gate-facts';
import { violationSchema } from './invariants/violations';
import { action, budgetSpent, flag, instant, name, names, number, objective, oneOf, OUTCOMES, severity, signal } from './report-fields';

const range = z
  .object({
    kind: z.literal('elapsed'),
    notBeforeSeconds: number('Earliest, seconds.'),
    withinSeconds: number('Latest, seconds; in time at that very second.'),
  })
  .readonly()
  .describe('Time that may pass.');
export type TimeRange = z.output<typeof range>;
const none = z
  .object({ kind: z.literal('none') })
  .readonly()
  .describe('That it does not happen.');
const always = z
  .object({ kind: z.literal('always') })
  .readonly()
  .describe('That it is true at every instant.');
const never = z
  .object({ kind: z.literal('never') })
  .readonly()
  .describe('It did not happen.');
const elapsed = z
  .object({ kind: z.literal('elapsed'), seconds: number('Seconds that passed; negative when it came before.') })
  .readonly()
  .describe('Time that passed.');
const happened = z
  .object({ kind: z.literal('at'), at: instant('When it happened.'), beforeScenario: flag('True before the scenario began, when all was well.') })
  .readonly()
  .describe('That it happened.');
const people = names('People, each once, in order.');
const after = name('Workload, failure or disturbance of the scenario that times count from.');
const values = (description: string) =>
  z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
    .readonly()
    .describe(description);

const notified = { severity: severity().optional(), objective, signal: signal.optional() };
const post = { pager: name('Pager.'), asked: oneOf(['trigger', 'acknowledge', 'resolve', 'unreadable'], 'What it was asked for.') };
const message = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('page'), service: name('Service, or `operations`.'), severity: severity(), tier: number('Tier, from 1 up.') }),
    z.object({ kind: z.literal('notice'), service: name('Service.'), reason: name('Why stakeholders are notified.') }),
    z.object({ kind: z.literal('fallback page'), severity: severity() }),
    z.object({ kind: z.literal('fault'), reason: name('What is wrong with paging.') }),
  ])
  .readonly();
export type MessageSubject = z.output<typeof message>;

/** Every measurement: what it says, and its fields beside code and outcome. */
export const MEASUREMENTS = {
  'notification-time': {
    says: 'How long after something happened an alarm notified its topic.',
    fields: { subject: z.object(notified).readonly(), after, expected: range, measured: z.union([elapsed, never]), budgetSpent },
  },
  'alarm-end-time': {
    says: 'How long after something ended an alarm was over.',
    fields: {
      subject: z.object(notified).readonly(),
      after,
      expected: range,
      measured: z.union([
        elapsed,
        z
          .object({ kind: z.literal('never began') })
          .readonly()
          .describe('The alarm did not notify anybody.'),
        z
          .object({ kind: z.literal('before the end') })
          .readonly()
          .describe('The alarm was over before what set it off.'),
        z
          .object({ kind: z.literal('not in the scenario') })
          .readonly()
          .describe('The alarm was still on when the scenario ended.'),
      ]),
      heldBy: z
        .object({ alarmName: name('The alarm on a window that was on last.'), windowMinutes: number('How far it looks back, minutes.') })
        .readonly()
        .optional()
        .describe('Where it was over too late: what held it.'),
    },
  },
  'unexpected-notification': {
    says: 'An alarm notified its topic and nobody expected it.',
    fields: {
      subject: z.object({ ...notified, alarmName: name('Alarm.'), topicName: name('Topic.') }).readonly(),
      expected: none,
      measured: happened,
      waitedBehind: name('Where it is a ticket that was suppressed: the alarm that paged and is over now.').optional(),
      budgetSpent,
    },
  },
  'no-notification': { says: 'No notification was expected, and none came.', fields: { expected: none, measured: none } },
  'budget-state-time': {
    says: 'How long after something happened the stored state of a budget changed.',
    fields: {
      subject: z.object({ objective: name('Objective.'), state: oneOf(GATE_STATES, 'State that is stored.') }).readonly(),
      after,
      expected: range,
      measured: z.union([elapsed, never]),
    },
  },
  'unexpected-budget-state': {
    says: 'The stored state of a budget changed and nobody expected it.',
    fields: {
      subject: z
        .object({ objective: name('Objective.'), from: oneOf([...GATE_STATES, 'none'], 'State before.'), to: oneOf(GATE_STATES, 'State after.') })
        .readonly(),
      expected: none,
      measured: happened,
    },
  },
  'message-time': {
    says: 'How long after something happened a message reached people, and whom.',
    fields: {
      subject: message,
      after,
      expected: range,
      expectedPeople: people.optional(),
      measured: z.union([elapsed, never]),
      reached: people.optional(),
      budgetSpent,
    },
  },
  'unexpected-message': {
    says: 'A message reached people and nobody expected it.',
    fields: {
      subject: z
        .object({
          kind: oneOf(['page', 'notice', 'fallback page', 'fault'], 'Kind of message.'),
          severity: severity().optional(),
          tier: number('Tier of a page.').optional(),
          incidentId: name('Incident it is about.').optional(),
          alarmName: name('Alarm that published it.').optional(),
          reason: name('Reason it gives.').optional(),
        })
        .readonly(),
      expected: none,
      measured: happened,
      reached: people,
    },
  },
  'pager-post-time': {
    says: 'How long after something happened a pager of others took what it was posted.',
    fields: { subject: z.object(post).readonly(), after, expected: range, measured: z.union([elapsed, never]) },
  },
  'unexpected-pager-post': {
    says: 'A pager of others took something that nobody expected.',
    fields: { subject: z.object({ ...post, key: name('Key of what it is about.') }).readonly(), expected: none, measured: happened },
  },
  'no-pages': {
    says: 'Pages for a service in a time in which nobody may be paged.',
    fields: {
      subject: z.object({ service: name('Service.'), from: instant('Begin.'), until: instant('End, not part of it.') }).readonly(),
      expected: none,
      measured: z
        .object({ kind: z.literal('count'), count: number('Pages that reached somebody.'), firstAt: instant('The first of them.').optional() })
        .readonly(),
    },
  },
  'incident-record': {
    says: 'What the record of an incident said at an instant.',
    fields: {
      subject: z
        .object({
          service: name('Service.'),
          sequence: number('Number of the incident within its service; absent: the latest.').optional(),
          at: instant('When it was read.'),
        })
        .readonly(),
      expected: values('What it must say, by name; `none` where there must be nothing.'),
      measured: values('What it said, by name; `none` where there was nothing.'),
    },
  },
  'gate-answer': {
    says: 'What the deployment gate answered at an instant.',
    fields: {
      subject: z
        .object({
          service: name('Service that somebody wants to deploy.'),
          purpose: oneOf(CHANGE_PURPOSES, 'What it is deployed for.'),
          incident: name('Incident that a fix ends.').optional(),
          at: instant('When the gate was asked.'),
        })
        .readonly(),
      expected: z.object({ verdict: oneOf(CHANGE_VERDICTS, 'Verdict.') }).readonly(),
      measured: z.object({ verdict: oneOf(CHANGE_VERDICTS, 'Verdict.'), why: names('Everything that bears on it, worst first.') }).readonly(),
    },
  },
  command: {
    says: 'Whether what a simulated responder asked for was accepted.',
    fields: {
      subject: z.object({ person: name('Who.'), action, at: instant('When.') }).readonly(),
      expected: z.object({ kind: oneOf(['accepted', 'refused'], 'Answer that is wanted.') }).readonly(),
      measured: z
        .object({ kind: oneOf(['accepted', 'refused'], 'Answer that was given.'), answer: name('The answer, in the words of the product.') })
        .readonly(),
    },
  },
  'invariant-violated': {
    says: 'Something that must be true of paging in every game day was not.',
    fields: {
      subject: z.object({ id: name('Invariant, `I1`; see docs/how-to/rehearse-incidents.md.') }).readonly(),
      expected: always,
      measured: z.object({ kind: z.literal('violated'), first: violationSchema, more: number('Violations after the first.') }).readonly(),
    },
  },
  'invariants-hold': {
    says: 'Everything that must be true of paging in every game day was.',
    fields: { subject: z.object({ ids: names('Invariants that were checked.') }).readonly(), expected: always, measured: always },
  },
  deployment: {
    says: 'AWS would refuse to deploy the templates.',
    fields: {
      subject: z.object({ target: name('Resource or file that would be refused.') }).readonly(),
      expected: z.object({ kind: z.literal('accepted') }).readonly(),
      measured: z
        .object({ kind: z.literal('refused'), problemCode: name('Code of the problem, see docs/reference/problem-codes.md.'), problem: name('What is wrong.') })
        .readonly(),
    },
  },
} as const satisfies Readonly<Record<string, { readonly says: string; readonly fields: z.ZodRawShape }>>;

type Measurements = typeof MEASUREMENTS;
type MeasurementCode = keyof Measurements;

const outcome = oneOf(OUTCOMES, 'Whether it is as expected.');

/** One figure of the rehearsal beside what was expected of it. */
export type MeasurementOf<Code extends MeasurementCode> = { readonly code: Code; readonly outcome: z.output<typeof outcome> } & Readonly<
  z.output<z.ZodObject<Measurements[Code]['fields']>>
>;
export type Measurement = { [Code in MeasurementCode]: MeasurementOf<Code> }[MeasurementCode];

/** Schema of any measurement. */
export const measurementSchema = z.discriminatedUnion(
  'code',
  Object.entries(MEASUREMENTS).map(([code, { says, fields }]) => z.object({ code: z.literal(code), outcome, ...fields }).describe(says)) as unknown as [
    z.ZodObject<{ code: z.ZodLiteral<string> }>,
  ],
);
