import { NotSimulatedError } from '../../../../../aws/errors';
import type { Action } from '../action';

/** Tags of EC2; other resource types are not simulated. https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-createtag.html */
export const CREATE_TAGS: Action = {
  run: (attempt) => {
    const { ResourceIds: Resources = [], Tags = [], ResourceType = 'EC2' } = attempt.inputs;
    if (ResourceType !== 'EC2') throw new NotSimulatedError(`ResourceType ${String(ResourceType)} of aws:createTags`);
    attempt.call('ec2', 'CreateTags', { Resources, Tags });
    return { status: 'Success' };
  },
};
