/** What a scenario expects of paging. The texts are the help that editors show. */

import { z } from 'zod';
import { identifier, severity } from '../config/fields';
import type { FaultCode, InformReason } from '../incident/lifecycle/effect';
import type { IncidentState } from '../incident/lifecycle/incident';
import { REQUEST_REASONS } from '../incident/requests/support-request';
import { field, map, oneOf, trueOrFalse, wholeNumber } from '../problems/schema-fields';
import { CHANGE_VERDICTS } from '../slo/gate/decide-change';
import { CHANGE_PURPOSES } from '../slo/gate/gate-facts';
import { offset, seconds } from './scenario-fields';

const STATES = ['suppressed', 'open', 'acknowledged', 'monitoring', 'resolved', 'closed'] as const satisfies readonly IncidentState[];

const INFORM_REASONS = [
  'opened',
  'acknowledged',
  'already acknowledged',
  'mitigated',
  'burning again',
  'shift over',
  'recovered',
  'relapsed',
  'update',
  'update due',
  'update overdue',
  'severity changed',
  'blind',
  'gave way',
  'healing',
  'healed',
  'not healed',
  'resolved',
  'reopened',
  'postmortem due',
  'postmortem overdue',
  'closed',
] as const satisfies readonly InformReason[];

/** What notices are about: incidents, and requests of people. */
const NOTICE_REASONS = [...INFORM_REASONS, ...REQUEST_REASONS] as const;

/** What the watchdog's own alarms notify of. */
export type WatchdogAlarmCode = 'engine silent' | 'canary missing';

/** What the watchdog can be notified of: by the engine, and by its own alarms. */
const WATCHDOG_CODES = [
  'engine silent',
  'canary missing',
  'page failed',
  'tier empty',
  'person unreachable',
  'escalation exhausted',
  'escalation unreachable',
  'alarm deleted',
  'finding left out',
  'table unavailable',
] as const satisfies readonly (FaultCode | WatchdogAlarmCode)[];

const names = (example: string, what: string) => {
  const error = `one ${what} or a list of them, such as ${example}`;
  return z
    .union([identifier(example), z.array(identifier(example), { error }).min(1, { error })], { error })
    .transform((value): readonly string[] => (typeof value === 'string' ? [value] : value));
};

const who = {
  who: field(names('ana', 'person').optional(), 'Exactly the people it reaches, with those of the roles.', 'whoever has the roles'),
  role: field(
    names('primary-on-call', 'role').optional(),
    'Roles whose holders at that instant it reaches, with the people named.',
    'the people named; without either, anybody',
  ),
};

const times = {
  after: field(identifier('portal-down'), 'What the times count from: the id of something in workload, of a failure or of another disturbance.'),
  within: field(seconds('3m'), 'Latest time, from its start.'),
  notBefore: field(seconds('1m').default(0), 'Earliest time, from its start.', '0s'),
};

const count = field(wholeNumber(1, 100, '3').default(1), 'How many of them, all in this time.', '1');

/** A page of a tier. */
export const expectPages = map({
  service: field(identifier('partner-portal'), 'Service whose incident is paged, or `operations`.'),
  severity: field(severity('S0'), 'Severity of the page.'),
  tier: field(wholeNumber(1, 9, '2'), 'Tier that is paged.'),
  ...who,
  ...times,
  count,
});

/** A message to people who are not asked to act. */
export const expectNotices = map({
  service: field(identifier('partner-portal'), 'Service whose incident it is about, or `requests`, of which every message must be expected.'),
  reason: field(oneOf(NOTICE_REASONS), 'Why they are notified.'),
  ...who,
  ...times,
  count,
});

/** A page that CloudWatch sends by itself, to everybody of the first tiers. */
export const expectFallback = map({
  severity: field(severity('S0'), 'Severity of what burns while the engine is silent; S1 also for alarms on the engine itself.'),
  ...times,
  count,
});

/** A fault of paging, as the watchdog is notified of it. */
export const expectFaults = map({
  code: field(oneOf(WATCHDOG_CODES), 'What is wrong; `engine silent` and `canary missing` are notified by the alarms of the watchdog.'),
  ...times,
  count,
});

/** Something that a pager of others is asked for, and takes. */
export const expectPosts = map({
  pager: field(identifier('pagerduty'), 'Pager that a function posts to.'),
  asked: field(oneOf(['trigger', 'acknowledge', 'resolve']), 'To begin an incident of its own, to show that somebody has it, to end it.'),
  ...times,
  count,
});

/** What a record says. */
export const expectIncidents = map({
  service: field(identifier('partner-portal'), 'Service whose incident is meant.'),
  at: field(offset('1h'), 'When its record is read, from the start of the scenario.'),
  sequence: field(wholeNumber(1, 1_000, '2').optional(), 'Number of the incident within its service.', 'the latest'),
  state: field(oneOf([...STATES, 'none']).optional(), 'Its state; `none`: there is no incident.', 'not judged'),
  severity: field(severity('S0').optional(), 'Its severity.', 'not judged'),
  round: field(wholeNumber(1, 100, '2').optional(), 'Its escalation round: promotions and reopenings begin the next.', 'not judged'),
  acknowledgedBy: field(identifier('ana').optional(), 'Person who has it.', 'not judged'),
  flaps: field(wholeNumber(0, 1_000, '3').optional(), 'Least number of times its alarms came back.', 'not judged'),
  exhausted: field(trueOrFalse().optional(), 'Whether nobody answered for long.', 'not judged'),
  postmortem: field(oneOf(['none', 'due', 'paused', 'filed', 'waived']).optional(), 'What became of the postmortem.', 'not judged'),
  opsItem: field(oneOf(['none', 'Open', 'InProgress', 'Resolved']).optional(), 'Status of its OpsItem in the account.', 'not judged'),
});

/** What the deployment gate answers. */
export const expectGate = map({
  service: field(identifier('partner-portal'), 'Service that somebody wants to deploy.'),
  at: field(offset('1h'), 'When the gate is asked, from the start of the scenario.'),
  purpose: field(oneOf(CHANGE_PURPOSES).default('change'), 'What it is deployed for.', 'change'),
  incident: field(wholeNumber(1, 1_000, '1').optional(), 'Of an incident-fix: number of the incident it ends, within its service.', 'none is named'),
  verdict: field(oneOf(CHANGE_VERDICTS), 'What the gate must answer.'),
});

/** A time in which nobody may be paged. */
export const noPages = map({
  service: field(identifier('partner-portal'), 'Service for which nobody may be paged.'),
  from: field(offset('30m'), 'When it begins.'),
  for: field(offset('5m', 1), 'How long it lasts.'),
});
