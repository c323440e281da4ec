/** What `signals` of an environment may say: which findings of security services people are paged about. */

import { z } from 'zod';
import { compareSeverity, type Severity } from '../incident/severity';
import { addIssue, field, hasIssues, map, numberBetween, text } from '../problems/schema-fields';
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

const usd = (example: string) => numberBetween(0, 1_000_000_000, 'an amount of USD above 0', example);

const anomaliesSchema = map(
  {
    fromUsd: field(usd('100'), 'Least that an anomaly has cost beyond what was expected, USD.'),
    monitorArn: field(
      text(
        /^arn:aws[a-z-]*:ce::\d{12}:anomalymonitor\/[\w-]+$/,
        'the ARN of a monitor of cost anomalies',
        'arn:aws:ce::111122223333:anomalymonitor/1a2b',
      ).optional(),
      'A monitor that is there. An account takes one that looks at all services of AWS, and may have come with it.',
      'one is made',
    ),
  },
  '{ fromUsd: 100 }',
);

const costSchema = map(
  {
    monthlyBudgetUsd: field(usd('400'), 'What the account may cost in a month, USD: S3 at 50 and 80 % and when 100 % is forecast, S2 at 100 %.'),
    anomalies: field(anomaliesSchema.optional(), 'Costs that are unlike those before, S3.', 'not looked for'),
    region: field(
      text(/^[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}$/, 'the code of an AWS region', 'us-east-1').optional(),
      'Region whose topics notices go to, one in which the environment has alarms.',
      'the region of the environment',
    ),
  },
  '{ monthlyBudgetUsd: 400 }',
);

/** `signals` of an environment. */
export const signalsSchema = map(
  {
    security: field(securitySchema.optional(), 'Findings of security services.', 'not heard'),
    cost: field(costSchema.optional(), 'What the account costs, notified on the topics of severities, in one environment of an account.', 'not heard'),
  },
  '{ security: { owner: security, runbook: incident-response-s1, guardDuty: { high: S1 } } }',
);
