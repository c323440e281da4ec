/** What `signals` of an environment may say: which findings of security services people are paged about. */

import { z } from 'zod';
import { compareSeverity, type Severity } from '../incident/severity';
import { addIssue, field, hasIssues, map, text } from '../problems/schema-fields';
import { SECURITY_SOURCES } from '../signals/security-signals';
import type { SignalSource } from '../signals/signal-source';
import { identifier, runbook, severity } from './fields';

/** A security event is answered within 15 minutes, whatever it is about: requirement 002-55. */
export const SECURITY_FLOOR: Severity = 'S1';

const findingSeverity = severity('S1').check((context) => {
  if (compareSeverity(context.value, SECURITY_FLOOR) <= 0) return;
  addIssue(context, [], {
    code: 'CFG120',
    what: 'a security finding would be less severe than a security event ever is',
    received: context.value,
    allowed: `S0 or ${SECURITY_FLOOR}: a security event is answered within 15 minutes`,
    change: `write ${SECURITY_FLOOR}, or leave it out, so that it is not heard at all`,
  });
});

/** The severities of a source: by the levels it has, or by names that people give. */
function severitiesOf({ title, levels }: SignalSource) {
  if (levels === undefined) {
    const name = text(/^\S{1,128}$/, 'the name of a rule', 's3-bucket-public-read-prohibited');
    return z.record(name, findingSeverity, { error: `a map from rules of ${title} to severities, such as { s3-bucket-public-read-prohibited: S1 }` });
  }
  const entries = Object.entries(levels).map(([level, meaning]) => [level, field(findingSeverity.optional(), meaning, 'not heard')]);
  return map(Object.fromEntries(entries) as Record<string, z.ZodOptional<typeof findingSeverity>>, `{ ${Object.keys(levels).at(-1)!}: S1 }`);
}

const SOURCES = Object.fromEntries(
  SECURITY_SOURCES.map((source) => [
    source.id,
    field(severitiesOf(source).optional(), `Findings of ${source.title} that page, each with its severity: S0 or S1.`, 'not heard'),
  ]),
);

const securitySchema = map(
  {
    owner: field(identifier('security'), 'Role of on-call.yaml that answers for findings; the tiers of their severity are paged.'),
    runbook: field(runbook(), 'Runbook people start from; for a critical patch it is patch-critical.'),
    ...SOURCES,
  },
  '{ owner: security, runbook: incident-response-s1, guardDuty: { high: S1 } }',
).check((context) => {
  if (hasIssues(context)) return;
  if (SECURITY_SOURCES.some(({ id }) => Object.keys((context.value as unknown as Readonly<Record<string, object | undefined>>)[id] ?? {}).length > 0)) return;
  addIssue(context, [], {
    code: 'CFG121',
    what: 'security signals are asked for, and no source has a severity',
    allowed: `at least one of ${SECURITY_SOURCES.map(({ id }) => id).join(', ')}`,
    change: 'give one of them a severity, or remove security',
  });
});

/** `signals` of an environment. */
export const signalsSchema = map(
  { security: field(securitySchema.optional(), 'Findings of security services.', 'not heard') },
  '{ security: { owner: security, runbook: incident-response-s1, guardDuty: { high: S1 } } }',
);
