import { isJsonObject, type JsonValue } from '../../../../../aws/cloudformation/template';
import { NotSimulatedError } from '../../../../../aws/errors';
import type { Action, StepAttempt, StepOutcome } from '../action';
import { listInput } from '../api-call';

/** The operation that brings instances into a state. */
const OPERATIONS: Readonly<Record<string, string>> = { running: 'StartInstances', stopped: 'StopInstances', terminated: 'TerminateInstances' };

/**
 * Brings instances into a state and waits until all are in it; only waits with `CheckStateOnly`.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-changestate.html
 */
export const CHANGE_INSTANCE_STATE: Action = {
  run: (attempt) => {
    const { InstanceIds, DesiredState, CheckStateOnly = false, Force, AdditionalInfo } = attempt.inputs;
    if (AdditionalInfo !== undefined) throw new NotSimulatedError('AdditionalInfo of aws:changeInstanceState');
    const ids = listInput(InstanceIds);
    const operation = OPERATIONS[String(DesiredState)];
    if (operation === undefined) return { status: 'Failed', failure: `DesiredState is running, stopped or terminated, not ${String(DesiredState)}` };
    if (CheckStateOnly !== true) attempt.call('ec2', operation, { InstanceIds: ids, ...(Force !== undefined && operation === 'StopInstances' && { Force }) });
    return poll(attempt, ids, String(DesiredState));
  },
};

function poll(attempt: StepAttempt, ids: readonly JsonValue[], desired: string): StepOutcome | undefined {
  const { InstanceStatuses: statuses } = attempt.call('ec2', 'DescribeInstanceStatus', { InstanceIds: ids, IncludeAllInstances: true });
  const areThere = listInput(statuses).every((status) => isJsonObject(status) && isJsonObject(status.InstanceState) && status.InstanceState.Name === desired);
  if (areThere) return { status: 'Success' };
  attempt.after(attempt.assumptions.pollSeconds, () => poll(attempt, ids, desired));
  return undefined;
}
