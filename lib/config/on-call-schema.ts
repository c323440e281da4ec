/** What `on-call.yaml` may say: who is notified of incidents, and by which rules. People are in roster-schema.ts. */

import { z } from 'zod';
import type { EscalationChanges, SeverityChanges, TierChanges } from '../incident/lifecycle/change-escalation';
import type { Delay } from '../incident/lifecycle/escalation-policy';
import { ESCALATION_PRESETS } from '../incident/lifecycle/escalation-preset';
import { parseSeverity } from '../incident/severity';
import { addIssue, field, listOf, map, mapOf, numberBetween, oneOf, text, within, written } from '../problems/schema-fields';
import { formatDurationMinutes, MINUTES_PER_DAY, parseDurationMinutes } from '../time/time';
import { identifier, sentence, severity, wholeMinutes } from './fields';
import { pagersSchema } from './pagers-schema';
import { peopleSchema, roleSchema, rosterOverridesSchema, words } from './roster-schema';
import { businessCalendarSchema } from './time-fields';

const MAX_DELAY_MINUTES = 31 * MINUTES_PER_DAY;
const MAX_CADENCE_MINUTES = 7 * MINUTES_PER_DAY;
const AS_DEFAULT = 'as the default escalation policy says';

/** A duration from a least number of minutes on, or business days. */
function delay(example: string, leastMinutes: number) {
  return written(
    (value): Delay | undefined => {
      const days = /^([1-9]\d?) business days?$/.exec(value)?.[1];
      if (days !== undefined) return { kind: 'business days', days: Number(days) };
      const minutes = within(parseDurationMinutes(value), leastMinutes, MAX_DELAY_MINUTES);
      return minutes === undefined ? undefined : { kind: 'elapsed', seconds: minutes * 60 };
    },
    /^(?:(?=\d)(?:\d+d)?(?:\d+h)?(?:\d+m)?(?:\d+s)?|[1-9]\d? business days?)$/,
    `a duration in whole minutes, from ${leastMinutes}m to ${formatDurationMinutes(MAX_DELAY_MINUTES)}, or business days`,
    example,
  );
}

const cadence = (example: string) => wholeMinutes(example, MAX_CADENCE_MINUTES);
const roleNames = listOf(identifier('operations-lead'), 'roles', 20);

const tier = map(
  {
    after: field(delay('30m', 0).optional(), 'When it is paged: a duration after the start, or `2 business days`.', AS_DEFAULT),
    condition: field(oneOf(['always', 'not acknowledged', 'not resolved']).optional(), 'What has to be true then.', AS_DEFAULT),
    roles: field(roleNames.optional(), 'Who is paged.', AS_DEFAULT),
  },
  '{ after: 30m }',
).transform((changes): TierChanges => defined(changes));

const severityChanges = map({
  acknowledgeWithin: field(delay('10m', 1).optional(), 'Latest acknowledgement.', AS_DEFAULT),
  resolveWithin: field(delay('4h', 1).optional(), 'Latest resolution that is still on target.', AS_DEFAULT),
  tiers: field(
    mapOf(text(/^[1-9]$/, 'the number of a tier, from 1 to 9', '2'), tier, 'a map from numbers of tiers to what differs').optional(),
    'What differs about tiers, by number; a new one says everything.',
    AS_DEFAULT,
  ),
  informed: field(roleNames.optional(), 'Roles that are notified at the start and asked nothing.', AS_DEFAULT),
  repeatEvery: field(cadence('15m').optional(), 'Unanswered, the last tier is paged again this often.', AS_DEFAULT),
  updateEvery: field(cadence('30m').optional(), 'A status update is due this often.', AS_DEFAULT),
  examples: field(listOf(sentence('partners cannot sign in'), 'examples', 20).optional(), 'Situations of this severity.', AS_DEFAULT),
  communication: field(
    map({
      internal: field(sentence('the shift lead is notified at once').optional(), 'What is said inside; `none: ` with the reason.', AS_DEFAULT),
      external: field(sentence('status page within 15 minutes').optional(), 'What is said outside; `none: ` with the reason.', AS_DEFAULT),
    }).optional(),
    'What is said to whom.',
    AS_DEFAULT,
  ),
  postmortem: field(oneOf(['required', 'on request', 'none']).optional(), 'Whether a postmortem is owed.', AS_DEFAULT),
  acceptLooser: field(
    sentence('agreed with the customer on 3 March').optional(),
    'Why this severity may be looser than the documents ask for; without it that is an error.',
    'none',
  ),
}).transform(({ acceptLooser, repeatEvery, updateEvery, communication, ...others }): WrittenSeverity => {
  const inSeconds = { repeatEverySeconds: seconds(repeatEvery), updateEverySeconds: seconds(updateEvery) };
  const said = communication && defined(communication);
  return { changes: defined({ ...others, ...inSeconds, communication: said }), ...(acceptLooser !== undefined && { acceptLooser }) };
});

