import type { AccountClient } from '../../lib/cli/account/account-client';
import { main } from '../../lib/cli/main';
import type { Terminal } from '../../lib/cli/terminal';

/** What a command line did: its exit code, and everything it printed. */
export interface CommandResult {
  readonly exitCode: number;
  /** The output stream. */
  readonly output: string;
  /** The error stream, without progress. */
  readonly errors: string;
  readonly progress: readonly string[];
}

/** Runs a command line as bin/day2.ts does, on a terminal that remembers, and on this account when it needs one. */
export async function runCommand(commandLine: readonly string[], surroundings: Partial<Terminal> = {}, account?: AccountClient): Promise<CommandResult> {
  const output: string[] = [];
  const errors: string[] = [];
  const progress: string[] = [];
  const terminal: Terminal = {
    print: (text) => output.push(`${text}\n`),
    printError: (text) => errors.push(`${text}\n`),
    printProgress: (text) => progress.push(text),
    environmentVariables: {},
    now: () => Date.now(),
    isInteractive: false,
    ...surroundings,
  };
  const exitCode = await main(commandLine, terminal, account);
  return { exitCode, output: output.join(''), errors: errors.join(''), progress };
}

/** Lines of a stack trace of JavaScript; a user is never to see one. */
export function stackTraceIn(text: string): string[] {
  return text.split('\n').filter((line) => /^\s+at .*(?::\d+:\d+|<anonymous>|native)/.test(line));
}
