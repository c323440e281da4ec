import type { LoadedStack } from '../../../aws/assembly/loaded-stack';
import { parseJsonObject } from '../../../aws/cloudformation/json-text';
import type { JsonObject } from '../../../aws/cloudformation/template';
import { NotSimulatedError, ServiceError } from '../../../aws/errors';
import { MINUTE_MS, SECOND_MS, formatInstant, type Instant } from '../../../time/time';
import type { Assumptions } from '../../core/assumptions';
import type { VirtualClock } from '../../core/clock';
import { FUNCTION_ORDER } from '../../core/instant-order';
import type { LogEntry } from '../../core/log';
import type { NotSimulatedParts } from '../../core/not-simulated';
import type { Caller } from '../../core/service';
import { queueUrl } from '../sqs/queue-url';
import { readSchedule, type Schedule } from './schedule';

/** What EventBridge Scheduler needs of the account it runs in. */
export interface SchedulerOptions {
  readonly accountId: string;
  readonly stacks: readonly LoadedStack[];
  readonly clock: VirtualClock;
  readonly assumptions: Assumptions;
  readonly log: (entry: LogEntry) => void;
  readonly nextId: () => string;
  readonly call: Caller;
  readonly notSimulated: NotSimulatedParts;
  /** Why it cannot be determined what a target does, undefined when it can. */
  readonly doubtAbout: (targetArn: string) => NotSimulatedError | undefined;
}

/** One invocation of a target that is due. */
interface Invocation {
  readonly schedule: Schedule;
  readonly scheduledTime: Instant;
  /** Attempts made so far. */
  attempts: number;
}

/**
 * Waits between attempts: AWS says that they grow exponentially and no more. These double from a second and stop at
 * five minutes, as Lambda's own queue does, so that all 185 attempts fit into a day.
 */
const FIRST_WAIT_SECONDS = 1;
const LONGEST_WAIT_SECONDS = 300;

/**
 * EventBridge Scheduler: schedules of the templates invoke functions and call operations, at the second they are due (AWS promises the
 * minute; within a flexible window, by the assumption `flexibleWindow`). The role of the schedule must trust `scheduler.amazonaws.com`, in the name of the schedule's group, and may
 * invoke the function or call the operation. An invocation counts as delivered once the service has accepted it; an attempt that the API
 * refuses is repeated by the retry policy, and what could not be delivered goes to the dead-letter queue.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/what-is-scheduler.html
 */
export class Scheduler {
  readonly #options: SchedulerOptions;

  constructor(options: SchedulerOptions) {
    this.#options = options;
  }

  /** Puts every schedule on the clock; notes those that cannot be simulated. */
  start(): void {
    const { stacks, clock, notSimulated, accountId, doubtAbout } = this.#options;
    for (const resource of stacks.flatMap((stack) => stack.resources)) {
      if (resource.type !== 'AWS::Scheduler::Schedule') continue;
      notSimulated.attempt(resource, () => {
        const schedule = readSchedule(resource, accountId, clock.now);
        if (schedule === undefined) return;
        const doubt = schedule.calls === undefined ? doubtAbout(schedule.targetArn) : undefined;
        if (doubt !== undefined) throw doubt;
        // One that is due at the instant of its creation is run.
        this.#plan(schedule, clock.now - 1);
      });
    }
  }

