import { readdirSync, readFileSync } from 'node:fs';
import type { ConfigurationFiles } from './read-source';

/** Configuration from disk. Text that is not UTF-8 is refused rather than read with replaced characters. */
export const filesOnDisk: ConfigurationFiles = {
  readFile: (path) => new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path)),
  listFiles: (directory) => readdirSync(directory),
};
