/** What an environment may say about what its resources can bear. */

import { z } from 'zod';
import { LIMITED_MEASURES } from '../capacity/capacity-limit';
import { addIssue, field, listOf, map, mapOf, numberBetween, oneOf, written } from '../problems/schema-fields';
import { MEASURE_IDS } from '../thresholds/measure';
import { MINUTES_PER_DAY } from '../time/time';
import { parseLocalDay } from '../time/zoned-time';
import { identifier, runbook, sentence, severity, wholeDays, wholeMinutes } from './fields';

const size = numberBetween(0, 1e12, 'a number above 0 and below 1000000000000', '50');
const LIMIT_FORMS = '{ provisioned: 50 } or { tested: 1200, on: 2026-10-01, evidence: load-tests/2026-10-01.md }';

const day = written((value) => (parseLocalDay(value) === undefined ? undefined : value), /^20\d\d-\d\d-\d\d$/, 'a date that exists', '2026-10-01');

const limit = map(
  {
    provisioned: field(size.optional(), 'What was provisioned or reserved, or what a quota allows.', 'none'),
    tested: field(size.optional(), 'What it bore in a load test; with `on` and `evidence`.', 'none'),
    on: field(day.optional(), 'Day of the test.', 'none'),
    evidence: field(sentence('load-tests/2026-10-01.md').optional(), 'Where its result stands.', 'none'),
  },
  LIMIT_FORMS,
)
  .check((context) => {
    const { provisioned, tested, on, evidence } = context.value;
    const ofTest = [tested, on, evidence].filter((each) => each !== undefined).length;
    if (ofTest === (provisioned === undefined ? 3 : 0)) return;
    const both = provisioned !== undefined;
    addIssue(context, [], {
      code: 'CFG014',
      what: both ? 'the limit is provisioned and tested at once' : 'it is not said whether the limit was provisioned or tested',
      allowed: LIMIT_FORMS,
      change: both ? 'keep one of the two forms' : 'complete one of the two forms: a test has a day and evidence',
    });
  })
  .meta({ oneOf: [{ required: ['provisioned'] }, { required: ['tested', 'on', 'evidence'] }] });

/** One thing that is limited, and what happens before it is used up. */
export const proactiveSchema = map({
  measure: field(oneOf(LIMITED_MEASURES), 'What is limited.'),
  limit: field(limit.optional(), 'How much there is. Percentages are shares of 100 and have none.', '100 %'),
  severity: field(
    severity('S3').optional(),
    'Severity of an alarm when 20 % more than what is used would not be there (83.3 % of the limit).',
    'no alarm: `day2 capacity` looks at it, every month by the checklist',
  ),
});

/** What says that more is needed now. */
export const reactiveSchema = map({
  measure: field(oneOf(MEASURE_IDS), 'What is looked at: use of something, or what was refused for lack of it.'),
  above: field(z.number({ error: 'a number of 0 or more' }).min(0, { error: 'a number of 0 or more' }), 'From where on it is too much.'),
  for: field(wholeMinutes('15m', MINUTES_PER_DAY).optional(), 'How long it has to last.', '15m'),
  severity: field(severity('S2').optional(), 'Severity of its alarm.', 'S2'),
});

/** What one resource can bear. */
export const resourceCapacitySchema = map({
  service: field(identifier('edi-translate'), 'Service that the resource belongs to.'),
  runbook: field(runbook(), 'Runbook an operator starts from: one of the folder of runbooks, or the https address where it stands.'),
  leadTime: field(wholeDays('14d'), 'How long it takes to get more, from the decision on.'),
  proactive: field(listOf(proactiveSchema, 'limits', 10).optional(), 'What is limited, and what tells early that it runs out.'),
  reactive: field(listOf(reactiveSchema, 'triggers', 10).optional(), 'What tells that it has run out.'),
});

/** `capacity` of an environment. */
export const capacitySchema = mapOf(identifier('translate-worker'), resourceCapacitySchema, 'a map from resources to what they can bear');

/** What one resource can bear, well formed. */
export type ResourceCapacitySettings = z.output<typeof resourceCapacitySchema>;
/** A limit, well formed. */
export type LimitSettings = z.output<typeof limit>;
