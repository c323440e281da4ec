import type { SentPagerPlan } from '../plan/incident-plan';
import { SENDER_LIMITS } from '../plan/plan-pagers';
import { comparePolicyFile } from './compare-policy-file';
import { compareRole } from './compare-role';
import type { Comparison } from './comparison';
import type { DeployedFunction } from './deployed-resources';
import { Differences, textOf } from './difference';

/**
 * Whether the function that posts to a pager is there in every region of its topics, with the planned policy, limits and dead letters, may
 * be started by exactly its topics, and may read its own key and nothing else.
 */
export function comparePagerSender(found: Comparison, { functionName, policy, topics }: SentPagerPlan, deadLetters: string): void {
  for (const region of new Set(topics.map((topic) => topic.region))) {
    const sender = found.named('function', region, functionName);
    if (sender === undefined) continue;
    const queue = found.arn('sqs', region, deadLetters);
    const differences = new Differences();
    differences.expect('handler', 'index.handler', sender.handler);
    differences.expect('timeout', `${SENDER_LIMITS.timeoutSeconds} s`, `${textOf(sender.timeout)} s`);
    differences.expect('reserved concurrency', 'nothing', sender.reservedConcurrentExecutions);
    differences.expect('dead-letter queue', queue, sender.deadLetterArn);
    const invocations = found.known(sender.eventInvokeConfig);
    if (invocations !== undefined) {
      differences.expect('retries', SENDER_LIMITS.retries, invocations.maximumRetryAttempts);
      differences.expect('age of an event', `${SENDER_LIMITS.eventAgeSeconds} s`, `${textOf(invocations.maximumEventAgeInSeconds)} s`);
    }
    found.differ(functionName, sender, [...differences.found, ...comparePolicyFile(policy, sender, found)]);
    compareStarters(
      found,
      sender,
      topics.flatMap((topic) => (topic.region === region ? [found.arn('sns', region, topic.name)] : [])),
    );
    const [logGroup] = found.having('log group', region, ({ name }) => name === sender.logGroupName);
    const logs = logGroup?.arn ?? 'the log group of the function';
    const stored = [policy.keyParameter, policy.urlParameter].map((name) => found.arn('ssm', region, `parameter${name}`));
    compareRole(found, {
      name: functionName,
      owner: sender,
      roleArn: sender.roleArn,
      permissions: [
        ...['logs:CreateLogStream', 'logs:PutLogEvents'].map((action) => ({ action, resource: logs })),
        ...stored.map((resource) => ({ action: 'ssm:GetParameters', resource })),
        { action: 'sqs:SendMessage', resource: queue },
      ],
    });
  }
}

/** Too few: a message is lost to the dead letters. Too many: somebody else could have the pager page people. */
function compareStarters(found: Comparison, sender: DeployedFunction, topicArns: readonly string[]): void {
  const read = sender.permissions.map((each) => found.known(each)).filter((each) => each !== undefined);
  const may = new Set(read.map(({ principal, sourceArn }) => `${textOf(principal)} for ${textOf(sourceArn)}`));
  const planned = new Set(topicArns.map((arn) => `sns.amazonaws.com for ${arn}`));
  const differences = new Differences();
  // One that could not be read may be the one that is missing.
  if (read.length === sender.permissions.length) {
    for (const each of planned) if (!may.has(each)) differences.add('permission to start it', each, found.absent);
  }
  for (const each of may) if (!planned.has(each)) differences.add('permission to start it', 'none', each);
  found.differ(sender.name, sender, differences.found);
}
