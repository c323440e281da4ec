import type { JsonObject, JsonValue } from '../../../../../aws/cloudformation/template';
import { NotSimulatedError } from '../../../../../aws/errors';
import type { Action, StepOutcome } from '../action';
import { listInput, mapInput } from '../api-call';
import { executionOutputs } from '../describe-execution';
import { depthOf, type Execution } from '../execution';

/** A run and its children, at most. https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeAutomation.html */
const MAX_LEVELS = 5;
const PASSED_ON = ['DocumentName', 'DocumentVersion', 'Tags'];

/** Starts another document, with the role of the run, and waits for its end. */
export const EXECUTE_AUTOMATION: Action = {
  run: (attempt) => {
    const { RuntimeParameters, ...others } = attempt.inputs;
    const unknown = Object.keys(others).filter((key) => !PASSED_ON.includes(key));
    if (unknown.length > 0) throw new NotSimulatedError(`input ${unknown.join(', ')} of aws:executeAutomation`);
    if (depthOf(attempt.execution) + 1 >= MAX_LEVELS) return { status: 'Failed', failure: `more than ${MAX_LEVELS} levels of automations` };
    const input = { ...others, ...(RuntimeParameters !== undefined && { Parameters: startParameters(mapInput(RuntimeParameters)) }) };
    attempt.startChild(input, (child) => attempt.end(outcomeOf(child)));
    return undefined;
  },
};

/** Parameters as a start takes them: lists of texts. */
function startParameters(parameters: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, texts(value)]));
}

function texts(value: JsonValue): JsonValue {
  return listInput(value).map((item) => (typeof item === 'object' ? JSON.stringify(item) : String(item)));
}

/** @throws NotSimulatedError when nobody can tell how the child ended */
function outcomeOf(child: Execution): StepOutcome {
  if (child.doubt !== undefined) throw child.doubt;
  const output = Object.values(executionOutputs(child)).flatMap((value) => listInput(value));
  const outputs = { ExecutionId: child.id, Status: child.status, Output: output };
  if (child.status === 'Success') return { status: 'Success', outputs, result: outputs };
  return { status: 'Failed', failure: `${child.document.identity.name} ended as ${child.status}: ${child.failure ?? 'cancelled'}`, outputs };
}
