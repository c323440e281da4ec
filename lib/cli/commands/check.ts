import { loadAssembly } from '../../aws/assembly/assembly';
import { checkStacks } from '../../checks/template/run-template-checks';
import { hasErrors, ProblemsError, type Problem } from '../../problems/problem';
import { loadOperations } from '../files/operations';
import { EXIT, printProblems, toJson, type Terminal } from '../terminal';
import { printSummary } from './plan-text';

/** Options of `day2 check`. */
export interface CheckOptions {
  readonly config: string;
  /** A synthesized assembly whose templates are checked as well. */
  readonly assembly?: string;
  readonly json?: boolean;
}

/** Says whether a configuration is sound and, objective by objective, what it will alert on. */
export function check(options: CheckOptions, terminal: Terminal): number {
  const { environments, problems: found } = loadOperations(options.config, {
    environmentVariables: terminal.environmentVariables,
  });
  const problems = [...found, ...(options.assembly === undefined ? [] : checkAssembly(options.assembly))];
  if (options.json === true) {
    terminal.print(toJson({ problems, environments: environments.map(({ plan }) => plan.environment) }));
  } else {
    printProblems(terminal, problems);
    for (const { plan } of environments) terminal.print(printSummary(plan));
  }
  return hasErrors(problems) ? EXIT.findings : EXIT.fine;
}

/** What the checks of templates find in an assembly, or what stops it from being read. */
function checkAssembly(directory: string): readonly Problem[] {
  try {
    return checkStacks(loadAssembly(directory, {})).problems;
  } catch (error) {
    if (!(error instanceof ProblemsError)) throw error;
    return error.problems;
  }
}
