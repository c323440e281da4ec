import type { PageReason } from '../../incident/lifecycle/effect';
import type { Incident } from '../../incident/lifecycle/incident';
import type { Instant } from '../../time/time';
import type { Invariant, PagingHistory } from './invariant';

/** Pages for the sake of one alarm, whoever has the incident. */
const ABOUT_ONE_ALARM: readonly PageReason[] = ['budget spent', 'finding joined', 'remedy overdue'];

/**
 * I4. Nobody is paged for an incident that somebody has, that is being watched, or that is over, except for a tier whose
 * rule says so: one that is paged unless resolved, the first one when what was watched is not over after all, or once for a level of an
 * error budget, for another finding, and for one that is not remedied in time. Judged by the record as it was an instant before the page; what is
 * written at the instant of the page itself may have come after it.
 */
export const QUIET_AFTER_ACKNOWLEDGEMENT: Invariant = {
  id: 'I4',
  rule: 'no page after an acknowledgement or a resolution, except by a rule that names itself',
  violations: (history) =>
    history.publications.flatMap(({ at, message }) => {
      if (message?.kind !== 'page' || message.incidentId === undefined) return [];
      const before = recordBefore(history, message.incidentId, at);
      if (before === undefined || before.round !== message.round) return [];
      const { state, policy, severity } = before;
      const tier = policy.severities[severity].tiers.find((each) => each.tier === message.tier);
      const isRelapse = message.reason === 'relapsed' && (state === 'monitoring' || state === 'acknowledged');
      const isForAlarm = ABOUT_ONE_ALARM.some((reason) => reason === message.reason) && state !== 'resolved' && state !== 'closed';
      const isAllowed =
        isRelapse || isForAlarm || state === 'open' || state === 'suppressed' || (state === 'acknowledged' && tier?.condition === 'not resolved');
      return isAllowed ? [] : [{ at, code: 'paged-needlessly', incidentId: before.id, tier: message.tier ?? 0, reason: message.reason, state }];
    }),
};

function recordBefore({ records }: PagingHistory, id: string, at: Instant): Incident | undefined {
  return records.written.findLast((each) => each.at < at && each.incident.id === id)?.incident;
}
