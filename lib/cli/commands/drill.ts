import { DrillSession, type Heard } from '../../gameday/drill/drill-session';
import { judgeDrill, type DrillResult } from '../../gameday/drill/judge-drill';
import { hasErrors, ProblemsError, type Problem } from '../../problems/problem';
import { printDrillResult } from '../../report/drill-text';
import { timelineLine } from '../../report/game-day-text';
import { IN_COLOUR, PLAIN } from '../../report/paint';
import { formatDurationMinutes, formatInstant, formatTimeOfDay, MINUTE_MS, type Instant } from '../../time/time';
import type { AccountClient } from '../account/account-client';
import { pythonRunner } from '../account/python-runner';
import { requireResponder } from '../account/responder';
import { accountClientOf } from '../account/scenario-account';
import { loadOperations } from '../files/operations';
import { readScenarios } from '../files/read-scenarios';
import { readText } from '../files/read-text';
import { rehearsalLocation } from '../files/rehearsal-location';
import { withStacks } from '../files/stacks';
import { writeReport } from '../files/write-report';
import { localTimesOf, type LocalTimes } from '../local-times';
import { EXIT, printProblems, toJson, type Terminal } from '../terminal';
import { readDrillLine } from './drill-line';
import { whyNoEngine, type StaffedEnvironment } from './incident-access';

/** Options of `day2 drill run`. */
export interface DrillRunOptions {
  readonly config: string;
  /** Folder of the scenarios. */
  readonly scenarios: string;
  /** Person of the roster. Default: DAY2_RESPONDER. */
  readonly as?: string;
  /** File with what is typed. */
  readonly script?: string;
  /** File for the evidence. */
  readonly out?: string;
  readonly assembly?: string;
  readonly template?: readonly string[];
  readonly json?: boolean;
}

/** Runs a command line of day2 on a terminal, with an account. */
export type RunCommandLine = (words: readonly string[], terminal: Terminal, account: AccountClient) => Promise<number>;

/** Commands that somebody on call uses; all others are about files, or about another account. */
const COMMANDS = ['incident', 'request', 'runbook', 'gate', 'slo', 'automation', 'freeze', 'oncall'];

/** Ends a drill. */
const END = 'end';

const HELP = `  a command       as on a real night, with or without the word day2: incident list, incident ack <incident>, runbook start <name>, gate, slo status
  +5m             five minutes pass; before a command: +2m incident ack <incident>
  an empty line   time passes until somebody is notified of something
  ${END}             the drill is over`;

/** One line of the protocol of a drill: what was heard, or typed. */
type DrillEntry = { readonly at: string } & ({ readonly heard: string } | { readonly typed: string; readonly exitCode: number });

/**
 * Plays a scenario for somebody to answer. Pages arrive on the clock of the scenario, commands go to its simulated account, and in the
 * end it is said how long things took. On a terminal the time that somebody thinks passes in the drill as well. Requirements 002-11, 002-13.
 */
export async function drillRun(name: string, options: DrillRunOptions, terminal: Terminal, run: RunCommandLine): Promise<number> {
  const { environments, problems } = loadOperations(options.config, { environmentVariables: terminal.environmentVariables });
  printProblems(terminal, problems);
  if (hasErrors(problems)) return EXIT.findings;
  const read = readScenarios([name], options.scenarios, environments);
  printProblems(terminal, read.problems);
  const [scenario] = read.scenarios;
  if (hasErrors(read.problems) || scenario === undefined) return EXIT.findings;
  const { model, plan } = environments.find((each) => each.plan.environment === scenario.environment)!;
  if (plan.incidents === undefined) {
    terminal.printError(whyNoEngine(plan, options.config));
    return EXIT.findings;
  }
  const staffed: StaffedEnvironment = { model, plan: { ...plan, incidents: plan.incidents } };
  const trainee = requireResponder(options.as, plan.incidents.policy.roster, terminal);
  if (typeof trainee === 'number') return trainee;
  const lines = linesOf(options, terminal);
  if (lines === undefined) {
    terminal.printError('nobody can answer here: run it on a terminal, or give what is typed with --script');
    return EXIT.usage;
  }
  return withStacks({ ...options, environments: [plan.environment], except: [options.scenarios] }, terminal, async (stacksOf) => {
    const stacks = stacksOf(rehearsalLocation(staffed));
    const session = new DrillSession({ scenario, ...staffed, stacks, trainee, runScript: pythonRunner() });
    const drill = new Drill(session, { options, terminal, trainee, environment: plan.environment, times: localTimesOf(plan), run });
    await drill.play(lines);
    const result = judgeDrill(session, staffed.plan.incidents.acknowledgeDocumentName);
    const evidence = drill.evidence(scenario.id, result);
    if (options.json === true) terminal.print(toJson(evidence));
    else terminal.print(printDrillResult(result, terminal.hasColour === true ? IN_COLOUR : PLAIN));
    if (options.out !== undefined) writeReport(options.out, toJson(evidence), 'name another file with --out');
    return result.outcome === 'passed' ? EXIT.fine : EXIT.findings;
  });
}

/**
 * Gives the next line that is typed, and undefined after the last; undefined where nobody can type any.
 *
 * @throws ProblemsError DRL001 for a script that cannot be read, with every line that says nothing
 */
