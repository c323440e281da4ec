import type { Command } from 'commander';
import type { RequestCommand } from '../../incident/requests/request-event';
import type { Severity } from '../../incident/severity';
import type { AccountClient } from '../account/account-client';
import { ENVIRONMENT_OPTION, minutes, nonEmpty, severity } from '../option-values';
import type { Terminal } from '../terminal';
import type { RequestChangeOptions } from './request-change';
import type { RequestListOptions } from './request-list';
import type { AddCommand } from './slo';

/** Loaded when asked for. */
const load = {
  list: () => require('./request-list') as typeof import('./request-list'),
  change: () => require('./request-change') as typeof import('./request-change'),
};

/** Adds `day2 request` with everything that reads and changes requests of people. */
export function addRequestCommands(request: Command, add: AddCommand, terminal: Terminal, account: AccountClient, done: (exitCode: number) => void): void {
  const inEnvironment = (nameAndArguments: string, description: string) =>
    add(nameAndArguments, description, request).option('--env <name>', ENVIRONMENT_OPTION, nonEmpty);
  const changing = (nameAndArguments: string, description: string) =>
    inEnvironment(nameAndArguments, description).option('--by <person>', 'who does this, a person of the roster (default: DAY2_RESPONDER)', nonEmpty);
  const change = async (id: string, options: RequestChangeOptions, commandOf: (by: string) => RequestCommand) =>
    done(await load.change().requestChange(id, options, commandOf, terminal, account));

  inEnvironment('list', 'print the requests that are not answered, soonest due first')
    .option('--all', 'the latest that are, too')
    .option('--scenario <scenario>', 'ask the simulated account of a scenario, by file or id, instead', nonEmpty)
    .option('--until <duration>', 'how much of the scenario is played (default: all)', minutes)
    .option('--assembly <dir>', 'a synthesized cdk.out for the scenario (default: synthesized on the fly)', nonEmpty)
    .action(async (options: RequestListOptions) => done(await load.list().requestList(options, terminal, account)));
  changing('ack <request>', 'take a request').action((id: string, options: RequestChangeOptions) => change(id, options, (by) => ({ kind: 'acknowledge', by })));
  changing('severity <request>', 'set how severe it is; S0 and S1 make it an incident')
    .argument('<severity>', 'S0 to S4', severity)
    .action((id: string, chosen: Severity, options: RequestChangeOptions) => change(id, options, (by) => ({ kind: 'set severity', by, severity: chosen })));
  changing('answer <request> <text>', 'say what was answered: the request is done').action((id: string, text: string, options: RequestChangeOptions) =>
    change(id, options, (by) => ({ kind: 'answer', by, text })),
  );
}