  #plan(schedule: Schedule, after: Instant): void {
    const { clock, assumptions } = this.#options;
    const due = schedule.nextAfter(after);
    if (due === undefined) return;
    const begin = () => this.#attempt({ schedule, scheduledTime: due, attempts: 0 });
    const inWindowMs = assumptions.flexibleWindow === 'end' ? schedule.flexibleMinutes * MINUTE_MS : 0;
    clock.schedule(
      due,
      () => {
        if (inWindowMs === 0) begin();
        else clock.schedule(due + inWindowMs, begin, FUNCTION_ORDER);
        this.#plan(schedule, due);
      },
      FUNCTION_ORDER,
    );
  }

  #attempt(invocation: Invocation): void {
    const { call } = this.#options;
    const { schedule } = invocation;
    const { region } = schedule.identity;
    invocation.attempts += 1;
    const executionId = this.#options.nextId();
    try {
      this.#takeRole(schedule);
      const payload = inputOf(invocation, executionId, this.#options.accountId);
      if (schedule.calls === undefined)
        call(schedule.roleArn, 'lambda', 'Invoke', { FunctionName: schedule.targetArn, InvocationType: 'Event', Payload: payload }, region);
      else call(schedule.roleArn, schedule.calls.service, schedule.calls.operation, membersIn(payload), region);
    } catch (error) {
      if (error instanceof ServiceError) this.#repeatOrGiveUp(invocation, error, executionId);
      else if (error instanceof NotSimulatedError) this.#log(invocation, executionId, error.message, { unknown: [`${schedule.targetArn}: ${error.message}`] });
      else throw error;
    }
  }

  #takeRole({ identity, roleArn, groupArn }: Schedule): void {
    const principal = { service: 'scheduler.amazonaws.com', sourceArn: groupArn, sourceAccount: this.#options.accountId };
    this.#options.call(principal, 'sts', 'AssumeRole', { RoleArn: roleArn, RoleSessionName: identity.name }, identity.region);
  }

  #repeatOrGiveUp(invocation: Invocation, error: ServiceError, executionId: string): void {
    const { clock } = this.#options;
    const { schedule, scheduledTime, attempts } = invocation;
    const waitSeconds = Math.min(FIRST_WAIT_SECONDS * 2 ** (attempts - 1), LONGEST_WAIT_SECONDS);
    const next = clock.now + waitSeconds * SECOND_MS;
    if (attempts > schedule.maximumRetryAttempts) this.#giveUp(invocation, error, 'MaximumRetryAttempts', executionId);
    else if (next > scheduledTime + schedule.maximumEventAgeSeconds * SECOND_MS) this.#giveUp(invocation, error, 'MaximumEventAgeInSeconds', executionId);
    else clock.schedule(next, () => this.#attempt(invocation), FUNCTION_ORDER);
  }

  /** https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html */
  #giveUp(invocation: Invocation, error: ServiceError, condition: string, executionId: string): void {
    const { schedule, scheduledTime, attempts } = invocation;
    const { identity, deadLetterArn, roleArn, targetArn } = schedule;
    const reason = `${condition}: ${error.name}: ${error.message}`;
    if (deadLetterArn === undefined) return this.#log(invocation, executionId, reason, {});
    const attributes = {
      ERROR_CODE: error.name,
      ERROR_MESSAGE: error.message,
      EXECUTION_ID: executionId,
      EXHAUSTED_RETRY_CONDITION: condition,
      IS_PAYLOAD_TRUNCATED: 'false',
      RETRY_ATTEMPTS: String(attempts - 1),
      SCHEDULED_TIME: formatInstant(scheduledTime),
      SCHEDULE_ARN: identity.arn,
      TARGET_ARN: targetArn,
    };
    const MessageAttributes = Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, { DataType: 'String', StringValue: value }]));
    const body = inputOf(invocation, executionId, this.#options.accountId);
    try {
      this.#takeRole(schedule);
      const input = { QueueUrl: queueUrl(deadLetterArn), MessageBody: body, MessageAttributes };
      this.#options.call(roleArn, 'sqs', 'SendMessage', input, identity.region);
      this.#log(invocation, executionId, reason, { keptIn: [deadLetterArn] });
    } catch (lost) {
      if (lost instanceof NotSimulatedError) this.#log(invocation, executionId, reason, { unknown: [`${deadLetterArn}: ${lost.message}`] });
      else if (lost instanceof ServiceError) this.#log(invocation, executionId, reason, { lost: [`${deadLetterArn}: ${lost.name}: ${lost.message}`] });
      else throw lost;
    }
  }

  #log(
    { schedule }: Invocation,
    requestId: string,
    reason: string,
    { keptIn = [], lost = [], unknown = [] }: { readonly [outcome in 'keptIn' | 'lost' | 'unknown']?: readonly string[] },
  ): void {
    const { clock, log } = this.#options;
    log({ kind: 'invocation given up', at: clock.now, source: schedule.identity, requestId, reason, keptIn, lost, unknown });
  }
}

/** @throws ServiceError for an input that is no object: no operation takes it */
function membersIn(payload: string): JsonObject {
  const members = parseJsonObject(payload);
  if (members === undefined) throw new ServiceError('ValidationException', 'the input of the schedule is no JSON object');
  return members;
}

/**
 * The payload of the target, with the values of the invocation in it.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
 */
function inputOf({ schedule, scheduledTime, attempts }: Invocation, executionId: string, accountId: string): string {
  const { identity, input } = schedule;
  if (input === undefined) {
    return JSON.stringify({
      version: '0',
      id: executionId,
      'detail-type': 'Scheduled Event',
      source: 'aws.scheduler',
      account: accountId,
      time: formatInstant(scheduledTime),
      region: identity.region,
      resources: [identity.arn],
      detail: '{}',
    });
  }
  const values: Readonly<Record<string, string>> = {
    'schedule-arn': identity.arn,
    'scheduled-time': formatInstant(scheduledTime),
    'execution-id': executionId,
    'attempt-number': String(attempts),
  };
  return input.replace(/<aws\.scheduler\.([a-z-]+)>/g, (placeholder, name: string) => values[name] ?? placeholder);
}
