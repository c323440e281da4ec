/**
 * Whether the incident engine in the templates is the planned one: its function with exactly the planned policy beside its
 * code, the ticks, the way alarms come to it, the runbook with which people acknowledge, and exactly the permissions it
 * needs. Without one of them nobody is paged, and no property of an alarm would show it.
 */

import type { LoadedResource } from '../aws/assembly/loaded-stack';
import { isJsonObject, type JsonObject, type JsonValue } from '../aws/cloudformation/template';
import type { IncidentPlan } from '../plan/incident-plan';
import { compareJson } from './compare-json';
import { type Difference, Differences, foundMap, textOf } from './difference';
import { enginePermissions } from './engine-permissions';
import { listAt, type FoundResources } from './found-resources';
import { comparePermissions, permissionsOf } from './granted-permissions';

/** Most places in which a policy is said to differ. */
const MAX_POLICY_DIFFERENCES = 10;

/** Compares the engine at home, and the way to it from every other region. */
export function compareEngine(plan: IncidentPlan, found: FoundResources): void {
  const { region: home } = plan.policy;
  const engine = found.named('AWS::Lambda::Function', home, 'FunctionName', plan.names.engine);
  found.named('AWS::DynamoDB::Table', home, 'TableName', plan.tableName);
  found.named('AWS::SSM::Document', home, 'Name', plan.acknowledgeDocumentName);
  if (engine !== undefined) {
    found.attempt(() => {
      found.differ(plan.names.engine, engine, [...compareFunction(plan, engine, found), ...comparePolicy(plan, engine, found)]);
      compareRole(plan, engine, found);
      compareSchedule(plan, engine, found);
    });
  }
  for (const { region, isHome } of plan.regions) found.attempt(() => compareAlarmRule(plan, region, isHome ? engine : undefined, found));
}

function compareFunction(plan: IncidentPlan, { properties, ref, region }: LoadedResource, found: FoundResources): readonly Difference[] {
  const { schedule, watchdog, tableName, names } = plan;
  const variables = foundMap(foundMap(properties, 'Environment'), 'Variables');
  const differences = new Differences();
  differences.expect('handler', 'index.handler', properties.Handler);
  differences.expect('timeout', `${schedule.timeoutSeconds} s`, `${textOf(properties.Timeout)} s`);
  differences.expect('reserved concurrency', 'nothing', properties.ReservedConcurrentExecutions);
  differences.expect('variable TABLE_NAME', tableName, variables.TABLE_NAME);
  differences.expect('variable TOPIC_ARN_PREFIX', found.arn('sns', region, ''), variables.TOPIC_ARN_PREFIX);
  differences.expect('variable WATCHDOG_TOPIC_ARN', found.arn('sns', watchdog.region, watchdog.topicName), variables.WATCHDOG_TOPIC_ARN);
  differences.expect('dead-letter queue', found.arn('sqs', region, names.engineDeadLetters), foundMap(properties, 'DeadLetterConfig').TargetArn);
  const [invocations] = found.having('AWS::Lambda::EventInvokeConfig', region, (resource) => resource.properties.FunctionName === ref);
  const config: JsonObject = invocations?.properties ?? {};
  differences.expect('retries', schedule.retries, config.MaximumRetryAttempts);
  differences.expect('age of an event', `${schedule.eventAgeSeconds} s`, `${textOf(config.MaximumEventAgeInSeconds)} s`);
  return differences.found;
}

function comparePolicy({ policy }: IncidentPlan, { properties, stackName }: LoadedResource, found: FoundResources): readonly Difference[] {
  const { S3Key: key } = foundMap(properties, 'Code');
  const stack = found.stacks.find((each) => each.stackName === stackName);
  const text = typeof key === 'string' ? stack?.assetFile?.(key, 'policy.json') : undefined;
  if (text === undefined) return [{ what: 'policy.json', planned: 'lies beside the code', found: 'is not there' }];
  const written = JSON.parse(text) as JsonValue;
  return compareJson(JSON.parse(JSON.stringify(policy)) as JsonValue, written, 'policy').slice(0, MAX_POLICY_DIFFERENCES);
}

function compareRole(plan: IncidentPlan, engine: LoadedResource, found: FoundResources): void {
  const [role] = found.having('AWS::IAM::Role', engine.region, (resource) => resource.attribute('Arn') === engine.properties.Role);
  if (role === undefined) return found.differ(plan.names.engine, engine, [{ what: 'role', planned: 'exists', found: textOf(engine.properties.Role) }]);
  found.differ(plan.names.engine, role, comparePermissions(enginePermissions(plan, engine, found), permissionsOf(role, found.all)));
}

