import { filesOnDisk } from '../../config/read-directory';
import { readRunbook } from '../../config/read-runbook';
import { hasErrors, ProblemsError, type Problem } from '../../problems/problem';
import { readCases } from '../../rehearsal/read-cases';
import type { RunbookCase } from '../../rehearsal/runbook-case';
import type { Runbook } from '../../runbook/library/runbook';
import { runbookNames } from './runbook-folder';

/** A runbook with its cases. */
export interface RehearsedRunbook {
  readonly runbook: Runbook;
  readonly cases: readonly RunbookCase[];
}

/**
 * Reads every runbook of a folder, in the order of their names.
 *
 * @throws ProblemsError with everything that is wrong with any of them
 */
export function readRunbooks(folder: string): readonly RehearsedRunbook[] {
  const problems: Problem[] = [];
  const runbooks = namesIn(folder).flatMap((name): readonly RehearsedRunbook[] => {
    const read = readRunbook(`${folder}/${name}`, filesOnDisk);
    const { cases, problems: ofCases } = readCases(`${folder}/${name}`, filesOnDisk);
    problems.push(...read.problems, ...ofCases);
    return read.runbook === undefined || cases === undefined ? [] : [{ runbook: read.runbook, cases }];
  });
  if (hasErrors(problems)) throw new ProblemsError(problems);
  return runbooks;
}

function namesIn(folder: string): readonly string[] {
  const names = runbookNames(folder);
  if (names.length > 0) return names;
  throw new ProblemsError([
    {
      code: 'RUN013',
      level: 'error',
      where: { file: folder },
      what: 'there is no runbook here',
      allowed: 'a folder with a folder for each runbook',
      change: 'name the folder of the runbooks with --runbooks',
    },
  ]);
}
