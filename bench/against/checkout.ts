/** Folders in which two revisions of day2 are measured, each complete and on its own. */

import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A revision that can be run. */
export interface Checkout {
  /** As it is printed, such as `b117123` or `working tree`. */
  readonly name: string;
  readonly directory: string;
}

/** Where day2 may keep what it made: removed before a first run is measured. */
const CACHE = join('node_modules', '.cache', 'day2');

/** @throws Error when git does not know the revision, or npm cannot install what its lock file names */
export function checkoutOfRevision(revision: string, root: string, directory: string): Checkout {
  const name = git(root, ['rev-parse', '--short', `${revision}^{commit}`]).trim();
  mkdirSync(directory, { recursive: true });
  const archive = execFileSync('git', ['archive', name], { cwd: root, maxBuffer: 2 ** 30 });
  execFileSync('tar', ['-x', '-C', directory], { input: archive });
  installModules(root, directory);
  return { name, directory };
}

/** The files of the working tree as they are now, committed or not; ignored ones are left out. */
export function checkoutOfWorkingTree(root: string, directory: string): Checkout {
  const files = git(root, ['ls-files', '-z', '--cached', '--others', '--exclude-standard']).split('\0');
  for (const file of files.filter((each) => each !== '' && existsSync(join(root, each)))) {
    mkdirSync(dirname(join(directory, file)), { recursive: true });
    cpSync(join(root, file), join(directory, file));
  }
  installModules(root, directory);
  return { name: 'working tree', directory };
}

/** Forgets everything that earlier commands left for later ones. */
export function clearCache({ directory }: Checkout): void {
  rmSync(join(directory, CACHE), { recursive: true, force: true });
}

/** Installed packages as hard links where the lock file is the same, as `npm ci` gives them where it is not. */
function installModules(root: string, directory: string): void {
  const lockFile = (folder: string) => readFileSync(join(folder, 'package-lock.json'), 'utf8');
  if (lockFile(root) !== lockFile(directory)) {
    execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: directory, stdio: ['ignore', 'ignore', 'inherit'] });
    return;
  }
  const modules = join(directory, 'node_modules');
  try {
    execFileSync('cp', ['-Rl', join(root, 'node_modules'), modules], { stdio: 'ignore' });
  } catch {
    // Another file system, or a cp that cannot link.
    rmSync(modules, { recursive: true, force: true });
    execFileSync('cp', ['-R', join(root, 'node_modules'), modules]);
  }
  rmSync(join(modules, '.cache'), { recursive: true, force: true });
}

function git(root: string, commandLine: readonly string[]): string {
  return execFileSync('git', commandLine, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 28 });
}
