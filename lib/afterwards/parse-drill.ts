import { z } from 'zod';
import { parseInstant } from '../time/time';
import type { DrillFinding } from './improvements';
import type { HeldDrill } from './operations-figures';

/** What `day2 drill run --out` writes, as far as it is read. */
const evidence = z.object({
  schema: z.literal('day2.drill/1'),
  drilledAt: z.string().transform((text, context) => {
    const instant = parseInstant(text);
    if (instant !== undefined) return instant;
    context.addIssue({ code: 'custom', message: `${text} is no instant` });
    return z.NEVER;
  }),
  scenario: z.string(),
  environment: z.string(),
  trainee: z.string(),
  figures: z.array(z.object({ code: z.string(), outcome: z.string(), incidentId: z.string().optional(), missed: z.number().optional() })),
});

/** A drill that is on record, and what of it was not as it should be. */
export interface RecordedDrill {
  readonly held: HeldDrill;
  readonly findings: readonly DrillFinding[];
}

/** The drill of a text, or why it is none, in a sentence. */
export function parseDrill(text: string): RecordedDrill | { readonly why: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { why: error instanceof Error ? error.message : String(error) };
  }
  const read = evidence.safeParse(value);
  if (!read.success) return { why: read.error.issues.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`).join('; ') };
  const { drilledAt, scenario, environment, trainee, figures } = read.data;
  const findings = figures
    .filter(({ outcome }) => outcome === 'failed')
    .map(({ code, incidentId, missed }) => ({ scenario, figure: code, because: findingText(code, incidentId, missed) }));
  return { held: { scenario, environment, trainee, drilledAt }, findings };
}

function findingText(code: string, incidentId: string | undefined, missed: number | undefined): string {
  const of = incidentId === undefined ? '' : ` of ${incidentId}`;
  return `in the drill the figure "${code}"${of} was not as it should be${missed === undefined ? '' : `: ${missed} updates did not come`}`;
}
