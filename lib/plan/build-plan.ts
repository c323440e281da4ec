import type { OperationsModel } from '../domain/model';
import { compareSeverity, type Severity } from '../domain/severity';
import type { Problem } from '../domain/problem';
import { topicName, type ObjectiveAlarmsPlan, type OperationsPlan, type RegionPlan } from './alarm-plan';
import { planObjectiveAlarms } from './plan-objective-alarms';

/** The plan of an environment, and what would go wrong with it when deployed. */
export function buildPlan(model: OperationsModel): { readonly plan: OperationsPlan; readonly problems: Problem[] } {
  const { application, environment } = model;
  const objectives = model.services.flatMap((service) =>
    service.objectives.map((objective) =>
      planObjectiveAlarms(objective, { application, environment, serviceId: service.id, region: model.region }),
    ),
  );
  const regions = [...new Set([model.region, ...objectives.map((objective) => objective.region)])];
  const plan: OperationsPlan = {
    application,
    environment,
    regions: regions.map((region) =>
      planRegion(
        application,
        environment,
        region,
        objectives.filter((objective) => objective.region === region),
      ),
    ),
  };
  return { plan, problems: duplicateNames(plan) };
}

function planRegion(
  application: string,
  environment: string,
  region: string,
  objectives: readonly ObjectiveAlarmsPlan[],
): RegionPlan {
  const severities = new Set<Severity>();
  for (const objective of objectives) {
    for (const composite of objective.compositeAlarms) severities.add(composite.severity);
  }
  return {
    region,
    topics: [...severities]
      .sort(compareSeverity)
      .map((severity) => ({ name: topicName(application, environment, severity), severity, region })),
    objectives,
  };
}

/**
 * Two objectives whose names run together (`a-b` + `c` and `a` + `b-c`) would own the same alarm, and the second
 * deployment would take it from the first. Reported once an objective.
 */
function duplicateNames(plan: OperationsPlan): Problem[] {
  const owners = new Map<string, string>();
  const clashes = new Map<string, Problem>();
  for (const region of plan.regions) {
    for (const objective of region.objectives) {
      for (const alarm of [...objective.metricAlarms, ...objective.compositeAlarms]) {
        const key = `${region.region} ${alarm.name}`;
        const owner = owners.get(key);
        if (owner === undefined) owners.set(key, objective.name);
        else if (!clashes.has(objective.name)) {
          clashes.set(objective.name, {
            code: 'PLN001',
            level: 'error',
            where: { path: `${plan.environment} ${objective.name}` },
            what: 'two alarms have the same name',
            received: `${alarm.name} of ${owner} and of ${objective.name}`,
            allowed: 'alarm names that are unique in their region',
            change: 'rename one of the two objectives or services, or a row of the burn-rate policy',
          });
        }
      }
    }
  }
  return [...clashes.values()];
}

/** Every objective of a plan, home region first. */
export function plannedObjectives(plan: OperationsPlan): ObjectiveAlarmsPlan[] {
  return plan.regions.flatMap((region) => region.objectives);
}
