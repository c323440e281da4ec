/**
 * Whether the ledger that is deployed is the planned one: its schedule with the input of every run, the function and
 * what becomes of its failures, and exactly the permissions both need. A ledger without one of them measures nothing,
 * or something else, and nobody would see it in an alarm's properties.
 */

import { isJsonObject, type JsonValue } from '../aws/cloudformation/template';
import { SCHEDULED_TIME, type ErrorBudgetPlan, type LedgerPlan } from '../plan/budget-plan';
import { LEDGER_NAMESPACE } from '../slo/budget/ledger-input';
import { compareJson } from './compare-json';
import { compareRole } from './compare-role';
import type { Comparison } from './comparison';
import { deadLetterQueueOf } from './dead-letter-queue';
import type { DeployedFunction, DeployedQueue, DeployedSchedule } from './deployed-resources';
import { type Difference, Differences, textOf } from './difference';
import { printCondition, type Permission } from './granted-permissions';

/** The parts of a ledger, as far as they are deployed. */
export interface FoundLedger {
  readonly schedule: DeployedSchedule;
  readonly function?: DeployedFunction;
  readonly deadLetterQueue?: DeployedQueue;
}

/** One ledger of a plan, and where it keeps its records. */
export interface PlannedLedger extends Pick<ErrorBudgetPlan, 'region' | 'parameterPath'> {
  readonly ledger: LedgerPlan;
}

/** Finds the schedule whose input is for the application and environment of a planned ledger, and its number, and what belongs to it. */
export function findLedger(region: string, { input: planned }: LedgerPlan, found: Comparison): FoundLedger | undefined {
  const [schedule] = found.having(
    'schedule',
    region,
    ({ target: { input } }) =>
      isJsonObject(input) && input.application === planned.application && input.environment === planned.environment && input.ledger === planned.ledger,
  );
  if (schedule === undefined) return undefined;
  const { target } = schedule;
  return {
    schedule,
    function: found.having('function', region, ({ arn }) => arn === target.arn)[0],
    deadLetterQueue: deadLetterQueueOf(found, region, target.deadLetterArn),
  };
}

/**
 * Compares a ledger that was found with its plan.
 *
 * @param name of the ledger, for its differences
 */
export function compareLedger(plan: PlannedLedger, name: string, ledger: FoundLedger, found: Comparison): void {
  const { schedule, function: handler } = ledger;
  found.differ(name, schedule, compareSchedule(plan, ledger, found));
  if (handler !== undefined) found.differ(name, handler, compareFunction(plan, handler, ledger.deadLetterQueue, found));
  compareRole(found, { name, owner: schedule, roleArn: schedule.target.roleArn, permissions: permissionsOfSchedule(ledger) });
  if (handler !== undefined) {
    compareRole(found, { name, owner: handler, roleArn: handler.roleArn, permissions: permissionsOfFunction(plan, handler, ledger.deadLetterQueue, found) });
  }
}

function compareSchedule(
  { region, ledger: plan }: PlannedLedger,
  { schedule, function: handler, deadLetterQueue }: FoundLedger,
  found: Comparison,
): readonly Difference[] {
  const { target } = schedule;
  const differences = new Differences();
  differences.expect('schedule', plan.schedule.expression, schedule.scheduleExpression);
  differences.expect('time zone', 'Etc/UTC', schedule.scheduleExpressionTimezone);
  differences.expect('state', 'ENABLED', schedule.state);
  differences.expect('group', 'default', schedule.groupName);
  differences.expect('flexible time window', 'OFF', schedule.flexibleTimeWindowMode);
  differences.refuseOthers(schedule.otherMembers, []);
  differences.expect('retries of the hand-over', plan.schedule.handOverRetries, target.maximumRetryAttempts);
  differences.expect('time of the hand-over', `${plan.schedule.handOverSeconds} s`, `${textOf(target.maximumEventAgeInSeconds)} s`);
  if (handler === undefined && !found.mayBeThere('function', region)) differences.add('target', `a function of the ${found.source}`, textOf(target.arn));
  if (deadLetterQueue === undefined) differences.add('dead-letter queue', `a queue of the ${found.source}`, textOf(target.deadLetterArn));
  const planned = filled({ scheduledAt: SCHEDULED_TIME, ...plan.input } as unknown as JsonValue, (value) => found.fill(region, value));
  return [...differences.found, ...compareJson(planned, target.input, 'input')];
}

function compareFunction(
  { ledger: { schedule } }: PlannedLedger,
  handler: DeployedFunction,
  queue: DeployedQueue | undefined,
  found: Comparison,
): readonly Difference[] {
  const differences = new Differences();
  differences.expect('handler', 'index.handler', handler.handler);
  differences.expect('timeout', `${schedule.timeoutSeconds} s`, `${textOf(handler.timeout)} s`);
  differences.expect('dead-letter queue', queue?.arn ?? 'that of the schedule', handler.deadLetterArn);
  differences.expect('reserved concurrency', 'nothing', handler.reservedConcurrentExecutions);
  const invocations = found.known(handler.eventInvokeConfig);
  if (invocations === undefined) return differences.found;
  differences.expect('retries', schedule.retries, invocations.maximumRetryAttempts);
  differences.expect('age of a run', `${schedule.eventAgeSeconds} s`, `${textOf(invocations.maximumEventAgeInSeconds)} s`);
  return differences.found;
}

function permissionsOfSchedule({ function: handler, deadLetterQueue }: FoundLedger): Permission[] {
  return [
    ...(handler === undefined ? [] : [{ action: 'lambda:InvokeFunction', resource: handler.arn }]),
    ...(deadLetterQueue === undefined ? [] : [{ action: 'sqs:SendMessage', resource: deadLetterQueue.arn }]),
  ];
}

function permissionsOfFunction(
  { region, parameterPath }: PlannedLedger,
  handler: DeployedFunction,
  deadLetterQueue: DeployedQueue | undefined,
  found: Comparison,
): Permission[] {
  const parameters = found.arn('ssm', region, `parameter${parameterPath}/*`);
  const [logGroup] = found.having('log group', region, ({ name }) => name === handler.logGroupName);
  const logs = logGroup?.arn ?? 'the log group of the function';
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
    ...(deadLetterQueue === undefined ? [] : [{ action: 'sqs:SendMessage', resource: deadLetterQueue.arn }]),
  ];
}

/** JSON of a plan as CloudFormation would deploy it. */
function filled(value: JsonValue, fill: (value: string) => string): JsonValue {
  if (typeof value === 'string') return fill(value);
  if (Array.isArray(value)) return value.map((entry) => filled(entry, fill));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, filled(entry, fill)]));
}
