import { dirname, join } from 'node:path';
import { checkMaintenance } from '../../checks/maintenance/check-maintenance';
import { checkModel } from '../../checks/objective/check-model';
import { checkRunbooks } from '../../checks/runbook/check-runbooks';
import { loadConfiguration } from '../../config/load';
import { RUNBOOK_FOLDER } from '../../config/package-folder';
import type { ConfigurationVariables } from '../../config/placeholders';
import { filesOnDisk } from '../../config/read-directory';
import { readReferences } from '../../config/read-references';
import { readRunbook } from '../../config/read-runbook';
import { shippedRunbooks } from '../../config/shipped-runbooks';
import { ACKNOWLEDGE_RUNBOOK, OWN_RUNBOOKS } from '../../incident/lifecycle/engine-policy';
import type { OperationsModel } from '../../model/model';
import type { OperationsPlan } from '../../plan/alarm-plan';
import { buildPlan } from '../../plan/build-plan';
import { hasErrors, sortProblems, type Problem } from '../../problems/problem';
import type { Runbook } from '../../runbook/library/runbook';
import { runbookNames } from './runbook-folder';

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
  /** The runbooks beside the configuration. */
  readonly runbooks: readonly Runbook[];
}

/**
 * Reads a configuration directory, with the runbooks in the folder beside it, and plans all its environments: a mistake in one of
 * them stops them all.
 *
 * @param readsRunbooks false for commands that ask nothing of runbooks, nor compare the plan with a template: then there is the one that
 * acknowledges, as it ships. Default: true
 */
export function loadOperations(directory: string, variables: ConfigurationVariables, { readsRunbooks = true } = {}): Operations {
  const library = readsRunbooks ? readLibrary(directory) : { runbooks: [], problems: [] };
  const { models, problems } = loadConfiguration({ directory, variables, ...filesOnDisk });
  const acknowledge = models.some(({ onCall }) => onCall !== undefined) ? acknowledgeRunbook(library.runbooks) : [];
  const planned = models.map((model) => ({ model, ...buildPlan(model, [...library.runbooks, ...(model.onCall === undefined ? [] : acknowledge)]) }));
  const all = sortProblems([
    ...problems,
    ...library.problems,
    ...(readsRunbooks ? firstOfEach(models.flatMap((model) => checkMaintenance({ model, runbooks: library.runbooks }))) : []),
    ...(readsRunbooks ? checkRunbooks({ runbooks: library.runbooks, models, ownRunbooks: OWN_RUNBOOKS }) : []),
    ...models.flatMap((model) => checkModel(model)),
    ...planned.flatMap((environment) => environment.problems),
  ]);
  return {
    environments: hasErrors(all) ? [] : planned.map(({ model, plan }) => ({ model, plan })),
    problems: all,
    runbooks: library.runbooks,
  };
}

/** The runbook that pages link to, as it ships, where the library of a configuration has none of its own. */
function acknowledgeRunbook(library: readonly Runbook[]): readonly Runbook[] {
  return library.some(({ name }) => name === ACKNOWLEDGE_RUNBOOK) ? [] : shippedRunbooks([ACKNOWLEDGE_RUNBOOK]);
}

/** What is wrong in several environments at once is said of the first. */
function firstOfEach(problems: readonly Problem[]): readonly Problem[] {
  const key = ({ code, where, received }: Problem) => `${code} ${where.file}:${where.line} ${where.path} ${received}`;
  return [...new Map(problems.toReversed().map((problem) => [key(problem), problem])).values()].toReversed();
}

/** The runbooks beside a configuration; none where there is no such folder. */
function readLibrary(directory: string): { readonly runbooks: readonly Runbook[]; readonly problems: readonly Problem[] } {
  const folder = join(dirname(directory), RUNBOOK_FOLDER);
  const read = runbookNames(folder).map((name) => readRunbook(`${folder}/${name}`, filesOnDisk));
  const references = readReferences(folder, runbookNames(folder), filesOnDisk);
  return { runbooks: read.flatMap(({ runbook }) => runbook ?? []), problems: [...read.flatMap(({ problems }) => problems), ...references.problems] };
}
