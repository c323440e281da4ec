import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, parse } from 'node:path';
import { filesOnDisk } from '../config/read-directory';
import type { OperationsModel } from '../domain/model';
import { hasErrors, ProblemsError, worstOutcome, type Problem } from '../domain/problem';
import { formatInstant } from '../domain/time';
import { readScenario } from '../gameday/read-scenario';
import type { GameDayReport, TimelineEntry } from '../gameday/report';
import { runGameDay } from '../gameday/run-game-day';
import type { Scenario } from '../gameday/scenario';
import { loadAssembly, loadTemplateFile, type LoadOptions } from '../simulator/assembly';
import type { LoadedStack } from '../simulator/loaded-stack';
import { printHeading, printResult, printTimelineEntry, printTotals } from './game-day-text';
import { toJUnit } from './junit';
import { loadOperations, type PlannedEnvironment } from './operations';
import { withSynthesizedAssembly } from './synthesize';
import { EXIT, printProblems, toJson, type Terminal } from './terminal';

/** Options of `day2 gameday`. */
export interface GameDayCommandOptions {
  readonly config: string;
  /** Folder of the scenarios that run when none is named. */
  readonly scenarios: string;
  /** A synthesized assembly; made on the fly when absent. */
  readonly assembly?: string;
  /** Single templates instead of an assembly. */
  readonly template?: readonly string[];
  readonly json?: boolean;
  /** File for a JUnit report. */
  readonly junit?: string;
  /** Show every alarm of a pair, not only what decides. */
  readonly verbose?: boolean;
}

/** Account of stacks that do not name one: the example account of the AWS documentation. */
const REHEARSAL_ACCOUNT = '111122223333';

/** Plays scenarios against templates. All of them, or the files named. */
export function gameday(files: readonly string[], options: GameDayCommandOptions, terminal: Terminal): number {
  const operations = loadOperations(options.config, { environmentVariables: terminal.environmentVariables });
  printProblems(terminal, operations.problems);
  if (hasErrors(operations.problems)) return EXIT.findings;

  const { scenarios, problems } = readScenarios(files, options.scenarios, operations.environments);
  printProblems(terminal, problems);
  if (hasErrors(problems)) return EXIT.findings;

  const reports = withStacks(options, terminal, (stacksOf) => playAll(scenarios, operations.environments, stacksOf, options, terminal));
  if (options.json === true) terminal.print(toJson(reports));
  else terminal.print(`\n${printTotals(reports)}`);
  if (options.junit !== undefined) writeReport(options.junit, toJUnit(reports));
  return worstOutcome(reports.map((report) => report.outcome)) === 'passed' ? EXIT.fine : EXIT.findings;
}

/** Templates are read once an environment, and before anything is played: what is wrong with them stops everything. */
function playAll(
  scenarios: readonly Scenario[],
  environments: readonly PlannedEnvironment[],
  stacksOf: (environment: PlannedEnvironment) => readonly LoadedStack[],
  options: GameDayCommandOptions,
  terminal: Terminal,
): GameDayReport[] {
  const rehearsed = environments.filter(({ plan }) => scenarios.some(({ environment }) => environment === plan.environment));
  const prepared = rehearsed.map((environment) => ({ environment, stacks: stacksOf(environment) }));
  return scenarios.map((scenario) => {
    const { environment, stacks } = prepared.find((each) => each.environment.plan.environment === scenario.environment)!;
    return playOne(scenario, environment, stacks, options, terminal);
  });
}

