import { ENVIRONMENT_OPTION, localDate, nonEmpty } from '../option-values';
import type { Terminal } from '../terminal';
import type { HandoverOptions } from './handover';
import type { AddCommand } from './slo';

/** Loaded when asked for. */
const load = () => require('./handover') as typeof import('./handover');

/** Adds `day2 handover`. */
export function addHandoverCommands(add: AddCommand, terminal: Terminal, done: (exitCode: number) => void): void {
  add('handover', 'write the documents that somebody is handed who takes the service over')
    .enablePositionalOptions()
    .option('--env <name>', ENVIRONMENT_OPTION, nonEmpty)
    .option('--out <dir>', 'root of the repository, from which the paths of documents are (default: the folder that the configuration stands in)', nonEmpty)
    .option('--date <date>', 'date for which they are made (default: today; of --check, the date of the documents)', localDate)
    .option('--check', 'write nothing: fail when a document in the repository is stale')
    .action((options: HandoverOptions) => done(load().handover(options, terminal)));
}
