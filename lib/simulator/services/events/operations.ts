import type { OperationDeclarations } from '../../core/service';

/** EventBridge. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Operations.html */
export const EVENTS_OPERATIONS = {
  PutEvents: { input: ['Entries'], output: ['FailedEntryCount', 'Entries'], iamActions: ['events:PutEvents'], effect: 'write' },
  DescribeRule: {
    input: ['Name', 'EventBusName'],
    output: ['Name', 'Arn', 'EventPattern', 'ScheduleExpression', 'State', 'Description', 'EventBusName'],
    iamActions: ['events:DescribeRule'],
    effect: 'read',
  },
  ListTargetsByRule: {
    input: ['Rule', 'EventBusName', 'Limit', 'NextToken'],
    output: ['Targets', 'NextToken'],
    iamActions: ['events:ListTargetsByRule'],
    effect: 'read',
  },
} as const satisfies OperationDeclarations;
