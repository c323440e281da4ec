import type { JsonObject, JsonValue } from '../../../../../aws/cloudformation/template';
import { NotSimulatedError } from '../../../../../aws/errors';
import type { Action, StepAttempt, StepOutcome } from '../action';
import { listInput, mapInput } from '../api-call';

/** Statuses of a command on a machine that goes on. https://docs.aws.amazon.com/systems-manager/latest/userguide/monitor-commands.html */
const GOING_ON: readonly string[] = ['Pending', 'InProgress', 'Delayed', 'Cancelling'];

/** Runs a command on machines and waits for all of them. https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-runcommand.html */
export const RUN_COMMAND: Action = {
  run: (attempt) => {
    const { InstanceIds, Targets, ...members } = attempt.inputs;
    if (InstanceIds === undefined || Targets !== undefined) throw new NotSimulatedError('Targets of aws:runCommand', `step ${attempt.step.name}`);
    const ids = listInput(InstanceIds);
    const { CommandId: id } = mapInput(attempt.call('ssm', 'SendCommand', { ...members, InstanceIds: ids }).Command);
    return poll(attempt, id!, ids);
  },
};

function poll(attempt: StepAttempt, CommandId: JsonValue, ids: readonly JsonValue[]): StepOutcome | undefined {
  const invocations = ids.map((InstanceId) => attempt.call('ssm', 'GetCommandInvocation', { CommandId, InstanceId }));
  if (invocations.some(({ Status }) => GOING_ON.includes(String(Status)))) {
    attempt.after(attempt.assumptions.pollSeconds, () => poll(attempt, CommandId, ids));
    return undefined;
  }
  const failed = invocations.find(({ Status }) => Status !== 'Success');
  const outputs: JsonObject = {
    CommandId,
    Status: failed?.Status ?? 'Success',
    ResponseCode: failed?.ResponseCode ?? 0,
    Output: invocations.map(({ StandardOutputContent = '' }) => String(StandardOutputContent)).join('\n'),
  };
  if (failed === undefined) return { status: 'Success', outputs, result: outputs };
  return { status: 'Failed', failure: `the command is ${String(failed.Status)} on ${String(failed.InstanceId)}`, outputs };
}
