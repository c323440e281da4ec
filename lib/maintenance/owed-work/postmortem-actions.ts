import type { Incident } from '../../incident/lifecycle/incident';
import type { OwedWork } from './owed-work';

/** Keys of the work that is an action of a postmortem begin with this. */
const KEY = 'action';

/**
 * The open actions of postmortems as owed work: each with its own owner and date, and the leads of postmortems, who are notified when it
 * is overdue. Requirement 003-10.
 */
export function openActions(incidents: readonly Incident[]): readonly OwedWork[] {
  return incidents.flatMap(({ id, postmortem, resolution, openedAt, policy }) =>
    (postmortem?.content?.actions ?? []).flatMap(({ status, what, owner, dueAt }, index): OwedWork[] =>
      status !== 'open'
        ? []
        : [
            {
              key: `${KEY} ${id} ${index + 1}`,
              title: `Action ${index + 1} of ${id}: ${what}`,
              owner,
              lead: policy.postmortem.lead[0] ?? owner,
              openedAt: resolution?.at ?? openedAt,
              dueAt,
              notified: 0,
            },
          ],
    ),
  );
}

/** True for work that is an action of a postmortem. */
export function isAction({ key }: Pick<OwedWork, 'key'>): boolean {
  return key.startsWith(`${KEY} `);
}
