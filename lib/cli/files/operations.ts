import { dirname, join } from 'node:path';
import { checkMaintenance } from '../../checks/maintenance/check-maintenance';
import { checkModel } from '../../checks/objective/check-model';
import { checkRunbooks } from '../../checks/runbook/check-runbooks';
import { loadConfiguration } from '../../config/load';
import type { ConfigurationVariables } from '../../config/placeholders';
import { filesOnDisk } from '../../config/read-directory';
import { readReferences } from '../../config/read-references';
import { readRunbook } from '../../config/read-runbook';
import { ACKNOWLEDGE_RUNBOOK } from '../../incident/lifecycle/engine-policy';
import { MONITORING_BLIND_RUNBOOK } from '../../incident/lifecycle/incident-event';
import type { OperationsModel } from '../../model/model';
import type { OperationsPlan } from '../../plan/alarm-plan';
import { buildPlan } from '../../plan/build-plan';
import { ENGINE_RUNBOOK, LEDGER_RUNBOOK } from '../../plan/plan-engine-policy';
import { hasErrors, ProblemsError, sortProblems, type Problem } from '../../problems/problem';
import type { Runbook } from '../../runbook/library/runbook';
import { packageFolder } from './package-folder';
import { RUNBOOK_FOLDER, runbookNames } from './runbook-folder';

/** What pages of day2's own alarms lead to. */
const OWN_RUNBOOKS = [ENGINE_RUNBOOK, LEDGER_RUNBOOK, MONITORING_BLIND_RUNBOOK];

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
 * @param readsRunbooks false where they were read before, and only what alarms and people do is played. Default: true
 */
export function loadOperations(directory: string, variables: ConfigurationVariables, { readsRunbooks = true } = {}): Operations {
  const library = readsRunbooks ? readLibrary(directory) : { runbooks: [], problems: [] };
  const { models, problems } = loadConfiguration({ directory, variables, ...filesOnDisk });
  const acknowledge = readsRunbooks && models.some(({ onCall }) => onCall !== undefined) ? acknowledgeRunbook(library.runbooks) : [];
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

/**
 * The runbook that pages link to, as it ships, where the library of a configuration has none of its own.
 *
 * @throws ProblemsError when the package is damaged
 */
function acknowledgeRunbook(library: readonly Runbook[]): readonly Runbook[] {
  if (library.some(({ name }) => name === ACKNOWLEDGE_RUNBOOK)) return [];
  const { runbook, problems } = readRunbook(join(packageFolder(), RUNBOOK_FOLDER, ACKNOWLEDGE_RUNBOOK), filesOnDisk);
  if (runbook === undefined) throw new ProblemsError(problems);
  return [runbook];
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
