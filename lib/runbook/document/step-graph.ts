import { isJsonObject, type JsonObject, type JsonValue } from '../../aws/cloudformation/template';
import type { RunbookStep } from './document';

/** One choice of a branch, as written. */
export interface Choice {
  /** The condition, with `NextStep` beside it. */
  readonly written: JsonObject;
  readonly next: string;
}

/** The choices of an `aws:branch` step, in order, and what it does when none holds. */
export interface Branch {
  readonly choices: readonly Choice[];
  /** Absent: the next step in the list. */
  readonly otherwise?: string;
}

/** The choices of a step; undefined for a step that does not branch. Choices that are no maps are left out: a linter says so. */
export function branchOf({ action, inputs }: RunbookStep): Branch | undefined {
  if (action !== 'aws:branch') return undefined;
  const written = Array.isArray(inputs.Choices) ? (inputs.Choices as readonly JsonValue[]) : [];
  const choices = written.filter(isJsonObject).map((choice) => ({ written: choice, next: String(choice.NextStep) }));
  return typeof inputs.Default === 'string' ? { choices, otherwise: inputs.Default } : { choices };
}

/** Why a run goes from one step to another. */
export type EdgeReason = 'success' | 'choice' | 'otherwise' | 'failure' | 'cancel';

/** A way from a step. Without a target the run ends there. */
export interface Edge {
  readonly reason: EdgeReason;
  readonly to?: string;
  /** Position among the choices of a branch. */
  readonly choice?: number;
}

/**
 * Every way a run can take from a step, whatever the values are.
 *
 * @param next the step that follows in the list; undefined for the last one
 */
export function edgesOf(step: RunbookStep, next: string | undefined): readonly Edge[] {
  const following = step.nextStep ?? next;
  const onward = step.isEnd ? undefined : following;
  const branch = branchOf(step);
  const success: readonly Edge[] =
    branch === undefined
      ? [{ reason: 'success', to: onward }]
      : [
          ...branch.choices.map((choice, index): Edge => ({ reason: 'choice', to: choice.next, choice: index })),
          { reason: 'otherwise', to: branch.otherwise ?? onward },
        ];
  const { onFailure, onCancel } = step;
  const failure: Edge = { reason: 'failure', to: onFailure.kind === 'step' ? onFailure.step : onFailure.kind === 'continue' ? onward : undefined };
  return [...success, failure, ...(onCancel.kind === 'step' ? [{ reason: 'cancel' as const, to: onCancel.step }] : [])];
}
