import { Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, Role, ServicePrincipal, type PolicyStatementProps } from 'aws-cdk-lib/aws-iam';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import {
  ENGINE_NAMESPACE,
  overrideParameterName,
  personTopicName,
  requestTableName,
  watchdogTopicName,
  type EnginePolicy,
} from '../incident/lifecycle/engine-policy';
import { healingDocuments } from '../incident/message/console-links';
import { incidentNames } from '../plan/incident-names';
import { runbookRoleName } from '../runbook/library/runbook';
import type { EscalationTiers } from './escalation-tiers';
import { acknowledgeActions, acknowledgeWildcard } from './wildcard-resource';

/** What the engine may touch. */
export interface EngineRoleProps {
  readonly policy: EnginePolicy;
  readonly tiers: EscalationTiers;
  /** Encrypted with the key of the tiers. */
  readonly canaryTopic: ITopic;
  readonly table: Table;
  readonly logGroup: LogGroup;
}

/**
 * The role of the incident engine, with a name of its own so that others can name it before it exists: what it calls,
 * on what it calls it for, and nothing else.
 */
export function engineRole(scope: Construct, id: string, props: EngineRoleProps): Role {
  const { policy, tiers, canaryTopic, table, logGroup } = props;
  const stack = Stack.of(scope);
  const role = new Role(scope, id, {
    roleName: incidentNames(policy).engine,
    description: `Incident engine of ${policy.application} ${policy.environment}`,
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
  });
  const topics = [...tiers.topics.values(), canaryTopic].map(({ topicArn }) => topicArn);
  // By the beginning of their names: a role takes 10,240 characters of policies, and 200 people would fill them.
  const people = stack.formatArn({ service: 'sns', resource: personTopicName(policy, '*') });
  const watchdogTopic = stack.formatArn({ service: 'sns', region: policy.watchdogRegion, resource: watchdogTopicName(policy) });
  const watchdogKeys = stack.formatArn({ service: 'kms', region: policy.watchdogRegion, resource: 'key', resourceName: '*' });
  const opsItems = stack.formatArn({ service: 'ssm', resource: 'opsitem', resourceName: '*' });
  const indexes = `${table.tableArn}/index/*`;
  const budgets = policy.alarmRegions.map((region) =>
    stack.formatArn({ service: 'ssm', region, resource: 'parameter', resourceName: `${policy.application}/${policy.environment}/error-budget/*` }),
  );
  const statements: PolicyStatementProps[] = [
    { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] },
    { actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'], resources: [table.tableArn] },
    { actions: ['dynamodb:Query'], resources: [indexes] },
    // A subscription is no resource of IAM; what may be read of one is decided on its topic.
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html
    { actions: ['sns:Publish', 'sns:ListSubscriptionsByTopic', 'sns:GetSubscriptionAttributes'], resources: [people] },
    { actions: ['sns:Publish'], resources: topics },
    { actions: ['kms:Decrypt', 'kms:GenerateDataKey*'], resources: [tiers.key.keyArn] },
    { actions: ['sns:Publish'], resources: [watchdogTopic] },
    {
      actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      resources: [watchdogKeys],
      conditions: { StringEquals: { 'kms:ViaService': `sns.${policy.watchdogRegion}.amazonaws.com` } },
    },
    { actions: ['cloudwatch:DescribeAlarms'], resources: ['*'] },
    { actions: ['cloudwatch:PutMetricData'], resources: ['*'], conditions: { StringEquals: { 'cloudwatch:namespace': ENGINE_NAMESPACE } } },
    { actions: ['ssm:CreateOpsItem', 'ssm:DescribeOpsItems'], resources: ['*'] },
    { actions: ['ssm:GetOpsItem', 'ssm:UpdateOpsItem'], resources: [opsItems] },
    { actions: ['ssm:GetParameters'], resources: budgets },
    { actions: ['ssm:GetAutomationExecution'], resources: [runsOf(stack)] },
    ...healingStatements(stack, policy),
    ...requestStatements(stack, policy),
  ];
  for (const statement of statements) role.addToPolicy(new PolicyStatement(statement));

  acknowledgeWildcard(
    role,
    '*',
    'DescribeAlarms, PutMetricData, CreateOpsItem and DescribeOpsItems have no resources; what may be published is limited to one namespace',
  );
  acknowledgeWildcard(role, indexes, 'the one index of the one table of incidents');
  acknowledgeWildcard(role, people, 'the topics of the people of one application and environment: one each, too many to be named in a policy');
  acknowledgeWildcard(role, opsItems, 'ids of OpsItems are made up by OpsCenter');
  acknowledgeWildcard(role, watchdogKeys, 'the key of a stack in another region, through SNS and for nothing else; that key decides, too');
  for (const budget of budgets) acknowledgeWildcard(role, budget, 'the budget records of one application and environment, read only');
  if (policy.requests !== undefined) acknowledgeWildcard(role, `${requestTableOf(stack, policy)}/index/*`, 'the one index of the one table of requests');
  acknowledgeWildcard(role, runsOf(stack), 'ids of runs are made up by Systems Manager; what may be started is limited to documents');
  acknowledgeActions(role, 'kms:GenerateDataKey*', 'SNS asks a publisher for both kinds of data keys; on two keys only');
  return role;
}

const runsOf = (stack: Stack): string => stack.formatArn({ service: 'ssm', resource: 'automation-execution', resourceName: '*' });

/**
 * What alarms start by themselves, and nothing else: the documents, the roles they run with, and the parameter by which people take over.
 * IAM asks for the document and for the run at a start, and for the role because a parameter of the document hands it on.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html
 */
function healingStatements(stack: Stack, policy: EnginePolicy): PolicyStatementProps[] {
  const documents = healingDocuments(policy);
  if (documents.length === 0) return [];
  const roles = documents.map((name) => stack.formatArn({ service: 'iam', region: '', resource: 'role', resourceName: runbookRoleName(name) }));
  const override = stack.formatArn({ service: 'ssm', resource: 'parameter', resourceName: overrideParameterName(policy).slice(1) });
  return [
    {
      actions: ['ssm:StartAutomationExecution'],
      resources: documents.map((name) => stack.formatArn({ service: 'ssm', resource: 'document', resourceName: name })),
    },
    { actions: ['ssm:StartAutomationExecution', 'ssm:StopAutomationExecution'], resources: [runsOf(stack)] },
    { actions: ['iam:PassRole'], resources: roles, conditions: { StringEquals: { 'iam:PassedToService': 'ssm.amazonaws.com' } } },
    { actions: ['ssm:GetParameter', 'ssm:PutParameter'], resources: [override] },
  ];
}

const requestTableOf = (stack: Stack, policy: EnginePolicy): string =>
  stack.formatArn({ service: 'dynamodb', resource: 'table', resourceName: requestTableName(policy) });

/** The table of requests, where they are taken. It is another construct's, and known by its name. */
function requestStatements(stack: Stack, policy: EnginePolicy): PolicyStatementProps[] {
  if (policy.requests === undefined) return [];
  const table = requestTableOf(stack, policy);
  return [
    { actions: ['dynamodb:GetItem', 'dynamodb:PutItem'], resources: [table] },
    { actions: ['dynamodb:Query'], resources: [`${table}/index/*`] },
  ];
}
