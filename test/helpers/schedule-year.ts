import type { SchedulePlan } from '../../lib/plan/task-plan';
import { Account } from '../../lib/simulator/account';
import { MetricStore } from '../../lib/simulator/services/cloudwatch/metric-store';
import type { Instant } from '../../lib/time/time';
import { ACCOUNT_ID, REGION, stacksOf, type Resources } from './simulated-account';
import { role } from './simulated-function';

/**
 * The instants at which Scheduler starts each of some schedules, by name, from an instant up to, and without, another. They are deployed with
 * their expressions and zones, and put a message into a queue in place of their target.
 */
export async function startsOf(schedules: readonly SchedulePlan[], from: Instant, until: Instant): Promise<ReadonlyMap<string, readonly Instant[]>> {
  const queue = { QueueUrl: `https://sqs.${REGION}.amazonaws.com/${ACCOUNT_ID}/starts` };
  const entries = schedules.map(({ name, expression, timeZone }, index) => [
    `Schedule${index}`,
    {
      Type: 'AWS::Scheduler::Schedule',
      Properties: {
        Name: name,
        ScheduleExpression: expression,
        ScheduleExpressionTimezone: timeZone,
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: {
          Arn: 'arn:aws:scheduler:::aws-sdk:sqs:sendMessage',
          RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
          Input: JSON.stringify({ ...queue, MessageBody: JSON.stringify({ name, at: '<aws.scheduler.scheduled-time>' }) }),
        },
      },
    },
  ]);
  const resources = {
    Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'starts' } },
    Role: role('schedules', 'scheduler.amazonaws.com', ['sqs:SendMessage']),
    ...Object.fromEntries(entries),
  } as Resources;
  const account = new Account({ stacks: stacksOf({ template: { Resources: resources } }), store: new MetricStore(), start: from });
  if (account.notSimulated.length > 0) throw new Error(JSON.stringify(account.notSimulated));
  await account.runAsync(until);
  const starts = new Map<string, Instant[]>(schedules.map(({ name }) => [name, []]));
  for (const { body } of account.queued) {
    const { name, at } = JSON.parse(body) as { name: string; at: string };
    if (Date.parse(at) < until) starts.get(name)!.push(Date.parse(at));
  }
  return starts;
}
