import type { Command } from 'commander';
import type { AccountClient } from '../account/account-client';
import { ENVIRONMENT_OPTION, instant, nonEmpty } from '../option-values';
import type { Terminal } from '../terminal';
import type { FreezeOptions } from './freeze-access';
import type { FreezeOverrideOptions } from './freeze-override';
import type { AddCommand } from './slo';

/** Loaded when asked for. */
const load = {
  status: () => require('./freeze-status') as typeof import('./freeze-status'),
  override: () => require('./freeze-override') as typeof import('./freeze-override'),
};

/** Adds `day2 freeze` with `status` and `override`. */
export function addFreezeCommands(freeze: Command, add: AddCommand, terminal: Terminal, account: AccountClient, done: (exitCode: number) => void): void {
  add('status', 'say whether changes are frozen in a deployed environment, until when, and who opened them', freeze)
    .option('--env <name>', ENVIRONMENT_OPTION, nonEmpty)
    .action(async (options: FreezeOptions) => done(await load.status().freezeStatus(options, terminal, account)));
  add('override', 'open a freeze for a time; it closes again by itself', freeze)
    .option('--env <name>', ENVIRONMENT_OPTION, nonEmpty)
    .requiredOption('--until <instant>', 'when it closes again, at most 72 hours away', instant)
    .requiredOption('--reason <text>', 'why, one line', nonEmpty)
    .option('--by <person>', 'who decides it, a person of the roster (default: DAY2_RESPONDER)', nonEmpty)
    .action(async (options: FreezeOverrideOptions) => done(await load.override().freezeOverride(options, terminal, account)));
}
