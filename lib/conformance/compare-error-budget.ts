/**
 * Whether the ledger in the templates is the planned one: its schedule with the input of every slot, the function and
 * what becomes of its failures, and exactly the permissions both need. A ledger without one of them measures nothing,
 * or something else, and nobody would see it in an alarm's properties.
 */

import type { LoadedResource } from '../aws/assembly/loaded-stack';
import { isJsonObject, type JsonObject, type JsonValue } from '../aws/cloudformation/template';
import { SCHEDULED_TIME, type ErrorBudgetPlan } from '../plan/budget-plan';
import { LEDGER_NAMESPACE } from '../slo/budget/ledger-input';
import { compareJson } from './compare-json';
import type { FillPseudoParameters } from './compare-metric-alarm';
import { type Difference, Differences, foundMap, textOf } from './difference';
import { comparePermissions, permissionsOf, printCondition, type Permission } from './granted-permissions';

/** The resources of a ledger, as far as they are there. */
export interface FoundLedger {
  readonly schedule: LoadedResource;
  readonly function?: LoadedResource;
  readonly deadLetterQueue?: LoadedResource;
}

/** Differences of one resource; without one, of what should be there. */
export interface LedgerDifferences {
  readonly resource: LoadedResource;
  readonly differences: readonly Difference[];
}

/** Finds the schedule whose input is for the application and environment of the plan, and what belongs to it. */
export function findLedger({ ledger }: ErrorBudgetPlan, resources: readonly LoadedResource[]): FoundLedger | undefined {
  const schedule = resources.find((resource) => {
    if (resource.type !== 'AWS::Scheduler::Schedule') return false;
    const input = inputOf(resource);
    return isJsonObject(input) && input.application === ledger.application && input.environment === ledger.environment;
  });
  if (schedule === undefined) return undefined;
  const target = targetOf(schedule);
  const byArn = (type: string, arn: JsonValue | undefined) => resources.find((resource) => resource.type === type && resource.attribute('Arn') === arn);
  return {
    schedule,
    function: byArn('AWS::Lambda::Function', target.Arn),
    deadLetterQueue: byArn('AWS::SQS::Queue', foundMap(target, 'DeadLetterConfig').Arn),
  };
}

/** Compares a ledger that was found with its plan, resource by resource. */
export function compareLedger(
  plan: ErrorBudgetPlan,
  ledger: FoundLedger,
  resources: readonly LoadedResource[],
  fill: FillPseudoParameters,
): LedgerDifferences[] {
  const { schedule, function: handler, deadLetterQueue } = ledger;
  const found = [{ resource: schedule, differences: compareSchedule(plan, ledger, fill) }];
  if (handler !== undefined) found.push({ resource: handler, differences: compareFunction(plan, handler, deadLetterQueue, resources) });
  const roles = [
    { owner: schedule, arn: targetOf(schedule).RoleArn, permissions: permissionsOfSchedule(ledger) },
    ...(handler === undefined ? [] : [{ owner: handler, arn: handler.properties.Role, permissions: permissionsOfFunction(plan, ledger, resources, fill) }]),
  ];
  for (const { owner, arn, permissions } of roles) {
    const role = resources.find((resource) => resource.type === 'AWS::IAM::Role' && resource.attribute('Arn') === arn);
    if (role === undefined) found.push({ resource: owner, differences: [{ what: 'role', planned: 'exists', found: textOf(arn) }] });
    else found.push({ resource: role, differences: comparePermissions(permissions, permissionsOf(role, resources)) });
  }
  return found;
}

function compareSchedule(plan: ErrorBudgetPlan, ledger: FoundLedger, fill: FillPseudoParameters): readonly Difference[] {
  const { properties } = ledger.schedule;
  const target = targetOf(ledger.schedule);
  const { ScheduleExpressionTimezone: zone = 'Etc/UTC', State: state = 'ENABLED' } = properties;
  const differences = new Differences();
  differences.expect('schedule', plan.schedule.expression, properties.ScheduleExpression);
  differences.expect('time zone', 'Etc/UTC', zone);
  differences.expect('state', 'ENABLED', state);
  differences.expect('flexible time window', 'OFF', foundMap(properties, 'FlexibleTimeWindow').Mode);
  differences.refuseOthers(properties, ['ScheduleExpression', 'ScheduleExpressionTimezone', 'State', 'FlexibleTimeWindow', 'Target', 'Name', 'Description']);
  const retries = foundMap(target, 'RetryPolicy');
  differences.expect('retries of the hand-over', plan.schedule.handOverRetries, retries.MaximumRetryAttempts);
  differences.expect('time of the hand-over', `${plan.schedule.handOverSeconds} s`, `${textOf(retries.MaximumEventAgeInSeconds)} s`);
  if (ledger.function === undefined) differences.add('target', 'a function of the templates', textOf(target.Arn));
  if (ledger.deadLetterQueue === undefined) {
    differences.add('dead-letter queue', 'a queue of the templates', textOf(foundMap(target, 'DeadLetterConfig').Arn));
  }
  const planned = filled({ slot: SCHEDULED_TIME, ...plan.ledger } as unknown as JsonValue, fill);
  return [...differences.found, ...compareJson(planned, inputOf(ledger.schedule), 'input')];
}

