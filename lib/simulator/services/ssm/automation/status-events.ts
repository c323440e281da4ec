import { resourceArn } from '../../../../aws/arn';
import type { Instant } from '../../../../time/time';
import type { EventContent } from '../../events/ports';
import type { Execution, StepRecord } from './execution';

export const EXECUTION_EVENT = 'EC2 Automation Execution Status-change Notification';
export const STEP_EVENT = 'EC2 Automation Step Status-change Notification';

/**
 * What EventBridge gets when a run begins, waits or ends. AWS sends it on a best-effort basis; here it always comes.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/monitoring-systems-manager-event-examples.html
 */
export function executionEvent(execution: Execution, accountId: string): EventContent {
  const { startedAt, endedAt, status, startedBy } = execution;
  return eventOf(EXECUTION_EVENT, execution, accountId, { Status: status, ...times(startedAt, endedAt), ExecutedBy: startedBy });
}

/** The same of a step. */
export function stepEvent(execution: Execution, { step, status, startedAt, endedAt }: StepRecord, accountId: string): EventContent {
  return eventOf(STEP_EVENT, execution, accountId, { Status: status, StepName: step.name, Action: step.action, ...times(startedAt!, endedAt) });
}

function eventOf(detailType: string, { id, document }: Execution, accountId: string, detail: EventContent['detail']): EventContent {
  const { identity, version } = document;
  const arn = (resource: string) => resourceArn('ssm', identity.region, accountId, resource);
  return {
    source: 'aws.ssm',
    detailType,
    resources: [arn(`automation-execution/${id}`), arn(`automation-definition/${identity.name}`)],
    detail: { ExecutionId: id, Definition: identity.name, DefinitionVersion: version, ...detail },
  };
}

function times(startedAt: Instant, endedAt: Instant | undefined): EventContent['detail'] {
  const StartTime = new Date(startedAt).toISOString();
  return endedAt === undefined ? { StartTime } : { StartTime, EndTime: new Date(endedAt).toISOString(), Time: endedAt - startedAt };
}
