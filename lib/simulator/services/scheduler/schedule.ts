import { resourceArn } from '../../../aws/arn';
import type { DeployedIdentity, LoadedResource } from '../../../aws/assembly/loaded-stack';
import { allowOnly, objectIn, optionalNumber, optionalText, requiredText } from '../../../aws/assembly/property';
import type { JsonObject } from '../../../aws/cloudformation/template';
import { NotSimulatedError, orNotSimulated } from '../../../aws/errors';
import { parseScheduleExpression } from '../../../aws/schedule/schedule-expression';
import { universalTarget, type UniversalTarget } from '../../../aws/schedule/universal-target';
import type { Instant } from '../../../time/time';
import { isTimeZone } from '../../../time/zoned-time';
import { deadLetterQueueIn } from '../sqs/dead-letter-queue';
import { SCHEDULER_RESOURCES } from './resources';

/** A schedule that invokes a function, or calls an operation of a service. */
export interface Schedule {
  readonly identity: DeployedIdentity;
  readonly groupArn: string;
  readonly targetArn: string;
  /** The operation that is called; absent where a function is invoked. */
  readonly calls?: UniversalTarget;
  /** Minutes within which it is invoked; 0: as it is due. */
  readonly flexibleMinutes: number;
  readonly roleArn: string;
  /** Payload with placeholders; AWS sends an event of its own when it is absent. */
  readonly input?: string;
  readonly maximumRetryAttempts: number;
  readonly maximumEventAgeSeconds: number;
  readonly deadLetterArn?: string;
  /** The next instant it is due after another one, undefined when there is none. */
  nextAfter(after: Instant): Instant | undefined;
}

/** https://docs.aws.amazon.com/scheduler/latest/APIReference/API_RetryPolicy.html */
const RETRY_ATTEMPTS = { least: 0, most: 185 };
const EVENT_AGE_SECONDS = { least: 60, most: 86_400 };
/** https://docs.aws.amazon.com/scheduler/latest/APIReference/API_FlexibleTimeWindow.html */
const WINDOW_MINUTES = { least: 1, most: 1_440 };

/**
 * Reads an AWS::Scheduler::Schedule; undefined for one that is switched off.
 *
 * @param createdAt when the stack was deployed
 * @throws NotSimulatedError for a target that is neither a function nor an operation, and what Scheduler would refuse
 */
export function readSchedule(resource: LoadedResource, accountId: string, createdAt: Instant): Schedule | undefined {
  const { properties, region, stackName, logicalId, constructPath } = resource;
  allowOnly(properties, SCHEDULER_RESOURCES['AWS::Scheduler::Schedule']);
  const state = optionalText(properties, 'State') ?? 'ENABLED';
  if (state === 'DISABLED') return undefined;
  if (state !== 'ENABLED') throw new NotSimulatedError(`State ${state}`);
  const name = optionalText(properties, 'Name') ?? resource.ref;
  const group = optionalText(properties, 'GroupName') ?? 'default';
  const arnOf = (part: string) => resourceArn('scheduler', region, accountId, part);
  return {
    identity: { name, arn: arnOf(`schedule/${group}/${name}`), region, stackName, logicalId, constructPath },
    groupArn: arnOf(`schedule-group/${group}`),
    flexibleMinutes: readWindow(objectIn(properties, 'FlexibleTimeWindow')),
    ...readTarget(objectIn(properties, 'Target'), region),
    nextAfter: readTimes(properties, createdAt),
  };
}

function readWindow(window: JsonObject): number {
  allowOnly(window, ['Mode', 'MaximumWindowInMinutes']);
  const mode = requiredText(window, 'Mode');
  if (mode === 'OFF') return 0;
  if (mode !== 'FLEXIBLE') throw new NotSimulatedError(`FlexibleTimeWindow ${mode}`);
  const minutes = optionalNumber(window, 'MaximumWindowInMinutes');
  if (minutes === undefined) throw new NotSimulatedError('FlexibleTimeWindow FLEXIBLE without MaximumWindowInMinutes');
  return within(WINDOW_MINUTES, window, 'MaximumWindowInMinutes');
}

function readTarget(target: JsonObject, region: string): Omit<Schedule, 'identity' | 'groupArn' | 'nextAfter' | 'flexibleMinutes'> {
  const targetArn = requiredText(target, 'Arn');
  const calls = universalTarget(targetArn);
  if (calls === undefined && !/^arn:[^:]+:lambda:[^:]+:\d{12}:function:[^:]+$/.test(targetArn)) throw new NotSimulatedError(`schedule target ${targetArn}`);
  allowOnly(target, ['Arn', 'DeadLetterConfig', 'Input', 'RetryPolicy', 'RoleArn']);
  const retries = objectIn(target, 'RetryPolicy');
  allowOnly(retries, ['MaximumEventAgeInSeconds', 'MaximumRetryAttempts']);
  const deadLetterArn = optionalText(objectIn(target, 'DeadLetterConfig'), 'Arn');
  return {
    targetArn,
    ...(calls !== undefined && { calls }),
    roleArn: requiredText(target, 'RoleArn'),
    input: optionalText(target, 'Input'),
    maximumRetryAttempts: within(RETRY_ATTEMPTS, retries, 'MaximumRetryAttempts'),
    maximumEventAgeSeconds: within(EVENT_AGE_SECONDS, retries, 'MaximumEventAgeInSeconds'),
    deadLetterArn: deadLetterArn === undefined ? undefined : deadLetterQueueIn(region, deadLetterArn),
  };
}

function readTimes(properties: JsonObject, createdAt: Instant): Schedule['nextAfter'] {
  const text = requiredText(properties, 'ScheduleExpression');
  const zone = readZone(optionalText(properties, 'ScheduleExpressionTimezone') ?? 'UTC');
  const startDate = readInstant(properties, 'StartDate');
  const endDate = readInstant(properties, 'EndDate');
  const begin = Math.max(startDate ?? createdAt, createdAt);
  const expression = orNotSimulated('a schedule', () => parseScheduleExpression(text, zone, startDate ?? createdAt));
  if (expression.isOneTime) return (after) => expression.nextAfter(Math.max(after, createdAt - 1));
  return (after) => {
    const due = expression.nextAfter(Math.max(after, begin - 1));
    return due === undefined || (endDate !== undefined && due > endDate) ? undefined : due;
  };
}

function readZone(name: string): string {
  if (!isTimeZone(name)) throw new NotSimulatedError(`ScheduleExpressionTimezone ${name}, which is no time zone`);
  return name;
}

function readInstant(properties: JsonObject, name: string): Instant | undefined {
  const text = optionalText(properties, name);
  if (text === undefined) return undefined;
  const instant = Date.parse(text);
  if (Number.isNaN(instant)) throw new NotSimulatedError(`${name} ${text}, which is no instant`);
  return instant;
}

/** A number of the retry policy; the largest allowed is the default. */
function within({ least, most }: { readonly least: number; readonly most: number }, properties: JsonObject, name: string): number {
  const value = optionalNumber(properties, name) ?? most;
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new NotSimulatedError(`${name} ${value}, which is not ${least} to ${most}`);
}
