import { z } from 'zod';
import type { PagePayload } from '../incident/message/page-payload';
import { SEVERITIES, type Severity } from '../incident/severity';

const text = (meaning: string) => z.string().describe(meaning);
const instant = (meaning: string) => z.string().describe(`${meaning} ISO text in UTC.`);
const link = (meaning: string) => z.string().describe(`${meaning} An address.`);
const severity = z.enum(SEVERITIES as [Severity, ...Severity[]]);
const share = (meaning: string) => z.number().optional().describe(meaning);

/**
 * What stands in the message of a page over HTTPS, on a person's own topic and on the topic of its tier: the form of `day2.page/1`, for
 * whoever reads it. Members are added and never renamed, so that a reader passes over what it does not know.
 */
export const pagePayloadSchema = z.object({
  schema: z.literal('day2.page/1').describe('Name and version of the form.'),
  kind: z
    .enum(['page', 'fault', 'undeduplicated page'])
    .describe(
      '`page`: somebody has to act on an incident; `fault`: paging itself is broken; `undeduplicated page`: nothing could be recorded, and the same alarm may be paged again.',
    ),
  drill: z.boolean().describe('It is an exercise.'),
  unverified: z.literal(true).optional().describe('The alarm went on long ago, and CloudWatch could not be asked whether it still is on.'),
  summary: text('One line that is enough to act, of at most 1,024 characters; begins with `DRILL` for a drill.'),
  application: text('First part of every name.'),
  environment: text('Second part of every name.'),
  region: text('Region of the incident engine.'),
  at: instant('When it was written.'),
  reason: text('Why now: reason of the page, code of the fault, or `table unavailable`.'),
  severity: severity.optional().describe('Absent in faults that are about no incident.'),
  tier: z.number().int().optional().describe('Tier that is paged, from 1; absent before the first.'),
  round: z.number().int().optional().describe('Escalation round, from 1: an incident that is opened again begins another.'),
  incident: z
    .object({
      id: text('The same for as long as it lives: `partner-portal-7`.'),
      group: text('Service it is about, by its id.'),
      service: text('What the service is called.'),
      title: text('What is wrong.'),
      impact: text('What a user notices.'),
      state: text('State of the incident, such as `open` or `acknowledged`.'),
      openedAt: instant('When it was opened.'),
      startedAt: instant('When its present round began.'),
      affected: z
        .array(z.string())
        .readonly()
        .optional()
        .describe('Services that depend on it and are down with it, by their ids; absent where there are none.'),
      acknowledgedBy: z.string().optional().describe('Absent while nobody has it.'),
    })
    .optional()
    .describe('Absent where nothing is recorded.'),
  healing: z
    .object({
      runbook: text('Name of the runbook.'),
      live: z.boolean().describe('False: a dry run.'),
      status: z.enum(['starting', 'running', 'unobserved', 'dry run', 'healed', 'refused', 'stopped', 'failed']).describe('How it goes.'),
      run: z.string().optional().describe('Name of the run in Systems Manager.'),
      link: link('Where it is looked at.'),
      why: z.string().optional().describe('Why it did not help.'),
    })
    .optional()
    .describe('The latest run that was started by itself; absent where there was none.'),
  alarm: z
    .object({ name: text('Name of the alarm.'), region: text('Its region.') })
    .optional()
    .describe('The alarm it is about: the first of the incident; absent where there is none.'),
  acknowledge: z
    .object({
      by: instant('Until when somebody has to have it.').optional(),
      command: text('What an operator types.'),
      link: link('Where it is acknowledged in the console.'),
    })
    .optional()
    .describe('Absent where nothing can be acknowledged.'),
  links: z.object({
    state: link('Where the present state is seen.'),
    dashboard: link('The dashboard of incidents.'),
    runbook: z.string().optional().describe('What people start from.'),
    alarm: link('The alarm in the console.').optional(),
  }),
  budgets: z
    .array(
      z.object({
        objective: text('Service and objective.'),
        spent: share('Share of the error budget, a fraction that may exceed 1; absent when it cannot be determined.'),
        remaining: share('Share of the error budget, a fraction; absent when it cannot be determined.'),
        state: z.string().optional().describe('State of the gate for deployments.'),
        why: z.string().optional().describe('Why there is no figure, or what else has to be known of it.'),
      }),
    )
    .readonly()
    .describe('Error budgets of the incident.'),
  paged: z.array(z.string()).readonly().describe('The people this goes to, by their ids, the first 100 of them.'),
  externalContacts: z
    .array(z.object({ id: z.string(), title: z.string(), reachedBy: z.string() }))
    .readonly()
    .describe('Outside help, in pages of S0 and faults.'),
}) satisfies z.ZodType<PagePayload>;

/** The schema as whoever receives pages reads it (JSON Schema draft 7). */
export function pageJsonSchema(): { readonly fileName: string; readonly content: string } {
  const { $schema, ...content } = z.toJSONSchema(pagePayloadSchema, { io: 'input', target: 'draft-7' });
  return {
    fileName: 'page.schema.json',
    content: `${JSON.stringify({ $schema, title: 'day2.page/1: what HTTPS endpoints are sent for a page', ...content }, null, 2)}\n`,
  };
}
