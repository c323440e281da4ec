import { Account, type AccountOptions } from '../../lib/simulator/account';
import type { LogEntry } from '../../lib/simulator/core/log';
import { MetricStore } from '../../lib/simulator/services/cloudwatch/metric-store';
import { withDeclaredCalls } from './declared-calls';
import { ACCOUNT_ID, REGION, secondsAfterStart, stacksOf, START, type Resources } from './simulated-account';

export const FUNCTION_ARN = `arn:aws:lambda:${REGION}:${ACCOUNT_ID}:function:worker`;
export const WORKER_ROLE = `arn:aws:iam::${ACCOUNT_ID}:role/worker`;
export const QUEUE_ARN = `arn:aws:sqs:${REGION}:${ACCOUNT_ID}:dead-letters`;

/** A role that trusts a service and is allowed actions, each on everything unless it says on what. */
export function role(
  name: string,
  service: string,
  allowed: readonly (string | { Action: string; Resource?: string; Condition?: object })[],
): Resources[string] {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: name,
      AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }] },
      Policies: allowed.map((item, index) => ({
        PolicyName: `p${index}`,
        PolicyDocument: { Statement: [{ Effect: 'Allow', Resource: '*', ...(typeof item === 'string' ? { Action: item } : item) }] },
      })),
    },
  };
}

/** A function called `worker`, its code in the template, with a role that may do what is listed. */
export function functionOf(code: string, allowed: readonly string[] = [], properties: object = {}): Resources {
  return {
    Worker: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: 'worker',
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Role: { 'Fn::GetAtt': ['WorkerRole', 'Arn'] },
        Code: { ZipFile: code },
        Timeout: 60,
        ...properties,
      },
    },
    WorkerRole: role('worker', 'lambda.amazonaws.com', allowed),
  };
}

/** A schedule that invokes the worker, with a role that may. */
export function scheduleOf(expression: string, properties: object = {}, target: object = {}): Resources {
  return {
    Schedule: {
      Type: 'AWS::Scheduler::Schedule',
      Properties: {
        Name: 'work',
        ScheduleExpression: expression,
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: { Arn: FUNCTION_ARN, RoleArn: { 'Fn::GetAtt': ['ScheduleRole', 'Arn'] }, Input: '{"at":"<aws.scheduler.scheduled-time>"}', ...target },
        ...properties,
      },
    },
    ScheduleRole: role('schedule', 'scheduler.amazonaws.com', ['lambda:InvokeFunction', 'sqs:SendMessage']),
  };
}

export const QUEUE: Resources = { Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'dead-letters' } } };

/** An account with real alarms. */
export function accountWith(resources: Resources, options: Partial<AccountOptions> = {}): Account {
  return withDeclaredCalls(new Account({ stacks: stacksOf({ template: { Resources: resources } }), store: new MetricStore(), start: START, ...options }));
}

/** The log in short: seconds, what, and how it ended; calls of functions and schedules with what they were. */
export function story(account: Account): string[] {
  return account.log.flatMap((entry) => {
    const line = lineOf(entry);
    return line === undefined ? [] : [`${secondsAfterStart(entry.at)} ${line}`];
  });
}

function lineOf(entry: LogEntry): string | undefined {
  switch (entry.kind) {
    case 'function started':
      return `started attempt ${entry.attempt}`;
    case 'function ended':
      return [entry.outcome, entry.error?.name, entry.error?.message].filter((part) => part !== undefined).join(' ');
    case 'function printed':
      return `${entry.level}: ${entry.text}`;
    case 'invocation given up':
      return `given up: ${entry.reason}${entry.keptIn.length > 0 ? `, kept in ${entry.keptIn.join()}` : ''}${entry.lost.length > 0 ? `, lost ${entry.lost.join()}` : ''}`;
    case 'call':
      return entry.service === 'sts' ? undefined : `${entry.service}:${entry.operation} ${entry.error?.name ?? entry.outcome}`;
    case 'alarm state changed':
      return `alarm ${entry.alarm.name} ${entry.to}`;
    default:
      return undefined;
  }
}

/** Runs for a number of minutes. */
export async function runMinutes(account: Account, minutes: number): Promise<string[]> {
  await account.runAsync(account.now + minutes * 60_000);
  return story(account);
}
