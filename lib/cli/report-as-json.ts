import type { Problem } from '../problems/problem';
import { EXIT, toJson, type Terminal } from './terminal';

/** A terminal for machines: what stopped a command is on the output stream as JSON, too. */
export interface JsonTerminal extends Terminal {
  /** Prints what stopped the command, unless it has printed an answer. People find the same on the error stream. */
  readonly finish: (exitCode: number) => void;
}

/** Makes a terminal one for `--json`. */
export function reportingAsJson(terminal: Terminal): JsonTerminal {
  let hasAnswer = false;
  const problems: Problem[] = [];
  const messages: string[] = [];
  return {
    ...terminal,
    print(text) {
      hasAnswer = true;
      terminal.print(text);
    },
    printError(text) {
      messages.push(text);
      terminal.printError(text);
    },
    onProblems: (found) => problems.push(...found),
    finish(exitCode) {
      if (hasAnswer || exitCode === EXIT.fine) return;
      terminal.print(toJson({ error: { exitCode, problems, ...(problems.length === 0 && { message: messages.join('\n') }) } }));
    },
  };
}
