import type { LoadedStack } from '../../aws/assembly/loaded-stack';
import { accountRoot } from '../../aws/iam/principal';
import { storedContacts } from '../../conformance/stored-contacts';
import { playUntil } from '../../gameday/scenario-account';
import type { TablePort } from '../../handlers/incident-engine/clients';
import type { OperationsPlan } from '../../plan/alarm-plan';
import { hasErrors, ProblemsError, type Problem } from '../../problems/problem';
import type { Account } from '../../simulator/account';
import { operatorClient } from '../../simulator/core/operator-client';
import { formatDurationMinutes, MINUTE_MS, type Instant } from '../../time/time';
import { scenariosBeside } from '../files/config-location';
import type { PlannedEnvironment } from '../files/operations';
import { readScenarios } from '../files/read-scenarios';
import { rehearsalLocation } from '../files/rehearsal-location';
import { withStacks } from '../files/stacks';
import { EXIT, printProblems, type Terminal } from '../terminal';
import type {
  AccountClient,
  AutomationPort,
  CalendarPort,
  MetricReader,
  ParameterReader,
  ParameterWriter,
  ReadingClients,
  SubscriptionPort,
} from './account-client';

/** Options of commands that can be asked of the simulated account of a scenario. */
export interface ScenarioAccountOptions {
  readonly config: string;
  /** Scenario file. */
  readonly scenario: string;
  /** A synthesized assembly; made on the fly when absent. */
  readonly assembly?: string;
  /** Minutes of the scenario that are played. Default: all. */
  readonly until?: number;
}

/** Options of commands that ask the account, or the one of a scenario. */
export interface AskingOptions extends Omit<ScenarioAccountOptions, 'scenario'> {
  readonly scenario?: string;
}

/** A simulated account, and the instant it has reached. */
export interface ScenarioAccount {
  readonly account: AccountClient;
  readonly at: Instant;
}

/** The account that is asked, and when: the real one now, or that of a scenario at the point it has reached. */
export async function askedAccount(
  options: AskingOptions,
  environment: PlannedEnvironment,
  terminal: Terminal,
  account: AccountClient,
): Promise<ScenarioAccount | number> {
  const { scenario } = options;
  return scenario === undefined ? { account, at: terminal.now() } : accountOfScenario({ ...options, scenario }, environment, terminal);
}

/**
 * Plays a scenario and gives its account to commands, which read it as they would read a real one: as an operator who
 * may do everything. What stands in its way is printed, and the exit code of the command is returned in its place.
 *
 * @throws ProblemsError for stacks that cannot be read or deployed, and SCN002 for what cannot be simulated
 */
export async function accountOfScenario(
  options: ScenarioAccountOptions,
  environment: PlannedEnvironment,
  terminal: Terminal,
): Promise<ScenarioAccount | number> {
  const played = await playedScenario(options, environment, terminal);
  if (typeof played === 'number') return played;
  const { account, at } = played;
  if (account.notSimulated.length > 0)
    throw new ProblemsError(account.notSimulated.map(({ stackName, logicalId, why }) => notSimulated(`${stackName}/${logicalId ?? ''}`, why)));
  storeContacts(account, environment.plan);
  return { at, account: accountClientOf(account) };
}

/** An account in which a scenario was played up to an instant, and the stacks it was played on. */
export interface PlayedAccount {
  readonly account: Account;
  readonly stacks: readonly LoadedStack[];
  readonly at: Instant;
}

/**
 * Plays a scenario. What stands in its way is printed, and the exit code of the command is returned in its place.
 *
 * @throws ProblemsError for stacks that cannot be read or deployed
 */
export async function playedScenario(options: ScenarioAccountOptions, environment: PlannedEnvironment, terminal: Terminal): Promise<PlayedAccount | number> {
  const { model, plan } = environment;
  const folder = scenariosBeside(options.config);
  const { scenarios, problems } = readScenarios([options.scenario], folder, [environment]);
  printProblems(terminal, problems);
  const [scenario] = scenarios;
  if (hasErrors(problems) || scenario === undefined) return EXIT.findings;
  const untilMinutes = options.until ?? scenario.duration;
  if (untilMinutes > scenario.duration) {
    terminal.printError(`--until is after the end of ${scenario.id}: allowed are at most ${formatDurationMinutes(scenario.duration)}`);
    return EXIT.usage;
  }
  return withStacks({ ...options, environments: [plan.environment], except: [folder] }, terminal, async (stacksOf) => {
    const stacks = stacksOf(rehearsalLocation(environment));
    const account = await playUntil({ scenario, model, plan, stacks, untilMinutes });
    return { account, stacks, at: scenario.start + untilMinutes * MINUTE_MS };
  });
}

/** Stores what an operator stores before the deployment, as the rehearsal took it to be stored. */
function storeContacts(account: Account, { incidents }: OperationsPlan): void {
  if (incidents === undefined) return;
  const values = storedContacts(incidents);
  // Secrets are there: the rehearsal states them.
  for (const { region, name, isSecret } of incidents.storedParameters) {
    if (isSecret === true) continue;
    account.call(accountRoot(account.accountId), 'ssm', 'PutParameter', { Name: name, Value: values[name], Type: 'String', Overwrite: true }, region);
  }
}

/** A simulated account as commands reach one: as an operator who may do everything. Its time goes on by whole minutes. */
export function accountClientOf(account: Account): AccountClient {
  return {
    parameters: async (region) => operatorClient(account, 'ssm', region) as ParameterReader,
    parameterWriter: async (region) => operatorClient(account, 'ssm', region) as ParameterWriter,
    table: async (region) => operatorClient(account, 'dynamodb', region) as TablePort,
    topics: async (region) => operatorClient(account, 'sns', region) as SubscriptionPort,
    automation: async (region) => operatorClient(account, 'ssm', region) as AutomationPort,
    metrics: async (region) => operatorClient(account, 'cloudwatch', region) as MetricReader,
    calendars: async (region) => operatorClient(account, 'ssm', region) as CalendarPort,
    reading: async <Service extends keyof ReadingClients>(service: Service, region: string) =>
      operatorClient(account, service, region) as ReadingClients[Service],
    wait: (milliseconds) => account.runAsync(Math.ceil((account.now + milliseconds) / MINUTE_MS) * MINUTE_MS),
  };
}

function notSimulated(path: string, why: string): Problem {
  return {
    code: 'SCN002',
    level: 'error' as const,
    where: { path },
    what: 'a part of the templates cannot be simulated, so what the account would hold cannot be determined',
    received: why,
    allowed: 'what the simulator knows',
    change: 'ask the real account, or leave this part out',
  };
}
