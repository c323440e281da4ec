/**
 * Whether the incident engine that is deployed is the planned one: its function with exactly the planned policy beside its
 * code, the ticks, the way alarms come to it, the runbook with which people acknowledge, and exactly the permissions it
 * needs. Without one of them nobody is paged, and no property of an alarm would show it.
 */

import { isJsonObject, type JsonValue } from '../aws/cloudformation/template';
import { checklistsGroupName } from '../maintenance/tasks/task-names';
import type { IncidentPlan } from '../plan/incident-plan';
import { compareJson } from './compare-json';
import { comparePolicyFile } from './compare-policy-file';
import { compareRole } from './compare-role';
import type { Comparison } from './comparison';
import { deadLetterQueueOf } from './dead-letter-queue';
import type { DeliveryTarget, DeployedFunction, DeployedRule } from './deployed-resources';
import { type Difference, Differences, textOf } from './difference';
import { enginePermissions } from './engine-permissions';

/** Compares the engine at home, and the way to it from every other region. */
export function compareEngine(plan: IncidentPlan, found: Comparison): void {
  const { region: home } = plan.policy;
  const engine = found.named('function', home, plan.names.engine);
  found.named('table', home, plan.tableName);
  found.named('document', home, plan.acknowledgeDocumentName);
  if (engine !== undefined) {
    found.differ(plan.names.engine, engine, [...compareFunction(plan, engine, found), ...comparePolicyFile(plan.policy, engine, found)]);
    compareRole(found, { name: plan.names.engine, owner: engine, roleArn: engine.roleArn, permissions: enginePermissions(plan, engine, found) });
    compareSchedule(plan, engine, found);
  }
  compareApprovalRule(plan, engine, found);
  for (const { region, isHome, signalRules } of plan.regions) {
    const owner = isHome ? engine : undefined;
    compareEventRule(plan, { name: plan.names.rule, pattern: alarmPattern(plan) }, region, owner, found);
    for (const rule of signalRules) compareEventRule(plan, rule, region, owner, found);
  }
}

function compareFunction(plan: IncidentPlan, engine: DeployedFunction, found: Comparison): readonly Difference[] {
  const { schedule, watchdog, tableName, names } = plan;
  const { region, variables } = engine;
  const differences = new Differences();
  differences.expect('handler', 'index.handler', engine.handler);
  differences.expect('timeout', `${schedule.timeoutSeconds} s`, `${textOf(engine.timeout)} s`);
  differences.expect('reserved concurrency', 'nothing', engine.reservedConcurrentExecutions);
  differences.expect('variable TABLE_NAME', tableName, variables.TABLE_NAME);
  differences.expect('variable TOPIC_ARN_PREFIX', found.arn('sns', region, ''), variables.TOPIC_ARN_PREFIX);
  differences.expect('variable WATCHDOG_TOPIC_ARN', found.arn('sns', watchdog.region, watchdog.topicName), variables.WATCHDOG_TOPIC_ARN);
  differences.expect('dead-letter queue', found.arn('sqs', region, names.engineDeadLetters), engine.deadLetterArn);
  const invocations = found.known(engine.eventInvokeConfig);
  if (invocations !== undefined) {
    differences.expect('retries', schedule.retries, invocations.maximumRetryAttempts);
    differences.expect('age of an event', `${schedule.eventAgeSeconds} s`, `${textOf(invocations.maximumEventAgeInSeconds)} s`);
  }
  return differences.found;
}

function compareSchedule({ schedule, names, policy }: IncidentPlan, engine: DeployedFunction, found: Comparison): void {
  // Checklists start the engine as well, from schedules in a group of their own.
  const checklists = checklistsGroupName(policy);
  const [tick] = found.having('schedule', engine.region, ({ target, groupName }) => target.arn === engine.arn && groupName !== checklists);
  if (tick === undefined && found.mayBeThere('schedule', engine.region)) return;
  if (tick === undefined) return found.differ(names.engine, engine, [{ what: 'schedule', planned: schedule.expression, found: found.absent }]);
  const { target } = tick;
  const differences = new Differences();
  differences.expect('schedule', schedule.expression, tick.scheduleExpression);
  differences.expect('time zone', 'Etc/UTC', tick.scheduleExpressionTimezone);
  differences.expect('state', 'ENABLED', tick.state);
  differences.expect('group', names.engine, tick.groupName);
  differences.expect('flexible time window', 'OFF', tick.flexibleTimeWindowMode);
  differences.expect('kind of the input', 'tick', isJsonObject(target.input) ? target.input.kind : target.input);
  differences.expect('retries of the hand-over', schedule.handOverRetries, target.maximumRetryAttempts);
  differences.expect('time of the hand-over', `${schedule.handOverSeconds} s`, `${textOf(target.maximumEventAgeInSeconds)} s`);
  const queue = deadLetterQueueOf(found, engine.region, target.deadLetterArn);
  if (queue === undefined) differences.add('dead-letter queue', `a queue of the ${found.source}`, textOf(target.deadLetterArn));
  differences.refuseOthers(tick.otherMembers, []);
  found.differ(names.engine, tick, differences.found);
  const permissions = [
    { action: 'lambda:InvokeFunction', resource: engine.arn },
    ...(queue === undefined ? [] : [{ action: 'sqs:SendMessage', resource: queue.arn }]),
  ];
  compareRole(found, { name: names.engine, owner: tick, roleArn: target.roleArn, permissions });
}

