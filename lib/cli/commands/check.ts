import { loadAssembly } from '../../aws/assembly/assembly';
import { unjudgedMetrics } from '../../checks/template/metric/unjudged-metrics';
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
  /** Say as well what the checks of templates could not judge for want of knowledge. */
  readonly verbose?: boolean;
}

/** Says whether a configuration is sound and, objective by objective, what it will alert on. */
export function check(options: CheckOptions, terminal: Terminal): number {
  const { environments, problems: found } = loadOperations(options.config, {
    environmentVariables: terminal.environmentVariables,
  });
  const templates = options.assembly === undefined ? { problems: [], unjudged: [] } : checkAssembly(options.assembly);
  const problems = [...found, ...templates.problems];
  if (options.json === true) {
    terminal.print(toJson({ problems, environments: environments.map(({ plan }) => plan.environment) }));
  } else {
    printProblems(terminal, problems);
    if (options.verbose === true) for (const line of templates.unjudged) terminal.print(line);
    for (const { plan } of environments) terminal.print(printSummary(plan));
  }
  return hasErrors(problems) ? EXIT.findings : EXIT.fine;
}

/** What the checks of templates find in an assembly, or what stops it from being read, and what they know too little to judge. */
function checkAssembly(directory: string): { readonly problems: readonly Problem[]; readonly unjudged: readonly string[] } {
  try {
    const stacks = loadAssembly(directory, {});
    return { problems: checkStacks(stacks).problems, unjudged: unjudgedMetrics(stacks) };
  } catch (error) {
    if (!(error instanceof ProblemsError)) throw error;
    return { problems: error.problems, unjudged: [] };
  }
}
