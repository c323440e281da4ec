/**
 * Everything between alarms and people as plain templates, made from the plan alone: what game days rehearse when no
 * stack is synthesized. Small, readable, and free to be broken by a test.
 */

import { bundleHandler } from '../../lib/constructs/handler-code';
import { RESPONDER_ATTRIBUTE, ENGINE_NAMESPACE } from '../../lib/domain/incident/engine-policy';
import { ACTIVITY_INDEX } from '../../lib/domain/incident/incident-table';
import type { MetricAlarmSettings, OperationsPlan } from '../../lib/plan/alarm-plan';
import type { ContactPlan, FallbackAlarmPlan, IncidentPlan } from '../../lib/plan/incident-plan';
import { storedContacts } from '../../lib/gameday/paging/stored-contacts';
import type { LoadedStack } from '../../lib/simulator/loaded-stack';
import { ACCOUNT_ID, stacksOf } from './simulated-account';

/** Resources of a template, free to be changed. */
export type PagingResources = Record<string, { Type: string; Properties: Record<string, any> }>;

const arn = (service: string, region: string, rest: string) => `arn:aws:${service}:${region}:${ACCOUNT_ID}:${rest}`;
const ENGINE_KEY = 'engine.zip';

/** The stacks of paging: one for home, one for every other region with alarms, one for the watchdog. */
export function pagingStacks(plan: OperationsPlan, edit: (templates: Record<string, PagingResources>) => void = () => {}): LoadedStack[] {
  const incidents = plan.incidents!;
  const { region: home } = incidents.policy;
  const templates: Record<string, PagingResources> = { [home]: homeResources(incidents) };
  for (const { region, isHome } of incidents.regions) {
    templates[region] = { ...templates[region], ...regionResources(incidents, region), ...(isHome ? {} : forwardingResources(incidents, region)) };
  }
  templates[incidents.watchdog.region] = { ...templates[incidents.watchdog.region], ...watchdogResources(incidents) };
  edit(templates);
  const files: Readonly<Record<string, () => string>> = { 'index.js': () => bundleHandler('incident-engine'), 'policy.json': () => JSON.stringify(incidents.policy) };
  return stacksOf(
    ...Object.entries(templates).map(([region, Resources]) => ({
      stackName: `paging-${region}`,
      region,
      file: `paging-${region}.json`,
      storedParameters: storedContacts(incidents),
      template: { Resources, Parameters: parametersOf(Resources) },
      assetFile: (key: string, name: string) => (key === ENGINE_KEY ? files[name]?.() : undefined),
    })),
  );
}