/** Alarms and findings come to the engine each by one rule with one target: two would page twice. */
function compareEventRule(
  plan: IncidentPlan,
  { name, pattern }: { readonly name: string; readonly pattern: JsonValue },
  region: string,
  engine: DeployedFunction | undefined,
  found: Comparison,
): void {
  const { policy } = plan;
  const isHome = region === policy.region;
  const rule = found.named('rule', region, name);
  if (rule === undefined) return;
  const [target = {}] = rule.targets;
  const targetArn = isHome ? engineArn(plan, engine, found) : found.arn('events', policy.region, 'event-bus/default');
  found.differ(name, rule, compareDelivery(plan, rule, { region, targetArn, pattern }, found));
  if (isHome) comparePermissionToInvoke(name, rule, engine, found);
  else compareForwarding(name, rule, target, targetArn, found);
}

function alarmPattern({ policy }: IncidentPlan): JsonValue {
  return {
    source: ['aws.cloudwatch'],
    'detail-type': ['CloudWatch Alarm State Change', 'CloudWatch Alarm Configuration Change'],
    detail: { alarmName: [{ prefix: `${policy.application}-${policy.environment}-` }] },
  };
}

/** Approvals that nobody gives come to the engine by a rule of their own. */
function compareApprovalRule(plan: IncidentPlan, engine: DeployedFunction | undefined, found: Comparison): void {
  const { names, policy } = plan;
  const rule = found.named('rule', policy.region, names.approvalRule);
  if (rule === undefined) return;
  const pattern: JsonValue = {
    source: ['aws.ssm'],
    'detail-type': ['EC2 Automation Step Status-change Notification'],
    detail: { Definition: [{ prefix: `${policy.application}-${policy.environment}-` }], Action: ['aws:approve'], Status: ['TimedOut'] },
  };
  const targetArn = engineArn(plan, engine, found);
  found.differ(names.approvalRule, rule, compareDelivery(plan, rule, { region: policy.region, targetArn, pattern }, found));
  comparePermissionToInvoke(names.approvalRule, rule, engine, found);
}

/** The ARN of the function, where it was not found the one it would have. */
function engineArn({ names, policy }: IncidentPlan, engine: DeployedFunction | undefined, found: Comparison): string {
  return engine?.arn ?? found.arn('lambda', policy.region, `function:${names.engine}`);
}

/** What a rule listens to, and how what it hears is handed over. */
function compareDelivery(
  { names, rule: retries }: IncidentPlan,
  rule: DeployedRule,
  { region, targetArn, pattern }: { readonly region: string; readonly targetArn: string; readonly pattern: JsonValue },
  found: Comparison,
): readonly Difference[] {
  const [target = {}] = rule.targets;
  const differences = new Differences();
  differences.expect('state', 'ENABLED', rule.state);
  differences.expect('event bus', 'default', rule.eventBusName);
  differences.expect('targets', 1, rule.targets.length);
  differences.expect('target', targetArn, target.arn);
  differences.expect('retries', retries.retries, target.maximumRetryAttempts);
  differences.expect('age of an event', `${retries.eventAgeSeconds} s`, `${textOf(target.maximumEventAgeInSeconds)} s`);
  differences.expect('dead-letter queue', found.arn('sqs', region, names.ruleDeadLetters), target.deadLetterArn);
  return [...differences.found, ...compareJson(pattern, rule.eventPattern, 'event pattern')];
}

function comparePermissionToInvoke(name: string, rule: DeployedRule, engine: DeployedFunction | undefined, found: Comparison): void {
  if (engine === undefined && found.mayBeThere('function', rule.region)) return;
  const permissions = engine?.permissions ?? [];
  const isAllowed = permissions.some((each) => 'value' in each && each.value.principal === 'events.amazonaws.com' && each.value.sourceArn === rule.arn);
  if (isAllowed) return;
  const unread = permissions.filter((each) => 'couldNotTell' in each);
  for (const each of unread) found.known(each);
  if (unread.length === 0) found.differ(name, rule, [{ what: 'permission to start the engine', planned: 'exists', found: found.absent }]);
}

function compareForwarding(name: string, rule: DeployedRule, target: DeliveryTarget, busArn: string, found: Comparison): void {
  compareRole(found, { name, owner: rule, roleArn: target.roleArn, permissions: [{ action: 'events:PutEvents', resource: busArn }] });
}
