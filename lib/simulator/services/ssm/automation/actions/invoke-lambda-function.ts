import type { JsonValue } from '../../../../../aws/cloudformation/template';
import type { Action } from '../action';

/**
 * Hands an event to a function; outputs select on what it answers, and an answer that is an error of the function fails the step.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-lamb.html
 */
export const INVOKE_LAMBDA_FUNCTION: Action = {
  run: (attempt) => {
    const { InputPayload, Payload: oldPayload, InvocationType = 'RequestResponse', ...members } = attempt.inputs;
    const payload = InputPayload ?? oldPayload ?? {};
    const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
    const answer = attempt.call('lambda', 'Invoke', { ...members, InvocationType, Payload: text });
    const { FunctionError: error, Payload: given } = answer;
    if (error !== undefined) return { status: 'Failed', failure: `the function failed: ${String(given ?? error)}`, outputs: answer };
    return { status: 'Success', outputs: answer, result: parsed(given) };
  },
};

function parsed(payload: JsonValue | undefined): JsonValue {
  if (typeof payload !== 'string' || payload === '') return {};
  try {
    return JSON.parse(payload) as JsonValue;
  } catch {
    return payload;
  }
}