function homeResources(incidents: IncidentPlan): PagingResources {
  const { names, policy, tierTopics, informedTopics, schedule, rule } = incidents;
  const { region } = policy;
  const functionArn = arn('lambda', region, `function:${names.engine}`);
  const tableArn = arn('dynamodb', region, `table/${incidents.tableName}`);
  const topics: PagingResources = {};
  for (const topic of [...tierTopics, ...informedTopics]) Object.assign(topics, topicResources(topic.name, topic.subscriptions, region, { filtered: true }));
  return {
    Key: keyOf([]),
    ...topics,
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        TableName: incidents.tableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [
          { AttributeName: 'group', AttributeType: 'S' },
          { AttributeName: 'sequence', AttributeType: 'N' },
          { AttributeName: 'activity', AttributeType: 'S' },
          { AttributeName: 'dueAt', AttributeType: 'N' },
        ],
        KeySchema: [{ AttributeName: 'group', KeyType: 'HASH' }, { AttributeName: 'sequence', KeyType: 'RANGE' }],
        GlobalSecondaryIndexes: [
          {
            IndexName: ACTIVITY_INDEX,
            KeySchema: [{ AttributeName: 'activity', KeyType: 'HASH' }, { AttributeName: 'dueAt', KeyType: 'RANGE' }],
            Projection: { ProjectionType: 'ALL' },
          },
        ],
      },
    },
    EngineDeadLetters: { Type: 'AWS::SQS::Queue', Properties: { QueueName: names.engineDeadLetters } },
    EngineRole: roleOf(names.engine, 'lambda.amazonaws.com', [
      allow(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'], [tableArn, `${tableArn}/index/${ACTIVITY_INDEX}`]),
      allow(['sns:Publish', 'sns:ListSubscriptionsByTopic', 'sns:GetSubscriptionAttributes'], [...tierTopics, ...informedTopics].map(({ name }) => arn('sns', region, name))),
      allow(['sns:Publish'], [arn('sns', incidents.watchdog.region, incidents.watchdog.topicName)]),
      allow(['kms:Decrypt', 'kms:GenerateDataKey*'], [{ 'Fn::GetAtt': ['Key', 'Arn'] }, arn('kms', incidents.watchdog.region, 'key/*')]),
      allow(['cloudwatch:DescribeAlarms'], ['*']),
      { ...allow(['cloudwatch:PutMetricData'], ['*']), Condition: { StringEquals: { 'cloudwatch:namespace': ENGINE_NAMESPACE } } },
      allow(['ssm:GetParameters'], policy.alarmRegions.map((each) => arn('ssm', each, `parameter${incidents.budgetParameterPath}/*`))),
      allow(['ssm:CreateOpsItem', 'ssm:UpdateOpsItem'], ['*']),
      allow(['sqs:SendMessage'], [arn('sqs', region, names.engineDeadLetters)]),
    ]),
    Engine: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: names.engine,
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Role: { 'Fn::GetAtt': ['EngineRole', 'Arn'] },
        Code: { S3Bucket: 'assets', S3Key: ENGINE_KEY },
        Timeout: schedule.timeoutSeconds,
        Environment: {
          Variables: {
            TABLE_NAME: incidents.tableName,
            TOPIC_ARN_PREFIX: arn('sns', region, ''),
            WATCHDOG_TOPIC_ARN: arn('sns', incidents.watchdog.region, incidents.watchdog.topicName),
          },
        },
        DeadLetterConfig: { TargetArn: { 'Fn::GetAtt': ['EngineDeadLetters', 'Arn'] } },
      },
    },
    EngineInvocations: {
      Type: 'AWS::Lambda::EventInvokeConfig',
      Properties: { FunctionName: { Ref: 'Engine' }, Qualifier: '$LATEST', MaximumRetryAttempts: schedule.retries, MaximumEventAgeInSeconds: schedule.eventAgeSeconds },
    },
    Schedule: {
      Type: 'AWS::Scheduler::Schedule',
      Properties: {
        Name: `${names.engine}-tick`,
        ScheduleExpression: schedule.expression,
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: {
          Arn: functionArn,
          RoleArn: { 'Fn::GetAtt': ['ScheduleRole', 'Arn'] },
          Input: '{"kind":"tick"}',
          RetryPolicy: { MaximumRetryAttempts: schedule.handOverRetries, MaximumEventAgeInSeconds: schedule.handOverSeconds },
        },
      },
    },
    ScheduleRole: roleOf(`${names.engine}-schedule`, 'scheduler.amazonaws.com', [allow(['lambda:InvokeFunction'], [functionArn])]),
    Rule: {
      Type: 'AWS::Events::Rule',
      Properties: {
        Name: names.rule,
        EventPattern: eventPattern(incidents),
        Targets: [
          {
            Id: 'engine',
            Arn: { 'Fn::GetAtt': ['Engine', 'Arn'] },
            RetryPolicy: { MaximumRetryAttempts: rule.retries, MaximumEventAgeInSeconds: rule.eventAgeSeconds },
            DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['RuleDeadLetters', 'Arn'] } },
          },
        ],
      },
    },
    RuleDeadLetters: { Type: 'AWS::SQS::Queue', Properties: { QueueName: names.ruleDeadLetters } },
    RuleDeadLettersPolicy: queuePolicy('RuleDeadLetters', { 'Fn::GetAtt': ['Rule', 'Arn'] }),
    RulePermission: {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        FunctionName: { 'Fn::GetAtt': ['Engine', 'Arn'] },
        Action: 'lambda:InvokeFunction',
        Principal: 'events.amazonaws.com',
        SourceArn: { 'Fn::GetAtt': ['Rule', 'Arn'] },
      },
    },
    AcknowledgeRole: roleOf(incidents.acknowledgeDocumentName, 'ssm.amazonaws.com', [allow(['lambda:InvokeFunction'], [functionArn])]),
    Acknowledge: {
      Type: 'AWS::SSM::Document',
      Properties: {
        Name: incidents.acknowledgeDocumentName,
        DocumentType: 'Automation',
        DocumentFormat: 'JSON',
        Content: {
          schemaVersion: '0.3',
          assumeRole: { 'Fn::GetAtt': ['AcknowledgeRole', 'Arn'] },
          parameters: { IncidentId: { type: 'String' }, Responder: { type: 'String' } },
          mainSteps: [
            {
              name: 'acknowledge',
              action: 'aws:invokeLambdaFunction',
              inputs: {
                FunctionName: names.engine,
                InvocationType: 'Event',
                InputPayload: { kind: 'command', command: 'acknowledge', incident: '{{ IncidentId }}', by: '{{ Responder }}', via: 'console' },
              },
            },
          ],
        },
      },
    },
  };
}

