import { formatProblem, type Outcome, type Problem } from '../problems/problem';
import type { Instant } from '../time/time';

/** Where a command writes, and the surroundings it reads. Only bin/ makes the real one. */
export interface Terminal {
  /** Results. One call is one line or block; a line break is added. */
  print(text: string): void;
  /** Problems. */
  printError(text: string): void;
  /** One line that replaces the one before it; called only when a person is looking. */
  printProgress(text: string): void;
  /**
   * Asks whoever sits there for one line; undefined when the input ends instead. Absent where nobody can answer: in a pipeline, or
   * with an input that is no terminal.
   */
  readonly ask?: (question: string) => Promise<string | undefined>;
  /** Is handed problems as they are printed. Absent: nobody needs them as data. */
  readonly onProblems?: (problems: readonly Problem[]) => void;
  readonly environmentVariables: Readonly<Record<string, string | undefined>>;
  /** The time on the clock of whoever sits there; in a drill, that of the simulated account. */
  now(): Instant;
  /** Whether a person is looking, so that progress may be shown. */
  readonly isInteractive: boolean;
  /** Whether results may have colours. Default: no. */
  readonly hasColour?: boolean;
  /** Threads that play scenarios, and the script each runs. Without it everything happens in this one. */
  readonly players?: { readonly script: string; readonly atMost: number };
}

/** Exit codes of every command. */
export const EXIT = { fine: 0, findings: 1, usage: 2, internal: 3 } as const;

/** Exit code of a command that ends in an outcome. What cannot be told is no pass. */
export const EXIT_OF_OUTCOME: Readonly<Record<Outcome, number>> = { passed: EXIT.fine, failed: EXIT.findings, 'could not tell': EXIT.internal };

/** Prints problems to the error stream, with a closing line that counts them. */
export function printProblems(terminal: Terminal, problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  terminal.onProblems?.(problems);
  for (const problem of problems) terminal.printError(formatProblem(problem));
  const errors = problems.filter((problem) => problem.level === 'error').length;
  terminal.printError(`${count(errors, 'error')}, ${count(problems.length - errors, 'warning')}`);
}

/** JSON for machines: two spaces, stable order of keys as built. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

/** `1 error`, `2 errors`. */
function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}
