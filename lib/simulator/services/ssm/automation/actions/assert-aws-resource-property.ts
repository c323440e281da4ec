import type { Action } from '../action';
import { findProperty } from './resource-property';

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-assertAwsResourceProperty.html */
export const ASSERT_AWS_RESOURCE_PROPERTY: Action = {
  run: (attempt) => {
    const { found = 'nothing', desired, isDesired } = findProperty(attempt);
    if (isDesired) return { status: 'Success' };
    return { status: 'Failed', failure: `${String(attempt.inputs.PropertySelector)} is ${found}, and not ${desired.join(' or ')}` };
  },
};
