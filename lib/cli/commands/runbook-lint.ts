import { hasErrors, sortProblems, type Problem } from '../../problems/problem';
import { lintDocument } from '../../runbook/linter/lint-document';
import { readRunbookText } from '../files/read-runbook';
import { writeSarif } from '../files/write-sarif';
import { EXIT, printProblems, toJson, type Terminal } from '../terminal';

/** Options of `day2 runbook lint`. */
export interface RunbookLintOptions {
  /** Hold the documents to the rules of our own as well. */
  readonly strict?: boolean;
  /** File for the findings as SARIF. */
  readonly sarif?: string;
  readonly json?: boolean;
}

/** Says what is wrong with documents of Systems Manager Automation, whoever wrote them. */
export function runbookLint(files: readonly string[], options: RunbookLintOptions, terminal: Terminal): number {
  const problems = sortProblems(files.flatMap((file) => lintFile(file, options.strict === true)));
  if (options.sarif !== undefined) writeSarif(options.sarif, problems);
  if (options.json === true) terminal.print(toJson({ problems }));
  else {
    printProblems(terminal, problems);
    if (problems.length === 0) terminal.print(`${files.length === 1 ? '1 runbook' : `${files.length} runbooks`}: nothing to report`);
  }
  return hasErrors(problems) ? EXIT.findings : EXIT.fine;
}

function lintFile(file: string, isStrict: boolean): readonly Problem[] {
  const { value, bytes, locate, problems } = readRunbookText(file);
  return value === undefined ? problems : [...problems, ...lintDocument({ value, bytes, locate, isStrict })];
}