function linesOf({ script }: DrillRunOptions, { ask }: Terminal): ((prompt: string) => Promise<string | undefined>) | undefined {
  if (script === undefined) return ask;
  const text = readText(script, (received) => unreadable({ file: script }, received));
  const lines = text.replace(/\n$/, '').split('\n');
  const wrong = lines.flatMap((line, index) => (isUnderstood(line) ? [] : [unreadable({ file: script, line: index + 1, column: 1 }, line)]));
  if (wrong.length > 0) throw new ProblemsError(wrong);
  const left = lines.filter((line) => !isComment(line));
  return async () => left.shift();
}

function isComment(line: string): boolean {
  return line.startsWith('#');
}

function isUnderstood(line: string): boolean {
  if (isComment(line) || line.trim() === END) return true;
  const typed = readDrillLine(line);
  return typed !== undefined && isCommand(typed.words);
}

/** True for a command of somebody on call, and for none at all. */
function isCommand(words: readonly string[]): boolean {
  return words.length === 0 || COMMANDS.includes(words[0]!);
}

function unreadable(where: Problem['where'], received: string): Problem {
  return {
    code: 'DRL001',
    level: 'error',
    where,
    what: 'what is typed in the drill cannot be read',
    received,
    allowed: `a file of lines: +5m, a command (${COMMANDS.join(', ')}), both, ${END}, nothing, or a comment after #`,
    change: 'correct the line, or the name of the file',
  };
}

/** Where a drill takes place. */
interface Surroundings {
  readonly options: DrillRunOptions;
  readonly terminal: Terminal;
  readonly trainee: string;
  readonly environment: string;
  readonly times: LocalTimes;
  readonly run: RunCommandLine;
}

/** A drill between the person who answers and the session. */
class Drill {
  readonly #entries: DrillEntry[] = [];
  readonly #begunAt: Instant;
  /** Time that somebody thought and that has not passed in the drill yet, whose clock goes by whole minutes; milliseconds. */
  #thoughtFor = 0;

  constructor(
    private readonly session: DrillSession,
    private readonly surroundings: Surroundings,
  ) {
    this.#begunAt = surroundings.terminal.now();
  }

  async play(nextLine: (prompt: string) => Promise<string | undefined>): Promise<void> {
    const { session } = this;
    const { options, terminal, trainee, environment, times } = this.surroundings;
    await session.passUntil(session.start);
    this.#say(`You are ${trainee}, on call for ${environment}. It is ${times.of(session.start)}; the drill lasts ${this.#length()} at most.\n${HELP}\n`);
    while (session.account.now < session.end) {
      const before = terminal.now();
      const line = await nextLine(`${formatTimeOfDay(session.account.now)} ${trainee}> `);
      if (line === undefined || line.trim() === END) break;
      if (options.script === undefined) this.#thoughtFor += terminal.now() - before;
      await this.#answer(line);
    }
  }

  #length(): string {
    return formatDurationMinutes((this.session.end - this.session.start) / MINUTE_MS);
  }

  async #answer(line: string): Promise<void> {
    const { session } = this;
    const typed = readDrillLine(line);
    if (typed === undefined || !isCommand(typed.words)) return this.#say(`not understood: ${line}\n${HELP}`);
    const { afterMinutes, words } = typed;
    const minutes = afterMinutes + Math.floor(this.#thoughtFor / MINUTE_MS);
    this.#thoughtFor %= MINUTE_MS;
    this.#heard(await session.passUntil(session.account.now + minutes * MINUTE_MS));
    if (words.length > 0) return this.#command(words);
    if (afterMinutes === 0) this.#heard(await session.passUntilHeard());
  }

  async #command(words: readonly string[]): Promise<void> {
    const { session } = this;
    const { terminal, trainee, environment, options, run } = this.surroundings;
    const at = formatInstant(session.account.now);
    const { ask: _, players: __, ...rest } = terminal;
    const exitCode = await run(
      words,
      {
        ...rest,
        print: (text) => this.#say(text),
        now: () => session.account.now,
        environmentVariables: {
          ...terminal.environmentVariables,
          DAY2_CONFIG: options.config,
          DAY2_ENVIRONMENT: environment,
          DAY2_RESPONDER: trainee,
        },
        isInteractive: false,
      },
      accountClientOf(session.account),
    );
    this.#entries.push({ at, typed: words.join(' '), exitCode });
    // Commands that wait let time pass.
    this.#heard(await session.passUntil(session.account.now));
  }

  #heard({ events, messages }: Heard): void {
    for (const event of events) {
      const text = timelineLine(event);
      this.#entries.push({ at: formatInstant(event.at), heard: text });
      this.#say(`${formatTimeOfDay(event.at)} ${text}`);
    }
    for (const { subject, text } of messages) this.#say(`\n${indented([...(subject === undefined ? [] : [subject, '']), text].join('\n'))}\n`);
  }

  #say(text: string): void {
    if (this.surroundings.options.json !== true) this.surroundings.terminal.print(text);
  }

  /** What stays of a drill. */
  evidence(scenario: string, { outcome, figures, unknown }: DrillResult): object {
    const { trainee, environment } = this.surroundings;
    return {
      schema: 'day2.drill/1',
      drilledAt: formatInstant(this.#begunAt),
      scenario,
      environment,
      trainee,
      outcome,
      figures,
      unknown,
      protocol: this.#entries,
    };
  }
}

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '    ');
}
