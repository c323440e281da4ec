import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { NamingFile } from '../../handover/traceability/requirement';
import { FOLDERS, type TestResults } from '../../handover/traceability/trace';
import { ProblemsError } from '../../problems/problem';
import { isMap, listOf, textOf } from '../../problems/untyped';
import { readText } from './read-text';

/** Files that people write and that may name requirements. */
const TEXT = /\.(?:ts|tsx|js|mjs|py|go|java|kt|cs|rb|md|ya?ml|feature)$/;

/**
 * Every file of a repository that may name a requirement.
 *
 * @param except paths from the root that are left out: lists and matrices name everything
 */
export function namingFiles(root: string, except: readonly string[]): readonly NamingFile[] {
  const folders = Object.values(FOLDERS).flat();
  return folders.flatMap((folder) => {
    if (!existsSync(join(root, folder))) return [];
    return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && TEXT.test(entry.name))
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
      .filter((path) => !path.includes('node_modules/') && !except.includes(path))
      .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
  });
}

/**
 * What came of the files of tests: what `jest --json` wrote.
 *
 * @throws ProblemsError RTM002 when the file is none
 */
export function readTestResults(file: string, root: string): TestResults {
  const wrong = (received: string) => ({
    code: 'RTM002' as const,
    level: 'error' as const,
    where: { file },
    what: 'these are no results of tests',
    received,
    allowed: 'what jest --json wrote',
    change: 'run the tests with --json --outputFile, or leave --results out',
  });
  const value = parseJson(readText(file, wrong));
  if (!isMap(value) || !Array.isArray(value['testResults'])) throw new ProblemsError([wrong('JSON without a list testResults')]);
  return new Map(
    listOf(value, 'testResults').flatMap((each): [string, 'passed' | 'failed'][] => {
      const name = textOf(each, 'name');
      const status = textOf(each, 'status');
      return name === undefined || (status !== 'passed' && status !== 'failed') ? [] : [[relative(root, name).split(sep).join('/'), status]];
    }),
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
