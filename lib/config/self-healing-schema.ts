import { z } from 'zod';
import { addIssue, field, map, text } from '../problems/schema-fields';
import { identifier, wholeMinutes } from './fields';
import { instant } from './time-fields';

/**
 * How often an hour, when nobody says otherwise: each restart costs users a little, and what three of them did not help the fourth
 * will not. Our choice.
 */
const MAX_PER_HOUR = 3;
/** Minutes between two runs: a service that is restarted needs some to show whether that helped. Our choice. */
const COOL_DOWN_MINUTES = 10;
/**
 * Minutes for which a page may wait for a run: as long as somebody may take to acknowledge a page of S0 (requirement 002-44). Together
 * with the minutes an alarm takes to fire it stays below the ten within which some human is notified of everything.
 */
const MAY_DELAY_PAGE_MINUTES = 5;
const MOST_DELAY_MINUTES = 10;
const MOST_AN_HOUR = 10;

const often = `a whole number from 1 to ${MOST_AN_HOUR}`;

/** A parameter of a runbook as a person writes it: a text, a number, true or false, or a list of them. */
const value = z
  .union([z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number(), z.boolean()]))], { error: 'a value, or a list of them' })
  .transform((given): readonly string[] => (Array.isArray(given) ? given.map(String) : [String(given)]));

const parameters = z.record(text(/^[A-Za-z][A-Za-z0-9]{0,49}$/, 'the name of a parameter', 'ServiceName'), value, {
  error: 'a map from parameters to values, such as { Cluster: edi-prod }',
});

/** How the alarms that page for an objective are healed by themselves. */
export const selfHealingSchema = map(
  {
    runbook: field(identifier('self-heal-service'), 'Runbook of the library that an alarm starts: one whose triggers name alarm.'),
    parameters: field(parameters.optional(), 'Parameters of its runs that are the same everywhere; those that differ stand in the environment.', 'none'),
    maxPerHour: field(
      z.int({ error: often }).min(1, { error: often }).max(MOST_AN_HOUR, { error: often }).default(MAX_PER_HOUR),
      'Runs within an hour; what would be one more pages at once.',
      String(MAX_PER_HOUR),
    ),
    coolDown: field(wholeMinutes('10m', 60).default(COOL_DOWN_MINUTES), 'Time after the start of a run in which no other starts.', `${COOL_DOWN_MINUTES}m`),
    mayDelayPage: field(
      wholeMinutes('5m', MOST_DELAY_MINUTES).default(MAY_DELAY_PAGE_MINUTES),
      'How long the first page may wait for a run. A run that fails, is refused or cannot be observed pages at once.',
      `${MAY_DELAY_PAGE_MINUTES}m`,
    ),
  },
  '{ runbook: self-heal-service }',
);

/** What an environment changes about it. */
export const selfHealingOverrideSchema = z.union(
  [
    z.literal(false, { error: 'false' }),
    map({ parameters: field(parameters, 'Parameters of its runs in this environment: names of its resources.') }, '{ parameters: { Cluster: edi-prod } }'),
  ],
  { error: 'false, or { parameters: { Cluster: edi-prod } }' },
);

/** Who supervises what heals by itself, and since when. */
export const supervisionSchema = map(
  {
    people: field(
      z.array(identifier('zoe'), { error: 'a list of people' }).max(20, { error: 'at most 20 people' }),
      'People of on-call.yaml who supervise automatic runs: they are notified of each, and may stop them.',
    ),
    since: field(instant('2026-03-02T08:00:00Z'), 'Since when. Runs before are dry runs.'),
  },
  '{ people: [zoe], since: 2026-03-02T08:00:00Z }',
).check((context) => {
  if (context.value.people.length > 0) return;
  addIssue(context, ['people'], {
    code: 'CFG070',
    what: 'supervision names nobody: what heals by itself would be watched by no person',
    allowed: 'at least one person of on-call.yaml',
    change: 'name somebody, or remove supervision, so that automatic runs stay dry runs',
  });
});
