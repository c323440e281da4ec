import { proveDryRun, violationText, type DryRunProof } from '../runbook/effects/dry-run';
import type { Runbook } from '../runbook/library/runbook';
import type { ScriptRunner } from '../simulator/services/ssm/automation/scripts';
import { runCase, type CaseRun } from './run-case';
import type { RunbookCase } from './runbook-case';
import { deployedDocument, deployedName, type RunbookLibrary } from './runbook-library';

/** What is shown of a runbook, by reading it and by running it. */
export interface RunbookProof {
  readonly runbook: string;
  /** Runs that were made. */
  readonly runs: number;
  /** Calls that dry runs made, all of which read unless there is a violation. */
  readonly dryCalls: number;
  /** How a dry run changes something. */
  readonly violations: readonly string[];
  /** What keeps it from being proven that there is no other way: steps of which nobody can tell what they do, runs that are not simulated. */
  readonly unknown: readonly string[];
  /** Steps that change something. */
  readonly writes: readonly string[];
  /** Those of them that no run comes to, or no case: of them nothing is shown. */
  readonly unreached: readonly string[];
}

/** What DryRun may be said to be: true, nothing, and what is no flag, with which a run does not start. */
const DRY_VALUES: readonly (readonly string[] | undefined)[] = [['true'], undefined, ['True'], ['no']];
/** How a call may fail: it is throttled, it is denied, it is carried out and the answer is lost. */
const FAILURES = [
  { errorName: 'ThrottlingException', after: false },
  { errorName: 'AccessDeniedException', after: false },
  { errorName: 'InternalFailure', after: true },
] as const;

/**
 * Shows that a dry run of a runbook changes nothing: by reading it, over everything its branches can find and everything that can
 * fail; and by running it, in the account of each of its cases, with DryRun true, absent and odd, and, absent, with every call failing
 * once in each way. And that the change path is reached, so that what is shown is not empty.
 */
export async function proveRunbook(
  library: RunbookLibrary,
  runbook: Runbook,
  cases: readonly RunbookCase[],
  runScript: ScriptRunner | undefined,
): Promise<RunbookProof> {
  const violations: string[] = [];
  const unknown: string[] = [];
  let runs = 0;
  let dryCalls = 0;
  const proof = proofByReading(library, runbook);
  violations.push(...proof.faults);
  for (const violation of proof.violations) (violation.effect === 'mutates' ? violations : unknown).push(violationText(violation));

  const look = (run: CaseRun, circumstances: string): void => {
    runs++;
    dryCalls += run.calls.length;
    if (run.unknown !== undefined) unknown.push(`${circumstances}: ${run.unknown}`);
    for (const { effect, operation, reason } of run.calls) if (effect === 'mutates') violations.push(`${circumstances}: ${operation} was called (${reason})`);
  };
  for (const runbookCase of differentWhenDry(cases)) {
    for (const value of DRY_VALUES) {
      const parameters = { DryRun: value };
      const named = `${runbookCase.id} with DryRun ${value === undefined ? 'absent' : value[0]}`;
      const undisturbed = await runCase(library, runbook, runbookCase, { parameters, runScript });
      look(undisturbed, named);
      // Absent is true by default: the runs are the same, and failures are tried on one of them.
      if (value !== undefined) continue;
      for (let position = 0; position < undisturbed.countedCalls; position++) {
        for (const failure of FAILURES) {
          const run = await runCase(library, runbook, runbookCase, { parameters, runScript, fault: { position, ...failure } });
          look(run, `${named}, call ${position + 1} ${failure.after ? 'without an answer' : `failing with ${failure.errorName}`}`);
        }
      }
    }
  }
  const ran = new Set<string>();
  for (const runbookCase of cases) {
    runs++;
    const run = await runCase(library, runbook, runbookCase, { runScript });
    for (const { document, name } of run.steps) if (document === deployedName(library, runbook)) ran.add(name);
  }
  return {
    runbook: runbook.name,
    runs,
    dryCalls,
    violations: [...new Set(violations)],
    unknown: [...new Set(unknown)],
    unreached: [...proof.unreached, ...proof.writes.filter((step) => !ran.has(step))],
    writes: proof.writes,
  };
}

/** Cases that are no different but for DryRun and what they expect are one. */
function differentWhenDry(cases: readonly RunbookCase[]): readonly RunbookCase[] {
  const byCircumstances = new Map<string, RunbookCase>();
  for (const each of cases) {
    const { id: _id, kind: _kind, expect: _expect, parameters, ...circumstances } = each;
    const { DryRun: _, ...others } = parameters;
    const key = JSON.stringify([others, circumstances]);
    if (!byCircumstances.has(key)) byCircumstances.set(key, each);
  }
  return [...byCircumstances.values()];
}

/** What is shown without running it, of the document as it is deployed. */
export function proofByReading(library: RunbookLibrary, runbook: Runbook): DryRunProof {
  const inEnvironment = (name: string) => name.replace(/\{\{\s*Prefix\s*\}\}/g, library.prefix);
  return proveDryRun(deployedDocument(library, runbook), (name) => {
    const child = library.runbooks.find((other) => deployedName(library, other) === inEnvironment(name));
    return child === undefined ? undefined : deployedDocument(library, child);
  });
}
