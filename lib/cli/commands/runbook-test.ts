import { ProblemsError, worstOutcome, type Outcome } from '../../problems/problem';
import { judgeCase } from '../../rehearsal/judge-case';
import { proveRunbook, type RunbookProof } from '../../rehearsal/prove-runbook';
import { runCase, type CaseRun } from '../../rehearsal/run-case';
import type { RunbookCase } from '../../rehearsal/runbook-case';
import type { RunbookLibrary } from '../../rehearsal/runbook-library';
import type { Runbook } from '../../runbook/library/runbook';
import { formatInstant } from '../../time/time';
import { pythonRunner } from '../account/python-runner';
import { readRunbooks, type RehearsedRunbook } from '../files/read-runbooks';
import { EXIT, toJson, type Terminal } from '../terminal';
import { libraryOf, namedRunbooks } from './runbook-selection';

/** One for all runs: it looks for the interpreter once. */
const runScript = pythonRunner();

/** Options of the commands that rehearse runbooks. */
export interface RunbookTestOptions {
  /** Folder of the runbooks. */
  readonly runbooks: string;
  /** Prefix of deployed names. */
  readonly prefix: string;
  readonly json?: boolean;
}

/** Options of `day2 runbook rehearse`. */
export interface RunbookRehearseOptions extends RunbookTestOptions {
  /** Id of the case. */
  readonly case: string;
}

/** Runs the cases of runbooks, of all without names, and says which came out otherwise. */
export async function runbookTest(names: readonly string[], options: RunbookTestOptions, terminal: Terminal): Promise<number> {
  const all = readRunbooks(options.runbooks);
  const library = libraryOf(all, options.prefix);
  const results: {
    readonly runbook: string;
    readonly case: string;
    readonly outcome: Outcome;
    readonly differences: readonly string[];
    readonly unknown: readonly string[];
  }[] = [];
  for (const { runbook, cases } of namedRunbooks(all, names)) {
    for (const runbookCase of cases) {
      const verdict = judgeCase(runbookCase, await runCase(library, runbook, runbookCase, { runScript }));
      results.push({ runbook: runbook.name, case: runbookCase.id, ...verdict });
    }
  }
  if (options.json === true) terminal.print(toJson({ version: 1, cases: results }));
  else {
    for (const { runbook, case: id, outcome, differences, unknown } of results) {
      terminal.print([`${outcome}  ${runbook}/${id}`, ...[...differences, ...unknown].map((line) => `    ${line}`)].join('\n'));
    }
    terminal.print(
      countsText(
        results.map(({ outcome }) => outcome),
        'case',
      ),
    );
  }
  return exitCodeOf(results.map(({ outcome }) => outcome));
}

/** Runs one case of a runbook and shows every step and call. */
export async function runbookRehearse(name: string, options: RunbookRehearseOptions, terminal: Terminal): Promise<number> {
  const all = readRunbooks(options.runbooks);
  const [{ runbook, cases }] = namedRunbooks(all, [name]) as readonly [RehearsedRunbook];
  const runbookCase = namedCase(runbook, cases, options.case);
  const run = await runCase(libraryOf(all, options.prefix), runbook, runbookCase, { runScript });
  const verdict = judgeCase(runbookCase, run);
  if (options.json === true) terminal.print(toJson({ version: 1, runbook: name, case: runbookCase.id, ...verdict, run }));
  else terminal.print([...runLines(run), '', verdict.outcome, ...[...verdict.differences, ...verdict.unknown].map((line) => `    ${line}`)].join('\n'));
  return exitCodeOf([verdict.outcome]);
}

/** Shows that dry runs of runbooks change nothing, of all without names. */
export async function runbookProve(names: readonly string[], options: RunbookTestOptions, terminal: Terminal): Promise<number> {
  const all = readRunbooks(options.runbooks);
  const library: RunbookLibrary = libraryOf(all, options.prefix);
  const proofs: RunbookProof[] = [];
  for (const { runbook, cases } of namedRunbooks(all, names)) proofs.push(await proveRunbook(library, runbook, cases, runScript));
  const outcomes = proofs.map(outcomeOfProof);
  if (options.json === true) terminal.print(toJson({ version: 1, runbooks: proofs.map((proof, index) => ({ ...proof, outcome: outcomes[index] })) }));
  else {
    for (const [index, { runbook, runs, dryCalls, violations, unknown, writes, unreached }] of proofs.entries()) {
      const counted = `${runs} runs, ${dryCalls} calls of dry runs, ${writes.length} steps that change something`;
      const lines = [
        ...violations.map((text) => `a dry run changes something: ${text}`),
        ...unreached.map((step) => `no case reaches ${step}`),
        ...unknown.map((text) => `nobody can tell: ${text}`),
      ];
      terminal.print([`${outcomes[index]}  ${runbook}: ${counted}`, ...lines.map((line) => `    ${line}`)].join('\n'));
    }
    terminal.print(countsText(outcomes, 'runbook'));
  }
  return exitCodeOf(outcomes);
}

function outcomeOfProof({ violations, unknown, unreached }: RunbookProof): Outcome {
  if (violations.length > 0 || unreached.length > 0) return 'failed';
  return unknown.length > 0 ? 'could not tell' : 'passed';
}

function namedCase(runbook: Runbook, cases: readonly RunbookCase[], id: string): RunbookCase {
  const found = cases.find((each) => each.id === id);
  if (found !== undefined) return found;
  throw new ProblemsError([
    {
      code: 'RUN055',
      level: 'error',
      where: {},
      what: `${runbook.name} has no case ${id}`,
      received: id,
      allowed: cases.map((each) => each.id).join(', '),
      change: 'name one that there is',
    },
  ]);
}

function runLines({ status, failure, steps, calls, outputs }: CaseRun): readonly string[] {
  return [
    `${status}${failure === undefined ? '' : `: ${failure}`}`,
    ...steps.map(
      (step) => `  ${step.status.padEnd(9)} ${step.name} (${step.action})${reportOf(step)}${step.failure === undefined ? '' : `\n            ${step.failure}`}`,
    ),
    ...calls.map(
      ({ at, operation, effect, error }) =>
        `  ${formatInstant(at)} ${effect === 'mutates' ? 'write' : 'read '} ${operation}${error === undefined ? '' : ` ${error}`}`,
    ),
    ...Object.entries(outputs).map(([name, text]) => `  output ${name}: ${text}`),
  ];
}

/** What a step says in words. */
function reportOf({ action, inputs }: CaseRun['steps'][number]): string {
  return action === 'aws:updateVariable' && typeof inputs.Value === 'string' ? `\n            ${inputs.Value}` : '';
}

function countsText(outcomes: readonly Outcome[], noun: string): string {
  const count = (outcome: Outcome) => outcomes.filter((each) => each === outcome).length;
  return `${outcomes.length} ${noun}${outcomes.length === 1 ? '' : 's'}: ${count('passed')} passed, ${count('failed')} failed, ${count('could not tell')} could not tell`;
}

function exitCodeOf(outcomes: readonly Outcome[]): number {
  return worstOutcome(outcomes) === 'passed' ? EXIT.fine : EXIT.findings;
}
