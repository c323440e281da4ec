import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/** What a schedule starts. */
export interface ScheduleRoleProps {
  /** Name of the schedule group. */
  readonly group: string;
  readonly target: IFunction;
  readonly deadLetterQueue: IQueue;
}

/** EventBridge Scheduler in the name of the schedules of a group of this account. The conditions keep other accounts from using a role
 * through Scheduler. Source: https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html */
export function schedulerPrincipal(scope: Construct, group: string): ServicePrincipal {
  const stack = Stack.of(scope);
  const groupArn = stack.formatArn({ service: 'scheduler', resource: 'schedule-group', resourceName: group, arnFormat: ArnFormat.SLASH_RESOURCE_NAME });
  return new ServicePrincipal('scheduler.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': stack.account, 'aws:SourceArn': groupArn } } });
}

/** The role with which the schedules of a group start a function. */
export function scheduleRole(scope: Construct, { group, target, deadLetterQueue }: ScheduleRoleProps): Role {
  const role = new Role(scope, 'ScheduleRole', { assumedBy: schedulerPrincipal(scope, group) });
  role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [target.functionArn] }));
  role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [deadLetterQueue.queueArn] }));
  return role;
}
