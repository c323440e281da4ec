import type { JsonObject, JsonValue } from '../../../../../aws/cloudformation/template';
import type { Action, StepAttempt, StepOutcome } from '../action';
import { listInput, mapInput } from '../api-call';

/** Makes an image of an instance and waits until it can be used. https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-create.html */
export const CREATE_IMAGE = making('CreateImage');

/** Copies an image from another region and waits until the copy can be used. https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-copyimage.html */
export const COPY_IMAGE = making('CopyImage');

/** Deletes an image with its snapshots. https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-delete.html */
export const DELETE_IMAGE: Action = {
  run: (attempt) => {
    const { ImageId: id = '' } = attempt.inputs;
    const devices = listInput(imageOf(attempt, id).BlockDeviceMappings).map(mapInput);
    attempt.call('ec2', 'DeregisterImage', { ImageId: id });
    for (const { Ebs } of devices) {
      const { SnapshotId: snapshot } = mapInput(Ebs);
      if (snapshot !== undefined) attempt.call('ec2', 'DeleteSnapshot', { SnapshotId: snapshot });
    }
    return { status: 'Success' };
  },
};

function making(operation: 'CreateImage' | 'CopyImage'): Action {
  return {
    run: (attempt) => {
      const { ImageName: Name, ImageDescription: Description, ...members } = attempt.inputs;
      return poll(attempt, attempt.call('ec2', operation, given({ ...members, Name, Description })).ImageId!);
    },
  };
}

function poll(attempt: StepAttempt, id: JsonValue): StepOutcome | undefined {
  const { State: state = 'pending' } = imageOf(attempt, id);
  const outputs = { ImageId: id, ImageState: state };
  if (state === 'available') return { status: 'Success', outputs, result: outputs };
  if (state !== 'pending') return { status: 'Failed', failure: `image ${String(id)} is ${String(state)}`, outputs };
  attempt.after(attempt.assumptions.pollSeconds, () => poll(attempt, id));
  return undefined;
}

function imageOf(attempt: StepAttempt, id: JsonValue): JsonObject {
  return mapInput(listInput(attempt.call('ec2', 'DescribeImages', { ImageIds: [id] }).Images)[0]);
}

function given(members: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  return Object.fromEntries(Object.entries(members).filter((entry): entry is [string, JsonValue] => entry[1] !== undefined));
}
