/** What `requests` of an environment may say: how people ask for something, and how soon they are looked after. */

import { z } from 'zod';
import { REQUEST_CLOCKS } from '../incident/requests/request-policy';
import type { RequestsModel } from '../model/model';
import { addIssue, field, hasIssues, listOf, map, text } from '../problems/schema-fields';
import { formatDurationMinutes, MINUTES_PER_DAY } from '../time/time';
import { identifier, severity, wholeMinutes } from './fields';
import { businessCalendarSchema } from './time-fields';

const DEFAULTS = {
  acknowledgeWithin: formatDurationMinutes(REQUEST_CLOCKS.acknowledgeMinutes),
  triageWithin: formatDurationMinutes(REQUEST_CLOCKS.triageMinutes),
};

const callers = listOf(
  text(/^arn:aws[a-z-]*:iam::\d{12}:(?:role|user)\/[\w+=,.@/-]{1,512}$/, 'the ARN of an IAM role or user', 'arn:aws:iam::111122223333:role/helpdesk'),
  'callers',
  20,
);

const mail = map(
  {
    recipients: field(
      listOf(text(/^[a-z0-9.+_-]{1,64}@[a-z0-9.-]{1,190}$/, 'an address, in lower case', 'ops@intake.example.com'), 'addresses', 20),
      'Addresses of a domain whose mail SES receives.',
    ),
    ruleSet: field(
      text(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/, 'the name of a receipt rule set', 'inbound'),
      'The active receipt rule set of the account, which gets a rule.',
    ),
  },
  '{ recipients: [ops@intake.example.com], ruleSet: inbound }',
);

/** `requests` of an environment. */
export const requestsSchema = map(
  {
    owner: field(identifier('primary-operator'), 'Role of on-call.yaml that is notified of every request, and answers it.'),
    lead: field(identifier('operations-lead'), 'Role that is notified besides when a request is late.'),
    hours: field(businessCalendarSchema, 'When requests are looked after: their clocks stand still outside of these hours.'),
    acknowledgeWithin: field(
      wholeMinutes('15m', MINUTES_PER_DAY).optional(),
      'Within which time of these hours somebody takes a request.',
      DEFAULTS.acknowledgeWithin,
    ),
    triageWithin: field(wholeMinutes('30m', MINUTES_PER_DAY).optional(), 'Within which time of these hours its severity is set.', DEFAULTS.triageWithin),
    blocking: field(severity('S1').optional(), 'Severity of the incident that a blocking request becomes.', 'S1'),
    https: field(
      map(
        { callers: field(callers, 'Who may post requests, signed as calls of AWS are.') },
        '{ callers: [arn:aws:iam::111122223333:role/helpdesk] }',
      ).optional(),
      'An address that requests are posted to.',
      'there is none',
    ),
    mail: field(mail.optional(), 'Addresses whose mail is taken as requests.', 'none'),
  },
  '{ owner: primary-operator, lead: operations-lead, hours: { timeZone: Europe/Berlin, … }, https: { callers: […] } }',
).check((context) => {
  if (hasIssues(context)) return;
  const { https, mail: address, acknowledgeWithin = REQUEST_CLOCKS.acknowledgeMinutes, triageWithin = REQUEST_CLOCKS.triageMinutes } = context.value;
  if (https === undefined && address === undefined) {
    addIssue(context, [], {
      code: 'CFG125',
      what: 'requests are looked after, and there is no way by which they arrive',
      allowed: 'https, mail, or both',
      change: 'add one of them, or remove requests',
    });
  }
  if (triageWithin < acknowledgeWithin) {
    addIssue(context, ['triageWithin'], {
      code: 'CFG126',
      what: 'the severity of a request would be due before anybody has to take it',
      received: formatDurationMinutes(triageWithin),
      allowed: `${formatDurationMinutes(acknowledgeWithin)} or more`,
      change: 'raise triageWithin, or lower acknowledgeWithin',
    });
  }
});

/** What an environment says of requests, complete. */
export function requestsModel({
  owner,
  lead,
  hours,
  acknowledgeWithin,
  triageWithin,
  blocking,
  https,
  mail: address,
}: z.output<typeof requestsSchema>): RequestsModel {
  return {
    policy: {
      owner,
      lead,
      hours,
      acknowledgeMinutes: acknowledgeWithin ?? REQUEST_CLOCKS.acknowledgeMinutes,
      triageMinutes: triageWithin ?? REQUEST_CLOCKS.triageMinutes,
      blockingSeverity: blocking ?? 'S1',
    },
    callers: https?.callers ?? [],
    ...(address !== undefined && { mail: address }),
  };
}
