import { Option, type Command } from 'commander';
import type { AccountClient } from '../account/account-client';
import { ENVIRONMENT_OPTION, amount, collect, goodPercent, instant, minutes, nonEmpty, percent } from '../option-values';
import type { Terminal } from '../terminal';
import type { SloCheckOptions } from './slo-check';
import type { SloReleaseOptions } from './slo-release';
import type { SloStatusOptions } from './slo-status';

/** Loaded when asked for. */
const load = {
  status: () => require('./slo-status') as typeof import('./slo-status'),
  check: () => require('./slo-check') as typeof import('./slo-check'),
  release: () => require('./slo-release') as typeof import('./slo-release'),
};

/** Adds a command with the options that every command has. */
export type AddCommand = (nameAndArguments: string, description: string, parent?: Command) => Command;

/** Adds `day2 slo` with `status`, `check` and `release`. */
export function addSloCommands(slo: Command, add: AddCommand, terminal: Terminal, account: AccountClient, done: (exitCode: number) => void): void {
  add('status', 'print what the ledger stored about the error budgets of a deployed environment', slo)
    .option('--env <name>', ENVIRONMENT_OPTION, nonEmpty)
    .option('--objective <service/objective>', 'one objective only', nonEmpty)
    .addOption(new Option('--at <instant>', 'the instant the states are asked for (default: now)').argParser(instant).conflicts('scenario'))
    .option('--scenario <scenario>', 'ask the simulated account of a scenario, by file or id, instead', nonEmpty)
    .option('--until <duration>', 'how much of the scenario is played (default: all)', minutes)
    .option('--assembly <dir>', 'a synthesized cdk.out for the scenario (default: synthesized on the fly)', nonEmpty)
    .action(async (options: SloStatusOptions) => done(await load.status().sloStatus(options, terminal, account)));
  add('check', 'judge measured figures against the objectives, and record the verdict', slo)
    .option('--env <name>', ENVIRONMENT_OPTION, nonEmpty)
    .option('--availability <percent>', 'good share of the events', goodPercent)
    .option('--latency <ms>', '95th percentile', amount)
    .option('--error-rate <percent>', 'share of failed events', percent)
    .option('--service <id>', 'the service the figures are of (default: all services)', nonEmpty)
    .option('--phase <name>', 'phase of the project the verdict is for', nonEmpty, 'operate')
    .option('--project <name>', 'project (default: the application of the configuration)', nonEmpty)
    .option('--manifest <file>', 'JSON file that holds the verdicts by run', nonEmpty, 'artifacts/operations/slo-manifest.json')
    .option('--log <file>', 'JSON Lines file that gets one more line', nonEmpty, 'artifacts/operations/validation-log.jsonl')
    .option('--evidence <file|note>', 'what the figures rest on; may be given several times', collect)
    .option('--at <instant>', 'when they were measured (default: now)', instant)
    .action((options: SloCheckOptions) => done(load.check().sloCheck(options, terminal)));
  add('release <name>', 'confirm after a release that objectives are met since: what is due of a day and a week later, each recorded once', slo)
    .requiredOption('--released-at <instant>', 'when it was released', instant)
    .option('--env <name>', ENVIRONMENT_OPTION, nonEmpty)
    .option('--scenario <scenario>', 'ask the simulated account of a scenario, by file or id, instead', nonEmpty)
    .option('--until <duration>', 'how much of the scenario is played (default: all)', minutes)
    .option('--assembly <dir>', 'a synthesized cdk.out for the scenario (default: synthesized on the fly)', nonEmpty)
    .option('--manifest <file>', 'JSON file that holds the verdicts by run', nonEmpty, 'artifacts/operations/slo-manifest.json')
    .option('--log <file>', 'JSON Lines file that gets one more line', nonEmpty, 'artifacts/operations/validation-log.jsonl')
    .action(async (name: string, options: SloReleaseOptions) => done(await load.release().sloRelease(name, options, terminal, account)));
}