function playOne(
  scenario: Scenario,
  { model, plan }: PlannedEnvironment,
  stacks: readonly LoadedStack[],
  options: GameDayCommandOptions,
  terminal: Terminal,
): GameDayReport {
  const print = options.json === true ? () => {} : (text: string) => terminal.print(text);
  const { id, title, environment, start, duration, proves } = scenario;
  print(printHeading({ id, title, environment, start, durationMinutes: duration, proves }));
  const isShown = (entry: TimelineEntry) => options.verbose === true || entry.kind !== 'metric alarm';
  const report = runGameDay({
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

function readScenarios(
  files: readonly string[],
  directory: string,
  environments: readonly PlannedEnvironment[],
): { readonly scenarios: Scenario[]; readonly problems: Problem[] } {
  const models = environments.map(({ model }) => model);
  const scenarios: Scenario[] = [];
  const problems: Problem[] = [];
  try {
    const named = files.length > 0 ? files : scenarioFiles(directory);
    for (const file of named) {
      const read = readScenario(file, readText(file), models);
      if (read.scenario !== undefined) scenarios.push(read.scenario);
      problems.push(...read.problems);
    }
  } catch (error) {
    if (!(error instanceof ProblemsError)) throw error;
    problems.push(...error.problems);
  }
  return { scenarios, problems };
}

function scenarioFiles(directory: string): string[] {
  const names = readOrReport(directory, () => readdirSync(directory));
  const files = names.filter((name) => /\.ya?ml$/.test(name)).sort();
  if (files.length === 0) throw new ProblemsError([unreadable(directory, 'holds no scenario')]);
  return files.map((name) => join(directory, name));
}

function readText(file: string): string {
  return readOrReport(file, () => filesOnDisk.readFile(file));
}

function readOrReport<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new ProblemsError([unreadable(file, systemErrorText(error))]);
  }
}

/** `ENOENT` and the like, in words where they are common. */
function systemErrorText(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error);
  const words: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file or directory',
    EISDIR: 'this is a directory',
    ENOTDIR: 'a part of the path is a file',
    EEXIST: 'a part of the path is a file',
    EACCES: 'permission is denied',
    ERR_ENCODING_INVALID_ENCODED_DATA: 'this is not UTF-8 text',
  };
  return words[code] ?? code;
}

function unreadable(file: string, received: string): Problem {
  return {
    code: 'SCN001',
    level: 'error',
    where: { file },
    what: 'scenarios cannot be read from here',
    received,
    allowed: 'a scenario file, or a folder with scenario files (.yaml)',
    change: 'name an existing file, or give the folder with --scenarios',
  };
}

/** Gives `use` a way to get the stacks of an environment, from wherever the options say. */
function withStacks<T>(
  { template = [], assembly, config }: GameDayCommandOptions,
  terminal: Terminal,
  use: (stacksOf: (environment: PlannedEnvironment) => readonly LoadedStack[]) => T,
): T {
  if (template.length > 0) {
    return use(({ model }) => template.flatMap((file) => loadTemplateFile(file, loadingFor(model), parse(file).name)));
  }
  const fromAssembly = (directory: string) =>
    use((environment) => stacksOfEnvironment(loadAssembly(directory, loadingFor(environment.model)), environment, directory));
  return assembly === undefined ? withSynthesizedAssembly(config, terminal, fromAssembly) : fromAssembly(assembly);
}

/** Stacks that do not name a region are those of the environment's own. */
function loadingFor({ region }: OperationsModel): LoadOptions {
  return { defaultAccount: REHEARSAL_ACCOUNT, defaultRegion: region };
}

/** The stacks of the environment's stage; of an assembly without stages, all there are. */
function stacksOfEnvironment(
  stacks: readonly LoadedStack[],
  { plan }: PlannedEnvironment,
  directory: string,
): readonly LoadedStack[] {
  if (stacks.every((stack) => stack.stage === undefined)) return stacks;
  const own = stacks.filter((stack) => stack.stage === plan.environment);
  if (own.length > 0) return own;
  throw new ProblemsError([
    {
      code: 'ASM010',
      level: 'error',
      where: { file: directory },
      what: `the assembly has no stage ${plan.environment}`,
      received: [...new Set(stacks.map((stack) => stack.stage ?? 'no stage'))].join(', '),
      allowed: `an assembly with the stage ${plan.environment}`,
      change: 'synthesize all environments, without -c env=...',
    },
  ]);
}

function writeReport(file: string, content: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
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
