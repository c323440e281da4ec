import type { ResourceDeclarations } from '../../core/service-host';

/** Resource types that are read, with the properties that decide nothing here or are read. */
export const SNS_RESOURCES = {
  'AWS::SNS::Topic': [
    'DeliveryStatusLogging',
    'DisplayName',
    'FifoTopic',
    'KmsMasterKeyId',
    'SignatureVersion',
    'Subscription',
    'Tags',
    'TopicName',
    'TracingConfig',
  ],
  'AWS::SNS::Subscription': [
    'DeliveryPolicy',
    'Endpoint',
    'FilterPolicy',
    'FilterPolicyScope',
    'Protocol',
    'RawMessageDelivery',
    'RedrivePolicy',
    'Region',
    'SubscriptionRoleArn',
    'TopicArn',
  ],
  'AWS::Chatbot::SlackChannelConfiguration': [
    'ConfigurationName',
    'CustomizationResourceArns',
    'GuardrailPolicies',
    'IamRoleArn',
    'LoggingLevel',
    'SlackChannelId',
    'SlackWorkspaceId',
    'SnsTopicArns',
    'Tags',
    'UserRoleRequired',
  ],
  'AWS::SNS::TopicPolicy': { reads: ['PolicyDocument', 'Topics'] },
  'AWS::SNS::TopicInlinePolicy': { reads: ['PolicyDocument', 'TopicArn'] },
} as const satisfies ResourceDeclarations;
