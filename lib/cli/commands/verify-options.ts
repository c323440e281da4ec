import type { AccountClient } from '../account/account-client';
import { ENVIRONMENT_OPTION, minutes, nonEmpty } from '../option-values';
import type { Terminal } from '../terminal';
import type { AddCommand } from './slo';
import type { VerifyOptions } from './verify';

/** Loaded when asked for. */
const load = () => require('./verify') as typeof import('./verify');

/** Adds `day2 verify`. */
export function addVerifyCommand(add: AddCommand, terminal: Terminal, account: AccountClient, done: (exitCode: number) => void): void {
  add('verify', 'ask a deployed account whether what is planned is there and alive: exit code 0 yes, 1 findings, 3 nobody can tell')
    .option('--env <name>', ENVIRONMENT_OPTION, nonEmpty)
    .option('--junit <file>', 'write the findings for CI systems', nonEmpty)
    .option('--sarif <file>', 'write the findings for code scanning', nonEmpty)
    .option('--scenario <scenario>', 'ask the simulated account of a scenario, by file or id, instead', nonEmpty)
    .option('--until <duration>', 'how much of the scenario is played (default: all)', minutes)
    .option('--assembly <dir>', 'a synthesized cdk.out for the scenario (default: synthesized on the fly)', nonEmpty)
    .action(async (options: VerifyOptions) => done(await load().verify(options, terminal, account)));
}
