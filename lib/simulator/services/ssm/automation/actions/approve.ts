import { parseArn } from '../../../../../aws/arn';
import type { JsonValue } from '../../../../../aws/cloudformation/template';
import { NotSimulatedError, ServiceError } from '../../../../../aws/errors';
import { principalName, type Principal } from '../../../../../aws/iam/principal';
import type { Action, StepAttempt } from '../action';
import { listInput } from '../api-call';
import type { Signal } from '../signals';

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-approve.html */
const MAX_APPROVERS = 10;

/** One who answered. */
interface Decision {
  readonly Approver: string;
  readonly Decision: 'Approve' | 'Reject';
  readonly ReviewTime: string;
  readonly Comment: string;
}

/**
 * Waits until as many of the listed approvers as needed approve, one rejects, or the time is up. A rejection fails the step.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-approve.html
 */
export const APPROVE: Action = {
  run: (attempt) => {
    const { inputs } = attempt;
    if (inputs.EnhancedApprovals !== undefined) throw new NotSimulatedError('EnhancedApprovals of aws:approve');
    const approvers = listInput(inputs.Approvers).map(String);
    const needed = Number(inputs.MinRequiredApprovals ?? 1);
    if (approvers.length === 0 || approvers.length > MAX_APPROVERS) return { status: 'Failed', failure: `Approvers must be 1 to ${MAX_APPROVERS}` };
    if (!(Number.isInteger(needed) && needed >= 1 && needed <= approvers.length)) {
      return { status: 'Failed', failure: `MinRequiredApprovals must be 1 to ${approvers.length}` };
    }
    if (typeof inputs.NotificationArn === 'string') notify(attempt, inputs.NotificationArn);
    const decisions: Decision[] = [];
    attempt.onSignal((signal) => {
      decisions.push(decisionOf(signal, approvers, decisions, attempt));
      const outputs = { ApprovalStatus: statusOf(decisions, needed), ApproverDecisions: decisions as unknown as readonly JsonValue[] };
      if (outputs.ApprovalStatus === 'Rejected') attempt.end({ status: 'Failed', failure: `rejected by ${decisions.at(-1)!.Approver}`, outputs });
      if (outputs.ApprovalStatus === 'Approved') attempt.end({ status: 'Success', outputs, result: outputs });
    });
    return undefined;
  },
};

function statusOf(decisions: readonly Decision[], needed: number): 'Approved' | 'Rejected' | 'Waiting' {
  if (decisions.some(({ Decision: decision }) => decision === 'Reject')) return 'Rejected';
  return decisions.length >= needed ? 'Approved' : 'Waiting';
}

function decisionOf({ type, payload, by }: Signal, approvers: readonly string[], decisions: readonly Decision[], { now }: StepAttempt): Decision {
  if (type !== 'Approve' && type !== 'Reject') throw new ServiceError('InvalidAutomationSignalException', `an approval takes Approve or Reject, not ${type}`);
  const approver = approvers.find((candidate) => isApprover(candidate, by));
  if (approver === undefined) throw new ServiceError('InvalidAutomationSignalException', `${principalName(by)} is not one of the approvers`);
  if (decisions.some(({ Approver }) => Approver === approver)) throw new ServiceError('InvalidAutomationSignalException', `${approver} has decided already`);
  const comment = listInput(payload.Comment)[0];
  return { Approver: approver, Decision: type, ReviewTime: new Date(now).toISOString(), Comment: comment === undefined ? '' : String(comment) };
}

/** Users by name or ARN, roles by their ARN and by that of a session. */
function isApprover(approver: string, principal: Principal): boolean {
  if (typeof principal !== 'string') return false;
  if (approver === principal) return true;
  const { service, account, resource = '' } = parseArn(principal) ?? {};
  if (resource.startsWith('user/')) return approver === resource.slice(resource.lastIndexOf('/') + 1);
  const [, role] = /^assumed-role\/([^/]+)\//.exec(resource) ?? [];
  const approving = parseArn(approver);
  return service === 'sts' && role !== undefined && approving?.account === account && approving?.resource.split('/').at(-1) === role;
}

function notify(attempt: StepAttempt, topicArn: string): void {
  const { inputs, step, execution } = attempt;
  const Message = typeof inputs.Message === 'string' ? inputs.Message : `${step.name} of ${execution.id} waits for an approval`;
  attempt.call('sns', 'Publish', { TopicArn: topicArn, Subject: 'Automation: approval needed', Message });
}
