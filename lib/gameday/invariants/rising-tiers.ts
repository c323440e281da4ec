import type { Invariant } from './invariant';
import type { Violation } from './violations';

/**
 * I5. Within an escalation round tiers are reached in their order: no record says that a tier was reached before a lower one, and
 * none that a tier was reached twice. Tiers that an earlier escalation round reached and that are not called again are left out, and
 * so are, after a stale acknowledgement, those that wait for a resolution: they keep the times of the escalation before.
 */
export const RISING_TIERS: Invariant = {
  id: 'I5',
  rule: 'tiers are reached in their order',
  violations: ({ records }) =>
    records.written.flatMap(({ at, incident }) => {
      const { startedAt, unresolvedSince } = incident.escalation;
      const { tiers } = incident.policy.severities[incident.severity];
      const keepsItsTime = (tier: number) => unresolvedSince !== undefined && tiers.find((each) => each.tier === tier)?.condition === 'not resolved';
      const reached = incident.escalation.reached.filter((each) => each.at >= startedAt && !keepsItsTime(each.tier));
      return reached.flatMap((each, index): Violation[] => {
        const earlier = reached.slice(0, index);
        if (earlier.some(({ tier }) => tier === each.tier))
          return [{ at, code: 'tier-reached-twice', incidentId: incident.id, tier: each.tier, round: incident.round }];
        if (earlier.some((other) => other.tier > each.tier || other.at > each.at))
          return [{ at, code: 'tier-out-of-order', incidentId: incident.id, tier: each.tier, round: incident.round }];
        return [];
      });
    }),
};
