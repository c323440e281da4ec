import { createHash, type Hash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { RUNBOOK_FOLDER } from '../../config/package-folder';

/** What an app is synthesized from, as far as it can be known from outside. */
export interface AssemblyInputs {
  /** Directory of the configuration, which may lie outside the folder of the app. */
  readonly config: string;
  /** Command of the app. */
  readonly app: string;
  readonly context: Readonly<Record<string, unknown>>;
  readonly environmentVariables: Readonly<Record<string, string | undefined>>;
  /** Folders that no app is made of, such as that of the scenarios. */
  readonly except: readonly string[];
}

/** What tools write or install. What is installed counts by what npm says of it. */
const NOT_SOURCES = /^(?:node_modules|\..*|cdk\.out.*|reports|coverage)$/;
const INSTALLED = 'node_modules/.package-lock.json';
/** Variables that differ from shell to shell and that no app is made of. Any other counts, known or not. */
const OF_THE_SHELL =
  /^(?:_|PWD|OLDPWD|INIT_CWD|SHLVL|TERM.*|COLORTERM|COLUMNS|LINES|LS_COLORS|DISPLAY|WINDOWID|TMUX.*|STY|SSH_.*|XDG_.*|DBUS_.*|GPG_.*|HIST.*|VSCODE_.*|npm_.*|NO_COLOR|FORCE_COLOR|DAY2_DEBUG|DAY2_RESPONDER|DAY2_ENVIRONMENT)$/;
/** More than this is no folder of an app, and reading it would cost what a synthesis does. Our choice. */
const MOST_FILES = 20_000;
const MOST_BYTES = 200_000_000;

/**
 * One text for everything an assembly depends on: all files of the app's folder (sources, lock file, `cdk.json`), the
 * configuration, what is installed, the command, the context, the environment and the version of Node. Undefined where
 * the folder is too large to be read.
 */
export function assemblyKey({ config, app, context, environmentVariables, except }: AssemblyInputs): string | undefined {
  const hash = createHash('sha256');
  const variables = Object.entries(environmentVariables)
    .filter(([name]) => !OF_THE_SHELL.test(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  // An app may write its own place into what it makes.
  hash.update(JSON.stringify([process.version, resolve('.'), resolve(config), app, context, variables]));
  const left = { files: MOST_FILES, bytes: MOST_BYTES };
  addFile(hash, INSTALLED, left);
  // Links may lead in circles, and a folder that is read twice is no mistake.
  const beside = join(dirname(config), RUNBOOK_FOLDER);
  const folders = isBelow(config, '.') ? ['.'] : ['.', config, ...(existsSync(beside) ? [beside] : [])];
  for (const folder of folders)
    addFolder(
      hash,
      folder,
      except.map((each) => resolve(each)),
      left,
    );
  return left.files < 0 || left.bytes < 0 ? undefined : hash.digest('hex').slice(0, 32);
}

function isBelow(path: string, folder: string): boolean {
  const steps = relative(folder, path).split(/[/\\]/);
  return steps[0] !== '..' && steps.every((step) => !NOT_SOURCES.test(step));
}

interface Left {
  files: number;
  bytes: number;
}

function addFolder(hash: Hash, folder: string, except: readonly string[], left: Left): void {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (left.files < 0 || left.bytes < 0) return;
    if (NOT_SOURCES.test(entry.name) || except.includes(resolve(path))) continue;
    if (entry.isDirectory()) addFolder(hash, path, except, left);
    else addFile(hash, path, left);
  }
}

function addFile(hash: Hash, path: string, left: Left): void {
  const status = statSync(path, { throwIfNoEntry: false });
  hash.update(`\0${path}\0${status?.isFile() === true ? status.size : 'none'}\0`);
  if (status?.isFile() !== true) return;
  left.files -= 1;
  left.bytes -= status.size;
  if (left.bytes >= 0) hash.update(readFileSync(path));
}