function regionResources(incidents: IncidentPlan, region: string): PagingResources {
  const { silenceAlarm, fallbackAlarms, fallbackTopic } = incidents.regions.find((each) => each.region === region)!;
  const topicArn = arn('sns', region, fallbackTopic.name);
  return {
    FallbackKey: keyOf([alarmsEncrypt(region)]),
    ...topicResources(fallbackTopic.name, fallbackTopic.subscriptions, region, { filtered: false, key: 'FallbackKey' }),
    ...topicPolicy(fallbackTopic.name, region),
    EngineSilent: metricAlarm(silenceAlarm, []),
    ...Object.fromEntries(fallbackAlarms.map((alarm) => [idOf(alarm.name), fallbackAlarm(alarm, silenceAlarm.name, region, topicArn)])),
  };
}

function fallbackAlarm({ name, description, anyOf }: FallbackAlarmPlan, silence: string, region: string, topicArn: string) {
  const rule = anyOf.map((each) => `ALARM("${arn('cloudwatch', region, `alarm:${each}`)}")`).join(' OR ');
  return {
    Type: 'AWS::CloudWatch::CompositeAlarm',
    Properties: { AlarmName: name, AlarmDescription: description, AlarmRule: `ALARM("${arn('cloudwatch', region, `alarm:${silence}`)}") AND (${rule})`, AlarmActions: [topicArn] },
  };
}

function forwardingResources(incidents: IncidentPlan, region: string): PagingResources {
  const bus = arn('events', incidents.policy.region, 'event-bus/default');
  return {
    ForwardRole: roleOf(`${incidents.names.rule}-${region}`, 'events.amazonaws.com', [allow(['events:PutEvents'], [bus])]),
    Rule: {
      Type: 'AWS::Events::Rule',
      Properties: {
        Name: incidents.names.rule,
        EventPattern: eventPattern(incidents),
        Targets: [
          {
            Id: 'home',
            Arn: bus,
            RoleArn: { 'Fn::GetAtt': ['ForwardRole', 'Arn'] },
            RetryPolicy: { MaximumRetryAttempts: incidents.rule.retries, MaximumEventAgeInSeconds: incidents.rule.eventAgeSeconds },
            DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['RuleDeadLetters', 'Arn'] } },
          },
        ],
      },
    },
    RuleDeadLetters: { Type: 'AWS::SQS::Queue', Properties: { QueueName: incidents.names.ruleDeadLetters } },
    RuleDeadLettersPolicy: queuePolicy('RuleDeadLetters', { 'Fn::GetAtt': ['Rule', 'Arn'] }),
  };
}

function watchdogResources({ watchdog, names, policy }: IncidentPlan): PagingResources {
  const engineRole = `arn:aws:iam::${ACCOUNT_ID}:role/${names.engine}`;
  const { topicName, subscriptions, region } = watchdog;
  return {
    WatchdogKey: keyOf([
      alarmsEncrypt(region),
      { Sid: 'Engine', Effect: 'Allow', Principal: { AWS: engineRole }, Action: ['kms:Decrypt', 'kms:GenerateDataKey*'], Resource: '*' },
    ]),
    ...topicResources(topicName, subscriptions, region, { filtered: false, key: 'WatchdogKey' }),
    ...topicPolicy(topicName, region),
    WatchdogAlarm: metricAlarm(watchdog.alarm, [arn('sns', region, topicName)], region === policy.region ? undefined : policy.region),
  };
}

