import { readdirSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { filesOnDisk } from '../../config/read-directory';
import { ProblemsError, type Problem } from '../../problems/problem';
import { readScenario } from '../../scenario/read-scenario';
import type { Scenario } from '../../scenario/scenario';
import type { PlannedEnvironment } from './operations';
import { systemErrorText } from './system-error';

/**
 * Reads scenarios: those named, or all of a folder. A name that is no path is an id: a file of the folder without its
 * `.yaml`. What is wrong with any is reported.
 */
export function readScenarios(
  names: readonly string[],
  directory: string,
  environments: readonly PlannedEnvironment[],
): { readonly scenarios: Scenario[]; readonly problems: Problem[] } {
  const models = environments.map(({ model }) => model);
  const scenarios: Scenario[] = [];
  const problems: Problem[] = [];
  try {
    const files = names.length > 0 ? names.map((name) => fileOf(name, directory)) : scenarioFiles(directory);
    for (const file of files) {
      const read = readScenario(file, readText(file), models);
      if (read.scenario !== undefined) scenarios.push(read.scenario);
      problems.push(...read.problems);
    }
  } catch (error) {
    if (!(error instanceof ProblemsError)) throw error;
    problems.push(...error.problems);
  }
  return { scenarios, problems };
}

function fileOf(name: string, directory: string): string {
  return basename(name) === name && extname(name) === '' ? join(directory, `${name}.yaml`) : name;
}

function scenarioFiles(directory: string): string[] {
  const names = readOrReport(directory, () => readdirSync(directory));
  const files = names.filter((name) => /\.ya?ml$/.test(name)).sort();
  if (files.length === 0) throw new ProblemsError([unreadable(directory, 'holds no scenario')]);
  return files.map((name) => join(directory, name));
}

function readText(file: string): string {
  return readOrReport(file, () => filesOnDisk.readFile(file));
}

function readOrReport<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new ProblemsError([unreadable(file, systemErrorText(error))]);
  }
}

function unreadable(file: string, received: string): Problem {
  return {
    code: 'SCN001',
    level: 'error',
    where: { file },
    what: 'scenarios cannot be read from here',
    received,
    allowed: 'a scenario file, the id of a scenario, or a folder with scenario files (.yaml)',
    change: 'name an existing scenario, or give the folder with --scenarios',
  };
}
