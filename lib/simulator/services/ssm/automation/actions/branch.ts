import type { JsonObject } from '../../../../../aws/cloudformation/template';
import { NotSimulatedError } from '../../../../../aws/errors';
import { ConditionError, holds, readCondition, type Condition } from '../../../../../runbook/document/condition';
import { branchOf } from '../../../../../runbook/document/step-graph';
import type { Action, StepAttempt } from '../action';

/** The first choice that holds; references of the others are not looked at. https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-branch.html */
export const BRANCH: Action = {
  verbatim: ['Choices', 'Default'],
  run: (attempt) => {
    const { choices, otherwise } = branchOf(attempt.step)!;
    const chosen = choices.find(({ written }) => conditionHolds(written, attempt));
    return { status: 'Success', next: chosen?.next ?? otherwise };
  },
};

/**
 * Whether a written condition holds, its references filled in.
 *
 * @throws NotSimulatedError for a condition that is none, and for one that compares another type than the values have
 */
export function conditionHolds(written: JsonObject, attempt: StepAttempt): boolean {
  try {
    const condition: Condition = readCondition(written);
    return holds(condition, (value) => attempt.fill(value));
  } catch (error) {
    if (error instanceof ConditionError) throw new NotSimulatedError(error.message, `step ${attempt.step.name}`);
    throw error;
  }
}
