import { writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { hasErrors, ProblemsError, worstOutcome } from '../../problems/problem';
import { formatInstant } from '../../time/time';
import type { GameDayReport } from '../../gameday/report';
import type { TimelineEvent } from '../../gameday/timeline-events';
import { runGameDay } from '../../gameday/run-game-day';
import type { Scenario } from '../../scenario/scenario';
import type { LoadedStack } from '../../aws/assembly/loaded-stack';
import { printHeading, printResult, printTimelineEntry, printTotals } from '../../report/game-day-text';
import { toJUnit } from '../../report/junit';
import { loadOperations, type PlannedEnvironment } from '../files/operations';
import { makeDirectory } from '../files/make-directory';
import { readScenarios } from '../files/read-scenarios';
import { rehearsalPlace } from '../files/rehearsal-place';
import { withStacks, type StacksOf } from '../files/stacks';
import { systemErrorText } from '../files/system-error';
import { EXIT, printProblems, toJson, type Terminal } from '../terminal';

/** Options of `day2 gameday`. */
export interface GameDayCommandOptions {
  readonly config: string;
  /** Folder of the scenarios. */
  readonly scenarios: string;
  /** A synthesized assembly; made on the fly when absent. */
  readonly assembly?: string;
  /** Single templates instead of an assembly. */
  readonly template?: readonly string[];
  /** False: the assembly is made anew, and not kept. */
  readonly cache?: boolean;
  readonly json?: boolean;
  /** File for a JUnit report. */
  readonly junit?: string;
  /** Show every alarm of a pair, not only what decides. */
  readonly verbose?: boolean;
}

/** Said where the assembly is made on the fly. */
const WITHOUT_VALIDATION = "Templates synthesized for the game day are not validated: CloudFormation's own rules and cdk-nag run in cdk synth (npm run synth).";

/** Plays scenarios against templates. All of them, or those named. */
export async function gameday(names: readonly string[], options: GameDayCommandOptions, terminal: Terminal): Promise<number> {
  const operations = loadOperations(options.config, { environmentVariables: terminal.environmentVariables });
  printProblems(terminal, operations.problems);
  if (hasErrors(operations.problems)) return EXIT.findings;

  const { scenarios, problems } = readScenarios(names, options.scenarios, operations.environments);
  printProblems(terminal, problems);
  if (hasErrors(problems)) return EXIT.findings;

  const rehearsed = [...new Set(scenarios.map(({ environment }) => environment))];
  if (options.assembly === undefined && options.template === undefined && options.json !== true) terminal.print(WITHOUT_VALIDATION);
  const source = { ...options, environments: rehearsed, except: [options.scenarios] };
  const reports = await withStacks(source, terminal, (stacksOf) => playAll(scenarios, operations.environments, stacksOf, options, terminal));
  if (options.json === true) terminal.print(toJson(reports));
  else terminal.print(`\n${printTotals(reports)}`);
  if (options.junit !== undefined) writeReport(options.junit, toJUnit(reports));
  return worstOutcome(reports.map((report) => report.outcome)) === 'passed' ? EXIT.fine : EXIT.findings;
}

/** Templates are read once an environment, and before anything is played: what is wrong with them stops everything. */
async function playAll(
  scenarios: readonly Scenario[],
  environments: readonly PlannedEnvironment[],
  stacksOf: StacksOf,
  options: GameDayCommandOptions,
  terminal: Terminal,
): Promise<GameDayReport[]> {
  const rehearsed = environments.filter(({ plan }) => scenarios.some(({ environment }) => environment === plan.environment));
  const prepared = rehearsed.map((environment) => ({ environment, stacks: stacksOf(rehearsalPlace(environment)) }));
  const reports: GameDayReport[] = [];
  for (const scenario of scenarios) {
    const { environment, stacks } = prepared.find((each) => each.environment.plan.environment === scenario.environment)!;
    reports.push(await playOne(scenario, environment, stacks, options, terminal));
  }
  return reports;
}

async function playOne(
  scenario: Scenario,
  { model, plan }: PlannedEnvironment,
  stacks: readonly LoadedStack[],
  options: GameDayCommandOptions,
  terminal: Terminal,
): Promise<GameDayReport> {
  const print = options.json === true ? () => {} : (text: string) => terminal.print(text);
  const { id, title, environment, start, duration, proves } = scenario;
  print(printHeading({ id, title, environment, start, durationMinutes: duration, proves }));
  const isShown = (entry: TimelineEvent) => options.verbose === true || entry.code !== 'metric-alarm-changed';
  const report = await runGameDay({
    scenario,
    model,
    plan,
    stacks,
    onTimeline: (entry) => isShown(entry) && print(printTimelineEntry(entry, start)),
    onProgress: (reached) => {
      if (terminal.isInteractive) terminal.printProgress(`  … ${scenario.id} ${formatInstant(reached)}`);
    },
  });
  print(printResult(report));
  return report;
}

function writeReport(file: string, content: string): void {
  try {
    makeDirectory(dirname(file));
    writeFileSync(file, `${content}\n`);
  } catch (error) {
    throw new ProblemsError([
      {
        code: 'OUT001',
        level: 'error',
        where: { file },
        what: 'the report cannot be written here',
        received: systemErrorText(error),
        allowed: 'a file that can be created or overwritten',
        change: 'name another file with --junit',
      },
    ]);
  }
}
