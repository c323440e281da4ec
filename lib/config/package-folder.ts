// Whether this is a checkout, a build of it or a package can only be seen on disk.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where runbooks are, a folder each: beside a configuration, and in the package. */
export const RUNBOOK_FOLDER = 'runbooks';

/**
 * The folder of the package that this code is part of, built or not.
 *
 * @param from where the code is. Default: here
 * @throws Error where there is no package.json up to the root
 */
export function packageFolder(from: string = __dirname): string {
  let directory = from;
  while (!existsSync(join(directory, 'package.json'))) {
    const above = dirname(directory);
    if (above === directory) throw new Error(`there is no package.json in ${from} or any folder above it: the package is damaged`);
    directory = above;
  }
  return directory;
}
