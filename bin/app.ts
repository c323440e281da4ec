/**
 * The CDK app: every environment of the configuration, each as a stage.
 *
 * Context (`-c name=value`): `config` (directory; default: the environment variable DAY2_CONFIG, else `config`), `env` (these environments only, separated by
 * commas; the configuration of the others is checked all the same), `validation` (`false`: templates are written as they
 * are, for a rehearsal), and the three placeholders.
 */

import { App } from 'aws-cdk-lib';
import { loadOperations } from '../lib/cli/files/operations';
import { PLACEHOLDER_NAMES } from '../lib/config/placeholders';
import { formatProblem, hasErrors, type Problem } from '../lib/problems/problem';
import { OperationsApp } from '../lib/stacks/operations-app';

function main(): void {
  // The CDK hands its context to every app. This one is only asked for it; synthesized, it would empty the output.
  const { node } = new App({ autoSynth: false });
  const context = Object.fromEntries(PLACEHOLDER_NAMES.map((name) => [name, node.tryGetContext(name)]).filter(([, value]) => value !== undefined));
  // The same rule as that of the commands: lib/cli/files/config-location.ts.
  const directory = String(node.tryGetContext('config') ?? (process.env.DAY2_CONFIG || 'config'));
  console.error(`configuration: ${directory}`);
  const { environments, problems } = loadOperations(directory, { context, environmentVariables: process.env });
  const asked: unknown = node.tryGetContext('env');
  const only = asked === undefined ? undefined : String(asked).split(',');
  const plans = environments.map(({ plan }) => plan).filter(({ environment }) => only === undefined || only.includes(environment));
  const known = environments.map(({ plan }) => plan.environment);
  const unknown = only?.filter((name) => !known.includes(name)) ?? [];
  const all = hasErrors(problems) ? problems : [...problems, ...unknown.map((name) => unknownEnvironment(name, known))];

  for (const problem of all) console.error(formatProblem(problem));
  if (hasErrors(all)) process.exitCode = 1;
  else new OperationsApp({ plans, isValidated: String(node.tryGetContext('validation')) !== 'false' }).synth();
}

function unknownEnvironment(received: string, known: readonly string[]): Problem {
  return {
    code: 'APP001',
    level: 'error',
    where: { path: 'CDK context env' },
    what: 'there is no such environment',
    received,
    allowed: known.join(', '),
    change: 'give -c env= one of them, or leave it out',
  };
}

main();
