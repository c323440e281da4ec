/** What people do in a scenario, and what goes wrong on the way to them. The texts are the help that editors show. */

import { identifier, sentence, severity } from '../config/fields';
import { CHECKLIST_ITEMS } from '../incident/lifecycle/incident-event';
import { either, EXAMPLE_MARK, field, map, oneOf, trueOrFalse, wholeNumber } from '../problems/schema-fields';
import { MINUTES_PER_DAY } from '../time/time';
import { offset, seconds, target } from './scenario-fields';
import { startParameters } from './scenario-remedies';

/** What a person can do. */
const PEOPLE_DO = [
  'declare',
  'acknowledge',
  'mitigate',
  'update',
  'resolve',
  'reclassify',
  'checklist-done',
  'file-postmortem',
  'waive-postmortem',
  'close',
  'unsubscribe',
  'override-on',
  'override-off',
  'start-runbook',
  'acknowledge-request',
  'set-request-severity',
  'answer-request',
] as const;

/** One thing a person does. */
export const people = map({
  id: field(identifier('resolved').optional(), 'Name by which expectations refer to it; only of what is done at a time.', 'none can'),
  who: field(identifier('ana').optional(), 'Person of the roster who does it.', 'whoever has the role'),
  role: field(identifier('primary-on-call').optional(), 'Role whose first holder at that instant does it.', 'the person named'),
  at: field(offset('45m').optional(), 'When, from the start of the scenario.', 'afterPage says'),
  afterPage: field(offset('4m', 1).optional(), 'How long after this person first heard a page of the service.', 'at says'),
  service: field(identifier('partner-portal').optional(), 'Service whose latest incident it is about; for unsubscribing and for requests, none.', 'none'),
  sequence: field(
    wholeNumber(1, 1_000, '1').optional(),
    'Number of the incident within its service, only on the command line; or of the request.',
    'the latest',
  ),
  do: field(oneOf(PEOPLE_DO), 'What it is. To unsubscribe is to leave every topic of paging at home.'),
  via: field(
    oneOf(['console', 'command']).default('command'),
    'How: with the runbook in the console, which can acknowledge, or on the command line.',
    'command',
  ),
  text: field(sentence('rolled back').optional(), 'The update, the resolution, the note, the reason, or the root cause.', 'empty'),
  despiteAlarms: field(sentence('users are well').optional(), 'Why what is resolved is over although alarms of it are on.', 'no reason is given'),
  severity: field(severity('S0').optional(), 'Severity that is declared, reclassified to, or set.', 'none'),
  runbook: field(identifier('roll-back-deployment').optional(), 'Runbook that is started, from the console.', 'none'),
  parameters: field(startParameters.optional(), 'Parameters it is started with, beside the incident.', 'none'),
  live: field(trueOrFalse().optional(), 'Whether what is started changes something.', 'false, a dry run'),
  item: field(oneOf(CHECKLIST_ITEMS).optional(), 'Item of the checklist that is completed.', 'every item but the postmortem'),
  drill: field(trueOrFalse().default(false), 'Whether what is declared is a drill.', 'false'),
  refused: field(trueOrFalse().default(false), 'Whether it has to be refused; only a command line is answered.', 'false'),
});

/** Events of alarms that do not arrive as they should. */
export const disturb = map({
  id: field(identifier('events-lost').optional(), 'Name by which expectations refer to it.', 'none can'),
  kind: field(oneOf(['lose', 'duplicate', 'delay']), 'What happens to them.'),
  from: field(offset('30m'), 'When it begins.'),
  for: field(offset('5m', 1), 'How long it lasts.'),
  delay: field(seconds('90s').optional(), 'How late they are, of a delay.', 'none'),
});

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Schedule.html */
const LONGEST_MUTE_MINUTES = 15 * MINUTES_PER_DAY;

/** Alarms that a mute rule of CloudWatch mutes. */
export const mutes = map({
  id: field(identifier('maintenance').optional(), 'Name by which expectations refer to it.', 'none can'),
  on: field(target(), 'Service, or service/objective, whose alarms on objectives are muted.'),
  severity: field(severity('S0').optional(), 'Severity of the alarms that are muted.', 'all of them'),
  from: field(offset('30m'), 'When the mute begins.'),
  for: field(offset('30m', 1, LONGEST_MUTE_MINUTES), 'How long it lasts.'),
});

/** Somebody whom messages do not reach. */
export const unreachable = map({
  id: field(identifier('phone-dead').optional(), 'Name by which expectations refer to it.', 'none can'),
  who: field(identifier('ana'), 'Person of the roster, or of the watchdog.'),
  channel: field(oneOf(['email', 'sms', 'https']).optional(), 'Way that fails.', 'all of them'),
  from: field(offset('30m'), 'When it begins.'),
  for: field(offset('5m', 1), 'How long it lasts.'),
});

/** A pager of others that does not do as it should. */
export const pagerFailure = map({
  id: field(identifier('pagerduty-down').optional(), 'Name by which expectations refer to it.', 'none can'),
  pager: field(identifier('pagerduty'), 'Pager of the environment.'),
  answers: field(
    either(wholeNumber(400, 599, '500'), oneOf(['nothing']), `a status from 400 to 599, or nothing${EXAMPLE_MARK}500`),
    'What it answers to whatever it is sent: a status of HTTP, or `nothing`.',
  ),
  from: field(offset('30m'), 'When it begins.'),
  for: field(offset('1h', 1), 'How long it lasts.'),
});

/** A key that somebody disables. */
export const disableKey = map({
  id: field(identifier('key-gone').optional(), 'Name by which expectations refer to it.', 'none can'),
  of: field(oneOf(['tiers', 'fallback', 'watchdog']), 'Topics whose key it is, those of fallback in the home region.'),
  from: field(offset('30m'), 'When it is disabled.'),
  for: field(offset('5m', 1), 'How long until it is enabled again.'),
});
