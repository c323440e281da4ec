import type { ResourceDeclarations } from '../../core/service-host';

/** Resource types that are read, with the properties that decide nothing here or are read. */
export const BILLING_RESOURCES = {
  'AWS::Budgets::Budget': ['Budget', 'NotificationsWithSubscribers', 'ResourceTags'],
  'AWS::CE::AnomalyMonitor': ['MonitorName', 'MonitorType', 'MonitorDimension', 'ResourceTags'],
  'AWS::CE::AnomalySubscription': ['SubscriptionName', 'Frequency', 'MonitorArnList', 'Subscribers', 'ThresholdExpression', 'ResourceTags'],
} as const satisfies ResourceDeclarations;
