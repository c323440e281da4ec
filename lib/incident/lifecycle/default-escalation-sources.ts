import type { Severity } from '../severity';

/** A number of ours: no document that day2 is built after fixes it. */
export const PRODUCT_DEFAULT = 'product default';

/** What of a severity has a source of its own. */
export type SourcedField =
  | 'examples'
  | 'acknowledgeWithin'
  | 'resolveWithin'
  | `tier ${1 | 2 | 3 | 4}`
  | 'informed'
  | 'repeatEvery'
  | 'updateEvery'
  | 'stale'
  | 'recovery'
  | 'reopenWithin'
  | 'postmortem'
  | 'opsItem'
  | 'communication';

/** The same at every severity. */
const OURS = {
  resolveWithin: PRODUCT_DEFAULT,
  repeatEvery: PRODUCT_DEFAULT,
  stale: PRODUCT_DEFAULT,
  recovery: PRODUCT_DEFAULT,
  reopenWithin: PRODUCT_DEFAULT,
  opsItem: PRODUCT_DEFAULT,
  communication: PRODUCT_DEFAULT,
} as const;

/**
 * Where each part of the default escalation policy comes from, in our words, with the requirement; what no document fixes is
 * {@link PRODUCT_DEFAULT}. A field that a severity does not have is not there.
 */
export const ESCALATION_SOURCES: Readonly<Record<Severity, Partial<Readonly<Record<SourcedField, string>>>>> = {
  S0: {
    ...OURS,
    examples: '(002-38) outage, loss of data, breach',
    acknowledgeWithin: '(002-38) critical is answered within 5 minutes, day and night',
    'tier 1': '(004-11) a critical page goes out at once',
    'tier 2': '(002-22) unanswered for 5 minutes, a critical alert goes to the next; (004-20) with the Release Manager',
    'tier 3': '(002-44) contacts of level 2 after 30 minutes',
    'tier 4': '(002-45) contacts of level 3 after an hour',
    informed: '(002-38) senior engineering and management hear of it by themselves; (004-20) CTO and Head of Product',
    updateEvery: '(004-15) every 30 minutes',
    postmortem: '(000-12) within 72 hours',
  },
  S1: {
    ...OURS,
    examples: '(002-39) degradation, a major feature, signing in',
    acknowledgeWithin: '(002-39), (004-12) high is answered within 15 minutes',
    'tier 1': '(004-21) the primary operator',
    'tier 2': '(002-43) the second contact of level 1 after 15 minutes; (004-21) the secondary operator',
    'tier 3': '(002-44) contacts of level 2 after 2 hours',
    'tier 4': '(002-45) contacts of level 3 after 4 hours',
    informed: '(004-21) the Release Manager',
    updateEvery: '(004-15) every 30 minutes',
    postmortem: '(000-12) within 72 hours',
  },
  S2: {
    ...OURS,
    examples: '(002-40) minor trouble, warnings of monitoring',
    acknowledgeWithin: '(002-40) medium is answered within an hour',
    'tier 1': '(004-22) the primary operator',
    'tier 2': '(002-40) unanswered for an hour; (004-22) the Docs Lead',
    'tier 3': PRODUCT_DEFAULT,
    informed: '(004-22) the Product Owner',
    updateEvery: '(004-15) every hour',
    postmortem: PRODUCT_DEFAULT,
  },
  S3: {
    ...OURS,
    examples: '(002-41) routine',
    acknowledgeWithin: '(002-41) low is answered by the end of the next business day',
    'tier 1': '(002-41) the queue of operations',
    'tier 2': PRODUCT_DEFAULT,
    informed: PRODUCT_DEFAULT,
    postmortem: PRODUCT_DEFAULT,
  },
  S4: {
    stale: PRODUCT_DEFAULT,
    recovery: PRODUCT_DEFAULT,
    communication: PRODUCT_DEFAULT,
    examples: '(002-27) deployments, scaling, the daily report',
    informed: PRODUCT_DEFAULT,
    postmortem: PRODUCT_DEFAULT,
  },
};

/** True when a document fixes a part of the default escalation policy, so that loosening it needs a reason. */
export function isSourced(severity: Severity, field: SourcedField): boolean {
  const source = ESCALATION_SOURCES[severity][field];
  return source !== undefined && source !== PRODUCT_DEFAULT;
}
