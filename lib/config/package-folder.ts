// Whether this is a checkout, a build of it or a package can only be seen on disk.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where runbooks are, a folder each: beside a configuration, and in the package. */
export const RUNBOOK_FOLDER = 'runbooks';

/** The folder of the package that this code is part of, built or not. */
export function packageFolder(): string {
  let directory = __dirname;
  while (!existsSync(join(directory, 'package.json'))) directory = dirname(directory);
  return directory;
}
