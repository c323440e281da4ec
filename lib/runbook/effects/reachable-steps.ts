import { ConditionError, readCondition, type Condition } from '../document/condition';
import type { RunbookStep } from '../document/document';
import { branchOf, edgesOf, type Edge, type EdgeReason } from '../document/step-graph';

/** What can be said of a condition without running the document. */
export type Outcome = 'always' | 'never' | 'maybe';

/** A step on the way to another one, and how the run went on from it. */
export interface PathPart {
  readonly step: string;
  readonly reason: EdgeReason;
}

/** A step that a run can come to. */
export interface ReachedStep {
  readonly step: RunbookStep;
  /** A shortest way to it, itself not included; empty for the first step. */
  readonly path: readonly PathPart[];
}

/** Steps that follow each other in a list: those of the document, or of a loop. */
interface Place {
  readonly list: readonly RunbookStep[];
  readonly index: number;
}

/**
 * Every step that a run can come to, nearest first: whatever branches find, whatever fails, and wherever it is cancelled, but for
 * choices whose condition never holds, and what stands behind one that always does.
 *
 * @param outcomeOf what is known of a condition
 */
export function reachableSteps(steps: readonly RunbookStep[], outcomeOf: (condition: Condition) => Outcome): readonly ReachedStep[] {
  const reached = new Map<RunbookStep, ReachedStep>();
  const open: (Place & { readonly path: readonly PathPart[] })[] = [{ list: steps, index: 0, path: [] }];
  for (let place = open.shift(); place !== undefined; place = open.shift()) {
    const { list, index, path } = place;
    const step = list[index];
    if (step === undefined || reached.has(step)) continue;
    reached.set(step, { step, path });
    const behind = (reason: EdgeReason): readonly PathPart[] => [...path, { step: step.name, reason }];
    // A loop may make no pass at all; where a pass ends, it goes on as the loop does.
    if (step.steps.length > 0) open.push({ list: step.steps, index: 0, path: behind('success') });
    for (const { to, reason } of possibleEdges(step, list[index + 1]?.name, outcomeOf)) {
      const target = to === undefined ? -1 : list.findIndex(({ name }) => name === to);
      if (target >= 0) open.push({ list, index: target, path: behind(reason) });
    }
  }
  return [...reached.values()];
}

/** A way as text: `read, decide (otherwise), change`. */
export function pathText(path: readonly PathPart[], last: string): string {
  return [...path.map(({ step, reason }) => (reason === 'success' ? step : `${step} (${reason})`)), last].join(', ');
}

function possibleEdges(step: RunbookStep, next: string | undefined, outcomeOf: (condition: Condition) => Outcome): readonly Edge[] {
  const outcomes = branchOf(step)?.choices.map(({ written }) => knownOutcome(written, outcomeOf)) ?? [];
  const certain = outcomes.indexOf('always');
  const isPossible = ({ reason, choice = 0 }: Edge): boolean => {
    if (reason === 'choice') return outcomes[choice] !== 'never' && (certain < 0 || choice <= certain);
    return reason !== 'otherwise' || certain < 0;
  };
  return edgesOf(step, next).filter(isPossible);
}

function knownOutcome(written: Parameters<typeof readCondition>[0], outcomeOf: (condition: Condition) => Outcome): Outcome {
  try {
    return outcomeOf(readCondition(written));
  } catch (error) {
    if (error instanceof ConditionError) return 'maybe';
    throw error;
  }
}
