import type { Incident } from '../../incident/lifecycle/incident';
import { owedItems } from '../../incident/lifecycle/resolution';
import { formatInstant } from '../../time/time';
import { DAY_MS } from '../../time/zoned-time';
import type { OwedWork } from './owed-work';

/** Keys of the work that is a gap in the documentation begin with this. */
const KEY = 'documentation';

/**
 * Documentation that does not say yet what was learnt in an incident, as owed work: from the resolution on until the item `documentation`
 * of its checklist is done, due exactly 24 hours later, whatever clocks do meanwhile. Whoever writes the postmortem has learnt it.
 * Requirement 004-19.
 */
export function documentationGaps(incidents: readonly Incident[]): readonly OwedWork[] {
  return incidents.flatMap((incident): OwedWork[] => {
    const { id, state, resolution, checklist, policy } = incident;
    const [owner] = policy.postmortem.owners;
    if (state !== 'resolved' || resolution === undefined || owner === undefined) return [];
    if (!owedItems(incident).includes('documentation') || checklist.some(({ item }) => item === 'documentation')) return [];
    return [
      {
        key: `${KEY} ${id} ${formatInstant(resolution.at)}`,
        title: `Documentation after ${id}`,
        owner,
        lead: policy.postmortem.lead[0] ?? owner,
        openedAt: resolution.at,
        dueAt: resolution.at + DAY_MS,
        notified: 0,
      },
    ];
  });
}

/** True for work that is a gap in the documentation. */
export function isDocumentationGap({ key }: Pick<OwedWork, 'key'>): boolean {
  return key.startsWith(`${KEY} `);
}
