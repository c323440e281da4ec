import type { ResourceDeclarations } from '../../core/service-host';

/** Resource types that are read, with the properties that decide nothing here or are read. */
export const CLOUDWATCH_RESOURCES = {
  'AWS::CloudWatch::Alarm': [
    'ActionsEnabled', 'AlarmActions', 'AlarmDescription', 'AlarmName', 'ComparisonOperator', 'DatapointsToAlarm', 'Dimensions',
    'EvaluateLowSampleCountPercentile', 'EvaluationPeriods', 'EvaluationWindow', 'ExtendedStatistic', 'InsufficientDataActions',
    'MetricName', 'Metrics', 'Namespace', 'OKActions', 'Period', 'Statistic', 'Tags', 'Threshold', 'TreatMissingData', 'Unit',
  ],
  'AWS::CloudWatch::CompositeAlarm': [
    'ActionsEnabled', 'ActionsSuppressor', 'ActionsSuppressorExtensionPeriod', 'ActionsSuppressorWaitPeriod', 'AlarmActions',
    'AlarmDescription', 'AlarmName', 'AlarmRule', 'InsufficientDataActions', 'OKActions', 'Tags',
  ],
} as const satisfies ResourceDeclarations;
