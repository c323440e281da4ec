import type { LoadedResource } from '../../../aws/assembly/loaded-stack';
import { CannotTellError } from '../../../aws/errors';
import { keyPolicyStatements } from '../../../aws/iam/key-policy';
import { alarmActions, isTopicArn } from '../alarm/alarm-actions';
import { findAll } from '../find-resources';
import { policyGrants } from '../identity/policy-grants';
import { ALARMS } from '../scopes';
import type { Finding, ResourceCheck } from '../template-check';
import { ALARM_PUBLISHER, ALARM_TOPICS, TOPIC } from './alarm-topics';
import { KEY_ACTIONS, isAwsManagedKey, keyOf } from './encryption-key';

/** What CloudWatch needs of the key of a topic. */
const WHY_IT_MATTERS = {
  allowed: `no encryption, or a key of your own whose policy lets ${ALARM_PUBLISHER} use kms:Decrypt and kms:GenerateDataKey*`,
} as const;

/**
 * From every alarm over its topics to their keys, CloudWatch can really deliver. With the key that SNS manages, or a
 * key that does not let CloudWatch in, the message is dropped and only the history of the alarm says so.
 */
export const alarmKeyChain: ResourceCheck = {
  code: 'KMS001',
  requirement: 'from every alarm over its topics to their keys, CloudWatch can really deliver',
  why: 'the alarm goes off and nobody is notified; only a line in its history says so',
  source: 'https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html',
  appliesTo: {
    description: 'metric and composite alarms, and the SNS topics they publish to',
    includes: (resource) => ALARMS.includes(resource) || ALARM_TOPICS.includes(resource),
  },
  *check(resource) {
    if (resource.type === TOPIC) yield* faultsOfTopic(resource);
    else refuseUnknownTopics(resource);
  },
};

function refuseUnknownTopics(alarm: LoadedResource): void {
  for (const { target } of alarmActions(alarm)) {
    if (!isTopicArn(target.text()) || findAll(alarm.stack, [TOPIC], target.text()).length > 0) continue;
    throw new CannotTellError(target.path, `no template has the topic ${target.text()}, so its key is not known`);
  }
}

function* faultsOfTopic(topic: LoadedResource): Generator<Finding> {
  const keyId = topic.at('KmsMasterKeyId');
  if (!keyId.isPresent) return;
  if (isAwsManagedKey(keyId)) {
    yield {
      ...WHY_IT_MATTERS,
      at: keyId,
      what: 'the key is managed by AWS, and nobody can let CloudWatch use it',
      received: keyId.shown,
      change: 'encrypt the topic with a key of your own',
    };
    return;
  }
  const key = keyOf(topic, keyId);
  if (key.at('Enabled').isPresent && !key.at('Enabled').boolean()) {
    yield {
      ...WHY_IT_MATTERS,
      at: keyId,
      what: `the key ${key.logicalId} is disabled`,
      received: 'Enabled false',
      change: 'enable the key',
    };
  }
  const policy = keyPolicyStatements(key);
  for (const action of KEY_ACTIONS) {
    const question = { service: ALARM_PUBLISHER, action, resource: key.attribute('Arn') };
    if (policyGrants(policy, question)) continue;
    yield {
      ...WHY_IT_MATTERS,
      at: keyId,
      what: `the policy of the key ${key.logicalId} does not let CloudWatch use ${action}`,
      received: `no effective grant of ${action} to ${ALARM_PUBLISHER}`,
      change: `add a statement to the KeyPolicy of ${key.logicalId} of ${key.stack.file}`,
    };
  }
}
