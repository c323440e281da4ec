import { paragraph, table, type Section } from '../document';
import { isProved, type TracedRequirement } from './requirement';

/** A requirement that has no proof, who sees to it, and by when. */
export interface GapEntry {
  readonly id: string;
  /** Role. */
  readonly owner: string;
  /** Local dates. */
  readonly since: string;
  readonly deadline: string;
  /** The day on which it was proved; absent: it is open. */
  readonly closed?: string;
}

/** Who sees to a gap that is new, and until when. */
export interface NewGap {
  readonly owner: string;
  /** Local date of today. */
  readonly on: string;
  readonly deadline: string;
}

/**
 * The entries of the change log after a look at the requirements: what is open keeps its owner and its deadline, what is proved now is
 * closed, and what has come up is added. The same requirements on the same day change nothing. Requirement 001-16.
 */
export function updateGaps(entries: readonly GapEntry[], requirements: readonly TracedRequirement[], { owner, on, deadline }: NewGap): readonly GapEntry[] {
  const known = new Map(entries.filter(({ closed }) => closed === undefined).map((entry) => [entry.id, entry]));
  const open = requirements.filter((requirement) => !isProved(requirement)).map(({ id }) => id);
  const kept = entries.map((entry) => (entry.closed !== undefined || open.includes(entry.id) ? entry : { ...entry, closed: on }));
  return [...kept, ...open.filter((id) => !known.has(id)).map((id) => ({ id, owner, since: on, deadline }))];
}

const COLUMNS = ['Requirement', 'Owner', 'Since', 'Deadline', 'Closed'];
const OPEN = 'open';

/** The change log as a section. */
export function gapSections(entries: readonly GapEntry[]): readonly Section[] {
  if (entries.length === 0) return [{ heading: 'Gaps', blocks: [paragraph('None.')] }];
  return [
    {
      heading: 'Gaps',
      blocks: [
        table(
          COLUMNS,
          entries.map(({ id, owner, since, deadline, closed }) => [id, owner, since, deadline, closed ?? OPEN]),
        ),
      ],
    },
  ];
}

/** The entries of a change log that was written before. Owners and deadlines may have been changed by hand since. */
export function readGaps(markdown: string): readonly GapEntry[] {
  return [...markdown.matchAll(/^\| (\S+) \| ([^|]+) \| (\d{4}-\d\d-\d\d) \| (\d{4}-\d\d-\d\d) \| (open|\d{4}-\d\d-\d\d) \|$/gm)].map(
    ([, id = '', owner = '', since = '', deadline = '', closed = OPEN]) => ({ id, owner, since, deadline, ...(closed !== OPEN && { closed }) }),
  );
}

/** That a service was ready, and by which certificates. Requirement 001-23. */
export interface ReadinessEntry {
  /** Local date. */
  readonly on: string;
  readonly environment: string;
  /** `operations` once the handover is complete. */
  readonly readyFor: 'production' | 'operations';
  /** Ids of the evidence that the certificates are filed as. */
  readonly certificates: readonly string[];
}

const READINESS_COLUMNS = ['Date', 'Environment', 'Ready for', 'Certificates'];

/** Readiness as a section; none where nothing was ever ready. */
export function readinessSections(entries: readonly ReadinessEntry[]): readonly Section[] {
  if (entries.length === 0) return [];
  const rows = entries.map(({ on, environment, readyFor, certificates }) => [on, environment, readyFor, certificates.join(', ')]);
  return [{ heading: 'Readiness', blocks: [table(READINESS_COLUMNS, rows)] }];
}

/** The entries of readiness in a change log that was written before. */
export function readReadiness(markdown: string): readonly ReadinessEntry[] {
  return [...markdown.matchAll(/^\| (\d{4}-\d\d-\d\d) \| (\S+) \| (production|operations) \| ([^|]+) \|$/gm)].map(
    ([, on = '', environment = '', readyFor = '', list = '']): ReadinessEntry => ({
      on,
      environment,
      readyFor: readyFor as ReadinessEntry['readyFor'],
      certificates: list.split(', '),
    }),
  );
}

/** The sections of a change log. */
export function changeLogSections(gaps: readonly GapEntry[], readiness: readonly ReadinessEntry[]): readonly Section[] {
  return [...gapSections(gaps), ...readinessSections(readiness)];
}
