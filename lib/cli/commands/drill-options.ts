import { Option, type Command } from 'commander';
import { collect, nonEmpty } from '../option-values';
import type { Terminal } from '../terminal';
import type { DrillRunOptions, RunCommandLine } from './drill';
import type { AddCommand } from './slo';

/** Adds `day2 drill` with `run`. */
export function addDrillCommands(drill: Command, add: AddCommand, terminal: Terminal, run: RunCommandLine, done: (exitCode: number) => void): void {
  add('run <scenario>', 'answer a scenario by yourself, with the commands you would use, in its simulated account', drill)
    .option('--as <person>', 'who is drilled, a person of the roster (default: DAY2_RESPONDER)', nonEmpty)
    .option('--scenarios <dir>', 'directory of the scenarios (default: scenarios, beside the configuration)', nonEmpty)
    .option('--script <file>', 'read what is typed from a file, line by line, in place of the terminal', nonEmpty)
    .option('--out <file>', 'write what came of it, as evidence, in JSON', nonEmpty)
    .option('--assembly <dir>', 'a synthesized cdk.out (default: synthesized on the fly)', nonEmpty)
    .addOption(new Option('--template <file>', 'a template instead of an assembly; may be given several times').argParser(collect).conflicts('assembly'))
    .action(async (name: string, options: DrillRunOptions) => {
      // Loaded when asked for.
      const { drillRun } = require('./drill') as typeof import('./drill');
      done(await drillRun(name, options, terminal, run));
    });
}
