import { join, relative } from 'node:path';
import { packageFolder } from '../../config/package-folder';

/** From a folder to a file of this package, as files in the folder name it. */
export function packagePath(folder: string, file: string): string {
  return relative(folder, join(packageFolder(), file)).replaceAll('\\', '/');
}
