import type { Action } from '../action';
import { apiOf } from '../api-call';

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeAwsApi.html */
export const EXECUTE_AWS_API: Action = {
  run: (attempt) => {
    const { service, operation, input } = apiOf(attempt.inputs);
    return { status: 'Success', result: attempt.call(service, operation, input) };
  },
};
