import { formatDelay } from '../../incident/lifecycle/delay';
import type { AlertedObjective, OperationsModel } from '../../model/model';
import { objectiveName } from '../../slo/objective';
import type { Problem } from '../../problems/problem';
import type { Severity } from '../../incident/severity';
import { formatDurationSeconds } from '../../time/time';
import { isSurelyLater } from './compare-delays';
import { onCallError, type OnCallScope } from './on-call-scope';

/** Finds objectives whose own hand-over to the second tier comes when the third is there already. Requirement 002-26. */
export function lateHandover(scope: OnCallScope, services: OperationsModel['services']): Problem[] {
  const { severities, calendar } = scope.onCall.escalation;
  return services.flatMap((service) =>
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
