import type { TimelineEvent } from '../../gameday/timeline-events';
import { hasErrors, worstOutcome } from '../../problems/problem';
import { toGameDayJson } from '../../report/game-day-json';
import { printAutomationValidation, printHeading, printResult, printTimelineEntry, printTotals } from '../../report/game-day-text';
import { toJUnit, type PlayedScenario } from '../../report/junit';
import { IN_COLOUR, PLAIN } from '../../report/paint';
import type { Scenario } from '../../scenario/scenario';
import { formatInstant, type Instant } from '../../time/time';
import { loadOperations, type PlannedEnvironment } from '../files/operations';
import { readScenarios } from '../files/read-scenarios';
import { withStacks, type LocatedTemplates, type StacksOf } from '../files/stacks';
import { writeReport } from '../files/write-report';
import { EXIT, printProblems, toJson, type Terminal } from '../terminal';
import { playInThreads, type ScenarioOutput } from './play-in-threads';
import { playerOf } from './play-scenario';

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
  /** Scenarios played at the same time, each in a thread. Default: as many as there are processors. */
  readonly jobs?: number;
  readonly json?: boolean;
  /** File for a JUnit report. */
  readonly junit?: string;
  /** File for a report with charts, a page of HTML. */
  readonly html?: string;
  /** Show every alarm of a pair, not only what decides, and what a first deployment does before the scenario begins. */
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
  const played = await withStacks(source, terminal, (stacksOf, located) =>
    playAll(scenarios, { environments: operations.environments, stacksOf, located, options }, terminal),
  );
  const reports = played.map(({ report }) => report);
  if (options.json === true) terminal.print(toJson(toGameDayJson(reports)));
  else terminal.print(['', printAutomationValidation(reports), printTotals(reports)].filter((text) => text !== undefined).join('\n'));
  if (options.junit !== undefined) writeReport(options.junit, toJUnit(played), 'name another file with --junit');
  if (options.html !== undefined) writeReport(options.html, gameDayPage(played, operations.environments), 'name another file with --html');
  return worstOutcome(reports.map((report) => report.outcome)) === 'passed' ? EXIT.fine : EXIT.findings;
}

/** Loaded when asked for: most game days draw nothing. */
function gameDayPage(played: readonly PlayedScenario[], environments: readonly PlannedEnvironment[]): string {
  const { gameDayHtml } = require('../../report/game-day-html') as typeof import('../../report/game-day-html');
  const services = environments.flatMap(({ model }) => model.services.map(({ id }) => id));
  return gameDayHtml(played, [...new Set(services)]);
}

/** How scenarios are played and where. */
interface Playing {
  readonly environments: readonly PlannedEnvironment[];
  readonly stacksOf: StacksOf;
  readonly located: LocatedTemplates;
  readonly options: GameDayCommandOptions;
}

/** Templates are read once an environment and thread, and here before anything is played: what is wrong with them stops everything. */
async function playAll(scenarios: readonly Scenario[], { environments, stacksOf, located, options }: Playing, terminal: Terminal): Promise<PlayedScenario[]> {
  const rehearsed = environments.filter(({ plan }) => scenarios.some(({ environment }) => environment === plan.environment));
  const settings = { keepsCourse: options.html !== undefined };
  const play = playerOf(rehearsed, stacksOf, settings);
  const output = outputOf(options, terminal);
  const count = Math.min(options.jobs ?? terminal.players?.atMost ?? 1, scenarios.length);
  if (terminal.players !== undefined && count > 1) {
    const { config } = options;
    const start = {
      config,
      environmentVariables: { ...terminal.environmentVariables },
      environments: rehearsed.map(({ plan }) => plan.environment),
      located,
      ...settings,
    };
    return playInThreads(scenarios, { script: terminal.players.script, count, start }, output);
  }
  const played: PlayedScenario[] = [];
  for (const scenario of scenarios) {
    const one = await play(scenario, output.begin(scenario));
    output.end(scenario, one.report);
    played.push(one);
  }
  return played;
}

/** What a terminal shows of scenarios; of those that are printed as JSON only how far they are. */
function outputOf(options: GameDayCommandOptions, terminal: Terminal): ScenarioOutput {
  const print = options.json === true ? () => {} : (text: string) => terminal.print(text);
  const paint = terminal.hasColour === true ? IN_COLOUR : PLAIN;
  // Before the scenario begins, everything is deployed for the first time: alarms without data, an engine without a heartbeat.
  const isShown = (event: TimelineEvent, start: Instant) => options.verbose === true || (event.code !== 'metric-alarm-changed' && event.at >= start);
  return {
    begin({ id, title, environment, start, duration, proves }) {
      print(printHeading({ id, title, environment, start, durationMinutes: duration, proves }));
      return {
        onTimeline: (event) => isShown(event, start) && print(printTimelineEntry(event, start, paint)),
        onProgress: (reached) => {
          if (terminal.isInteractive) terminal.printProgress(`  … ${id} ${formatInstant(reached)}`);
        },
      };
    },
    end: (_, report) => print(printResult(report, paint)),
  };
}
