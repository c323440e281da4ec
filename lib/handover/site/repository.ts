import { posix } from 'node:path';

/** The files of a repository, by their paths from its root. */
export interface Repository {
  /** Text of a file; undefined where there is none. */
  readonly read: (path: string) => string | undefined;
  /** Names of what stands in a folder, in their order, those of folders with a slash behind; undefined for what is no folder. */
  readonly list: (path: string) => readonly string[] | undefined;
}

/** A file or folder of the repository that becomes a page. */
export interface RepositoryFile {
  readonly path: string;
  /** Of the page in the folder of the site. */
  readonly page: string;
  readonly content: { readonly text: string } | { readonly entries: readonly string[] };
  /** Ids of its headings on the page. */
  readonly ids: ReadonlySet<string>;
}

/** Files that are shown as they are; others are named, and not part of the site. */
const VERBATIM = /\.(?:ya?ml|json|csv|txt|sh|py|ts)$/;

/** Whether a file of the repository can be a page. */
export function isShown(path: string): boolean {
  return path.endsWith('.md') || VERBATIM.test(path);
}

/** The path of what a link of a file leads to, without its anchor; undefined for an address, and for what is outside the repository. */
export function linkedPath(from: string, link: string): string | undefined {
  if (/^[a-z][a-z+.-]*:/i.test(link)) return undefined;
  const [file = ''] = link.split('#');
  return file === '' ? from : repositoryPath(posix.join(posix.dirname(from), file));
}

/** A path as everything of a repository is looked up by; undefined for what is outside of it. */
export function repositoryPath(path: string): string | undefined {
  const normal = posix.normalize(path).replace(/\/$/, '');
  return normal.startsWith('..') || normal.startsWith('/') ? undefined : normal;
}
