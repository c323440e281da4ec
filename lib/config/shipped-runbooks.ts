import { posix, sep } from 'node:path';
import { ACKNOWLEDGE_RUNBOOK, OWN_RUNBOOKS } from '../incident/lifecycle/engine-policy';
import { ProblemsError } from '../problems/problem';
import type { Runbook } from '../runbook/library/runbook';
import { packageFolder, RUNBOOK_FOLDER } from './package-folder';
import { filesOnDisk } from './read-directory';
import { readRunbook } from './read-runbook';

/**
 * Runbooks as day2 ships them.
 *
 * @param names of their folders. Default: those that pages link to by themselves: to acknowledge, and those of day2's own alarms
 * @throws ProblemsError when the package is damaged, or has none of that name
 */
export function shippedRunbooks(names: readonly string[] = [ACKNOWLEDGE_RUNBOOK, ...OWN_RUNBOOKS]): readonly Runbook[] {
  const folder = posix.join(packageFolder().replaceAll(sep, '/'), RUNBOOK_FOLDER);
  return names.map((name) => {
    const { runbook, problems } = readRunbook(`${folder}/${name}`, filesOnDisk);
    if (runbook === undefined) throw new ProblemsError(problems);
    return runbook;
  });
}
