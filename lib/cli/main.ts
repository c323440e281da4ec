import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { NotSimulatedError } from '../aws/errors';
import { PRODUCTION } from '../incident/lifecycle/engine-policy';
import { ProblemsError } from '../problems/problem';
import { SCORE_CLOCKS } from '../score/clock';
import { ALLOWED_TRAFFIC, trafficNamed } from '../score/traffic';
import { surroundingAccount, type AccountClient } from './account/account-client';
import { addActivationCommands } from './commands/activation-options';
import { addAutomationCommands } from './commands/automation';
import { addBacktestCommands } from './commands/backtest-commands';
import { addCapacityCommand } from './commands/capacity-options';
import { addCheckCommand } from './commands/check-options';
import type { ConfirmationsOptions } from './commands/confirmations';
import type { CostOptions } from './commands/cost';
import { addDashboardsCommands } from './commands/dashboards-options';
import { addDrillCommands } from './commands/drill-options';
import { addEvidenceCommands } from './commands/evidence-options';
import type { ExploreCommandOptions } from './commands/explore';
import { addFreezeCommands } from './commands/freeze';
import type { GameDayCommandOptions } from './commands/gameday';
import { addGateCommands } from './commands/gate';
import { addHandoverCommands } from './commands/handover-options';
import { addIncidentCommands } from './commands/incident';
import { addInitCommand } from './commands/init-options';
import { addMaintenanceCommands } from './commands/maintenance';
import type { OnCallOptions } from './commands/on-call';
import { addOnCallOptions } from './commands/on-call-options';
import { addOpenSloCommands } from './commands/openslo-options';
import { addOpsCommands } from './commands/ops-options';
import type { PlanOptions } from './commands/plan';
import { addRequestCommands } from './commands/request';
import { addRtmCommands } from './commands/rtm-options';
import { addRunbookCommands } from './commands/runbook';
import type { ScoreCommandOptions } from './commands/score';
import { addSloCommands } from './commands/slo';
import { addVerifyCommand } from './commands/verify-options';
import { addWhatIfCommand } from './commands/what-if-options';
import { configLocation, scenariosBeside } from './files/config-location';
import { ENVIRONMENT_OPTION, amount, collect, jobs, nonEmpty, wholeNumber } from './option-values';
import { reportingAsJson } from './report-as-json';
import { EXIT, printProblems, type Terminal } from './terminal';
import { version } from './version';
import { withoutContacts } from './without-contacts';

/** Commands, loaded when they are asked for: a definition is small, what carries it out is not. */
const load = {
  plan: () => require('./commands/plan') as typeof import('./commands/plan'),
  cost: () => require('./commands/cost') as typeof import('./commands/cost'),
  gameday: () => require('./commands/gameday') as typeof import('./commands/gameday'),
  explore: () => require('./commands/explore') as typeof import('./commands/explore'),
  score: () => require('./commands/score') as typeof import('./commands/score'),
  onCall: () => require('./commands/on-call') as typeof import('./commands/on-call'),
  confirmations: () => require('./commands/confirmations') as typeof import('./commands/confirmations'),
};

/**
 * Runs one command line and returns its exit code: 0 fine, 1 findings, 2 usage, 3 an error of day2's own.
 *
 * @param account what commands that need an account talk to. Default: the account of the surroundings
 */
export async function main(commandLine: readonly string[], terminal: Terminal, account: AccountClient = surroundingAccount()): Promise<number> {
  let exitCode: number = EXIT.fine;
  const json = commandLine.includes('--json') ? reportingAsJson(terminal) : undefined;
  const program = buildProgram(json ?? terminal, account, (code) => (exitCode = code));
  program.hook('preAction', (_, action) => locateConfiguration(action, terminal, json === undefined));
  try {
    await program.parseAsync(commandLine, { from: 'user' });
  } catch (error) {
    exitCode = report(error, json ?? terminal);
  }
  json?.finish(exitCode);
  return exitCode;
}

/** Fills in where configuration and scenarios are, and says so where the command line does not and somebody looks or it is not the usual place. */
function locateConfiguration(action: Command, terminal: Terminal, isForPeople: boolean): void {
  const isOpen = (name: string) => action.options.some((option) => option.attributeName() === name) && action.getOptionValue(name) === undefined;
  // Templates that are named are checked without a configuration.
  const isOfTemplates = action.name() === 'check' && action.args.length > 0;
  if (isOpen('config') && !isOfTemplates) {
    const { directory, saidBy } = configLocation(terminal.environmentVariables);
    action.setOptionValue('config', directory);
    if (isForPeople && (terminal.isInteractive || directory !== 'config')) terminal.printError(`configuration: ${directory} (${saidBy})`);
  }
  if (isOpen('scenarios')) action.setOptionValue('scenarios', scenariosBeside(String(action.getOptionValue('config'))));
}

