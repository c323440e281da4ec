import type { OperationDeclarations } from '../../core/service';

/** EventBridge. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Operations.html */
export const EVENTS_OPERATIONS = {
  PutEvents: { input: ['Entries'], output: ['FailedEntryCount', 'Entries'], iamActions: ['events:PutEvents'], effect: 'write' },
} as const satisfies OperationDeclarations;
