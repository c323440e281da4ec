import { isJsonObject, type JsonObject } from '../../../../../aws/cloudformation/template';
import { ServiceError } from '../../../../../aws/errors';
import type { Action, StepAttempt, StepOutcome } from '../action';
import { listInput } from '../api-call';

/** Creates a stack and waits for it. https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-createstack.html */
export const CREATE_STACK: Action = {
  run: (attempt) => {
    const { StackId: id } = attempt.call('cloudformation', 'CreateStack', attempt.inputs);
    const poll = (): StepOutcome | undefined => {
      const { StackStatus: status = '', StackStatusReason: reason = '' } = stackOf(attempt) ?? {};
      const outputs = { StackId: id ?? '', StackStatus: status, StackStatusReason: reason };
      if (status === 'CREATE_COMPLETE') return { status: 'Success', outputs, result: outputs };
      if (!String(status).endsWith('_IN_PROGRESS')) return { status: 'Failed', failure: `the stack is ${String(status)}`, outputs };
      attempt.after(attempt.assumptions.pollSeconds, poll);
      return undefined;
    };
    return poll();
  },
};

/** Deletes a stack and waits until it is gone. https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-deletestack.html */
export const DELETE_STACK: Action = {
  run: (attempt) => {
    attempt.call('cloudformation', 'DeleteStack', attempt.inputs);
    const poll = (): StepOutcome | undefined => {
      const status = stackOf(attempt)?.StackStatus;
      if (status === undefined || status === 'DELETE_COMPLETE') return { status: 'Success' };
      if (status === 'DELETE_FAILED') return { status: 'Failed', failure: 'the stack is DELETE_FAILED' };
      attempt.after(attempt.assumptions.pollSeconds, poll);
      return undefined;
    };
    return poll();
  },
};

/** Undefined for a stack that is not there. */
function stackOf(attempt: StepAttempt): JsonObject | undefined {
  try {
    const { Stacks: stacks } = attempt.call('cloudformation', 'DescribeStacks', { StackName: attempt.inputs.StackName! });
    return listInput(stacks).find(isJsonObject);
  } catch (error) {
    if (error instanceof ServiceError && error.name === 'ValidationError') return undefined;
    throw error;
  }
}
