import { Option, type Command } from 'commander';
import { CHANGE_PURPOSES } from '../../slo/gate/gate-facts';
import { LONGEST_PERMIT_MINUTES, type PermitKind } from '../../slo/gate/permit';
import { formatDurationMinutes } from '../../time/time';
import type { AccountClient } from '../account/account-client';
import { ENVIRONMENT_OPTION, instant, minutes, nonEmpty } from '../option-values';
import type { Terminal } from '../terminal';
import type { GateAskOptions } from './gate-ask';
import type { GatePermitOptions, GateWithdrawOptions } from './gate-permit';
import type { AddCommand } from './slo';

/** Loaded when asked for. */
const load = {
  ask: () => require('./gate-ask') as typeof import('./gate-ask'),
  permit: () => require('./gate-permit') as typeof import('./gate-permit'),
};

/** How long something is allowed for unless said otherwise. */
const USUAL_PERMIT = '4h';

/** Adds `day2 gate` with `approve`, `override` and `withdraw`. */
export function addGateCommands(add: AddCommand, terminal: Terminal, account: AccountClient, done: (exitCode: number) => void): void {
  const inEnvironment = (nameAndArguments: string, description: string, parent?: Command) =>
    add(nameAndArguments, description, parent)
      .option('--env <name>', ENVIRONMENT_OPTION, nonEmpty)
      .option('--service <id>', 'the service that is changed', nonEmpty);
  const gate = inEnvironment('gate', 'say whether a service may be deployed now: exit code 0 yes, 1 no, 3 nobody can tell')
    .enablePositionalOptions()
    .addOption(new Option('--for <purpose>', 'what it is deployed for').choices(CHANGE_PURPOSES).default('change'))
    .option('--incident <id>', 'of an incident-fix: the incident it ends', nonEmpty)
    .option('--by <person>', 'of an incident-fix: who approves it (default: whoever acknowledged the incident)', nonEmpty)
    .option('--log <file>', 'JSON Lines file that gets a line for what passes by exception', nonEmpty, 'artifacts/operations/gate-log.jsonl')
    .addOption(new Option('--at <instant>', 'the instant that is asked about (default: now)').argParser(instant).conflicts('scenario'))
    .option('--scenario <scenario>', 'ask the simulated account of a scenario, by file or id, instead', nonEmpty)
    .option('--until <duration>', 'how much of the scenario is played (default: all)', minutes)
    .option('--assembly <dir>', 'a synthesized cdk.out for the scenario (default: synthesized on the fly)', nonEmpty)
    .action(async (options: GateAskOptions) => done(await load.ask().gateAsk(options, terminal, account)));

  const permitting = (kind: PermitKind, verb: string, description: string) =>
    inEnvironment(verb, description, gate)
      .requiredOption('--reason <text>', 'why', nonEmpty)
      .option('--by <person>', 'who allows it (default: DAY2_RESPONDER)', nonEmpty)
      .option('--lasting <duration>', `how long, at most ${formatDurationMinutes(LONGEST_PERMIT_MINUTES[kind])}`, minutes, minutes(USUAL_PERMIT))
      .action(async (options: GatePermitOptions) => done(await load.permit().gatePermit(kind, options, terminal, account)));
  permitting('approval', 'approve', 'give the approval that a nearly spent budget asks for');
  permitting('override', 'override', 'let changes pass whatever holds them, for a while');
  inEnvironment('withdraw', 'take back what was allowed', gate).action(async (options: GateWithdrawOptions) =>
    done(await load.permit().gateWithdraw(options, terminal, account)),
  );
}
