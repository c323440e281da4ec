import { join } from 'node:path';
import { exploreSeed, type Finding } from '../../explore/explore';
import { scenarioText } from '../../explore/random-scenario';
import { hasErrors } from '../../problems/problem';
import { printResult } from '../../report/game-day-text';
import type { Scenario } from '../../scenario/scenario';
import { defaultEnvironment } from '../account/environment';
import { loadOperations, type PlannedEnvironment } from '../files/operations';
import { withStacks, type LocatedTemplates, type StacksOf } from '../files/stacks';
import { writeReport } from '../files/write-report';
import { notAmong } from '../not-among';
import { EXIT, printProblems, toJson, type Terminal } from '../terminal';
import { playerOf } from './play-scenario';
import { ThreadPlayer } from './thread-player';

/** Options of `day2 explore`. */
export interface ExploreCommandOptions {
  readonly config: string;
  /** Default: as defaultEnvironment says. */
  readonly env?: string;
  /** Seed of the first scenario; the others follow it, one by one. */
  readonly seed: number;
  /** Scenarios that are drawn. */
  readonly runs: number;
  /** Plays of one broken scenario at most while it is cut down. */
  readonly shrink: number;
  /** Folder for scenarios in which something was broken. */
  readonly out: string;
  /** A synthesized assembly; made on the fly when absent. */
  readonly assembly?: string;
  readonly cache?: boolean;
  /** Seeds explored at the same time, each in a thread. Default: as many as there are processors. */
  readonly jobs?: number;
  readonly json?: boolean;
  /** Plays whole game days: budget ledgers too, and templates compared with the plan. */
  readonly whole?: boolean;
}

/** Plays random scenarios, and writes the smallest form of those that break what must always be true. */
export async function explore(options: ExploreCommandOptions, terminal: Terminal): Promise<number> {
  const operations = loadOperations(options.config, { environmentVariables: terminal.environmentVariables });
  printProblems(terminal, operations.problems);
  if (hasErrors(operations.problems)) return EXIT.findings;
  const known = operations.environments.map(({ plan }) => plan.environment);
  const env = options.env ?? defaultEnvironment(terminal, known) ?? '';
  const environment = operations.environments.find(({ plan }) => plan.environment === env);
  if (environment === undefined) {
    terminal.printError(notAmong('environment', env, known));
    return EXIT.usage;
  }
  if (environment.plan.incidents === undefined) {
    terminal.printError(`nobody is on call in ${env}: there is nothing that must always be true of its paging`);
    return EXIT.usage;
  }
  const source = { ...options, environments: [env], except: [options.out] };
  const findings = await withStacks(source, terminal, (stacksOf, located) => exploreAll(environment, { stacksOf, located, options }, terminal));
  for (const { smallest } of findings) writeReport(fileOf(options, smallest.scenario), scenarioText(smallest.written), 'name another folder with --out');
  if (options.json === true) terminal.print(toJson({ version: 1, seed: options.seed, runs: options.runs, findings: findings.map(findingJson(options)) }));
  else for (const finding of findings) print(finding, options, terminal);
  const scenarios = options.runs === 1 ? '1 scenario' : `${options.runs} scenarios`;
  const what = findings.length === 0 ? 'nothing was broken' : `${findings.length} broke something`;
  if (options.json !== true) terminal.print(`${scenarios} from seed ${options.seed} on: ${what}`);
  return findings.length === 0 ? EXIT.fine : EXIT.findings;
}

/** What seeds are explored with. */
interface Exploring {
  readonly stacksOf: StacksOf;
  readonly located: LocatedTemplates;
  readonly options: ExploreCommandOptions;
}

/** Seeds in any order, findings by seed: the same whatever the number of threads. */
async function exploreAll(environment: PlannedEnvironment, { stacksOf, located, options }: Exploring, terminal: Terminal): Promise<Finding[]> {
  const { model, plan } = environment;
  const seeds = Array.from({ length: options.runs }, (_, index) => options.seed + index);
  const count = Math.min(options.jobs ?? terminal.players?.atMost ?? 1, seeds.length);
  // Read here as well: what is wrong with the templates stops everything before a thread begins.
  const part = options.whole === true ? 'everything' : 'paging';
  const here = playerOf([environment], stacksOf, { part });
  const start = {
    config: options.config,
    environmentVariables: { ...terminal.environmentVariables },
    environments: [plan.environment],
    located,
    part,
  } as const;
  const players = terminal.players === undefined || count < 2 ? [] : Array.from({ length: count }, () => new ThreadPlayer(terminal.players!.script, start));
  const ways =
    players.length === 0
      ? [(scenario: Scenario) => here(scenario, { onTimeline: () => {}, onProgress: () => {} })]
      : players.map((player) => (scenario: Scenario) => player.play(scenario));
  const findings: Finding[] = [];
  let next = 0;
  let explored = 0;
  const work = async (play: (typeof ways)[number]): Promise<void> => {
    for (let seed = seeds[next++]; seed !== undefined; seed = seeds[next++]) {
      const finding = await exploreSeed(seed, { model, mostShrinkingPlays: options.shrink, play: async ({ scenario }) => (await play(scenario)).report });
      if (finding !== undefined) findings.push(finding);
      explored += 1;
      if (terminal.isInteractive) terminal.printProgress(`  … ${explored} of ${seeds.length}`);
    }
  };
  try {
    await Promise.all(ways.map(work));
  } finally {
    await Promise.all(players.map((player) => player.end()));
  }
  return findings.sort((a, b) => a.seed - b.seed);
}

function fileOf({ out }: ExploreCommandOptions, { id }: Scenario): string {
  return join(out, `${id}.yaml`);
}

function findingJson(options: ExploreCommandOptions): (finding: Finding) => object {
  return ({ seed, rules, smallest }) => ({ seed, rules, file: fileOf(options, smallest.scenario), scenario: smallest.written });
}

function print({ seed, rules, smallest, report }: Finding, options: ExploreCommandOptions, terminal: Terminal): void {
  terminal.print(`seed ${seed} breaks ${rules.join(', ')}: ${fileOf(options, smallest.scenario)}`);
  terminal.print(printResult(report));
}
