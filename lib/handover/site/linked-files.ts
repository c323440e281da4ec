import { posix } from 'node:path';
import { outlineOf } from '../../page/markdown';
import { headingId } from './heading-id';
import { isShown, linkedPath, repositoryPath, type Repository, type RepositoryFile } from './repository';

/** What is longer is looked something up in by a tool, not read on a page: such a file is named, and no page. Our choice, characters. */
const MOST_CHARACTERS = 256 * 1024;

/** So many files become pages at most, the nearest first. Our choice: ten times what the example has. */
const MOST_FILES = 2_000;

/**
 * Everything that becomes a page: what is led to, what Markdown among it leads to, and so on, and what stands in a folder that is led to.
 * Nothing is followed out of the repository, or out of files that are no Markdown. In the order of paths.
 *
 * @param roots paths that documents lead to
 * @param isElsewhere what has a page already
 */
export function linkedFiles(roots: readonly string[], { read, list }: Repository, isElsewhere: (path: string) => boolean): readonly RepositoryFile[] {
  const found = new Map<string, Omit<RepositoryFile, 'page'>>();
  const open = roots.flatMap((path) => repositoryPath(path) ?? []);
  for (let path = open.shift(); path !== undefined && found.size < MOST_FILES; path = open.shift()) {
    if (found.has(path) || isElsewhere(path)) continue;
    const entries = list(path);
    const text = entries === undefined && isShown(path) ? read(path) : undefined;
    if (entries !== undefined) {
      found.set(path, { path, content: { entries }, ids: new Set() });
      open.push(...entries.filter((name) => !name.endsWith('/')).map((name) => posix.join(path!, name)));
    } else if (text !== undefined && text.length <= MOST_CHARACTERS) {
      const { links, headings } = path.endsWith('.md') ? outlineOf(text) : { links: [], headings: [] };
      found.set(path, { path, content: { text }, ids: new Set(headings.map(headingId)) });
      open.push(...links.flatMap((link) => linkedPath(path!, link) ?? []));
    }
  }
  return withPages([...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1)));
}

/** Different paths may have the same name of a page: the later gets a number. */
function withPages(files: readonly Omit<RepositoryFile, 'page'>[]): readonly RepositoryFile[] {
  const taken = new Map<string, number>();
  return files.map((file) => {
    const name = file.path.replaceAll(/[^A-Za-z0-9.-]+/g, '-');
    const count = (taken.get(name) ?? 0) + 1;
    taken.set(name, count);
    return { ...file, page: count === 1 ? `${name}.html` : `${name}~${count}.html` };
  });
}
