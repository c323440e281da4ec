import type { Target as RuleTarget } from '@aws-sdk/client-eventbridge';
import type { GetScheduleCommandOutput, ScheduleSummary, Target } from '@aws-sdk/client-scheduler';
import { parseJsonText } from '../../../aws/cloudformation/json-text';
import type { JsonObject, JsonValue } from '../../../aws/cloudformation/template';
import type { DeliveryTarget, DeployedSchedule } from '../../../conformance/deployed-resources';
import type { OperationsPlan } from '../../../plan/alarm-plan';
import type { LiveLists } from './live-lists';
import type { LiveReader } from './live-reader';

/** Reads the schedules of an environment in a region: of ledgers, of the engine, of planned work. */
export async function readSchedules(reader: LiveReader, plan: OperationsPlan, region: string, lists: LiveLists): Promise<void> {
  for (const { group, prefix } of groupsOf(plan, region)) {
    for (const summary of await listSchedules(reader, group, prefix, region)) {
      lists.add('schedule', region, 'couldNotTell' in summary ? summary : await readSchedule(reader, summary.value, region));
    }
  }
}

function groupsOf({ application, environment, regions, incidents, maintenance }: OperationsPlan, region: string) {
  const isHome = region === regions[0]!.region;
  const hasLedger = regions.some((each) => each.region === region && each.errorBudget !== undefined);
  const own = isHome ? [incidents?.names.engine, maintenance?.tasks?.group, maintenance?.checklists?.group] : [];
  return [
    // CloudFormation names a schedule after its stack.
    ...(hasLedger ? [{ group: 'default', prefix: `${application}-${environment}` }] : []),
    ...own.flatMap((group) => (group === undefined ? [] : [{ group, prefix: undefined }])),
  ];
}

async function listSchedules(reader: LiveReader, group: string, prefix: string | undefined, region: string) {
  const { ListSchedulesCommand } = await import('@aws-sdk/client-scheduler');
  const client = await reader.account.reading('scheduler', region);
  return reader.askAll(
    'scheduler:ListSchedules',
    region,
    (token) => client.send(new ListSchedulesCommand({ GroupName: group, NamePrefix: prefix, NextToken: token })),
    ({ Schedules: items = [], NextToken: next }: { Schedules: ScheduleSummary[] | undefined; NextToken?: string }) => ({ items, next }),
  );
}

async function readSchedule(reader: LiveReader, { Name: name = '', GroupName: group }: ScheduleSummary, region: string) {
  const { GetScheduleCommand } = await import('@aws-sdk/client-scheduler');
  const client = await reader.account.reading('scheduler', region);
  const read = await reader.ask('scheduler:GetSchedule', region, () => client.send(new GetScheduleCommand({ Name: name, GroupName: group })), name);
  return 'couldNotTell' in read ? read : { value: schedule(read.value, name, region) };
}

/** Members that say nothing of when it starts what, and what they are when nobody sets them. */
const UNSET: Readonly<Record<string, unknown>> = { ActionAfterCompletion: 'NONE' };

function schedule(read: GetScheduleCommandOutput, name: string, region: string): DeployedSchedule {
  const {
    Name: _name,
    Description: _description,
    Arn: _arn,
    CreationDate: _creation,
    LastModificationDate: _modification,
    $metadata: _metadata,
    ScheduleExpression: scheduleExpression,
    ScheduleExpressionTimezone: zone = 'UTC',
    State: state = 'ENABLED',
    GroupName: groupName = 'default',
    FlexibleTimeWindow: window,
    Target: target,
    ...others
  } = read;
  const set = Object.entries(others).filter(([member, value]) => value !== undefined && UNSET[member] !== value);
  return {
    name,
    region,
    scheduleExpression,
    // By default it is UTC, which is Etc/UTC under its other name.
    scheduleExpressionTimezone: zone === 'UTC' ? 'Etc/UTC' : zone,
    state,
    groupName,
    flexibleTimeWindowMode: window?.Mode,
    target: delivery(target),
    otherMembers: Object.fromEntries(set.map(([member, value]) => [member, value instanceof Date ? value.toISOString() : value])) as JsonObject,
  };
}

function delivery(target: Target | RuleTarget | undefined): DeliveryTarget {
  const { Arn: arn, RoleArn: roleArn, DeadLetterConfig: letters, Input: input, RetryPolicy: retries } = target ?? {};
  return {
    arn,
    roleArn,
    deadLetterArn: letters?.Arn,
    input: input === undefined ? undefined : valueOf(input),
    maximumRetryAttempts: retries?.MaximumRetryAttempts,
    maximumEventAgeInSeconds: retries?.MaximumEventAgeInSeconds,
  };
}

function valueOf(text: string): JsonValue {
  return parseJsonText(text) ?? text;
}

/** Reads the rules by which alarms, findings and approvals come to the incident engine. */
export async function readRules(reader: LiveReader, { incidents }: OperationsPlan, region: string, lists: LiveLists): Promise<void> {
  const planned = incidents?.regions.find((each) => each.region === region);
  if (incidents === undefined || planned === undefined) return;
  const { names, policy } = incidents;
  const own = [names.rule, ...planned.signalRules.map(({ name }) => name), ...(region === policy.region ? [names.approvalRule] : [])];
  const { DescribeRuleCommand, ListTargetsByRuleCommand } = await import('@aws-sdk/client-eventbridge');
  const client = await reader.account.reading('events', region);
  for (const name of own) {
    const missing = ['ResourceNotFoundException'];
    const read = await reader.askFor('events:DescribeRule', region, missing, () => client.send(new DescribeRuleCommand({ Name: name })), name);
    if ('couldNotTell' in read) {
      lists.add('rule', region, read);
      continue;
    }
    if (read.value === undefined) continue;
    const { Arn: arn = '', State: state = 'ENABLED', EventBusName: eventBusName = 'default', EventPattern: pattern } = read.value;
    const targets = await reader.askAll(
      'events:ListTargetsByRule',
      region,
      (token) => client.send(new ListTargetsByRuleCommand({ Rule: name, NextToken: token })),
      ({ Targets: items = [], NextToken: next }: { Targets?: RuleTarget[]; NextToken?: string }) => ({ items, next }),
      name,
    );
    const unread = targets.find((target) => 'couldNotTell' in target);
    const rule = { name, region, arn, state, eventBusName, eventPattern: pattern === undefined ? undefined : valueOf(pattern) };
    const known = targets.flatMap((target) => ('value' in target ? [delivery(target.value)] : []));
    lists.add('rule', region, unread === undefined ? { value: { ...rule, targets: known } } : unread);
  }
}
