import type { ProblemCode } from './catalogue';

/**
 * What every part of day2 reports when something is wrong: one shape, collected, never thrown one by one.
 *
 * A problem has a stable code (its meaning never changes, its wording may), the place, what was received, what is
 * allowed and the change to make. Sentences are lower case and have no closing period.
 */

/** Where a problem was found. Lines and columns count from 1. */
export interface ProblemLocation {
  /** File as the user named it, relative to where the command was started. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** Path inside the document or template, such as `services[2].objectives[0].target`. */
  readonly path?: string;
}

/** One finding about an input: configuration, scenario, template or plan. */
export interface Problem {
  /** Stable code, three letters and three digits, such as `CFG003`. */
  readonly code: ProblemCode;
  /** An error stops the command (exit code 1); a warning is printed and does not. */
  readonly level: 'error' | 'warning';
  readonly where: ProblemLocation;
  /** What is wrong. */
  readonly what: string;
  /** The value received, as it would be written in the file. */
  readonly received?: string;
  /** What would have been accepted. */
  readonly allowed?: string;
  /** The change to make. */
  readonly change: string;
}

/** The three outcomes of any check. No data is `could not tell`, never `passed`. */
export type Outcome = 'passed' | 'failed' | 'could not tell';

/** The worst of several outcomes: failed, then could not tell, then passed. Nothing at all is `could not tell`. */
export function worstOutcome(outcomes: readonly Outcome[]): Outcome {
  if (outcomes.includes('failed')) return 'failed';
  if (outcomes.length === 0 || outcomes.includes('could not tell')) return 'could not tell';
  return 'passed';
}

/** Thrown by a reader that met problems it could not go on from; carries all of them. */
export class ProblemsError extends Error {
  override readonly name = 'ProblemsError';

  constructor(readonly problems: readonly Problem[]) {
    super(problems.map(formatProblem).join('\n'));
  }
}

/** `file:line:column` as far as they are known, then the path in the document. */
export function formatLocation(where: ProblemLocation): string {
  const location = [where.file, where.line, where.line === undefined ? undefined : where.column].filter((part) => part !== undefined).join(':');
  if (location === '') return where.path ?? '';
  return where.path === undefined || where.path === '' ? location : `${location} ${where.path}`;
}

/** A problem as it is printed on a terminal: one headline, then what was received, what is allowed, what to change; a list below its first line. */
export function formatProblem(problem: Problem): string {
  const lines = [`${problem.level} ${problem.code} ${formatLocation(problem.where)}: ${problem.what}`];
  if (problem.received !== undefined) lines.push(`    received: ${problem.received.replaceAll('\n', `\n${' '.repeat('    received: '.length)}`)}`);
  if (problem.allowed !== undefined) lines.push(`    allowed:  ${problem.allowed}`);
  lines.push(`    change:   ${problem.change}`);
  return lines.join('\n');
}

/** Problems in reading order: by file, line, column, then code. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  const text = (a: string | undefined, b: string | undefined) => (a ?? '').localeCompare(b ?? '', 'en');
  return [...problems].sort(
    (a, b) =>
      text(a.where.file, b.where.file) ||
      (a.where.line ?? 0) - (b.where.line ?? 0) ||
      (a.where.column ?? 0) - (b.where.column ?? 0) ||
      text(a.where.path, b.where.path) ||
      text(a.code, b.code),
  );
}

/** True when at least one problem is an error. */
export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.level === 'error');
}