function compareFunction(
  { schedule }: ErrorBudgetPlan,
  handler: LoadedResource,
  queue: LoadedResource | undefined,
  resources: readonly LoadedResource[],
): readonly Difference[] {
  const { properties } = handler;
  const differences = new Differences();
  differences.expect('handler', 'index.handler', properties.Handler);
  differences.expect('timeout', `${schedule.timeoutSeconds} s`, `${textOf(properties.Timeout)} s`);
  differences.expect('dead-letter queue', queue?.attribute('Arn') ?? 'that of the schedule', foundMap(properties, 'DeadLetterConfig').TargetArn);
  differences.expect('reserved concurrency', 'nothing', properties.ReservedConcurrentExecutions);
  const invocations = resources.find(({ type, properties: config }) => type === 'AWS::Lambda::EventInvokeConfig' && config.FunctionName === handler.ref);
  const config: JsonObject = invocations?.properties ?? {};
  differences.expect('retries', schedule.retries, config.MaximumRetryAttempts);
  differences.expect('age of a slot', `${schedule.eventAgeSeconds} s`, `${textOf(config.MaximumEventAgeInSeconds)} s`);
  return differences.found;
}

function permissionsOfSchedule({ function: handler, deadLetterQueue }: FoundLedger): Permission[] {
  return [
    ...(handler === undefined ? [] : [{ action: 'lambda:InvokeFunction', resource: handler.attribute('Arn') }]),
    ...(deadLetterQueue === undefined ? [] : [{ action: 'sqs:SendMessage', resource: deadLetterQueue.attribute('Arn') }]),
  ];
}

function permissionsOfFunction(
  { parameterPath }: ErrorBudgetPlan,
  { function: handler, deadLetterQueue }: FoundLedger,
  resources: readonly LoadedResource[],
  fill: FillPseudoParameters,
): Permission[] {
  const parameters = fill(`arn:\${AWS::Partition}:ssm:\${AWS::Region}:\${AWS::AccountId}:parameter${parameterPath}/*`);
  const logGroup = resources.find(
    (resource) => resource.type === 'AWS::Logs::LogGroup' && resource.ref === foundMap(handler?.properties ?? {}, 'LoggingConfig').LogGroup,
  );
  const logs = logGroup?.attribute('Arn') ?? 'the log group of the function';
  return [
    { action: 'logs:CreateLogStream', resource: logs },
    { action: 'logs:PutLogEvents', resource: logs },
    { action: 'cloudwatch:GetMetricData', resource: '*' },
    {
      action: 'cloudwatch:PutMetricData',
      resource: '*',
      condition: printCondition({ StringEquals: { 'cloudwatch:namespace': LEDGER_NAMESPACE } }),
    },
    { action: 'ssm:GetParameters', resource: parameters },
    { action: 'ssm:PutParameter', resource: parameters },
    ...(deadLetterQueue === undefined ? [] : [{ action: 'sqs:SendMessage', resource: deadLetterQueue.attribute('Arn') }]),
  ];
}

function targetOf(schedule: LoadedResource): JsonObject {
  return foundMap(schedule.properties, 'Target');
}

/** The input of a schedule as a value; as the text it is when it is not JSON. */
function inputOf(schedule: LoadedResource): JsonValue | undefined {
  const { Input: text } = targetOf(schedule);
  if (typeof text !== 'string') return text;
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}

/** JSON of a plan as CloudFormation would deploy it. */
function filled(value: JsonValue, fill: FillPseudoParameters): JsonValue {
  if (typeof value === 'string') return fill(value);
  if (Array.isArray(value)) return value.map((entry) => filled(entry, fill));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, filled(entry, fill)]));
}
