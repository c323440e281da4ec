import { existsSync } from 'node:fs';
import { ProblemsError, type Problem } from '../../problems/problem';
import { changeTogether } from './change-together';

/** A file and what belongs into it. */
export interface NewFile {
  readonly file: string;
  readonly text: string;
}

/**
 * Writes files that are not there yet, all of them or none.
 *
 * @throws ProblemsError INI002 for each that is there, OUT002 when one cannot be written; nothing is written then
 */
export function writeNewFiles(files: readonly NewFile[]): void {
  const existing = files.filter(({ file }) => existsSync(file)).map(({ file }) => isThere(file));
  if (existing.length > 0) throw new ProblemsError(existing);
  changeTogether(
    files.map(({ file, text }) => ({
      file,
      content: (before) => {
        // Somebody else was faster.
        if (before !== undefined) throw new ProblemsError([isThere(file)]);
        return text;
      },
    })),
  );
}

function isThere(file: string): Problem {
  return {
    code: 'INI002',
    level: 'error',
    where: { file },
    what: 'this file is there already, and nothing was written',
    allowed: 'a folder in which none of the files of a proposal is',
    change: 'give another folder with --out, or move the file away',
  };
}
