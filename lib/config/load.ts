/**
 * Configuration from text to model. Everything is read, whatever is wrong with some of it, so that one run reports
 * all problems: first the form of each file, then, objective by objective and environment by environment, whatever is
 * well formed by itself.
 */

import { posix } from 'node:path';
import type { OnCall, OperationsModel } from '../model/model';
import { onCallIn } from '../model/on-call-in';
import { hasErrors, sortProblems, type Problem } from '../problems/problem';
import { healingProblems } from './healing-problems';
import { collidingEnvironments } from './name-collisions';
import { placeholderValues, readOverridingPlaceholders, type ConfigurationVariables } from './placeholders';
import { readEnvironment, type ReadEnvironment } from './read-environment';
import { narrowingProblems, readMaintenance, withMaintenance } from './read-maintenance';
import { readOnCall } from './read-on-call';
import { readOperations } from './read-operations';
import { unreadable, type ConfigurationFiles } from './read-source';
import { announcementProblems, requestProblems } from './request-problems';
import { resolveEnvironment, type ResolvedEnvironment } from './resolve-environment';
import { signalProblems } from './signal-problems';

/** What to load. */
export interface LoadOptions extends ConfigurationFiles {
  /** Directory with `operations.yaml`, `environments/` and, where there is any, `on-call.yaml` and `maintenance.yaml`, as the user named it. */
  readonly directory: string;
  /** Default: nothing is set outside the files. */
  readonly variables?: ConfigurationVariables;
}

/** What was loaded. */
export interface LoadedConfiguration {
  /** One model per environment, by file name; empty when any problem is an error. */
  readonly models: readonly OperationsModel[];
  /** Everything that is wrong, in reading order. */
  readonly problems: readonly Problem[];
}

/** Loads and checks a configuration with all its environments. Never throws for what is in the files. */
export function loadConfiguration(options: LoadOptions): LoadedConfiguration {
  const overriding = readOverridingPlaceholders(options.variables ?? {});
  const operations = readOperations(posix.join(options.directory, 'operations.yaml'), options);
  const { onCall, people: roster, problems: onCallProblems } = readOnCall(posix.join(options.directory, 'on-call.yaml'), options);
  const roles = onCall?.roster.roles.map(({ id }) => id);
  const maintenance = readMaintenance(posix.join(options.directory, 'maintenance.yaml'), options, roles, operations);
  const environments = readEnvironments(posix.join(options.directory, 'environments'), options);
  const resolved = environments.read.map((environment) =>
    resolveEnvironment(operations, environment, placeholderValues(overriding.values, environment.variables)),
  );

  const problems = sortProblems([
    ...overriding.problems,
    ...operations.problems,
    ...onCallProblems,
    ...maintenance.problems,
    ...environments.problems,
    ...collidingEnvironments(environments.read),
    ...environments.read.flatMap((environment) => [...environment.problems, ...narrowingProblems(maintenance, environment)]),
    ...mergeAcrossEnvironments(resolved, operations.file),
    ...environments.read.flatMap((environment) => signalProblems(environment, roles, onCall !== undefined || hasErrors(onCallProblems))),
    ...environments.read.flatMap((environment) => requestProblems(environment, roles, onCall !== undefined || hasErrors(onCallProblems))),
    ...environments.read.flatMap((environment) => announcementProblems(environment, onCall, onCall !== undefined || hasErrors(onCallProblems))),
    ...healingProblems(operations, environments.read, roster),
  ]);
  if (hasErrors(problems)) return { models: [], problems };
  const models = resolved.flatMap(({ model }, index) => {
    const environment = environments.read[index];
    return model === undefined ? [] : [staffed(withMaintenance(model, maintenance, environment), environment, onCall)];
  });
  return { models, problems };
}

/** Who is on call in an environment, unless it says that nobody is paged, or that a pager pages: then chat and pagers hear its alarms. */
function staffed(model: OperationsModel, environment: ReadEnvironment | undefined, onCall: OnCall | undefined): OperationsModel {
  const { nobodyIsPaged: reason, pagedBy } = environment?.settings ?? {};
  if (pagedBy !== undefined) {
    const pagers = Object.entries(pagedBy).map(([id, { severities, sentBy }]) => ({ id, severities, sentBy }));
    return { ...model, pagedBy: { pagers, chat: onCall?.chat ?? [] } };
  }
  if (reason !== undefined) return { ...model, nobodyIsPaged: { reason, chat: onCall?.chat ?? [] } };
  return onCall === undefined ? model : { ...model, onCall: onCallIn(onCall, model.region) };
}

function readEnvironments(directory: string, files: ConfigurationFiles): { readonly read: ReadEnvironment[]; readonly problems: Problem[] } {
  let names: string[];
  try {
    names = [...files.listFiles(directory)].sort();
  } catch (error) {
    return { read: [], problems: [unreadable(directory, error)] };
  }
  const read = names.filter((name) => name.endsWith('.yaml')).map((name) => readEnvironment(posix.join(directory, name), files));
  const problems = names.filter(looksLikeEnvironment).map((name) => wrongEnding(posix.join(directory, name), name));
  if (read.length === 0 && problems.length === 0) problems.push(noEnvironments(directory));
  return { read, problems };
}

/** Files that somebody may take for an environment although they are not read: `prod.yml`, `prod.YAML`. */
function looksLikeEnvironment(name: string): boolean {
  return /\.(?:ya?ml|json)$/i.test(name) && !name.endsWith('.yaml');
}

function wrongEnding(file: string, name: string): Problem {
  return {
    code: 'CFG003',
    level: 'error',
    where: { file },
    what: 'this file would not be read',
    received: name,
    allowed: 'files that end in .yaml',
    change: 'rename it, or move it out of this directory',
  };
}

function noEnvironments(directory: string): Problem {
  return {
    code: 'CFG002',
    level: 'error',
    where: { file: directory },
    what: 'there is no environment',
    allowed: 'one file for each environment, such as prod.yaml',
    change: 'add an environment file',
  };
}

/** A mistake in the common file shows in every environment: it is reported once, with the environments it
 * breaks when it does not break all. */
function mergeAcrossEnvironments(resolved: readonly ResolvedEnvironment[], operationsFile: string): Problem[] {
  const environmentsOf = new Map<string, { readonly problem: Problem; readonly environments: string[] }>();
  for (const { name, problems } of resolved) {
    for (const problem of problems) {
      const key = JSON.stringify(problem);
      const known = environmentsOf.get(key);
      if (known === undefined) environmentsOf.set(key, { problem, environments: [name] });
      else known.environments.push(name);
    }
  }
  return [...environmentsOf.values()].map(({ problem, environments }) =>
    problem.where.file === operationsFile && environments.length < resolved.length
      ? { ...problem, what: `${environments.join(', ')}: ${problem.what}` }
      : problem,
  );
}
