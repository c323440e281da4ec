import type { JsonObject, JsonValue } from '../../../../../aws/cloudformation/template';
import { NotSimulatedError } from '../../../../../aws/errors';
import type { Action, StepAttempt, StepOutcome } from '../action';
import { listInput, mapInput } from '../api-call';

/** Starts instances and waits until all of them run. https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-runinstance.html */
export const RUN_INSTANCES: Action = {
  run: (attempt) => {
    const ids = listInput(attempt.call('ec2', 'RunInstances', asOperation(attempt.inputs)).Instances).map((instance) => mapInput(instance).InstanceId!);
    return poll(attempt, ids);
  },
};

/** Some inputs have other names than the members of the operation. */
function asOperation({
  MinInstanceCount = 1,
  MaxInstanceCount = 1,
  IamInstanceProfileArn: Arn,
  IamInstanceProfileName: Name,
  AdditionalInfo,
  Monitoring,
  ...members
}: JsonObject): JsonObject {
  if (AdditionalInfo !== undefined) throw new NotSimulatedError('AdditionalInfo of aws:runInstances');
  return {
    ...members,
    MinCount: MinInstanceCount,
    MaxCount: MaxInstanceCount,
    ...(Monitoring !== undefined && { Monitoring: { Enabled: Monitoring } }),
    ...(Arn !== undefined && { IamInstanceProfile: { Arn } }),
    ...(Name !== undefined && { IamInstanceProfile: { Name } }),
  };
}

function poll(attempt: StepAttempt, ids: readonly JsonValue[]): StepOutcome | undefined {
  const { InstanceStatuses: statuses } = attempt.call('ec2', 'DescribeInstanceStatus', { InstanceIds: ids, IncludeAllInstances: true });
  const states = listInput(statuses).map((status) => String(mapInput(mapInput(status).InstanceState).Name));
  const outputs = { InstanceIds: ids, InstanceStates: states };
  if (states.every((state) => state === 'running')) return { status: 'Success', outputs, result: outputs };
  const failed = states.find((state) => state !== 'running' && state !== 'pending');
  if (failed !== undefined) return { status: 'Failed', failure: `an instance is ${failed}`, outputs };
  attempt.after(attempt.assumptions.pollSeconds, () => poll(attempt, ids));
  return undefined;
}
