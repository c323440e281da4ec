import type { AlertedObjective, OperationsModel } from '../../model/model';
import { objectiveName } from '../../slo/objective';
import type { Problem } from '../../problems/problem';
import { blindingGuard } from './blinding-guard';
import { lateRows } from './late-rows';
import { lostUrgency } from './lost-urgency';
import { missingRunbook } from './missing-runbook';
import { nobodyTold } from './nobody-told';
import { checkOnCall } from '../on-call/check-on-call';
import { shortWindows } from './short-windows';
import { singleEventPages } from './single-event-pages';
import { undeclaredTraffic } from './undeclared-traffic';
import { undefendableObjective } from './undefendable-objective';

/** What is unwise about a model that is well formed; the place is the environment and the objective, or a part of on-call.yaml. */
export function checkModel(model: OperationsModel): Problem[] {
  return [...checkObjectives(model), ...nobodyTold(model), ...checkOnCall(model)];
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
  return [
    ...missingRunbook(name, objective),
    ...undefendableObjective(name, objective),
    ...lateRows(name, objective),
    ...lostUrgency(name, objective),
    ...shortWindows(name, objective),
    ...undeclaredTraffic(name, objective),
    ...singleEventPages(name, objective),
    ...blindingGuard(name, objective),
  ];
}
