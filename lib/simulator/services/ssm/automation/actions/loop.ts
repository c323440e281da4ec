import { isJsonObject, type JsonValue } from '../../../../../aws/cloudformation/template';
import { NotSimulatedError } from '../../../../../aws/errors';
import type { Action, StepAttempt } from '../action';
import { listInput } from '../api-call';
import { conditionHolds } from './branch';

/** Of iterators and of iterations. https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-loop.html */
const MAX_ITERATIONS = 100;

/**
 * Passes over its steps: one for each iterator, or until a condition, which is looked at after each pass, holds no more.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-loop.html
 */
export const LOOP: Action = {
  verbatim: ['LoopCondition'],
  run: (attempt) => {
    const { Iterators, LoopCondition, MaxIterations = MAX_ITERATIONS } = attempt.inputs;
    if (attempt.step.steps.some(({ action }) => action === 'aws:loop') && attempt.assumptions.nestedLoops === 'could not tell') {
      throw new NotSimulatedError('a loop inside a loop', `step ${attempt.step.name}`);
    }
    if ((Iterators === undefined) === (LoopCondition === undefined)) return { status: 'Failed', failure: 'a loop has either Iterators or LoopCondition' };
    const values = Iterators === undefined ? undefined : listInput(Iterators);
    const most = values === undefined ? Number(MaxIterations) : values.length;
    if (!(most <= MAX_ITERATIONS)) return { status: 'Failed', failure: `a loop has at most ${MAX_ITERATIONS} iterations, and this one ${most}` };
    if (most === 0) return { status: 'Success' };
    pass(attempt, 1, most, values);
    return undefined;
  },
};

function pass(attempt: StepAttempt, iteration: number, most: number, values: readonly JsonValue[] | undefined): void {
  attempt.runPass({ iteration, value: values?.[iteration - 1] }, (outcome) => {
    if (outcome.status !== 'Success') return attempt.end({ status: outcome.status, failure: `iteration ${iteration}: ${outcome.failure ?? outcome.status}` });
    const goesOn = iteration < most && (values !== undefined || continues(attempt));
    if (goesOn) pass(attempt, iteration + 1, most, values);
    else attempt.end({ status: 'Success' });
  });
}

function continues(attempt: StepAttempt): boolean {
  const { LoopCondition: condition } = attempt.inputs;
  if (!isJsonObject(condition)) throw new NotSimulatedError('a LoopCondition that is no map', `step ${attempt.step.name}`);
  return conditionHolds(condition, attempt);
}
