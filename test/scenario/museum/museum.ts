/**
 * The museum of bad scenarios: `<mistake>.yaml` is a scenario for the small configuration in test/config/base with one
 * mistake, and `<mistake>.txt`, written by `npm run golden`, what a user is notified.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfiguration } from '../../../lib/config/load';
import type { OperationsModel } from '../../../lib/model/model';
import { formatProblem, type Problem } from '../../../lib/problems/problem';
import { readScenario } from '../../../lib/scenario/read-scenario';
import { baseConfiguration } from '../../config/museum/museum';
import { filesInMemory } from '../../helpers/files-in-memory';

/** Names of all mistakes. */
export function scenarioMuseumCases(): string[] {
  return readdirSync(__dirname)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => name.replace(/\.yaml$/, ''))
    .sort();
}

/** The environments that the scenarios are written for. */
export function baseModels(): readonly OperationsModel[] {
  return loadConfiguration({ directory: 'config', ...filesInMemory('config', baseConfiguration()) }).models;
}

/** What reading a mistake brings. */
export function readMistake(name: string): ReturnType<typeof readScenario> {
  return readScenario(`scenarios/${name}.yaml`, readFileSync(join(__dirname, `${name}.yaml`), 'utf8'), baseModels());
}

/** Content of `<mistake>.txt`. */
export function expectedScenarioText(name: string): string {
  const { problems }: { readonly problems: readonly Problem[] } = readMistake(name);
  return `${problems.map(formatProblem).join('\n')}\n`;
}
