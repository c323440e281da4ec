import { claimsOf } from './named-by-test';
import type { NamingFile, Requirement, TracedRequirement, TracedTest } from './requirement';

/** What came of the files of tests in the last run, by path from the root. */
export type TestResults = ReadonlyMap<string, 'passed' | 'failed'>;

/** Folders in which requirements are named, by what a name there says. */
export const FOLDERS = {
  code: ['bin', 'lib', 'src'],
  runbooks: ['runbooks'],
  documents: ['docs'],
  tests: ['scenarios', 'test', 'tests'],
} as const;

/** Where each requirement is named, by a test in a title only, in the order of the requirements; paths ascending. */
export function traceRequirements(requirements: readonly Requirement[], files: readonly NamingFile[], results: TestResults): readonly TracedRequirement[] {
  const ids = new Set(requirements.map(({ id }) => id));
  const naming = new Map<string, string[]>();
  const order = requirements.map(({ id }) => id);
  for (const { path, text } of files.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    for (const id of namedIn(isIn('tests', path) ? claimsOf(path, text) : text, ids, order)) naming.set(id, [...(naming.get(id) ?? []), path]);
  }
  return requirements.map((requirement) => {
    const paths = naming.get(requirement.id) ?? [];
    const of = (kind: keyof typeof FOLDERS) => paths.filter((path) => isIn(kind, path));
    return { ...requirement, code: of('code'), runbooks: of('runbooks'), documents: of('documents'), tests: of('tests').map((path) => traced(path, results)) };
  });
}

function isIn(kind: keyof typeof FOLDERS, path: string): boolean {
  return FOLDERS[kind].some((folder) => path.startsWith(`${folder}/`));
}

function traced(path: string, results: TestResults): TracedTest {
  const result = results.get(path);
  return { path, ...(result !== undefined && { result }) };
}

/** An id, with nothing beside it that would make another one of it. */
const WORD = '[A-Za-z0-9][\\w-]*(?:\\.\\w+)*';

/** Ids that a text names, each once: `A-1`, and `A-1 to A-3` for all that stand between them in the list. */
function namedIn(text: string, ids: ReadonlySet<string>, order: readonly string[]): readonly string[] {
  const words = [...text.matchAll(new RegExp(WORD, 'g'))].map(([word]) => word);
  const ranges = [...text.matchAll(new RegExp(`(?<![\\w-])(${WORD}) to (?=(${WORD}))`, 'g'))].flatMap(([, from = '', to = '']) => {
    const ends = [order.indexOf(from), order.indexOf(to)] as const;
    return ends.includes(-1) ? [] : order.slice(ends[0], ends[1] + 1);
  });
  return [...new Set([...words, ...ranges])].filter((word) => ids.has(word));
}
