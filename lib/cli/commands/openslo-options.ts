import type { Command } from 'commander';
import { ENVIRONMENT_OPTION, nonEmpty } from '../option-values';
import type { Terminal } from '../terminal';
import type { ExportOptions, ReadOptions } from './openslo';
import type { AddCommand } from './slo';

/** Loaded when asked for. */
const load = () => require('./openslo') as typeof import('./openslo');

/** Adds `check`, `export` and `import` to `day2 openslo`. */
export function addOpenSloCommands(openslo: Command, add: AddCommand, terminal: Terminal, done: (exitCode: number) => void): void {
  add('check <file...>', 'say what is wrong with documents of OpenSLO v1', openslo).action((files: string[], options: ReadOptions) =>
    done(load().checkDocuments(files, options, terminal)),
  );
  add('export', 'print the objectives of an environment as documents of OpenSLO v1', openslo)
    .option('--env <name>', ENVIRONMENT_OPTION, nonEmpty)
    .option('--out <file>', 'file to write (default: the output)', nonEmpty)
    .action((options: ExportOptions) => done(load().exportDocuments(options, terminal)));
  add('import <file...>', 'print what operations.yaml and an environment file would say of OpenSLO documents', openslo).action(
    (files: string[], options: ReadOptions) => done(load().importDocuments(files, options, terminal)),
  );
}
