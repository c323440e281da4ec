import type { JsonObject } from '../../../../aws/cloudformation/template';
import type { Principal } from '../../../../aws/iam/principal';

/** What somebody sends to a run that waits. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_SendAutomationSignal.html */
export interface Signal {
  readonly type: string;
  readonly payload: JsonObject;
  readonly by: Principal;
}

/** Takes a signal. @throws ServiceError for one that does not fit the step that waits */
export type SignalHandler = (signal: Signal) => void;
