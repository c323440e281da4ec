import { formatDelay } from '../../incident/lifecycle/delay';
import type { EscalationTier } from '../../incident/lifecycle/escalation-policy';
import { wakesSomebody } from '../../incident/severity';
import type { Problem } from '../../problems/problem';
import type { Check } from '../check';
import { isSurelyLater } from './compare-delays';
import { onCallError, type OnCallScope } from './on-call-scope';

export const tiersInOrder: Check<OnCallScope> = {
  code: 'SEV003',
  requirement: 'an escalation policy begins at once, and each tier comes after the one below',
  why: 'nobody would be paged at first, or a tier would never be reached',
  check: findings,
};

/** Finds escalations that begin with nobody, and tiers that come at the same time as, or before, the tier below. */
function findings(scope: OnCallScope): Problem[] {
  const { calendar } = scope.onCall.escalation;
  return scope.severities.flatMap(({ severity, tiers }) => {
    const [first] = tiers;
    if (first === undefined) return wakesSomebody(severity) ? [noTier(scope, severity)] : [];
    const beginning = first.condition === 'always' && isAtOnce(first) ? [] : [lateBeginning(scope, severity, first)];
    const unordered = tiers.slice(1).filter((tier, index) => !isSurelyLater(tiers[index]!.after, tier.after, calendar));
    return [
      ...beginning,
      ...unordered.map((tier) =>
        onCallError(scope, 'SEV003', `${severity} tier ${tier.tier}`, {
          what: `tier ${tier.tier} of ${severity} does not come after the one before it`,
          received: formatDelay(tier.after),
          allowed: `more than ${formatDelay(tiers[tiers.indexOf(tier) - 1]!.after)}, whenever the incident begins`,
          change: 'order the times of the tiers',
        }),
      ),
    ];
  });
}

function isAtOnce({ after }: EscalationTier): boolean {
  return after.kind === 'elapsed' && after.seconds === 0;
}

function noTier(scope: OnCallScope, severity: string): Problem {
  return onCallError(scope, 'SEV003', severity, {
    what: `${severity} wakes somebody and has no tier`,
    allowed: 'at least one tier',
    change: 'add a tier at 0m',
  });
}

function lateBeginning(scope: OnCallScope, severity: string, { after, condition, tier }: EscalationTier): Problem {
  return onCallError(scope, 'SEV003', `${severity} tier ${tier}`, {
    what: `nobody is paged when an incident of ${severity} begins`,
    received: `after ${formatDelay(after)}, ${condition}`,
    allowed: 'after 0m, always',
    change: 'let the first tier begin at 0m, with condition always',
  });
}
