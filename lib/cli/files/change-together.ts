/**
 * Changes several files, all of them or none.
 *
 * Beside each file a new one is made (`<file>.day2-new`), and only when all of them are complete and on disk does each
 * take the place of the old one. When one cannot, those that did give way to what was there before. The new file is
 * also the lock: a second run that meets one stops before it has read anything, so no run can undo another's work.
 *
 * A run that is killed leaves `.day2-new` files behind, and the next one says so. Killed between two replacements, the
 * first file is changed and the second is not: whoever calls this has to be able to repeat the change.
 */

import {
  accessSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fchmodSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { ProblemsError } from '../../problems/problem';
import { makeDirectory } from './make-directory';
import { systemErrorText } from './system-error';

/** What is to become of a file. */
export interface FileChange {
  readonly file: string;
  /** The new content; undefined when the file is to stay as it is. `before` is undefined when there is no file. */
  readonly content: (before: Buffer | undefined) => string | Uint8Array | undefined;
}

/** A file being changed. */
interface Replacement {
  /** As the user named it. */
  readonly named: string;
  /** Where it really is. */
  readonly file: string;
  readonly existed: boolean;
  /** The new file, which is the lock as well. */
  readonly next: string;
  readonly descriptor: number;
  /** Holds what was there before, while the others are being replaced. */
  readonly previous: string;
}

/**
 * Changes files, all or none. Folders that are missing are made.
 *
 * @throws ProblemsError OUT002 when one of the files cannot be written; whatever `content` throws. No file is changed then
 * @throws ProblemsError OUT004 when a file that was replaced cannot be put back
 */
export function changeTogether(changes: readonly FileChange[]): void {
  const locked: Replacement[] = [];
  const placed: Replacement[] = [];
  try {
    for (const { file } of changes) locked.push(reporting(file, () => lock(file)));
    const changing = locked.filter((replacement, index) => reporting(replacement.named, () => write(replacement, changes[index]!)));
    for (const replacement of changing) {
      reporting(replacement.named, () => renameSync(replacement.next, replacement.file));
      placed.push(replacement);
    }
  } catch (error) {
    for (const replacement of placed) putBack(replacement);
    throw error;
  } finally {
    for (const replacement of locked) {
      closeSync(replacement.descriptor);
      rmSync(replacement.previous, { force: true });
      // Once in its place it is no longer there, and what is there by now may be another run's.
      if (!placed.includes(replacement)) rmSync(replacement.next, { force: true });
    }
  }
}

function lock(named: string): Replacement {
  makeDirectory(dirname(named));
  const existed = existsSync(named);
  const file = existed ? realpathSync(named) : named;
  if (existed) {
    // A device would be replaced by a file, and a file that is read-only by one that is not.
    if (!statSync(file).isFile()) throw withCode(statSync(file).isDirectory() ? 'EISDIR' : 'this is not a regular file');
    accessSync(file, constants.W_OK);
  }
  const next = `${file}.day2-new`;
  return { named, file, existed, next, descriptor: openLock(next), previous: `${file}.day2-before-${process.pid}` };
}

function openLock(next: string): number {
  try {
    return openSync(next, 'wx');
  } catch (error) {
    throw existsSync(next) ? withCode(`there is ${next}: another run is at work, or one was killed and left it behind`) : error;
  }
}

/** Writes the new file and keeps the old one; false when nothing changes. */
function write({ file, descriptor, existed, previous }: Replacement, { content }: FileChange): boolean {
  const after = content(existed ? readFileSync(file) : undefined);
  if (after === undefined) return false;
  writeFileSync(descriptor, after);
  if (existed) {
    fchmodSync(descriptor, statSync(file).mode);
    copyFileSync(file, previous);
  }
  fsyncSync(descriptor);
  return true;
}

function putBack({ named, file, previous, existed }: Replacement): void {
  const kept = `${file}.day2-before`;
  try {
    if (existed) renameSync(previous, file);
    else rmSync(file);
  } catch (error) {
    if (existed) copyFileSync(previous, kept);
    throw new ProblemsError([
      {
        code: 'OUT004',
        level: 'error',
        where: { file: named },
        what: 'this file was changed without those that belong to it, and cannot be put back',
        received: systemErrorText(error),
        change: existed ? `put ${kept} in its place` : `remove ${file}`,
      },
    ]);
  }
}

function reporting<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof ProblemsError ? error : unwritable(file, error);
  }
}

function withCode(code: string): Error {
  return Object.assign(new Error(code), { code });
}

function unwritable(file: string, error: unknown): ProblemsError {
  return new ProblemsError([
    {
      code: 'OUT002',
      level: 'error',
      where: { file },
      what: 'this file cannot be written, so none of those that belong together was changed',
      received: systemErrorText(error),
      allowed: 'a regular file that can be read and written, or a place where one can be made',
      change: 'name another file; or, when no other run is at work, remove what a killed one left behind',
    },
  ]);
}
