import { hasErrors } from '../../problems/problem';
import { loadOperations, type PlannedEnvironment } from '../files/operations';
import { EXIT, printProblems, type Terminal } from '../terminal';

/**
 * The environment a command is for: `--env`, or DAY2_ENVIRONMENT. What stands in its way is printed, as by {@link requireEnvironment}.
 */
export function requireNamedEnvironment(
  options: { readonly config: string; readonly env?: string },
  terminal: Terminal,
  reads: { readonly readsRunbooks?: boolean } = {},
): PlannedEnvironment | number {
  const env = options.env ?? terminal.environmentVariables.DAY2_ENVIRONMENT ?? '';
  if (env !== '') return requireEnvironment({ config: options.config, env }, terminal, reads);
  terminal.printError('no environment is named: give it with --env, or set DAY2_ENVIRONMENT');
  return EXIT.usage;
}

/**
 * The environment a command is for. What stands in its way (a broken configuration, an environment that does not exist)
 * is printed, and the exit code of the command is returned in its place.
 *
 * @param reads readsRunbooks: false for a command that needs none, so that a broken runbook is not in the way of whoever was
 *   woken at night, nor half a second. Default: true
 */
export function requireEnvironment(
  { config, env }: { readonly config: string; readonly env: string },
  terminal: Terminal,
  { readsRunbooks = true }: { readonly readsRunbooks?: boolean } = {},
): PlannedEnvironment | number {
  const { environments, problems } = loadOperations(config, { environmentVariables: terminal.environmentVariables }, { readsRunbooks });
  printProblems(terminal, problems);
  if (hasErrors(problems)) return EXIT.findings;
  const found = environments.find((environment) => environment.plan.environment === env);
  if (found !== undefined) return found;
  const known = environments.map((environment) => environment.plan.environment).join(', ');
  terminal.printError(`there is no environment ${env}: allowed are ${known}`);
  return EXIT.usage;
}
