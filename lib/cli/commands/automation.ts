import type { Command } from 'commander';
import type { AccountClient } from '../account/account-client';
import { ENVIRONMENT_OPTION, instant, nonEmpty } from '../option-values';
import type { Terminal } from '../terminal';
import type { AutomationOverrideChange, AutomationOverrideOptions } from './automation-override';
import type { AddCommand } from './slo';

/** Loaded when asked for. */
const load = () => require('./automation-override') as typeof import('./automation-override');

/** Adds `day2 automation` with its commands. */
export function addAutomationCommands(
  automation: Command,
  add: AddCommand,
  terminal: Terminal,
  account: AccountClient,
  done: (exitCode: number) => void,
): void {
  const override = automation.command('override').description('take over from everything that runs by itself, and let it run again');
  const ofEnvironment = (name: string, description: string) => add(name, description, override).option('--env <name>', ENVIRONMENT_OPTION, nonEmpty);
  const changing = (name: string, description: string) =>
    ofEnvironment(name, description)
      .option('--by <person>', 'person of the roster who does it (default: DAY2_RESPONDER)', nonEmpty)
      .requiredOption('--reason <text>', 'why', nonEmpty);

  ofEnvironment('show', 'show whether people have taken over, who, why, and until when').action(async (options: AutomationOverrideOptions) =>
    done(await load().automationOverrideShow(options, terminal, account)),
  );
  changing('on', 'start nothing by itself any more, and stop within a minute what goes on')
    .requiredOption('--until <instant>', 'when it ends by itself, UTC', instant)
    .action(async (options: AutomationOverrideChange & { readonly until: number }) => done(await load().automationOverrideOn(options, terminal, account)));
  changing('off', 'let things run by themselves again').action(async (options: AutomationOverrideChange) =>
    done(await load().automationOverrideOff(options, terminal, account)),
  );
}
