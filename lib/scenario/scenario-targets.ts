import type { Objective, OperationsModel, Service } from '../model/model';
import { objectiveName } from '../slo/objective';

/** An objective and the service it belongs to. */
export interface ServiceObjective {
  readonly service: Service;
  readonly objective: Objective;
}

/** The objectives a target means: all of a service, or the one named `service/objective`. None when unknown. */
export function targetsOf(model: OperationsModel, target: string): ServiceObjective[] {
  return model.services.flatMap((service) =>
    service.objectives
      .filter((objective) => target === service.id || target === objectiveName(service, objective))
      .map((objective) => ({ service, objective })),
  );
}
