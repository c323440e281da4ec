import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Terminal } from './terminal';

/** An output stream, as far as a terminal needs one; `process.stdout` is one. */
export interface OutputStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
  on(event: 'error', listener: (error: Error & { readonly code?: string }) => void): unknown;
}

/** An input stream; `process.stdin` is one. */
export type InputStream = Readable & { readonly isTTY?: boolean };

/** Back to the start of the line, and clear it. */
const CLEAR_LINE = '\r\u001b[K';

/**
 * The terminal of a process. The progress line is taken away before anything else is printed. A reader that stops
 * reading, such as `| head -1`, ends the output and not the command, whose exit code still counts.
 */
export function processTerminal(
  standardOutput: OutputStream,
  errorOutput: OutputStream,
  environmentVariables: Terminal['environmentVariables'],
  input?: InputStream,
): Terminal {
  for (const stream of [standardOutput, errorOutput]) {
    stream.on('error', (error) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  let isProgressShown = false;
  const clearProgress = () => {
    if (isProgressShown) errorOutput.write(CLEAR_LINE);
    isProgressShown = false;
  };
  return {
    print(text) {
      clearProgress();
      standardOutput.write(`${text}\n`);
    },
    printError(text) {
      clearProgress();
      errorOutput.write(`${text}\n`);
    },
    printProgress(text) {
      errorOutput.write(`${CLEAR_LINE}${text}`);
      isProgressShown = true;
    },
    ...(input?.isTTY === true &&
      errorOutput.isTTY === true && {
        ask(question: string) {
          clearProgress();
          errorOutput.write(question);
          return nextLine(input);
        },
      }),
    environmentVariables,
    now: () => Date.now(),
    isInteractive: errorOutput.isTTY === true,
    // https://no-color.org: any value but the empty one.
    hasColour: standardOutput.isTTY === true && (environmentVariables.NO_COLOR ?? '') === '' && environmentVariables.TERM !== 'dumb',
  };
}

/** One line of an input; undefined when it ends before. */
function nextLine(input: InputStream): Promise<string | undefined> {
  const lines = createInterface({ input });
  return new Promise((resolve) => {
    lines.once('close', () => resolve(undefined));
    lines.once('line', (line) => {
      resolve(line);
      lines.close();
    });
  });
}
