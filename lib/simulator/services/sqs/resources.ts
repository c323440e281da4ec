import type { ResourceDeclarations } from '../../core/service-host';

/** Resource types that are read, with the properties that decide nothing here or are read. */
export const SQS_RESOURCES = {
  'AWS::SQS::Queue': [
    'DelaySeconds',
    'FifoQueue',
    'KmsDataKeyReusePeriodSeconds',
    'KmsMasterKeyId',
    'MaximumMessageSize',
    'MessageRetentionPeriod',
    'QueueName',
    'ReceiveMessageWaitTimeSeconds',
    'RedriveAllowPolicy',
    'RedrivePolicy',
    'SqsManagedSseEnabled',
    'Tags',
    'VisibilityTimeout',
  ],
  'AWS::SQS::QueuePolicy': { reads: ['PolicyDocument', 'Queues'] },
  'AWS::SQS::QueueInlinePolicy': { reads: ['PolicyDocument', 'Queue'] },
} as const satisfies ResourceDeclarations;
