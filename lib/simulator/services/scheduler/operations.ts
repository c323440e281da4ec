import type { OperationDeclarations } from '../../core/service';

/** EventBridge Scheduler. https://docs.aws.amazon.com/scheduler/latest/APIReference/API_Operations.html */
export const SCHEDULER_OPERATIONS = {
  GetSchedule: {
    input: ['Name', 'GroupName'],
    output: [
      'Arn',
      'Description',
      'EndDate',
      'FlexibleTimeWindow',
      'GroupName',
      'Name',
      'ScheduleExpression',
      'ScheduleExpressionTimezone',
      'StartDate',
      'State',
      'Target',
    ],
    iamActions: ['scheduler:GetSchedule'],
    effect: 'read',
  },
  ListSchedules: {
    input: ['GroupName', 'NamePrefix', 'State', 'MaxResults', 'NextToken'],
    output: ['Schedules', 'NextToken'],
    iamActions: ['scheduler:ListSchedules'],
    effect: 'read',
  },
} as const satisfies OperationDeclarations;
