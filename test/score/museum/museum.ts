/**
 * The museum of bad mappings: `<mistake>.yaml` is a mapping with one mistake, and `<mistake>.txt`, written by
 * `npm run golden`, what a user is notified.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatProblem } from '../../../lib/problems/problem';
import { readMapping } from '../../../lib/score/read-mapping';

/** Names of all mistakes. */
export function mappingMuseumCases(): string[] {
  return readdirSync(__dirname)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => name.replace(/\.yaml$/, ''))
    .sort();
}

/** What reading a mistake brings. */
export function readBadMapping(name: string): ReturnType<typeof readMapping> {
  return readMapping(`${name}.yaml`, readFileSync(join(__dirname, `${name}.yaml`), 'utf8'));
}

/** Content of `<mistake>.txt`. */
export function expectedMappingText(name: string): string {
  return `${readBadMapping(name).problems.map(formatProblem).join('\n')}\n`;
}
