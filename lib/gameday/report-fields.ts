/** Fields that measurements and events of the timeline share. Each is described once; schema, page and types follow. */

import { z } from 'zod';
import { SEVERITIES, type Severity } from '../incident/severity';
import { PAGING_ALARM_SUBJECTS } from '../plan/incident-plan';
import type { Outcome } from '../problems/problem';

/** A text that says nothing but a name, such as that of an alarm. */
export const name = (description: string) => z.string().describe(description);
/** Names, in order. */
export const names = (description: string) => z.array(z.string()).readonly().describe(description);
/** One of a few words. */
export const oneOf = <const Word extends string>(words: readonly Word[], description: string) => z.enum(words).describe(description);
/** A whole or broken number, with its unit in its name. */
export const number = (description: string) => z.number().describe(description);
export const instant = (description: string) => z.int().describe(`${description} Milliseconds since 1970-01-01T00:00:00Z.`);
export const flag = (description: string) => z.boolean().describe(description);
export const severity = (description = 'Severity, S0 (critical) to S4 (information).') =>
  z.enum(SEVERITIES as readonly [Severity, ...Severity[]]).describe(description);

export const OUTCOMES = ['passed', 'failed', 'could not tell'] as const satisfies readonly Outcome[];

/** What notifies when it is not the burn rate or the silence of an objective. */
export const signal = z
  .discriminatedUnion('of', [
    z.object({ of: z.literal('budget'), what: oneOf(['caution', 'restricted', 'exhausted'], 'Level of the error budget.') }),
    z.object({ of: z.literal('ledger'), what: oneOf(['stopped', 'dead-letters'], 'What is wrong with the budget ledger.') }),
    z.object({ of: z.literal('threshold'), what: name('Resource and measure, such as `translate-worker/p95`.') }),
    z.object({ of: z.literal('paging'), what: oneOf(PAGING_ALARM_SUBJECTS, 'Part of paging that is in trouble.') }),
  ])
  .readonly()
  .describe('What notifies, when it is a level of an error budget, the budget ledger, a threshold or a part of paging. Absent for burn rates and silence.');
export type Signal = z.output<typeof signal>;

export const budgetSpent = z
  .number()
  .nullable()
  .optional()
  .describe(
    'Share of the error budget of a whole period that was spent when somebody was notified, a fraction. Null when metrics were lost, so that nobody can tell.',
  );

/** Objective an event or a figure is about. */
export const objective = z.string().optional().describe('Objective, `service/objective`. Absent for what is about none.');

/** What a simulated responder does. */
export const action = z
  .object({
    do: z.string().describe('What: `acknowledge`, `resolve`, ...'),
    service: z.string().optional().describe('Service whose incident it is about.'),
    item: z.string().optional().describe('Item of the checklist.'),
    severity: severity('Severity that is declared, or reclassified to.').optional(),
    via: oneOf(['console', 'command'], 'How: with the runbook in the console, or on the command line.'),
  })
  .readonly();
export type ResponderAction = z.output<typeof action>;
