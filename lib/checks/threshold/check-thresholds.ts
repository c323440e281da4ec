import type { OperationsModel } from '../../model/model';
import type { Problem } from '../../problems/problem';
import { objectiveName } from '../../slo/objective';
import { baselineKeepsObjective } from './baseline-keeps-objective';
import { pagesOnce } from './pages-once';

/** What is unwise about the thresholds of a model that is well formed, and about the baselines that somebody wrote. */
export function checkThresholds({ environment, services, baselines }: OperationsModel): Problem[] {
  return services.flatMap((service) => [
    ...(service.thresholds ?? []).flatMap((threshold) =>
      pagesOnce.check({ name: `${environment} ${service.id}: ${threshold.measureId} of ${threshold.resource}`, threshold, service }),
    ),
    ...service.objectives.flatMap((objective) =>
      baselines === undefined ? [] : baselineKeepsObjective.check({ name: `${environment} ${objectiveName(service, objective)}`, objective, baselines }),
    ),
  ]);
}
