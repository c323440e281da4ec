import { ServiceError } from '../../../../../aws/errors';
import type { Action } from '../action';
import { listInput } from '../api-call';

/** Waits until somebody resumes it. https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-pause.html */
export const PAUSE: Action = {
  run: (attempt) => {
    attempt.onSignal(({ type, payload }) => {
      if (type !== 'Resume') throw new ServiceError('InvalidAutomationSignalException', `a pause takes Resume, not ${type}`);
      const name = listInput(payload.StepName)[0];
      if (name !== undefined && name !== attempt.step.name) throw new ServiceError('AutomationStepNotFoundException', `step ${String(name)} does not wait`);
      attempt.end({ status: 'Success' });
    });
    return undefined;
  },
};