/** `severities`, by whichever name they were written. */
const severitiesSchema = mapOf(
  text(/^(?:(?:S|P|SEV)[0-4]|critical|high|medium|warning|low|information)$/, 'a severity from S0 (critical) to S4 (information)', 'S1'),
  severityChanges,
  'a map from severities to what differs from the default escalation policy',
).check((context) => {
  const named = Object.keys(context.value).map((label) => ({ label, level: parseSeverity(label) }));
  named.forEach(({ label, level }, index) => {
    const first = named.findIndex((each) => each.level === level);
    if (first !== index) {
      addIssue(context, [label], {
        code: 'CFG020',
        what: `${label} is ${named[first]!.label}, which was given before`,
        received: label,
        allowed: 'each severity once',
        change: 'merge the two',
      });
    }
  });
});

const contact = map({
  title: field(words('Cloud support'), 'Who that is.'),
  reachedBy: field(words('support case of severity critical, from the support centre'), 'How they are reached; numbers and addresses are kept elsewhere.'),
});

const externalContacts = mapOf(identifier('cloud-support'), contact, 'a map from names to contacts, with a title and how they are reached');

const raciRow = map(
  {
    title: field(sentence('mitigate').optional(), 'What is done.', 'that of the default table, or the name'),
    A: field(roleNames, 'Who answers for it: exactly one role.'),
    R: field(roleNames, 'Who does it.'),
    C: field(roleNames.optional(), 'Who is asked: roles or outside contacts.', 'nobody'),
    I: field(roleNames.optional(), 'Who is notified: roles or outside contacts.', 'nobody'),
  },
  '{ A: [operations-lead], R: [primary-operator] }',
);

