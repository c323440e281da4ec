import { overrideParameterName } from '../../incident/lifecycle/engine-policy';
import { formatOverride, OVERRIDE_OFF, parseOverride } from '../../incident/use-cases/automation-override';
import { formatInstant, type Instant } from '../../time/time';
import type { AccountClient } from '../account/account-client';
import { askAccount } from '../account/account-problem';
import { getParameters } from '../account/read-budgets';
import { requireResponder } from '../account/responder';
import { localTimesOf } from '../local-times';
import { EXIT, toJson, type Terminal } from '../terminal';
import { requireStaffed } from './incident-access';

/** Longest reason: what a parameter of the standard tier takes, with room for the rest. */
const MAX_REASON = 1_000;

/** Options of `day2 automation override show`. */
export interface AutomationOverrideOptions {
  readonly config: string;
  /** Default: as defaultEnvironment says. */
  readonly env?: string;
  readonly json?: boolean;
}

/** Options of the commands that change it. */
export interface AutomationOverrideChange extends AutomationOverrideOptions {
  /** Default: the environment variable DAY2_RESPONDER. */
  readonly by?: string;
  readonly reason: string;
}

/**
 * Takes over from everything that runs by itself, until an instant: nothing is started, and what goes on is stopped within a
 * minute. Who, why and until when stands in the parameter, whose history Parameter Store keeps. Requirement 002-70.
 *
 * @throws ProblemsError AWS001 to AWS004 when the account cannot be asked
 */
export async function automationOverrideOn(
  options: AutomationOverrideChange & { readonly until: Instant },
  terminal: Terminal,
  account: AccountClient,
): Promise<number> {
  const now = terminal.now();
  const { until, reason } = options;
  if (until <= now) return misuse(terminal, `--until ${formatInstant(until)} is over: name an instant to come`);
  return write(
    options,
    terminal,
    account,
    (by) => formatOverride({ by, reason, since: now, until }),
    (by) => `overridden by ${by} until ${formatInstant(until)}: ${reason}`,
  );
}

/**
 * Lets things run by themselves again.
 *
 * @throws ProblemsError AWS001 to AWS004 when the account cannot be asked
 */
export async function automationOverrideOff(options: AutomationOverrideChange, terminal: Terminal, account: AccountClient): Promise<number> {
  return write(
    options,
    terminal,
    account,
    () => OVERRIDE_OFF,
    (by) => `automatic runs may start again, says ${by}: ${options.reason}`,
  );
}

/**
 * Shows whether people have taken over.
 *
 * @throws ProblemsError AWS001 to AWS004 when the account cannot be asked
 */
export async function automationOverrideShow(options: AutomationOverrideOptions, terminal: Terminal, account: AccountClient): Promise<number> {
  const staffed = requireStaffed(options, terminal);
  if (typeof staffed === 'number') return staffed;
  const { policy } = staffed.plan.incidents;
  const name = overrideParameterName(policy);
  const { Parameters: [found] = [] } = await getParameters(account, policy.region, [name]);
  const text = found?.Value;
  const override = text === undefined ? 'unreadable' : parseOverride(text);
  const facts = typeof override === 'string' ? { state: override } : { state: override.until <= terminal.now() ? 'over' : 'on', ...override };
  if (options.json === true) terminal.print(toJson({ version: 1, environment: policy.environment, parameter: name, ...facts }));
  else terminal.print(localTimesOf(staffed.plan).answer(`${policy.environment}: ${wordsOf(override, terminal.now())}`));
  return EXIT.fine;
}

function wordsOf(override: ReturnType<typeof parseOverride>, now: Instant): string {
  if (override === 'off') return 'off: what heals by itself may start';
  if (override === 'unreadable') return 'the parameter is missing or cannot be read, which counts as an override: nothing starts by itself';
  const { by, since, until, reason } = override;
  const state = until <= now ? 'was overridden' : 'overridden';
  return `${state} by ${by} from ${formatInstant(since)} until ${formatInstant(until)}: ${reason}`;
}

async function write(
  options: AutomationOverrideChange,
  terminal: Terminal,
  account: AccountClient,
  textOf: (by: string) => string,
  saysOf: (by: string) => string,
): Promise<number> {
  if (options.reason.length > MAX_REASON) return misuse(terminal, `--reason has ${options.reason.length} characters: at most ${MAX_REASON} are kept`);
  const staffed = requireStaffed(options, terminal);
  if (typeof staffed === 'number') return staffed;
  const { policy } = staffed.plan.incidents;
  const by = requireResponder(options.by, policy.roster, terminal);
  if (typeof by === 'number') return by;
  const name = overrideParameterName(policy);
  const { PutParameterCommand } = await import('@aws-sdk/client-ssm');
  const parameters = await account.parameterWriter(policy.region);
  const Description = `${by}: ${options.reason}`.slice(0, MAX_REASON);
  const command = new PutParameterCommand({ Name: name, Value: textOf(by), Type: 'String', Overwrite: true, Description });
  await askAccount('ssm:PutParameter', policy.region, () => parameters.send(command));
  if (options.json === true) terminal.print(toJson({ version: 1, environment: policy.environment, parameter: name, by, reason: options.reason }));
  else terminal.print(localTimesOf(staffed.plan).answer(`${policy.environment}: ${saysOf(by)}`));
  return EXIT.fine;
}

function misuse(terminal: Terminal, what: string): number {
  terminal.printError(what);
  return EXIT.usage;
}
