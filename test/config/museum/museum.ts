/**
 * The museum of bad configurations: one directory a mistake, named after it. `mistake.diff` is the change that makes
 * the small configuration in test/config/base wrong, `variables.json` (rarely) what is set outside the files, and
 * `expected.txt`, written by `npm run golden`, what a user is notified.
 *
 * A diff has no line numbers: after `--- file`, lines with `-` or a space are what is replaced (they have to occur
 * exactly once), lines with `+` or a space are what replaces it. Only `+`: added at the end. `delete file` is what it
 * says.
 */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfiguration, type LoadedConfiguration } from '../../../lib/config/load';
import type { ConfigurationVariables } from '../../../lib/config/placeholders';
import { formatProblem } from '../../../lib/problems/problem';
import { filesInMemory } from '../../helpers/files-in-memory';

const BASE = join(__dirname, '../base');

/** The good configuration that the mistakes are made in, text by path. */
export function baseConfiguration(): Map<string, string> {
  const paths = ['operations.yaml', 'on-call.yaml', 'maintenance.yaml', 'environments/dev.yaml', 'environments/prod.yaml'];
  return new Map(paths.map((path) => [path, readFileSync(join(BASE, path), 'utf8')]));
}

/** Names of all mistakes. */
export function museumCases(): string[] {
  return readdirSync(__dirname, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** What loading says to a mistake. */
export function loadCase(name: string): LoadedConfiguration {
  const directory = join(__dirname, name);
  const diffFile = join(directory, 'mistake.diff');
  const diff = existsSync(diffFile) ? readFileSync(diffFile, 'utf8') : '';
  const files = applyDiff(baseConfiguration(), diff);
  const variablesFile = join(directory, 'variables.json');
  const variables = existsSync(variablesFile) ? (JSON.parse(readFileSync(variablesFile, 'utf8')) as ConfigurationVariables) : undefined;
  return loadConfiguration({ directory: 'config', variables, ...filesInMemory('config', files) });
}

/** Content of `expected.txt`. */
export function expectedText(name: string): string {
  return `${loadCase(name).problems.map(formatProblem).join('\n')}\n`;
}

function applyDiff(files: Map<string, string>, diff: string): Map<string, string> {
  for (const [, deleted] of diff.matchAll(/^delete (.+)$/gm)) files.delete(deleted!);
  for (const [, path, body] of diff.matchAll(/^--- (.+)\n((?:(?!--- )[-+ ].*\n)*)/gm)) {
    const lines = body!.split('\n').slice(0, -1);
    const pick = (marks: string) =>
      lines
        .filter((line) => marks.includes(line.charAt(0)))
        .map((line) => `${line.slice(1)}\n`)
        .join('');
    files.set(path!, replaceOnce(files.get(path!) ?? '', pick('- '), pick('+ ')));
  }
  return files;
}

function replaceOnce(text: string, before: string, after: string): string {
  if (before === '') return text + after;
  const parts = text.split(before);
  if (parts.length !== 2) throw new Error(`expected to find once, not ${parts.length - 1} times:\n${before}`);
  return parts.join(after);
}
