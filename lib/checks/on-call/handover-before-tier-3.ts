import { formatDelay } from '../../incident/lifecycle/delay';
import type { Severity } from '../../incident/severity';
import type { AlertedObjective } from '../../model/model';
import type { Problem } from '../../problems/problem';
import { objectiveName } from '../../slo/objective';
import { formatDurationSeconds } from '../../time/time';
import type { Check } from '../check';
import { isSurelyLater } from './compare-delays';
import { onCallError, type OnCallScope } from './on-call-scope';

export const handoverBeforeTier3: Check<OnCallScope> = {
  code: 'SEV003',
  requirement: 'the second tier of an objective is paged before the third',
  why: 'the second tier would come too late to help',
  check: findings,
};

/** Finds objectives whose own hand-over to the second tier comes when the third is there already. Requirement 002-26. */
function findings(scope: OnCallScope): Problem[] {
  const { severities, calendar } = scope.onCall.escalation;
  return scope.services.flatMap((service) =>
    service.objectives.flatMap((objective) => {
      const { handoverAfterSeconds: seconds } = objective;
      if (seconds === undefined) return [];
      const late = severitiesOf(objective).filter((level) => {
        const third = severities[level].tiers.find(({ tier }) => tier === 3);
        return third !== undefined && !isSurelyLater({ kind: 'elapsed', seconds }, third.after, calendar);
      });
      return late.map((level) =>
        onCallError(scope, 'SEV003', `${level} tier 2, ${objectiveName(service, objective)}`, {
          what: `the hand-over of ${objectiveName(service, objective)} comes no earlier than tier 3 of ${level}`,
          received: formatDurationSeconds(seconds),
          allowed: `less than ${formatDelay(severities[level].tiers[2]!.after)}`,
          change: 'shorten handoverAfter of the objective',
        }),
      );
    }),
  );
}

/** Severities of the alarms of an objective, each once. */
export function severitiesOf({ severity, noData }: AlertedObjective): Severity[] {
  return [...new Set([severity.page, severity.ticket, ...(noData.kind === 'alarm' ? [noData.severity] : [])])];
}
