import type { ResourceCheck } from '../template-check';

/** An access key in a template grows old. */
export const accessKeyIsReplaced: ResourceCheck = {
  code: 'ROT005',
  requirement: 'access keys are not made by templates',
  why: "CloudFormation replaces such a key only when somebody raises its Serial: it has no schedule, and its age is nobody's to see",
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-accesskey.html',
  appliesTo: { description: 'access keys', includes: ({ type }) => type === 'AWS::IAM::AccessKey' },
  *check(key) {
    const serial = key.at('Serial');
    yield {
      at: serial,
      what: 'an access key is made by a template, and nothing rotates it',
      received: serial.isPresent ? `Serial ${serial.shown}` : 'no Serial',
      allowed: 'a role, or a key in a secret with a rotation function',
      change: 'use a role; or acknowledge it with the task that rotates the key (runbook rotate-access-key) and how old the key may get',
    };
  },
};
