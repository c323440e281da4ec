/** Bundles the functions for the package: its users have no bundler. Part of `npm run build`. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUNDLE_FILE, bundleHandler, HANDLER_NAMES } from '../lib/constructs/handler-code';

for (const name of HANDLER_NAMES) {
  const folder = join(__dirname, '../dist/handlers', name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, BUNDLE_FILE), bundleHandler(name));
}
