import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Schedule, ScheduleExpression, ScheduleTargetInput, type IScheduleTarget } from 'aws-cdk-lib/aws-scheduler';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { SCHEDULED_TIME, type LedgerPlan } from '../plan/budget-plan';
import { LEDGER_NAMESPACE } from '../slo/budget/ledger-input';
import { handlerCode } from './handler-code';
import { fillPseudoParameters } from './pseudo-parameters';
import { scheduleRole } from './schedule-role';
import { acknowledgeWildcard } from './wildcard-resource';

/**
 * The function that measures error budgets, its schedule, and the queue for runs that failed for good.
 *
 * Scheduler invokes functions asynchronously. What it cannot hand over becomes a dead letter of the schedule; a run
 * that fails is tried again by Lambda and becomes a dead letter of the function. Both go to the same queue, in the
 * same form: the input of the run.
 */
export class BudgetLedger extends Construct {
  readonly function: Function;
  readonly schedule: Schedule;
  /** Inputs of the runs that nobody could measure. */
  readonly deadLetterQueue: Queue;

  /** @param parameterPath first levels of the parameters with its records */
  constructor(scope: Construct, id: string, plan: LedgerPlan, parameterPath: string) {
    super(scope, id);
    this.deadLetterQueue = new Queue(this, 'DeadLetters', {
      retentionPeriod: Duration.days(14),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
    });
    this.function = this.#addFunction(plan, parameterPath);
    this.schedule = this.#addSchedule(plan);
  }

  /** No concurrency is reserved: a young account has ten executions in all, and reserving needs a hundred more. */
  #addFunction({ schedule, input }: LedgerPlan, parameterPath: string): Function {
    const logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    return new Function(this, 'Function', {
      description: `Error budgets of ${input.application} ${input.environment}, every ${input.everyMinutes} minutes`,
      // The newest that Lambda has; AwsSolutions-L1 asks for it.
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 256,
      timeout: Duration.seconds(schedule.timeoutSeconds),
      code: handlerCode('budget-ledger'),
      handler: 'index.handler',
      role: this.#addFunctionRole(logGroup, parameterPath),
      logGroup,
      retryAttempts: schedule.retries,
      maxEventAge: Duration.seconds(schedule.eventAgeSeconds),
      deadLetterQueue: this.deadLetterQueue,
    });
  }

  #addFunctionRole(logGroup: LogGroup, parameterPath: string): Role {
    const role = new Role(this, 'FunctionRole', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    const parameters = Stack.of(this).formatArn({
      service: 'ssm',
      resource: 'parameter',
      resourceName: `${parameterPath.slice(1)}/*`,
    });
    const statements = [
      { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] },
      { actions: ['cloudwatch:GetMetricData'], resources: ['*'] },
      {
        actions: ['cloudwatch:PutMetricData'],
        resources: ['*'],
        conditions: { StringEquals: { 'cloudwatch:namespace': LEDGER_NAMESPACE } },
      },
      { actions: ['ssm:GetParameters', 'ssm:PutParameter'], resources: [parameters] },
    ];
    for (const statement of statements) role.addToPolicy(new PolicyStatement(statement));
    acknowledgeWildcard(role, '*', 'GetMetricData and PutMetricData have no resources; what may be published is limited to one namespace');
    acknowledgeWildcard(role, parameters, 'the records of one application and environment, and nothing else');
    return role;
  }

  #addSchedule(plan: LedgerPlan): Schedule {
    const { handOverRetries, handOverSeconds, expression } = plan.schedule;
    const role = scheduleRole(this, { group: 'default', target: this.function, deadLetterQueue: this.deadLetterQueue });
    const target: IScheduleTarget = {
      bind: () => ({
        arn: this.function.functionArn,
        role,
        input: ScheduleTargetInput.fromObject({ scheduledAt: SCHEDULED_TIME, ...fillPseudoParameters(plan.input) }),
        retryPolicy: { maximumRetryAttempts: handOverRetries, maximumEventAgeInSeconds: handOverSeconds },
        deadLetterConfig: { arn: this.deadLetterQueue.queueArn },
      }),
    };
    const schedule = new Schedule(this, 'Schedule', {
      description: `Runs of the budget ledger of ${plan.input.application} ${plan.input.environment}`,
      schedule: ScheduleExpression.expression(expression),
      target,
    });
    // Without its permissions the role loses the first runs; without the limits of the function they could overlap.
    schedule.node.addDependency(role, this.function);
    return schedule;
  }
}
