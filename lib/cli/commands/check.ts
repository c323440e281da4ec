import { join } from 'node:path';
import { loadAssembly, loadValidationReport, VALIDATION_REPORT } from '../../aws/assembly/assembly';
import { rehearseDeployment, type DeploymentRehearsal } from '../../checks/deployment/rehearse-deployment';
import { lintRunbooks } from '../../checks/runbook/check-runbooks';
import { cloudFormationFindings } from '../../checks/template/cloudformation-findings';
import { unjudgedMetrics } from '../../checks/template/metric/unjudged-metrics';
import { checkStacks } from '../../checks/template/run-template-checks';
import { horizonProblems } from '../../plan/plan-freezes';
import { hasErrors, ProblemsError, type Problem } from '../../problems/problem';
import type { Instant } from '../../time/time';
import { loadOperations, type PlannedEnvironment } from '../files/operations';
import { writeSarif } from '../files/write-sarif';
import { EXIT, printProblems, toJson, type Terminal } from '../terminal';
import { printAccepted } from './accepted-text';
import { printSummary } from './plan-text';
import { printRehearsal } from './rehearsal-text';

/** Options of `day2 check`. */
export interface CheckOptions {
  readonly config: string;
  /** A synthesized assembly whose templates are checked as well. */
  readonly assembly?: string;
  /** An older assembly, as it is deployed: whether the newer one can take its place. */
  readonly against?: string;
  /** File for the findings as SARIF. */
  readonly sarif?: string;
  readonly json?: boolean;
  /** Say as well what the checks of templates could not judge for want of knowledge. */
  readonly verbose?: boolean;
}

/** Says whether a configuration is sound and, objective by objective, what it will alert on. */
export function check(options: CheckOptions, terminal: Terminal): number {
  const {
    environments,
    problems: found,
    runbooks,
  } = loadOperations(options.config, {
    environmentVariables: terminal.environmentVariables,
  });
  const { assembly = options.against === undefined ? undefined : DEFAULT_ASSEMBLY } = options;
  const checked = assembly === undefined ? NOTHING_CHECKED : checkAssembly(assembly, options.against);
  const problems = [...found, ...lintRunbooks(runbooks), ...calendarsRunningOut(environments, terminal.now()), ...checked.problems];
  if (options.sarif !== undefined) writeSarif(options.sarif, problems);
  if (options.json === true) {
    const { rehearsal } = checked;
    terminal.print(
      toJson({ problems, environments: environments.map(({ plan }) => plan.environment), ...(rehearsal !== undefined && { deployment: rehearsal.stacks }) }),
    );
  } else {
    printProblems(terminal, problems);
    if (options.verbose === true) for (const line of checked.unjudged) terminal.print(line);
    for (const { model, plan } of environments) terminal.print([printSummary(plan), ...printAccepted(model)].join('\n'));
    if (checked.rehearsal !== undefined) terminal.print(printRehearsal(checked.rehearsal));
  }
  return hasErrors(problems) ? EXIT.findings : EXIT.fine;
}

/** Freeze calendars of which little or nothing is left. */
function calendarsRunningOut(environments: readonly PlannedEnvironment[], now: Instant): Problem[] {
  return environments.flatMap(({ plan }) => {
    const { freezes } = plan.maintenance ?? {};
    return freezes === undefined ? [] : horizonProblems(freezes, plan.environment, now);
  });
}

/** Where `cdk synth` writes. */
const DEFAULT_ASSEMBLY = 'cdk.out';

interface CheckedAssembly {
  readonly problems: readonly Problem[];
  /** What the checks know too little to judge. */
  readonly unjudged: readonly string[];
  readonly rehearsal?: DeploymentRehearsal;
}

const NOTHING_CHECKED: CheckedAssembly = { problems: [], unjudged: [] };

/** What the checks of templates find in an assembly and in its way from an older one, or what stops them from being read. */
function checkAssembly(directory: string, against: string | undefined): CheckedAssembly {
  try {
    const stacks = loadAssembly(directory, {});
    const problems = [...checkStacks(stacks).problems, ...cloudFormationFindings(loadValidationReport(directory), join(directory, VALIDATION_REPORT))];
    const unjudged = unjudgedMetrics(stacks);
    if (against === undefined) return { problems, unjudged };
    const rehearsal = rehearseDeployment(loadAssembly(against, {}), stacks);
    return { problems: [...problems, ...rehearsal.problems], unjudged, rehearsal };
  } catch (error) {
    if (!(error instanceof ProblemsError)) throw error;
    return { problems: error.problems, unjudged: [] };
  }
}