/** `on-call.yaml`. */
export const onCallSchema = map({
  people: field(peopleSchema, 'Everybody who can be notified, by a short name.'),
  acceptSmallTeam: field(
    sentence('two of us run this, and there is nobody else to escalate to').optional(),
    'Why these are all the people there are. Then no rule about the number of people is applied, `escalationPolicy` is `for two`, and `roles`, `calendar`, `watchdog` and `externalContacts` may be left out.',
    'there are people enough for every rule',
  ),
  escalationPolicy: field(
    oneOf(ESCALATION_PRESETS).optional(),
    'The default escalation policy to begin with. `for two`: whoever is primary on call, then everybody. `for five`: primary, secondary, then everybody. `for twenty`: operators, leads and executives.',
    '`for two` with acceptSmallTeam, else `for twenty`',
  ),
  calendar: field(
    businessCalendarSchema.optional(),
    'Business days, for what is due by the end of one. Required without acceptSmallTeam.',
    'Monday to Friday, 09:00 to 17:00 in the time zone of the first rotation, without holidays',
  ),
  roles: field(
    mapOf(identifier('primary-on-call'), roleSchema, 'a map from names to roles').optional(),
    'Who has which role, and when. `everybody` is there by itself where escalationPolicy is not `for twenty`. Required without acceptSmallTeam.',
    'everybody has every role',
  ),
  roleAliases: field(
    mapOf(identifier('primary-operator'), identifier('primary-on-call'), 'a map from roles of the default escalation policy to roles of this file').optional(),
    'Roles of the default escalation policy and table that go by another name here, by their default name.',
    'every role has its default name',
  ),
  overrides: field(rosterOverridesSchema.optional(), 'Who stands in for whom; the last one that covers an instant counts.', 'none'),
  severities: field(severitiesSchema.optional(), 'What differs from the default escalation policy.', 'nothing'),
  chat: field(
    mapOf(
      text(/^[a-z0-9][a-z0-9_-]{0,79}$/, 'the name of a channel, without #', 'governor-ops'),
      map(
        {
          severities: field(listOf(severity('S0'), 'severities', 5), 'What is heard there.'),
          app: field(oneOf(['slack', 'teams']).optional(), 'The chat it is in: Slack or Microsoft Teams.', 'slack'),
        },
        '{ severities: [S0, S1] }',
      ),
      'a map from channels to what is heard there',
    ).optional(),
    'Channels of Slack or Microsoft Teams, by name; their ids are stored in Parameter Store.',
    'none',
  ),
  pagers: field(
    pagersSchema.optional(),
    'Pagers of others that are posted the pages of their severities beside people, that somebody has an incident, and its end; their keys are stored in Parameter Store.',
    'none',
  ),
  watchdog: field(
    map(
      {
        region: field(text(/^[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}$/, 'the code of an AWS region', 'eu-west-1'), 'A region in which nothing else runs.'),
        people: field(listOf(identifier('ana'), 'people', 20), 'Who is notified when paging itself is broken; nobody of an escalation policy.'),
        acceptPaged: field(
          sentence('there are eight of us, and all are on call').optional(),
          'Why people who are paged may watch over paging all the same. They hear of it by text message and HTTPS only, through another region.',
          'that of acceptSmallTeam, else nobody who is paged may',
        ),
      },
      '{ region: eu-west-1, people: [olga, pavel] }',
    ).optional(),
    'What watches over paging. Required without acceptSmallTeam.',
    'everybody, in another region near to the services',
  ),
  smsSpendLimitUsd: field(
    numberBetween(0, 1e6, 'USD a month, above 0', '50').optional(),
    'What SNS may spend on text messages in a month: the quota of the account. From 80 % of it on somebody is asked to raise it.',
    '1, the quota of an account that has not asked for more',
  ),
  externalContacts: field(
    externalContacts.optional(),
    'Outside help; `cloud-support`, `security-response` and `legal` have to be there, unless acceptSmallTeam is.',
    'none',
  ),
  raci: field(
    mapOf(identifier('mitigation'), raciRow, 'a map from activities to who is accountable, responsible, consulted and informed').optional(),
    'What differs from the default table, and further activities.',
    'nothing',
  ),
}).meta({ anyOf: [{ required: ['acceptSmallTeam'] }, { required: ['calendar', 'roles', 'watchdog', 'externalContacts'] }] });

/** `on-call.yaml`, well formed. */
export type OnCallFile = z.output<typeof onCallSchema>;

/** What is written about a severity. */
interface WrittenSeverity {
  readonly changes: SeverityChanges;
  readonly acceptLooser?: string;
}

/** What a well-formed file changes about the severities of its default escalation policy. */
export function severityChangesOf({ severities = {} }: Pick<OnCallFile, 'severities'>): EscalationChanges['severities'] {
  const entries = Object.entries(severities).map(([label, { changes }]) => [parseSeverity(label), changes] as const);
  return Object.fromEntries(entries) as EscalationChanges['severities'];
}

function seconds(minutes: number | undefined): number | undefined {
  return minutes === undefined ? undefined : minutes * 60;
}

/** Without the keys that are not there: a change of `undefined` would take the default away. */
function defined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T;
}
