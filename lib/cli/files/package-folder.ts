import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of the package that this code is part of, built or not. */
export function packageFolder(): string {
  let directory = __dirname;
  while (!existsSync(join(directory, 'package.json'))) directory = dirname(directory);
  return directory;
}
