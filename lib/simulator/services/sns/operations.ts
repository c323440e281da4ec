import type { OperationDeclarations } from '../../core/service';

/** Simple Notification Service. https://docs.aws.amazon.com/sns/latest/api/API_Operations.html */
export const SNS_OPERATIONS = {
  Publish: {
    input: ['TopicArn', 'Message', 'Subject', 'MessageAttributes', 'MessageStructure'],
    output: ['MessageId'],
    iamActions: ['sns:Publish', 'kms:GenerateDataKey', 'kms:Decrypt'],
    effect: 'write',
  },
  ListTopics: { input: ['NextToken'], output: ['Topics', 'NextToken'], iamActions: ['sns:ListTopics'], effect: 'read' },
  ListSubscriptionsByTopic: {
    input: ['TopicArn', 'NextToken'],
    output: ['Subscriptions', 'NextToken'],
    iamActions: ['sns:ListSubscriptionsByTopic'],
    effect: 'read',
  },
  Subscribe: {
    input: ['TopicArn', 'Protocol', 'Endpoint', 'Attributes', 'ReturnSubscriptionArn'],
    output: ['SubscriptionArn'],
    iamActions: ['sns:Subscribe'],
    effect: 'write',
  },
  DeleteTopic: { input: ['TopicArn'], output: [], iamActions: ['sns:DeleteTopic'], effect: 'write' },
  GetTopicAttributes: { input: ['TopicArn'], output: ['Attributes'], iamActions: ['sns:GetTopicAttributes'], effect: 'read' },
  GetSubscriptionAttributes: { input: ['SubscriptionArn'], output: ['Attributes'], iamActions: ['sns:GetSubscriptionAttributes'], effect: 'read' },
  Unsubscribe: { input: ['SubscriptionArn'], output: [], iamActions: ['sns:Unsubscribe'], effect: 'write' },
} as const satisfies OperationDeclarations;
