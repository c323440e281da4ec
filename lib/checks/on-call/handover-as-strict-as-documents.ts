import { DEFAULT_SEVERITY_POLICIES } from '../../incident/lifecycle/default-escalation';
import { documentedAs } from '../../incident/lifecycle/default-escalation-sources';
import { formatDelay } from '../../incident/lifecycle/delay';
import type { Problem } from '../../problems/problem';
import { objectiveName } from '../../slo/objective';
import { formatDurationSeconds } from '../../time/time';
import type { Check } from '../check';
import { isNeverLonger } from './compare-delays';
import { severitiesOf } from './handover-before-tier-3';
import { onCallError, type OnCallScope } from './on-call-scope';

export const handoverAsStrictAsDocuments: Check<OnCallScope> = {
  code: 'SEV004',
  requirement: 'no objective lets the second tier wait longer than a document allows',
  why: 'a default that a document fixes would be changed unseen',
  check: findings,
};

/** Finds objectives that let the second tier wait longer than a document allows. Requirements 002-22 and 002-26. */
function findings(scope: OnCallScope): Problem[] {
  const { escalation, acceptedLooser = {} } = scope.onCall;
  return scope.services.flatMap((service) =>
    service.objectives.flatMap((objective) => {
      const { handoverAfterSeconds: seconds } = objective;
      if (seconds === undefined) return [];
      const loose = severitiesOf(objective).filter((level) => {
        const standard = DEFAULT_SEVERITY_POLICIES[level].tiers.find(({ tier }) => tier === 2);
        if (standard === undefined || acceptedLooser[level] !== undefined || documentedAs(level, 'tier 2') === undefined) return false;
        return !isNeverLonger({ kind: 'elapsed', seconds }, standard.after, escalation.calendar);
      });
      return loose.map((level) =>
        onCallError(scope, 'SEV004', `${level} tier 2, ${objectiveName(service, objective)}`, {
          what: `the hand-over of ${objectiveName(service, objective)} is looser than the default escalation policy: ${documentedAs(level, 'tier 2')}`,
          received: formatDurationSeconds(seconds),
          allowed: `${formatDelay(DEFAULT_SEVERITY_POLICIES[level].tiers[1]!.after)}, or stricter`,
          change: `shorten handoverAfter of the objective, or add acceptLooser with the reason to ${level}`,
        }),
      );
    }),
  );
}
