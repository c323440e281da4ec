import { dirname, join } from 'node:path';
import { checkModel } from '../../checks/objective/check-model';
import { loadConfiguration } from '../../config/load';
import type { ConfigurationVariables } from '../../config/placeholders';
import { filesOnDisk } from '../../config/read-directory';
import { readRunbook } from '../../config/read-runbook';
import type { OperationsModel } from '../../model/model';
import type { OperationsPlan } from '../../plan/alarm-plan';
import { buildPlan } from '../../plan/build-plan';
import { hasErrors, sortProblems, type Problem } from '../../problems/problem';
import type { Runbook } from '../../runbook/library/runbook';
import { RUNBOOK_FOLDER, runbookNames } from './runbook-folder';

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

/**
 * Reads a configuration directory, with the runbooks in the folder beside it, and plans all its environments: a mistake in one of
 * them stops them all.
 */
export function loadOperations(directory: string, variables: ConfigurationVariables): Operations {
  const library = readLibrary(directory);
  const { models, problems } = loadConfiguration({ directory, variables, ...filesOnDisk });
  const planned = models.map((model) => ({ model, ...buildPlan(model, library.runbooks) }));
  const all = sortProblems([
    ...problems,
    ...library.problems,
    ...models.flatMap((model) => checkModel(model)),
    ...planned.flatMap((environment) => environment.problems),
  ]);
  return {
    environments: hasErrors(all) ? [] : planned.map(({ model, plan }) => ({ model, plan })),
    problems: all,
  };
}

/** The runbooks beside a configuration; none where there is no such folder. */
function readLibrary(directory: string): { readonly runbooks: readonly Runbook[]; readonly problems: readonly Problem[] } {
  const folder = join(dirname(directory), RUNBOOK_FOLDER);
  const read = runbookNames(folder).map((name) => readRunbook(`${folder}/${name}`, filesOnDisk));
  return { runbooks: read.flatMap(({ runbook }) => runbook ?? []), problems: read.flatMap(({ problems }) => problems) };
}
