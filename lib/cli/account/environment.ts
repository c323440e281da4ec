import { PRODUCTION } from '../../incident/lifecycle/engine-policy';
import { hasErrors } from '../../problems/problem';
import { loadOperations, type PlannedEnvironment } from '../files/operations';
import { EXIT, printProblems, type Terminal } from '../terminal';

/**
 * The environment a command is for where the command line names none: DAY2_ENVIRONMENT, else the only one there is, else `prod`;
 * undefined where there are several and none is called that.
 */
export function defaultEnvironment({ environmentVariables }: Pick<Terminal, 'environmentVariables'>, known: readonly string[]): string | undefined {
  const { DAY2_ENVIRONMENT: named = '' } = environmentVariables;
  if (named !== '') return named;
  return known.length === 1 ? known[0] : known.find((name) => name === PRODUCTION);
}

/**
 * The environment a command is for: `--env`, or {@link defaultEnvironment}. What stands in its way (a broken configuration, an
 * environment that does not exist, several and none named) is printed, and the exit code of the command is returned in its place.
 *
 * @param reads readsRunbooks: false for a command that needs none, so that a broken runbook is not in the way of whoever was
 *   woken at night, nor half a second. Default: true
 */
export function requireEnvironment(
  options: { readonly config: string; readonly env?: string },
  terminal: Terminal,
  { readsRunbooks = true }: { readonly readsRunbooks?: boolean } = {},
): PlannedEnvironment | number {
  const { environments, problems } = loadOperations(options.config, { environmentVariables: terminal.environmentVariables }, { readsRunbooks });
  printProblems(terminal, problems);
  if (hasErrors(problems)) return EXIT.findings;
  const known = environments.map((environment) => environment.plan.environment);
  const env = options.env ?? defaultEnvironment(terminal, known);
  const found = environments.find((environment) => environment.plan.environment === env);
  if (found !== undefined) return found;
  terminal.printError(
    env === undefined
      ? `no environment is named: give it with --env, or set DAY2_ENVIRONMENT; there are ${known.join(', ')}`
      : `there is no environment ${env}: allowed are ${known.join(', ')}`,
  );
  return EXIT.usage;
}
