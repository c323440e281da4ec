import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Version of day2: that of the package it is part of, built or not. */
export function version(): string {
  let directory = __dirname;
  while (!existsSync(join(directory, 'package.json'))) directory = dirname(directory);
  return (JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as { version: string }).version;
}
