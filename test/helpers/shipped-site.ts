/** The site of the handover of the shipped prod, as files. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readHandover, repositoryIn } from '../../lib/cli/files/handover-files';
import { siteFiles } from '../../lib/handover/site/site';
import { shippedEnvironment } from './shipped-assembly';

/** Writes every page into a new folder. */
export function writeShippedSite(folder: string): void {
  mkdirSync(folder);
  const facts = readHandover(shippedEnvironment('prod'), { config: 'config', at: Date.parse('2026-11-30') });
  for (const { path, content } of siteFiles(facts, repositoryIn('.'))) writeFileSync(join(folder, path), content);
}
