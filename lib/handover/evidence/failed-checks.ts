/** Checks of objectives that did not pass: whether people have attached evidence in time. Requirement 003-46. */

import type { Outcome } from '../../problems/problem';
import { entriesOf, propertyOf, textOf } from '../../problems/untyped';
import { formatInstant, parseInstant, type Instant } from '../../time/time';
import type { FiledEvidence } from './manifest';

/** A check that automation does not vouch for. */
export interface FailedCheck {
  /** Key of the run. */
  readonly run: string;
  readonly phase: string;
  /** Until when evidence has to be attached by hand. */
  readonly due: Instant;
}

/** How a failed check stands. */
export interface AnsweredCheck extends FailedCheck {
  /** Passed: evidence was attached in time. Could not tell: none was, and there is time. */
  readonly outcome: Outcome;
  readonly why: string;
  /** Id of the first evidence that was attached to it, in time or not. */
  readonly answeredBy?: string;
}

/** Every run of `day2 slo check` in a manifest of such runs, and those of them that need evidence by hand. */
export interface RecordedChecks {
  readonly runs: readonly string[];
  readonly failed: readonly FailedCheck[];
}

/**
 * The runs that `day2 slo check` has recorded.
 *
 * @param manifest content of its manifest, as JSON gives it; undefined: nothing was recorded
 * @returns undefined when a run has no phase, or no instant by which evidence is due
 */
export function recordedChecks(manifest: unknown): RecordedChecks | undefined {
  const runs = entriesOf(propertyOf(manifest, 'sloChecks') ?? {});
  if (runs === undefined) return undefined;
  const failed: FailedCheck[] = [];
  for (const [run, record] of runs) {
    const validation = propertyOf(record, 'validation');
    const phase = textOf(validation, 'phase');
    const manual = propertyOf(validation, 'manualEvidence');
    const due = parseInstant(textOf(manual, 'due') ?? '');
    const isNeeded = propertyOf(manual, 'needed');
    if (phase === undefined || typeof isNeeded !== 'boolean' || (isNeeded && due === undefined)) return undefined;
    if (isNeeded) failed.push({ run, phase, due: due! });
  }
  return { runs: runs.map(([run]) => run), failed };
}

/** Whether evidence by hand was attached to each failed check within its time, as of an instant. */
export function answerChecks(failed: readonly FailedCheck[], filed: readonly FiledEvidence[], at: Instant): readonly AnsweredCheck[] {
  return failed.map((check) => {
    const answers = filed.filter(({ answers: run }) => run === check.run).toSorted((a, b) => a.attachedAt - b.attachedAt);
    const [first] = answers;
    const due = formatInstant(check.due);
    if (first === undefined)
      return at > check.due
        ? { ...check, outcome: 'failed', why: `no evidence was attached until ${due}` }
        : { ...check, outcome: 'could not tell', why: `no evidence is attached yet; it is due until ${due}` };
    const attached = formatInstant(first.attachedAt);
    const answered = { ...check, answeredBy: first.id };
    return first.attachedAt > check.due
      ? { ...answered, outcome: 'failed', why: `${first.id} was attached at ${attached}, after ${due}` }
      : { ...answered, outcome: 'passed', why: `${first.id} was attached at ${attached}` };
  });
}
