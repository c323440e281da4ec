import { Option, type Command } from 'commander';
import type { AccountClient } from '../account/account-client';
import { collect, ENVIRONMENT_OPTION, minutes, nonEmpty } from '../option-values';
import type { Terminal } from '../terminal';
import type { OpsCycleOptions } from './ops-cycle';
import type { AddCommand } from './slo';

/** Adds `cycle` to `day2 ops`. */
export function addOpsCommands(ops: Command, add: AddCommand, terminal: Terminal, account: AccountClient, done: (exitCode: number) => void): void {
  add('cycle', 'go once from monitoring to learning: how objectives and incidents stand, what is filed of them, and what could be improved', ops)
    .option('--env <name>', ENVIRONMENT_OPTION, nonEmpty)
    .option('--scenario <scenario>', 'ask the simulated account of a scenario, by file or id, instead', nonEmpty)
    .option('--until <duration>', 'how much of the scenario is played (default: all)', minutes)
    .option('--assembly <dir>', 'a synthesized cdk.out for the scenario (default: synthesized on the fly)', nonEmpty)
    .option('--out <dir>', 'folder of the report and the backlog', nonEmpty, 'artifacts/operations')
    .option('--reports <dir>', 'folder of the reports of incidents', nonEmpty, 'incident-reports')
    .option('--tasks <file>', 'file of tasks, brought up to date', nonEmpty, 'tasks.json')
    .addOption(new Option('--drill <file>', 'evidence of a drill, of day2 drill run --out; may be given several times').argParser(collect))
    .action(async (options: OpsCycleOptions) => {
      // Loaded when asked for.
      const { opsCycle } = require('./ops-cycle') as typeof import('./ops-cycle');
      done(await opsCycle(options, terminal, account));
    });
}
