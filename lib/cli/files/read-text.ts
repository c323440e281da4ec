import { filesOnDisk } from '../../config/read-directory';
import { ProblemsError, type Problem } from '../../problems/problem';
import { systemErrorText } from './system-error';

/**
 * The text of a file.
 *
 * @param problem what to report when it cannot be read, given why
 * @throws ProblemsError with that problem
 */
export function readText(file: string, problem: (reason: string) => Problem): string {
  try {
    return filesOnDisk.readFile(file);
  } catch (error) {
    throw new ProblemsError([problem(systemErrorText(error))]);
  }
}
