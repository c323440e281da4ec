import { existsSync, readdirSync, statSync } from 'node:fs';

/** Names of the runbooks in a folder, sorted; none where there is no such folder. */
export function runbookNames(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => statSync(`${folder}/${name}`).isDirectory())
    .sort();
}
