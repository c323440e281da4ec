import type { OperationDeclarations } from '../../core/service';

/** Simple Queue Service. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_Operations.html */
export const SQS_OPERATIONS = {
  SendMessage: { input: ['QueueUrl', 'MessageBody', 'MessageAttributes'], output: ['MessageId'], iamActions: ['sqs:SendMessage'], effect: 'write' },
} as const satisfies OperationDeclarations;
