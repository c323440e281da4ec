/** What can be wrong with paging whatever a scenario expects, declared once: the codes and fields of violated invariants. */

import { z } from 'zod';
import { instant, name, number } from '../report-fields';

const incidentId = name('Incident.');
const alarmName = name('Alarm.');
const since = instant('Since when the alarm was on.');
const round = number('Escalation round of the incident.');
const tier = number('Tier.');
const reason = name('Reason the page gives.');
const topicName = name('Topic of the page.');

/** Fields of each violation, and what it says. */
const VIOLATIONS = {
  'alarm-without-incident': { says: 'An alarm was on and belonged to no incident.', fields: { alarmName, since } },
  'stale-acknowledgement-counts': { says: 'An acknowledgement was stale and still kept the escalation from going on.', fields: { incidentId } },
  'incident-less-severe': {
    says: 'An alarm was on, not muted and not overruled by a person, and its incident was less severe.',
    fields: { incidentId, alarmName, since },
  },
  'page-unreadable': { says: 'A page said nothing that a machine can read.', fields: { topicName } },
  'page-without-reason': { says: 'A page gave no reason.', fields: { incidentId: incidentId.optional() } },
  'page-without-record-needlessly': { says: 'A page went out without a record although the table answered.', fields: { topicName } },
  'page-not-recorded': { says: 'An incident was paged and had not been recorded.', fields: { incidentId: incidentId.optional() } },
  'record-without-detection': { says: 'A record did not say what was detected.', fields: { incidentId } },
  'paged-twice': {
    says: 'Somebody was paged twice for the same incident, round, tier and reason.',
    fields: {
      person: name('Who was paged.'),
      incidentId: incidentId.optional(),
      round: round.optional(),
      tier: tier.optional(),
      reason,
      firstAt: instant('When they were paged first.'),
    },
  },
  'paged-needlessly': {
    says: 'A tier was paged for an incident that somebody had, or that was over.',
    fields: { incidentId, tier, reason, state: name('State of the incident then.') },
  },
  'tier-reached-twice': { says: 'A tier was reached twice in one round.', fields: { incidentId, tier, round } },
  'tier-out-of-order': { says: 'A tier was reached before a lower one.', fields: { incidentId, tier, round } },
  'paged-for-what-is-over': { says: 'A tier was paged for an incident whose alarms had been over for minutes.', fields: { incidentId, tier, reason } },
  'drill-goes-on': {
    says: 'A drill was paged while something real that was as severe went on.',
    fields: { incidentId, realId: name('The real incident.') },
  },
  'changed-while-overridden': {
    says: 'An automatic run changed something although people had taken over more than a minute before.',
    fields: { document: name('Document of the run.'), call: name('What it called.'), since: instant('Since when people had taken over.') },
  },
  'unhealed-and-not-paged': {
    says: 'An automatic run had not healed an incident within the time for which pages may wait, and tier 1 was not paged.',
    fields: { incidentId, runbook: name('Runbook of the run.'), status: name('What was known of the run then.'), since: instant('When it was asked for.') },
  },
  'nobody-notified': { says: 'An alarm that wakes somebody stayed on and no human was notified.', fields: { alarmName, since } },
} as const satisfies Readonly<Record<string, { readonly says: string; readonly fields: z.ZodRawShape }>>;

type Violations = typeof VIOLATIONS;
type FieldsOf<Shape extends z.ZodRawShape> = Readonly<z.output<z.ZodObject<Shape>>>;

/** Something that must never be, and was; `at`: when. */
export type Violation = { [Code in keyof Violations]: { readonly code: Code; readonly at: number } & FieldsOf<Violations[Code]['fields']> }[keyof Violations];

/** Schema of any violation. */
export const violationSchema = z.discriminatedUnion(
  'code',
  Object.entries(VIOLATIONS).map(([code, { says, fields }]) =>
    z.object({ code: z.literal(code), at: instant('When it was found.'), ...fields }).describe(says),
  ) as unknown as [z.ZodObject<{ code: z.ZodLiteral<string> }>],
) as unknown as z.ZodType<Violation>;
