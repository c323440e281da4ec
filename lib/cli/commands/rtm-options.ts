import type { Command } from 'commander';
import { ENVIRONMENT_OPTION, localDate, nonEmpty } from '../option-values';
import type { Terminal } from '../terminal';
import type { RtmSyncOptions } from './rtm-sync';
import type { AddCommand } from './slo';

/** Loaded when asked for. */
const load = () => require('./rtm-sync') as typeof import('./rtm-sync');

/** Adds `sync` to `day2 rtm`. */
export function addRtmCommands(rtm: Command, add: AddCommand, terminal: Terminal, done: (exitCode: number) => void): void {
  add('sync', 'write which code, runbooks, documents and tests name each requirement, and what has no proof', rtm)
    .option('--env <name>', ENVIRONMENT_OPTION, nonEmpty)
    .option('--requirements <file>', 'YAML, CSV or Markdown with ids and texts', nonEmpty, 'docs/requirements.md')
    .option('--root <dir>', 'root of the repository that is looked through', nonEmpty, '.')
    .option('--out <file>', 'the matrix, from the root', nonEmpty, 'docs/requirements/RTM.md')
    .option('--change-log <file>', 'the log of what has no proof, from the root', nonEmpty, 'docs/requirements/change-log.md')
    .option('--results <file>', 'what jest --json wrote (default: no results)', nonEmpty)
    .option('--date <date>', 'day on which it is looked at (default: today; of --check, that of the matrix)', localDate)
    .option('--check', 'write nothing: fail when matrix or log is stale')
    .action((options: RtmSyncOptions) => done(load().rtmSync(options, terminal)));
}