/** Every command with its options; `done` gets the exit code of the one that is run. */
export function buildProgram(terminal: Terminal, account: AccountClient, done: (exitCode: number) => void): Command {
  const program = new Command('day2')
    .description('Day-2 operations of a service on AWS, rehearsed before anything is deployed')
    .version(version(), '--version', 'say which version this is')
    .exitOverride()
    // Options after the name of a command are its own, and not of the one above it.
    .enablePositionalOptions()
    .configureOutput({
      writeOut: (text) => terminal.print(text.trimEnd()),
      writeErr: (text) => terminal.printError(text.trimEnd()),
    });
  const command = (nameAndArguments: string, description: string, parent = program) =>
    parent
      .command(nameAndArguments)
      .description(description)
      .option('--config <dir>', 'directory of the configuration (default: context config of cdk.json, else DAY2_CONFIG, else config)', nonEmpty)
      .option('--json', 'print JSON for machines');

  addInitCommand(program, terminal, done);
  addCheckCommand(command, terminal, done);
  command('plan', 'print every alarm of an environment with its threshold, window and reason')
    .option('--env <name>', ENVIRONMENT_OPTION, nonEmpty)
    .action((options: PlanOptions) => done(load.plan().plan(options, terminal)));
  command('cost', 'print what an environment costs a month, what it could do without, and what other designs would cost')
    .option('--env <name>', ENVIRONMENT_OPTION, nonEmpty)
    .action((options: CostOptions) => done(load.cost().cost(options, terminal)));
  addCapacityCommand(command, terminal, account, done);
  addVerifyCommand(command, terminal, account, done);
  command('gameday [scenario...]', 'play scenarios, by file or id, against the synthesized template')
    .option('--scenarios <dir>', 'directory of the scenarios (default: scenarios, beside the configuration)', nonEmpty)
    .option('--assembly <dir>', 'a synthesized cdk.out (default: synthesized on the fly)', nonEmpty)
    .addOption(new Option('--template <file>', 'a template instead of an assembly; may be given several times').argParser(collect).conflicts('assembly'))
    .option('--no-cache', 'synthesize the app anew, even if nothing has changed')
    .option('--jobs <number>', 'scenarios played at the same time (default: one a processor)', jobs)
    .option('--junit <file>', 'write a JUnit report')
    .option('--html <file>', 'write a report with charts: one page that needs no network')
    .option('--verbose', 'show every change of every alarm, and what a first deployment does before the scenario begins')
    .action(async (names: string[], options: GameDayCommandOptions) => done(await load.gameday().gameday(names, options, terminal)));
  command('explore', 'play random scenarios, and write those that break what must always be true of paging')
    .option('--env <name>', ENVIRONMENT_OPTION, nonEmpty)
    .option('--seed <number>', 'seed of the first scenario; the others follow it', wholeNumber, 1)
    .option('--runs <number>', 'scenarios that are drawn', wholeNumber, 20)
    .option('--shrink <number>', 'plays at most to cut a broken scenario down', amount, 60)
    .option('--whole', 'whole game days: with budget ledgers, and templates compared with the plan; six times slower')
    .option('--out <dir>', 'directory for scenarios that broke something', nonEmpty, 'explored')
    .option('--assembly <dir>', 'a synthesized cdk.out (default: synthesized on the fly)', nonEmpty)
    .option('--no-cache', 'synthesize the app anew, even if nothing has changed')
    .option('--jobs <number>', 'scenarios played at the same time (default: one a processor)', jobs)
    .action(async (options: ExploreCommandOptions) => done(await load.explore().explore(options, terminal)));
  command('score', 'score the alarm design of a template on a library of incidents, or two designs side by side')
    .option('--env <name>', 'environment, the stage of an assembly', nonEmpty, 'prod')
    .option('--objective <service/objective>', 'objective of the configuration (default: its first one over events)', nonEmpty)
    .option('--assembly <dir>', 'a synthesized cdk.out (default: synthesized on the fly)', nonEmpty)
    .addOption(new Option('--template <file>', 'a template instead of an assembly; may be given several times').argParser(collect).conflicts('assembly'))
    .addOption(
      new Option('--mapping <file>', 'what the metrics of the template mean (default: as in the configuration)').argParser(nonEmpty).conflicts('objective'),
    )
    .addOption(
      new Option('--suggest-mapping', 'print a mapping for the template, to be looked through').conflicts(['mapping', 'objective', 'compare', 'json', 'html']),
    )
    .option('--compare <path>', 'an assembly or a template to score beside it', nonEmpty)
    .option('--compare-mapping <file>', 'what the metrics of that one mean (default: the same)', nonEmpty)
    .option('--traffic <name>', ALLOWED_TRAFFIC, knownTraffic, 'steady')
    .addOption(new Option('--clock <name>', "judge alarms by CloudWatch's clock, or each minute on complete data").choices(SCORE_CLOCKS).default('cloudwatch'))
    .option('--html <file>', 'write the score with what became of each incident: one page that needs no network', nonEmpty)
    .action(async (options: ScoreCommandOptions) => done(await load.score().score(options, terminal)));
  addBacktestCommands(command, terminal, account, done);
  addWhatIfCommand(program, terminal, done);
  addDashboardsCommands(program.command('dashboards').description('look at the dashboards before they are deployed'), command, terminal, done);
  addOpenSloCommands(program.command('openslo').description('read, check and write objectives as documents of OpenSLO'), command, terminal, done);
  const slo = program.command('slo').description('tell the error budgets of a deployed environment, or judge measured figures');
  addSloCommands(slo, command, terminal, account, done);
  addGateCommands(command, terminal, account, done);
  addFreezeCommands(program.command('freeze').description('see whether changes are frozen, and open a freeze for a time'), command, terminal, account, done);
  const incident = program.command('incident').description('see incidents of a deployed environment, take them, and see them through');
  addIncidentCommands(incident, command, terminal, account, done);
  const request = program.command('request').description('see what people ask for, take it, and answer it');
  addRequestCommands(request, command, terminal, account, done);
  addAutomationCommands(program.command('automation').description('take over from what runs by itself'), command, terminal, account, done);
  addDrillCommands(program.command('drill').description('practise with a scenario'), command, terminal, main, done);
  addRunbookCommands(program.command('runbook').description('look at runbooks, rehearse them, and start them'), command, terminal, account, done);
  const handedOn = withoutContacts(terminal);
  addOpsCommands(program.command('ops').description('go from monitoring to learning'), command, handedOn, account, done);
  addHandoverCommands(command, handedOn, account, done);
  addActivationCommands(program.command('activation').description('hand a service over to operations, step by step'), command, handedOn, done);
  addEvidenceCommands(program.command('evidence').description('file what a handover rests on, and see whether it is as it was filed'), command, handedOn, done);
  addRtmCommands(program.command('rtm').description('trace requirements to what proves them'), command, handedOn, done);
  addMaintenanceCommands(program.command('retro').description('say when retrospectives are held'), command, terminal, account, done);
  const onCall = addOnCallOptions(command('oncall', 'say who would be paged, tier by tier'))
    .enablePositionalOptions()
    .action((options: OnCallOptions) => done(load.onCall().onCallCommand(options, terminal)));
  command('confirmations', 'list who has not confirmed how they are reached', onCall)
    .option(
      '--env <name>',
      'environment, the stage of an assembly (default: DAY2_ENVIRONMENT, else prod)',
      nonEmpty,
      terminal.environmentVariables.DAY2_ENVIRONMENT || PRODUCTION,
    )
    .option('--send-again', 'ask those who have not confirmed again')
    .action(async (options: ConfirmationsOptions) => done(await load.confirmations().confirmations(options, terminal, account)));
  return program;
}

function knownTraffic(name: string): string {
  if (trafficNamed(name) === undefined) throw new InvalidArgumentError(`allowed are ${ALLOWED_TRAFFIC}`);
  return name;
}

function report(error: unknown, terminal: Terminal): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.usage;
  if (error instanceof ProblemsError) {
    printProblems(terminal, error.problems);
    return EXIT.findings;
  }
  if (error instanceof NotSimulatedError) {
    terminal.printError(`could not tell: ${error.message}`);
    return EXIT.findings;
  }
  const message = error instanceof Error ? error.message : String(error);
  terminal.printError(`internal error: ${message}\nthis is a mistake in day2, not in your input; DAY2_DEBUG=1 shows where`);
  if (terminal.environmentVariables.DAY2_DEBUG !== undefined && error instanceof Error) terminal.printError(error.stack ?? '');
  return EXIT.internal;
}
