/** Readiness as figures: of what is needed of each part, how much is there. Requirements 002-76, 002-82, 002-83. */

import type { ValidationId } from '../certificates/certificates';
import type { Certification } from '../certificates/certify';
import type { JudgedHandover } from '../checklist/criterion';
import type { ItemId } from '../checklist/items';
import { together, type Judgement } from '../checklist/judgement';

/** What a part is counted by: items of the checklist, or lines of a validation. */
type Counted = { readonly items: readonly ItemId[] } | { readonly validation: ValidationId };

/** The parts, in order. Five of them are asked for before anything is enabled. */
const PARTS = {
  team: { items: ['architecture-known', 'tools-known', 'procedures-done'] },
  documents: { items: ['artefacts', 'incident-document', 'observability-document', 'communication', 'external-contacts', 'traceability'] },
  tools: { items: ['tools-known', 'dashboards'] },
  procedures: { items: ['runbooks-rehearsed', 'procedures-done', 'rollback', 'approvals'] },
  'incident response': {
    items: ['severities', 'escalation', 'coverage', 'nobody-alone', 'raci', 'watchdog', 'incident-drill', 'escalation-drill', 'postmortem-clock'],
  },
  monitoring: { items: ['infrastructure', 'alarms-complete', 'subscriptions', 'encrypted-topics', 'dead-letters', 'objectives', 'dashboards'] },
  automation: { items: ['self-healing', 'override', 'approvals', 'anomalies', 'supervision'] },
  baselines: { items: ['baselines', 'stricter-than-promised'] },
  security: { validation: 'security' },
  integration: { validation: 'integration' },
} as const satisfies Readonly<Record<string, Counted>>;
/** One of the parts. */
export type ReadinessPart = keyof typeof PARTS;

/** The parts that have to be complete before anything is enabled. Requirement 002-76. */
export const NEEDED_PARTS = ['team', 'monitoring', 'incident response', 'automation', 'documents'] as const satisfies readonly ReadinessPart[];

/** One figure: so many of so many. */
export interface ReadinessFigure extends Judgement {
  readonly part: ReadinessPart;
  readonly passed: number;
  readonly of: number;
}

/** Every figure. */
export function readinessFigures({ items }: JudgedHandover, { validations }: Certification): readonly ReadinessFigure[] {
  return (Object.keys(PARTS) as ReadinessPart[]).map((part) => {
    const counted: Counted = PARTS[part];
    const judged =
      'items' in counted ? items.filter(({ id }) => counted.items.some((item) => item === id)) : validations.find(({ id }) => id === counted.validation)!.lines;
    const open = judged.filter(({ outcome }) => outcome !== 'passed');
    const { outcome } = together(judged);
    const why = open.length === 0 ? 'complete' : open.map(({ id, outcome: each, why: reason }) => `${id} ${each}: ${reason}`).join('; ');
    return { part, passed: judged.length - open.length, of: judged.length, outcome, why };
  });
}
