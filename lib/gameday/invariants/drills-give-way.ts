import { realBefore } from '../../incident/lifecycle/drill';
import { isUnderway } from '../../incident/lifecycle/incident';
import { MINUTE_MS } from '../../time/time';
import type { Invariant } from './invariant';

/** What is real has to have been known for a tick: a page that is on its way is not called back. */
const GRACE_MS = 2 * MINUTE_MS;

/** I12. Nobody is paged for a drill while something real that is at least as severe calls people, from two ticks after it began. */
export const DRILLS_GIVE_WAY: Invariant = {
  id: 'I12',
  rule: 'nobody is paged for a drill while something real that is as severe goes on',
  violations: ({ publications, records }) =>
    publications.flatMap(({ at, message }) => {
      if (message?.kind !== 'page' || !message.drill || message.incidentId === undefined || message.severity === undefined) return [];
      const stillReal = new Set(records.allAt(at).flatMap((each) => (isUnderway(each) ? [each.id] : [])));
      const real = realBefore(
        message.severity,
        records.allAt(at - GRACE_MS).filter(({ id }) => stillReal.has(id)),
      );
      return real === undefined ? [] : [{ at, code: 'drill-goes-on', incidentId: message.incidentId, realId: real.id }];
    }),
};
