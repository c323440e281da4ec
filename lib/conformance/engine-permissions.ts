import { ENGINE_NAMESPACE, overrideParameterName, personTopicName } from '../incident/lifecycle/engine-policy';
import { healingDocuments } from '../incident/message/console-links';
import type { IncidentPlan } from '../plan/incident-plan';
import { runbookRoleName } from '../runbook/library/runbook';
import type { Comparison } from './comparison';
import type { DeployedFunction } from './deployed-resources';
import { printCondition, type Permission } from './granted-permissions';

const on = (resource: string, ...actions: readonly string[]): Permission[] => actions.map((action) => ({ action, resource }));

function conditioned(resource: string, condition: Readonly<Record<string, Readonly<Record<string, string>>>>, ...actions: readonly string[]): Permission[] {
  const text = printCondition(condition)!;
  return on(resource, ...actions).map((permission) => ({ ...permission, condition: text }));
}

/** What the engine has to be allowed, each on what it is for, and nothing else. */
export function enginePermissions(plan: IncidentPlan, engine: DeployedFunction, found: Comparison): readonly Permission[] {
  const { policy, tableName, tierTopics, informedTopics, watchdog, names, budgetParameterPath } = plan;
  const { region } = policy;
  const table = found.arn('dynamodb', region, `table/${tableName}`);
  const topics = [...tierTopics, ...informedTopics, watchdog.canary].map(({ name }) => found.arn('sns', region, name));
  const [topic] = found.having('topic', region, ({ name }) => name === tierTopics[0]?.name);
  const key = String(topic?.kmsMasterKeyId ?? 'the key of the tiers');
  const [logGroup] = found.having('log group', region, ({ name }) => name === engine.logGroupName);
  const logs = logGroup?.arn ?? 'the log group of the function';
  return [
    ...on(logs, 'logs:CreateLogStream', 'logs:PutLogEvents'),
    ...on(table, 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'),
    ...on(`${table}/index/*`, 'dynamodb:Query'),
    ...topics.flatMap((arn) => on(arn, 'sns:Publish')),
    ...on(found.arn('sns', region, personTopicName(policy, '*')), 'sns:Publish', 'sns:ListSubscriptionsByTopic', 'sns:GetSubscriptionAttributes'),
    ...on(key, 'kms:Decrypt', 'kms:GenerateDataKey*'),
    ...on(found.arn('sns', watchdog.region, watchdog.topicName), 'sns:Publish'),
    ...conditioned(
      found.arn('kms', watchdog.region, 'key/*'),
      { StringEquals: { 'kms:ViaService': `sns.${watchdog.region}.amazonaws.com` } },
      'kms:Decrypt',
      'kms:GenerateDataKey*',
    ),
    ...on('*', 'cloudwatch:DescribeAlarms', 'ssm:CreateOpsItem', 'ssm:DescribeOpsItems'),
    ...conditioned('*', { StringEquals: { 'cloudwatch:namespace': ENGINE_NAMESPACE } }, 'cloudwatch:PutMetricData'),
    ...on(found.arn('ssm', region, 'opsitem/*'), 'ssm:GetOpsItem', 'ssm:UpdateOpsItem'),
    ...policy.alarmRegions.flatMap((each) => on(found.arn('ssm', each, `parameter${budgetParameterPath}/*`), 'ssm:GetParameters')),
    ...on(found.arn('sqs', region, names.engineDeadLetters), 'sqs:SendMessage'),
    ...on(found.arn('ssm', region, 'automation-execution/*'), 'ssm:GetAutomationExecution'),
    ...healingPermissions(plan, found),
    ...requestPermissions(plan, found),
  ];
}

/** The table of requests, where they are taken. */
function requestPermissions({ policy, requests }: IncidentPlan, found: Comparison): readonly Permission[] {
  if (requests === undefined) return [];
  const table = found.arn('dynamodb', policy.region, `table/${requests.tableName}`);
  return [...on(table, 'dynamodb:GetItem', 'dynamodb:PutItem'), ...on(`${table}/index/*`, 'dynamodb:Query')];
}

/** What alarms start by themselves, with what people take over by. */
function healingPermissions({ policy }: IncidentPlan, found: Comparison): readonly Permission[] {
  const documents = healingDocuments(policy);
  if (documents.length === 0) return [];
  const { region } = policy;
  return [
    ...documents.flatMap((name) => on(found.arn('ssm', region, `document/${name}`), 'ssm:StartAutomationExecution')),
    ...on(found.arn('ssm', region, 'automation-execution/*'), 'ssm:StartAutomationExecution', 'ssm:StopAutomationExecution'),
    ...documents.flatMap((name) =>
      conditioned(found.arn('iam', '', `role/${runbookRoleName(name)}`), { StringEquals: { 'iam:PassedToService': 'ssm.amazonaws.com' } }, 'iam:PassRole'),
    ),
    ...on(found.arn('ssm', region, `parameter${overrideParameterName(policy)}`), 'ssm:GetParameter', 'ssm:PutParameter'),
  ];
}