function compareSchedule(plan: IncidentPlan, engine: LoadedResource, found: FoundResources): void {
  const { schedule, names } = plan;
  const [tick] = found.having('AWS::Scheduler::Schedule', engine.region, ({ properties }) => foundMap(properties, 'Target').Arn === engine.attribute('Arn'));
  if (tick === undefined) return found.differ(names.engine, engine, [{ what: 'schedule', planned: schedule.expression, found: 'is in no template' }]);
  const { properties } = tick;
  const target = foundMap(properties, 'Target');
  const retries = foundMap(target, 'RetryPolicy');
  const { State: state = 'ENABLED' } = properties;
  const differences = new Differences();
  differences.expect('schedule', schedule.expression, properties.ScheduleExpression);
  differences.expect('state', 'ENABLED', state);
  differences.expect('group', names.engine, properties.GroupName);
  differences.expect('flexible time window', 'OFF', foundMap(properties, 'FlexibleTimeWindow').Mode);
  differences.expect('kind of the input', 'tick', kindOf(target.Input));
  differences.expect('retries of the hand-over', schedule.handOverRetries, retries.MaximumRetryAttempts);
  differences.expect('time of the hand-over', `${schedule.handOverSeconds} s`, `${textOf(retries.MaximumEventAgeInSeconds)} s`);
  const lostTicks = foundMap(target, 'DeadLetterConfig').Arn;
  const [queue] = found.having('AWS::SQS::Queue', engine.region, (resource) => resource.attribute('Arn') === lostTicks);
  if (queue === undefined) differences.add('dead-letter queue', 'a queue of the templates', textOf(lostTicks));
  differences.refuseOthers(properties, ['ScheduleExpression', 'State', 'GroupName', 'FlexibleTimeWindow', 'Target', 'Name', 'Description']);
  found.differ(names.engine, tick, differences.found);
  const [role] = found.having('AWS::IAM::Role', engine.region, (resource) => resource.attribute('Arn') === target.RoleArn);
  if (role === undefined) return found.differ(names.engine, tick, [{ what: 'role', planned: 'exists', found: textOf(target.RoleArn) }]);
  const planned = [
    { action: 'lambda:InvokeFunction', resource: engine.attribute('Arn') },
    ...(queue === undefined ? [] : [{ action: 'sqs:SendMessage', resource: queue.attribute('Arn') }]),
  ];
  found.differ(names.engine, role, comparePermissions(planned, permissionsOf(role, found.all)));
}

/** Alarms come to the engine by one rule with one target: two would page twice. */
function compareAlarmRule(plan: IncidentPlan, region: string, engine: LoadedResource | undefined, found: FoundResources): void {
  const { names, policy, rule: retries } = plan;
  const isHome = region === policy.region;
  const rule = found.named('AWS::Events::Rule', region, 'Name', names.rule);
  if (rule === undefined) return;
  const { properties } = rule;
  const { State: state = 'ENABLED', EventBusName: bus = 'default' } = properties;
  const targets = listAt(properties, 'Targets');
  const target = isJsonObject(targets[0]) ? targets[0] : {};
  const differences = new Differences();
  differences.expect('state', 'ENABLED', state);
  differences.expect('event bus', 'default', bus);
  differences.expect('targets', 1, targets.length);
  const targetArn = isHome ? (engine?.attribute('Arn') ?? 'the function of the engine') : found.arn('events', policy.region, 'event-bus/default');
  differences.expect('target', targetArn, target.Arn);
  differences.expect('retries', retries.retries, foundMap(target, 'RetryPolicy').MaximumRetryAttempts);
  differences.expect('age of an event', `${retries.eventAgeSeconds} s`, `${textOf(foundMap(target, 'RetryPolicy').MaximumEventAgeInSeconds)} s`);
  differences.expect('dead-letter queue', found.arn('sqs', region, names.ruleDeadLetters), foundMap(target, 'DeadLetterConfig').Arn);
  const pattern: JsonValue = {
    source: ['aws.cloudwatch'],
    'detail-type': ['CloudWatch Alarm State Change', 'CloudWatch Alarm Configuration Change'],
    detail: { alarmName: [{ prefix: `${policy.application}-${policy.environment}-` }] },
  };
  found.differ(names.rule, rule, [...differences.found, ...compareJson(pattern, properties.EventPattern, 'event pattern')]);
  if (!isHome) return compareForwarding(rule, target, targetArn, names.rule, found);
  const isAllowed = found.having(
    'AWS::Lambda::Permission',
    region,
    (resource) =>
      resource.properties.Principal === 'events.amazonaws.com' &&
      resource.properties.SourceArn === rule.attribute('Arn') &&
      resource.properties.FunctionName === targetArn,
  );
  if (isAllowed.length === 0) found.differ(names.rule, rule, [{ what: 'permission to start the engine', planned: 'exists', found: 'is in no template' }]);
}

function compareForwarding(rule: LoadedResource, target: JsonObject, busArn: string, name: string, found: FoundResources): void {
  const [role] = found.having('AWS::IAM::Role', rule.region, (resource) => resource.attribute('Arn') === target.RoleArn);
  if (role === undefined) return found.differ(name, rule, [{ what: 'role', planned: 'exists', found: textOf(target.RoleArn) }]);
  found.differ(name, role, comparePermissions([{ action: 'events:PutEvents', resource: busArn }], permissionsOf(role, found.all)));
}

function kindOf(input: JsonValue | undefined): JsonValue | undefined {
  if (typeof input !== 'string') return input;
  try {
    const value = JSON.parse(input) as JsonValue;
    return isJsonObject(value) ? value.kind : undefined;
  } catch {
    return input;
  }
}
