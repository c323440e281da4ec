import type { AlertedObjective, OperationsModel } from '../../model/model';
import type { Problem } from '../../problems/problem';
import { objectiveName } from '../../slo/objective';
import type { Check } from '../check';
import { checkOnCall } from '../on-call/check-on-call';
import { onCallExists } from '../on-call/on-call-exists';
import { checkThresholds } from '../threshold/check-thresholds';
import { alertBeforeBudgetGone } from './alert-before-budget-gone';
import type { CheckedObjective } from './checked-objective';
import { outagePassesGuard } from './outage-passes-guard';
import { outageLeavesBudget, outageWithinBudget } from './outage-within-budget';
import { pageNeedsSeveralEvents } from './page-needs-several-events';
import { runbookNamed } from './runbook-named';
import { severityKept } from './severity-kept';
import { shortWindowHasEvents } from './short-window-has-events';
import { trafficDeclared } from './traffic-declared';
import { windowHasDatapoints } from './window-has-datapoints';

/** Every check of an objective; findings come in this order. */
export const OBJECTIVE_CHECKS: readonly Check<CheckedObjective>[] = [
  runbookNamed,
  outageWithinBudget,
  outageLeavesBudget,
  alertBeforeBudgetGone,
  severityKept,
  windowHasDatapoints,
  shortWindowHasEvents,
  trafficDeclared,
  pageNeedsSeveralEvents,
  outagePassesGuard,
];

/** What is unwise about a model that is well formed; the place is the environment and the objective or threshold, or a part of on-call.yaml. */
export function checkModel(model: OperationsModel): Problem[] {
  return [...checkObjectives(model), ...onCallExists.check(model), ...checkOnCall(model), ...checkThresholds(model)];
}

function checkObjectives(model: OperationsModel): Problem[] {
  return model.services.flatMap((service) =>
    service.objectives.flatMap((objective) => checkObjective(`${model.environment} ${objectiveName(service, objective)}`, objective)),
  );
}

/**
 * What is unwise about one objective that is well formed. Data that cannot be (more bad events than events) is no
 * matter of the model: the metric math of every indicator makes it impossible, see `badAndTotal`.
 *
 * @param name place of the findings, such as `prod partner-portal/availability`
 */
export function checkObjective(name: string, objective: AlertedObjective): Problem[] {
  return OBJECTIVE_CHECKS.flatMap(({ check }) => check({ name, objective }));
}
