import type { AccountClient } from '../../lib/cli/account/account-client';
import { defaultEnvironment } from '../../lib/cli/account/environment';
import { configLocation } from '../../lib/cli/files/config-location';
import { loadOperations } from '../../lib/cli/files/operations';
import { localTimesOf } from '../../lib/cli/local-times';
import { main } from '../../lib/cli/main';
import { EXIT, type Terminal } from '../../lib/cli/terminal';
import { formatProblem, type Problem } from '../../lib/problems/problem';

/** What a command line did: its exit code, and everything it printed. */
export interface CommandResult {
  readonly exitCode: number;
  /** The output stream. */
  readonly output: string;
  /** The error stream, without progress. */
  readonly errors: string;
  readonly progress: readonly string[];
}

/**
 * Runs a command line as bin/day2.ts does, on a terminal that remembers, and on this account when it needs one.
 *
 * @throws Error for an instant that is printed for people in UTC alone, although those who are on call live by another clock; not of a
 *   usage error, which shows what was typed and what to type
 */
export async function runCommand(commandLine: readonly string[], surroundings: Partial<Terminal> = {}, account?: AccountClient): Promise<CommandResult> {
  const output: string[] = [];
  const errors: string[] = [];
  const progress: string[] = [];
  const problems: Problem[] = [];
  const terminal: Terminal = {
    print: (text) => output.push(`${text}\n`),
    printError: (text) => errors.push(`${text}\n`),
    printProgress: (text) => progress.push(text),
    environmentVariables: {},
    now: () => Date.now(),
    isInteractive: false,
    onProblems: (found) => problems.push(...found),
    ...surroundings,
  };
  const exitCode = await main(commandLine, terminal, account);
  const [printed, refused] = [output.join(''), errors.join('')];
  if (exitCode !== EXIT.usage && !commandLine.includes('--json') && !IN_UTC.includes(commandLine[0]!)) {
    const answers = problems.reduce((text, problem) => text.replace(formatProblem(problem), ''), refused);
    expectLocalTimes(`${printed}${answers}`, commandLine, terminal);
  }
  return { exitCode, output: printed, errors: refused, progress };
}

/**
 * Commands that print in UTC: what is played is on the clock of its scenario, whose expectations are written in UTC; dates of retrospectives
 * stand beside the local time that was asked for.
 */
const IN_UTC: readonly string[] = ['gameday', 'drill', 'explore', 'score', 'what-if', 'retro'];

/** Instants of a text that have no local time beside them, but for those in commands, links and names. */
export function utcAloneIn(text: string): string[] {
  return [...text.matchAll(/(?<!--[\w-]+ |[=/])\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ(?![-\w]| \(\w{3} \d\d:\d\d\))/g)].map(([found]) => found);
}

/** The configuration is read only when there is something to find: it takes long. */
function expectLocalTimes(text: string, commandLine: readonly string[], terminal: Terminal): void {
  const found = utcAloneIn(text);
  // Templates that are played over recorded metrics are of no environment.
  const isOfTemplates = commandLine[0] === 'backtest' && commandLine.includes('--template');
  if (found.length === 0 || isOfTemplates) return;
  const valueOf = (option: string): string | undefined => (commandLine.includes(option) ? commandLine[commandLine.indexOf(option) + 1] : undefined);
  const { environmentVariables } = terminal;
  const { environments } = loadOperations(valueOf('--config') ?? configLocation(environmentVariables).directory, { environmentVariables });
  const names = environments.map(({ plan }) => plan.environment);
  const plan = environments.find(({ plan: each }) => each.environment === (valueOf('--env') ?? defaultEnvironment(terminal, names)))?.plan;
  if (plan === undefined || localTimesOf(plan).note.length === 0) return;
  throw new Error(`day2 ${commandLine.join(' ')} prints ${found.join(', ')} in UTC alone: print it with LocalTimes of lib/cli/local-times.ts`);
}

/** Lines of a stack trace of JavaScript; a user is never to see one. */
export function stackTraceIn(text: string): string[] {
  return text.split('\n').filter((line) => /^\s+at .*(?::\d+:\d+|<anonymous>|native)/.test(line));
}
