import { isAbsolute, relative, sep } from 'node:path';

/** A path as it is written from the root of a repository. An absolute one stays where it leads: what is written there is no file below the root. */
export function pathFromRoot(root: string, path: string): string {
  return isAbsolute(path) ? relative(root, path).split(sep).join('/') : path;
}
