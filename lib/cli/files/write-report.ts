import { writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { ProblemsError } from '../../problems/problem';
import { makeDirectory } from './make-directory';
import { systemErrorText } from './system-error';

/**
 * Writes a report, with the folders above it.
 *
 * @param change what to do when it cannot be written
 * @throws ProblemsError OUT001 when it cannot be written
 */
export function writeReport(file: string, content: string, change: string): void {
  try {
    makeDirectory(dirname(file));
    writeFileSync(file, `${content}\n`);
  } catch (error) {
    throw new ProblemsError([
      {
        code: 'OUT001',
        level: 'error',
        where: { file },
        what: 'the report cannot be written here',
        received: systemErrorText(error),
        allowed: 'a file that can be created or overwritten',
        change,
      },
    ]);
  }
}
