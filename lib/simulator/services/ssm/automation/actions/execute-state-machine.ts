import type { JsonObject, JsonValue } from '../../../../../aws/cloudformation/template';
import type { Action, StepAttempt, StepOutcome } from '../action';

/** What the action shows of the execution, as the API has it. */
const OUTPUTS = ['executionArn', 'input', 'name', 'output', 'startDate', 'stateMachineArn', 'status', 'stopDate'];

/** Starts a state machine and waits for its end. https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeStateMachine.html */
export const EXECUTE_STATE_MACHINE: Action = {
  run: (attempt) => {
    const { input, ...others } = attempt.inputs;
    const text = typeof input === 'string' || input === undefined ? input : JSON.stringify(input);
    const started = attempt.call('states', 'StartExecution', { ...others, ...(text !== undefined && { input: text }) });
    return poll(attempt, started.executionArn!);
  },
};

function poll(attempt: StepAttempt, executionArn: JsonValue): StepOutcome | undefined {
  const execution = attempt.call('states', 'DescribeExecution', { executionArn });
  const { status, cause, error } = execution;
  if (status === 'RUNNING') {
    attempt.after(attempt.assumptions.pollSeconds, () => poll(attempt, executionArn));
    return undefined;
  }
  const outputs: JsonObject = Object.fromEntries(OUTPUTS.flatMap((name) => (execution[name] === undefined ? [] : [[name, execution[name]]])));
  if (status === 'SUCCEEDED') return { status: 'Success', outputs, result: outputs };
  const why = [error, cause].filter((part) => part !== undefined).map(String);
  return { status: 'Failed', failure: [`the execution is ${String(status)}`, ...why].join(': '), outputs };
}
