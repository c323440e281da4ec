import { CannotTellError } from '../../../aws/errors';
import { policyGrants } from '../identity/policy-grants';
import { attachedPolicies, statementsOf } from '../identity/resource-policies';
import type { ResourceCheck } from '../template-check';
import { ALARM_PUBLISHER, ALARM_TOPICS } from './alarm-topics';

/**
 * A topic that alarms publish to lets CloudWatch publish. The policy a topic has by default lets the alarms of its own
 * account; attaching any other policy replaces it.
 */
export const alarmTopicPolicy: ResourceCheck = {
  code: 'SNS001',
  requirement: 'a topic that alarms publish to lets CloudWatch publish',
  why: 'the alarm goes off and nobody is notified; only a line in its history says so',
  source: 'https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html',
  appliesTo: ALARM_TOPICS,
  *check(topic) {
    const [policy, second] = attachedPolicies(topic);
    if (policy === undefined) return;
    if (second !== undefined) throw new CannotTellError('Properties', 'the topic has two policies, and the one deployed last wins');
    if (policyGrants(statementsOf(policy), { service: ALARM_PUBLISHER, action: 'sns:Publish', resource: topic.ref })) return;
    yield {
      at: 'Properties',
      what: `the policy ${policy.logicalId} does not let CloudWatch publish`,
      received: `no effective grant of sns:Publish to ${ALARM_PUBLISHER}`,
      allowed: `a statement that lets ${ALARM_PUBLISHER} use sns:Publish on the topic, or no policy at all`,
      change: `add the statement to ${policy.logicalId} of ${policy.stack.file}`,
    };
  },
};
