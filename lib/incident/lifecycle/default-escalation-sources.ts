import type { Severity } from '../severity';

/** A number of ours: no document that day2 is built after fixes it. */
export const PRODUCT_DEFAULT = 'product default';

/** Where a part of the default escalation policy comes from. */
export interface DocumentedSource {
  /** What the document asks for, in our words. */
  readonly words: string;
  /** Requirements, by their ids in docs/requirements.md: for those who build day2, and never in the text of a problem. */
  readonly requirements: readonly string[];
}

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

const documented = (words: string, ...requirements: string[]): DocumentedSource => ({ words, requirements });

/**
 * Where each part of the default escalation policy comes from; what no document fixes is {@link PRODUCT_DEFAULT}. A field that a
 * severity does not have is not there.
 */
export const ESCALATION_SOURCES: Readonly<Record<Severity, Partial<Readonly<Record<SourcedField, DocumentedSource | typeof PRODUCT_DEFAULT>>>>> = {
  S0: {
    ...OURS,
    examples: documented('outage, loss of data, breach', '002-38'),
    acknowledgeWithin: documented('critical is answered within 5 minutes, day and night', '002-38'),
    'tier 1': documented('a critical page goes out at once', '004-11'),
    'tier 2': documented('unanswered for 5 minutes, a critical alert goes to the next, with the Release Manager', '002-22', '004-20'),
    'tier 3': documented('contacts of level 2 after 30 minutes', '002-44'),
    'tier 4': documented('contacts of level 3 after an hour', '002-45'),
    informed: documented('senior engineering and management hear of it by themselves, CTO and Head of Product too', '002-38', '004-20'),
    updateEvery: documented('every 30 minutes', '004-15'),
    postmortem: documented('within 72 hours', '000-12'),
  },
  S1: {
    ...OURS,
    examples: documented('degradation, a major feature, signing in', '002-39'),
    acknowledgeWithin: documented('high is answered within 15 minutes', '002-39', '004-12'),
    'tier 1': documented('the primary operator', '004-21'),
    'tier 2': documented('the second contact of level 1 after 15 minutes, with the secondary operator', '002-43', '004-21'),
    'tier 3': documented('contacts of level 2 after 2 hours', '002-44'),
    'tier 4': documented('contacts of level 3 after 4 hours', '002-45'),
    informed: documented('the Release Manager', '004-21'),
    updateEvery: documented('every 30 minutes', '004-15'),
    postmortem: documented('within 72 hours', '000-12'),
  },
  S2: {
    ...OURS,
    examples: documented('minor trouble, warnings of monitoring', '002-40'),
    acknowledgeWithin: documented('medium is answered within an hour', '002-40'),
    'tier 1': documented('the primary operator', '004-22'),
    'tier 2': documented('unanswered for an hour, it goes to the Docs Lead', '002-40', '004-22'),
    'tier 3': PRODUCT_DEFAULT,
    informed: documented('the Product Owner', '004-22'),
    updateEvery: documented('every hour', '004-15'),
    postmortem: PRODUCT_DEFAULT,
  },
  S3: {
    ...OURS,
    examples: documented('routine', '002-41'),
    acknowledgeWithin: documented('low is answered by the end of the next business day', '002-41'),
    'tier 1': documented('the queue of operations', '002-41'),
    'tier 2': PRODUCT_DEFAULT,
    informed: PRODUCT_DEFAULT,
    postmortem: PRODUCT_DEFAULT,
  },
  S4: {
    stale: PRODUCT_DEFAULT,
    recovery: PRODUCT_DEFAULT,
    communication: PRODUCT_DEFAULT,
    examples: documented('deployments, scaling, the daily report', '002-27'),
    informed: PRODUCT_DEFAULT,
    postmortem: PRODUCT_DEFAULT,
  },
};

/** What a document asks for of a part of the default escalation policy, so that loosening it needs a reason; undefined when none does. */
export function documentedAs(severity: Severity, field: SourcedField): string | undefined {
  const source = ESCALATION_SOURCES[severity][field];
  return source === undefined || source === PRODUCT_DEFAULT ? undefined : source.words;
}
