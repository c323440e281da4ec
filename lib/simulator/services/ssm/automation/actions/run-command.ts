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
    return poll(attempt, id!);
  },
};

function poll(attempt: StepAttempt, CommandId: JsonValue): StepOutcome | undefined {
  const { CommandInvocations } = attempt.call('ssm', 'ListCommandInvocations', { CommandId, Details: true });
  const invocations = listInput(CommandInvocations).map(mapInput);
  if (invocations.some(({ Status }) => GOING_ON.includes(String(Status)))) {
    attempt.after(attempt.assumptions.pollSeconds, () => poll(attempt, CommandId));
    return undefined;
  }
  const failed = invocations.find(({ Status }) => Status !== 'Success');
  const outputs: JsonObject = {
    CommandId,
    Status: failed?.Status ?? 'Success',
    ResponseCode: failed === undefined ? 0 : (pluginOf(failed).ResponseCode ?? -1),
    Output: invocations.map((invocation) => String(pluginOf(invocation).Output ?? '')).join('\n'),
  };
  if (failed === undefined) return { status: 'Success', outputs, result: outputs };
  return { status: 'Failed', failure: `the command is ${String(failed.Status)} on ${String(failed.InstanceId)}`, outputs };
}

/** The last plugin of a document is the one whose answer counts. */
function pluginOf({ CommandPlugins: plugins }: JsonObject): JsonObject {
  return mapInput(listInput(plugins).at(-1));
}
