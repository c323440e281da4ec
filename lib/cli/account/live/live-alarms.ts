import type { AlarmMuteRuleSummary, CompositeAlarm, DescribeAlarmsCommandOutput, MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { lastPartOfArn } from '../../../aws/arn';
import { parseJsonText } from '../../../aws/cloudformation/json-text';
import type { JsonObject, JsonValue } from '../../../aws/cloudformation/template';
import type { DeployedAlarm } from '../../../conformance/deployed-resources';
import type { OperationsPlan } from '../../../plan/alarm-plan';
import type { LiveLists } from './live-lists';
import type { LiveReader } from './live-reader';

/** Largest page. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
const ALARMS_PER_CALL = 100;

/** Members of an alarm that its Put call takes: what is configured, and not what became of it. */
const CONFIGURED = [
  'AlarmName',
  'AlarmDescription',
  'ActionsEnabled',
  'OKActions',
  'AlarmActions',
  'InsufficientDataActions',
  'MetricName',
  'Namespace',
  'Statistic',
  'ExtendedStatistic',
  'Dimensions',
  'Period',
  'Unit',
  'EvaluationPeriods',
  'DatapointsToAlarm',
  'Threshold',
  'ComparisonOperator',
  'TreatMissingData',
  'EvaluateLowSampleCountPercentile',
  'EvaluationCriteria',
  'EvaluationInterval',
  'Metrics',
  'ThresholdMetricId',
  'AlarmRule',
  'ActionsSuppressor',
  'ActionsSuppressorWaitPeriod',
  'ActionsSuppressorExtensionPeriod',
] as const;

/** Reads all alarms of an environment in a region, planned or not. Returns their ARNs. */
export async function readAlarms(
  reader: LiveReader,
  { application, environment }: Pick<OperationsPlan, 'application' | 'environment'>,
  region: string,
  lists: LiveLists,
): Promise<readonly string[]> {
  const { DescribeAlarmsCommand } = await import('@aws-sdk/client-cloudwatch');
  const client = await reader.account.reading('cloudwatch', region);
  const input = { AlarmNamePrefix: `${application}-${environment}-`, AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] as const, MaxRecords: ALARMS_PER_CALL };
  const pages = await reader.askAll(
    'cloudwatch:DescribeAlarms',
    region,
    (token) => client.send(new DescribeAlarmsCommand({ ...input, AlarmTypes: [...input.AlarmTypes], NextToken: token })),
    (page: DescribeAlarmsCommandOutput) => ({
      items: [...typed('metric alarm', page.MetricAlarms), ...typed('composite alarm', page.CompositeAlarms)],
      next: page.NextToken,
    }),
  );
  lists.add('alarm', region, ...pages.map((each) => ('value' in each ? { value: alarm(each.value, region) } : each)));
  return pages.flatMap((each) => ('value' in each ? [each.value.described.AlarmArn ?? ''] : []));
}

type TypedAlarm = { readonly type: DeployedAlarm['type']; readonly described: MetricAlarm | CompositeAlarm };

function typed(type: DeployedAlarm['type'], alarms: readonly (MetricAlarm | CompositeAlarm)[] = []): TypedAlarm[] {
  return alarms.map((described) => ({ type, described }));
}

function alarm({ type, described }: TypedAlarm, region: string): DeployedAlarm {
  const members = described as Readonly<Record<string, unknown>>;
  const configuration = Object.fromEntries(
    CONFIGURED.flatMap((name) => (members[name] === undefined ? [] : [[name, members[name] as JsonValue]])),
  ) as JsonObject;
  const { AlarmName: name = '', StateValue: state, StateUpdatedTimestamp: since } = described;
  return { name, region, type, configuration, ...(state !== undefined && { state }), ...(since !== undefined && { stateSince: since.getTime() }) };
}

/** Reads all mute rules of a region: one that nobody planned mutes as well. */
export async function readMuteRules(reader: LiveReader, region: string, lists: LiveLists): Promise<void> {
  const { ListAlarmMuteRulesCommand, GetAlarmMuteRuleCommand } = await import('@aws-sdk/client-cloudwatch');
  const client = await reader.account.reading('cloudwatch', region);
  const rules = await reader.askAll(
    'cloudwatch:ListAlarmMuteRules',
    region,
    (token) => client.send(new ListAlarmMuteRulesCommand({ NextToken: token })),
    ({ AlarmMuteRuleSummaries: items = [], NextToken: next }: { AlarmMuteRuleSummaries?: AlarmMuteRuleSummary[]; NextToken?: string }) => ({ items, next }),
  );
  for (const rule of rules) {
    if ('couldNotTell' in rule) {
      lists.add('mute rule', region, rule);
      continue;
    }
    const name = lastPartOfArn(rule.value.AlarmMuteRuleArn ?? '');
    const read = await reader.ask('cloudwatch:GetAlarmMuteRule', region, () => client.send(new GetAlarmMuteRuleCommand({ AlarmMuteRuleName: name })), name);
    if ('couldNotTell' in read) {
      lists.add('mute rule', region, read);
      continue;
    }
    const { Expression: expression, Duration: duration, Timezone: timezone = 'UTC' } = read.value.Rule?.Schedule ?? {};
    lists.add('mute rule', region, { value: { name, region, expression, duration, timezone, alarmNames: read.value.MuteTargets?.AlarmNames ?? [] } });
  }
}

/** Reads the planned dashboards. */
export async function readDashboards(reader: LiveReader, { dashboards }: Pick<OperationsPlan, 'dashboards'>, region: string, lists: LiveLists): Promise<void> {
  if (dashboards.length === 0) return;
  const { GetDashboardCommand } = await import('@aws-sdk/client-cloudwatch');
  const client = await reader.account.reading('cloudwatch', region);
  for (const { name } of dashboards) {
    const missing = ['DashboardNotFoundError', 'ResourceNotFound'];
    const read = await reader.askFor('cloudwatch:GetDashboard', region, missing, () => client.send(new GetDashboardCommand({ DashboardName: name })), name);
    if ('couldNotTell' in read) lists.add('dashboard', region, read);
    else if (read.value !== undefined) lists.add('dashboard', region, { value: { name, region, body: parseJsonText(read.value.DashboardBody ?? '') } });
  }
}
