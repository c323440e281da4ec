import { checkModel } from '../../checks/objective/check-model';
import { loadConfiguration } from '../../config/load';
import type { ConfigurationVariables } from '../../config/placeholders';
import { filesOnDisk } from '../../config/read-directory';
import type { OperationsModel } from '../../model/model';
import type { OperationsPlan } from '../../plan/alarm-plan';
import { buildPlan } from '../../plan/build-plan';
import { hasErrors, sortProblems, type Problem } from '../../problems/problem';

/** One environment, read and planned. */
export interface PlannedEnvironment {
  readonly model: OperationsModel;
  readonly plan: OperationsPlan;
}

/** Every environment of a configuration, or everything that is wrong with it. */
export interface Operations {
  /** By file name; empty when any problem is an error. */
  readonly environments: readonly PlannedEnvironment[];
  readonly problems: readonly Problem[];
}

/** Reads a configuration directory and plans all its environments: a mistake in one of them stops them all. */
export function loadOperations(directory: string, variables: ConfigurationVariables): Operations {
  const { models, problems } = loadConfiguration({ directory, variables, ...filesOnDisk });
  const planned = models.map((model) => ({ model, ...buildPlan(model) }));
  const all = sortProblems([...problems, ...models.flatMap((model) => checkModel(model)), ...planned.flatMap((environment) => environment.problems)]);
  return {
    environments: hasErrors(all) ? [] : planned.map(({ model, plan }) => ({ model, plan })),
    problems: all,
  };
}
