import { objectiveName, type OperationsModel } from '../domain/model';
import type { Problem } from '../domain/problem';
import { singleEventPages } from './single-event-pages';
import { undefendableObjective } from './undefendable-objective';

/** What is unwise about a model that is well formed; the place is the environment and the objective. */
export function checkModel(model: OperationsModel): Problem[] {
  return model.services.flatMap((service) =>
    service.objectives.flatMap((objective) => {
      const name = `${model.environment} ${objectiveName(service, objective)}`;
      return [...undefendableObjective(name, objective), ...singleEventPages(name, objective)];
    }),
  );
}
