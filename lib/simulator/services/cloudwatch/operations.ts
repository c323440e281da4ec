import type { OperationDeclarations } from '../../core/service';

/** CloudWatch. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Operations.html */
export const CLOUDWATCH_OPERATIONS = {
  DescribeAlarms: {
    input: ['AlarmNames', 'AlarmNamePrefix', 'AlarmTypes', 'StateValue', 'ActionPrefix', 'MaxRecords', 'NextToken'],
    output: ['MetricAlarms', 'CompositeAlarms', 'NextToken'],
    iamActions: ['cloudwatch:DescribeAlarms'],
    effect: 'read',
  },
  DescribeAlarmHistory: {
    input: ['AlarmName', 'AlarmTypes', 'HistoryItemType', 'StartDate', 'EndDate', 'MaxRecords', 'NextToken', 'ScanBy'],
    output: ['AlarmHistoryItems', 'NextToken'],
    iamActions: ['cloudwatch:DescribeAlarmHistory'],
    effect: 'read',
  },
  SetAlarmState: {
    input: ['AlarmName', 'StateValue', 'StateReason', 'StateReasonData'],
    output: [],
    iamActions: ['cloudwatch:SetAlarmState'],
    effect: 'write',
  },
  DisableAlarmActions: { input: ['AlarmNames'], output: [], iamActions: ['cloudwatch:DisableAlarmActions'], effect: 'write' },
  EnableAlarmActions: { input: ['AlarmNames'], output: [], iamActions: ['cloudwatch:EnableAlarmActions'], effect: 'write' },
  PutCompositeAlarm: {
    input: [
      'AlarmName',
      'AlarmRule',
      'AlarmDescription',
      'ActionsEnabled',
      'AlarmActions',
      'OKActions',
      'InsufficientDataActions',
      'ActionsSuppressor',
      'ActionsSuppressorWaitPeriod',
      'ActionsSuppressorExtensionPeriod',
    ],
    output: [],
    iamActions: ['cloudwatch:PutCompositeAlarm'],
    effect: 'write',
  },
  DeleteAlarms: { input: ['AlarmNames'], output: [], iamActions: ['cloudwatch:DeleteAlarms'], effect: 'write' },
  GetMetricData: {
    input: ['MetricDataQueries', 'StartTime', 'EndTime', 'NextToken', 'ScanBy', 'MaxDatapoints'],
    output: ['MetricDataResults', 'Messages', 'NextToken'],
    iamActions: ['cloudwatch:GetMetricData'],
    effect: 'read',
  },
  ListMetrics: {
    input: ['Namespace', 'MetricName', 'Dimensions', 'NextToken'],
    output: ['Metrics', 'NextToken'],
    iamActions: ['cloudwatch:ListMetrics'],
    effect: 'read',
  },
  GetDashboard: {
    input: ['DashboardName'],
    output: ['DashboardArn', 'DashboardBody', 'DashboardName'],
    iamActions: ['cloudwatch:GetDashboard'],
    effect: 'read',
  },
  ListAlarmMuteRules: {
    input: ['AlarmName', 'MaxRecords', 'NextToken'],
    output: ['AlarmMuteRuleSummaries', 'NextToken'],
    iamActions: ['cloudwatch:ListAlarmMuteRules'],
    effect: 'read',
  },
  GetAlarmMuteRule: {
    input: ['AlarmMuteRuleName'],
    output: ['Name', 'AlarmMuteRuleArn', 'Description', 'Rule', 'MuteTargets', 'StartDate', 'ExpireDate', 'Status', 'MuteType'],
    iamActions: ['cloudwatch:GetAlarmMuteRule'],
    effect: 'read',
  },
  PutMetricData: { input: ['Namespace', 'MetricData'], output: [], iamActions: ['cloudwatch:PutMetricData'], effect: 'write' },
} as const satisfies OperationDeclarations;
