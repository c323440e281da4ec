import { hasErrors } from '../domain/problem';
import { loadOperations } from './operations';
import { printPlan } from './plan-text';
import { EXIT, printProblems, toJson, type Terminal } from './terminal';

/** Options of `day2 plan`. */
export interface PlanOptions {
  readonly config: string;
  readonly env: string;
  readonly json?: boolean;
}

/** Prints everything that will be deployed for an environment, with the reason for each alarm. */
export function plan(options: PlanOptions, terminal: Terminal): number {
  const { environments, problems } = loadOperations(options.config, {
    environmentVariables: terminal.environmentVariables,
  });
  printProblems(terminal, problems);
  if (hasErrors(problems)) return EXIT.findings;
  const found = environments.find((environment) => environment.plan.environment === options.env);
  if (found === undefined) {
    const known = environments.map((environment) => environment.plan.environment).join(', ');
    terminal.printError(`there is no environment ${options.env}: allowed are ${known}`);
    return EXIT.usage;
  }
  terminal.print(options.json === true ? toJson(found.plan) : printPlan(found.plan));
  return EXIT.fine;
}
