import { Option } from 'commander';
import type { AccountClient } from '../account/account-client';
import { ENVIRONMENT_OPTION, instant, minutes, nonEmpty } from '../option-values';
import type { Terminal } from '../terminal';
import type { CapacityOptions } from './capacity';
import type { AddCommand } from './slo';

/** Loaded when asked for. */
const load = () => require('./capacity') as typeof import('./capacity');

/** Adds `day2 capacity`. */
export function addCapacityCommand(add: AddCommand, terminal: Terminal, account: AccountClient, done: (exitCode: number) => void): void {
  add('capacity', 'say how near limits are and when each is reached: exit code 0 nothing is due, 1 more is needed, 3 nobody can tell')
    .option('--env <name>', ENVIRONMENT_OPTION, nonEmpty)
    .option('--out <dir>', 'folder that gets what was found and what follows from it, as Markdown', nonEmpty)
    .addOption(new Option('--at <instant>', 'the instant that is asked about (default: now)').argParser(instant).conflicts('scenario'))
    .addOption(
      new Option('--metrics <file>', 'recorded metrics (JSON of `aws cloudwatch get-metric-data`) in place of the account')
        .argParser(nonEmpty)
        .conflicts('scenario'),
    )
    .addOption(
      new Option('--queries', 'only print what to record: the input of `aws cloudwatch get-metric-data --cli-input-json`').conflicts(['metrics', 'scenario']),
    )
    .option('--scenario <scenario>', 'ask the simulated account of a scenario, by file or id, instead', nonEmpty)
    .option('--until <duration>', 'how much of the scenario is played (default: all)', minutes)
    .option('--assembly <dir>', 'a synthesized cdk.out for the scenario (default: synthesized on the fly)', nonEmpty)
    .action(async (options: CapacityOptions) => done(await load().capacity(options, terminal, account)));
}