function topicResources(name: string, contacts: readonly ContactPlan[], region: string, { filtered, key = 'Key' }: { readonly filtered: boolean; readonly key?: string }): PagingResources {
  const id = idOf(name);
  return {
    [id]: { Type: 'AWS::SNS::Topic', Properties: { TopicName: name, KmsMasterKeyId: { 'Fn::GetAtt': [key, 'Arn'] } } },
    ...Object.fromEntries(
      contacts.map(({ person, channel, parameterName }) => [
        `${id}${idOf(`${person}-${channel}`)}`,
        {
          Type: 'AWS::SNS::Subscription',
          Properties: {
            TopicArn: arn('sns', region, name),
            Protocol: channel,
            Endpoint: { Ref: parameterId(parameterName) },
            ...(filtered && { FilterPolicy: { [RESPONDER_ATTRIBUTE]: [person] } }),
          },
        },
      ]),
    ),
  };
}

function topicPolicy(name: string, region: string): PagingResources {
  const topicArn = arn('sns', region, name);
  return {
    [`${idOf(name)}Policy`]: {
      Type: 'AWS::SNS::TopicPolicy',
      Properties: {
        Topics: [topicArn],
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'cloudwatch.amazonaws.com' },
              Action: 'sns:Publish',
              Resource: topicArn,
              Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT_ID }, ArnLike: { 'aws:SourceArn': arn('cloudwatch', region, 'alarm:*') } },
            },
          ],
        },
      },
    },
  };
}

function metricAlarm(plan: MetricAlarmSettings, actions: readonly string[], _region?: string) {
  return {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmName: plan.name,
      AlarmDescription: plan.description,
      AlarmActions: actions,
      ComparisonOperator: plan.comparison,
      Threshold: plan.threshold,
      EvaluationPeriods: plan.evaluationPeriods,
      DatapointsToAlarm: plan.datapointsToAlarm,
      TreatMissingData: plan.treatMissingData,
      Metrics: [
        ...Object.entries(plan.metrics).map(([Id, metric]) => ({
          Id,
          ReturnData: false,
          MetricStat: {
            Metric: { Namespace: metric.namespace, MetricName: metric.metricName, Dimensions: Object.entries(metric.dimensions).map(([Name, Value]) => ({ Name, Value })) },
            Period: plan.periodSeconds,
            Stat: metric.statistic,
          },
        })),
        ...plan.steps.map(({ id, expression }, index) => ({ Id: id, Expression: expression, ReturnData: index === plan.steps.length - 1 })),
      ],
    },
  };
}

function eventPattern({ policy }: IncidentPlan): object {
  return {
    source: ['aws.cloudwatch'],
    'detail-type': ['CloudWatch Alarm State Change', 'CloudWatch Alarm Configuration Change'],
    detail: { alarmName: [{ prefix: `${policy.application}-${policy.environment}-` }] },
  };
}

const allow = (actions: readonly string[], resources: readonly unknown[]) => ({ Effect: 'Allow', Action: actions, Resource: resources });

function roleOf(name: string, service: string, statements: readonly object[]) {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: name,
      AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }] },
      Policies: [{ PolicyName: 'own', PolicyDocument: { Statement: statements } }],
    },
  };
}

function keyOf(statements: readonly object[]) {
  return {
    Type: 'AWS::KMS::Key',
    Properties: {
      KeyPolicy: { Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT_ID}:root` }, Action: 'kms:*', Resource: '*' }, ...statements] },
    },
  };
}

function alarmsEncrypt(region: string): object {
  return {
    Effect: 'Allow',
    Principal: { Service: 'cloudwatch.amazonaws.com' },
    Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
    Resource: '*',
    Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT_ID }, ArnLike: { 'aws:SourceArn': arn('cloudwatch', region, 'alarm:*') } },
  };
}

function queuePolicy(queue: string, sourceArn: unknown) {
  return {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: {
      Queues: [{ Ref: queue }],
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'events.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: { 'Fn::GetAtt': [queue, 'Arn'] },
            Condition: { ArnEquals: { 'aws:SourceArn': sourceArn } },
          },
        ],
      },
    },
  };
}

/** Template parameters for every stored parameter a template refers to. */
function parametersOf(resources: PagingResources): Record<string, object> {
  const names = [...JSON.stringify(resources).matchAll(/"Ref":"(Stored[^"]+)"/g)].map((match) => match[1]!);
  return Object.fromEntries([...new Set(names)].map((id) => [id, { Type: 'AWS::SSM::Parameter::Value<String>', Default: nameOfParameter(id) }]));
}

const parameterNames = new Map<string, string>();

function parameterId(name: string): string {
  const id = `Stored${idOf(name)}`;
  parameterNames.set(id, name);
  return id;
}

function nameOfParameter(id: string): string {
  return parameterNames.get(id)!;
}

function idOf(name: string): string {
  return name
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
