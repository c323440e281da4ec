import type { Finding, LintRule } from '../rule';

const MAX_APPROVERS = 10;
const MAX_MESSAGE_CHARACTERS = 4_096;

/** An approval can be given. */
export const approvals: LintRule = {
  code: 'RUN035',
  requirement: 'an approval can be given: enough approvers, a topic that Automation may publish to, a message that fits',
  why: 'the step fails at once, or nobody can ever approve',
  source: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-approve.html',
  *check({ steps }) {
    for (const { step } of steps) {
      if (step.action !== 'aws:approve') continue;
      const at = (key: string): Finding['at'] => [...step.path, 'inputs', key];
      const { Approvers, MinRequiredApprovals = 1, NotificationArn, Message } = step.inputs;
      const isKnown = Array.isArray(Approvers) && Approvers.every((approver) => !String(approver).includes('{{'));
      const count = Array.isArray(Approvers) ? Approvers.length : undefined;
      if (count !== undefined && (count === 0 || count > MAX_APPROVERS)) {
        yield {
          at: at('Approvers'),
          what: 'too few or too many approvers',
          received: `${count}`,
          allowed: `1 to ${MAX_APPROVERS}`,
          change: 'name a role instead of its members',
        };
      }
      if (isKnown && count !== undefined && count > 0 && typeof MinRequiredApprovals === 'number' && MinRequiredApprovals > count) {
        const allowed = `1 to ${count}`;
        yield {
          at: at('MinRequiredApprovals'),
          what: 'more approvals are required than there are approvers',
          received: `${MinRequiredApprovals}`,
          allowed,
          change: 'ask fewer, or name more',
        };
      }
      if (typeof NotificationArn === 'string' && !NotificationArn.includes('{{') && !/:Automation[^:]*$/.test(NotificationArn)) {
        const allowed = 'a topic whose name begins with Automation';
        yield {
          at: at('NotificationArn'),
          what: 'Automation publishes to topics named Automation… only',
          received: NotificationArn,
          allowed,
          change: 'name such a topic',
        };
      }
      if (typeof Message === 'string' && Message.length > MAX_MESSAGE_CHARACTERS) {
        yield {
          at: at('Message'),
          what: 'the message is too long',
          received: `${Message.length} characters`,
          allowed: `${MAX_MESSAGE_CHARACTERS}`,
          change: 'shorten it',
        };
      }
    }
  },
};
