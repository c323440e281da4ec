import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule, CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { universalTargetArn } from '../aws/schedule/universal-target';
import { TASK_RUN_KEYS } from '../maintenance/tasks/task-names';
import { START_AGE_SECONDS, START_RETRIES, type SchedulePlan, type TasksPlan } from '../plan/task-plan';
import { deadLetterQueue } from './dead-letters';
import { RunbookLibrary } from './runbook-library';
import { schedulerPrincipal } from './schedule-role';
import { acknowledgeWildcard } from './wildcard-resource';

/** Properties of {@link MaintenanceTasks}. */
export interface MaintenanceTasksProps {
  readonly plan: TasksPlan;
  /** Minutes within which Scheduler starts a task. @default - as it is due */
  readonly flexibleMinutes?: number;
}

/**
 * Maintenance that is done on schedule: for every task a document with a role of its own, and a schedule that starts it. What each run
 * did is a row of a table; a start that could not be handed over is in a queue. The runbooks that tasks start are deployed by
 * {@link RunbookLibrary}; who is notified of a failure is known to the incident engine.
 */
export class MaintenanceTasks extends Construct {
  /** The runs of all tasks, by task and scheduled time. It outlives the stack. */
  readonly runs: Table;
  /** Starts that could not be handed over. */
  readonly lostStarts: Queue;
  readonly documents: RunbookLibrary;

  constructor(scope: Construct, id: string, { plan, flexibleMinutes }: MaintenanceTasksProps) {
    super(scope, id);
    this.lostStarts = deadLetterQueue(this, 'LostStarts', plan.deadLettersName);
    this.runs = this.#addTable(plan);
    this.documents = new RunbookLibrary(this, 'Documents', { plans: plan.tasks.map(({ document }) => document) });
    const group = new CfnScheduleGroup(this, 'ScheduleGroup', { name: plan.group });
    const role = this.#addRole(plan);
    for (const { schedule } of plan.tasks)
      this.#addSchedule(schedule, plan.group, role, flexibleMinutes).node.addDependency(group, role, this.documents, this.runs);
  }

  /** The evidence of maintenance: kept by a deletion of the stack, and taken back by nothing for 35 days. */
  #addTable({ tableName }: TasksPlan): Table {
    return new Table(this, 'Runs', {
      tableName,
      partitionKey: { name: TASK_RUN_KEYS.partition, type: AttributeType.STRING },
      sortKey: { name: TASK_RUN_KEYS.sort, type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.DEFAULT,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
  }

  /** It starts the documents of the tasks, with the roles they have, and no others. */
  #addRole({ group, tasks }: TasksPlan): Role {
    const stack = Stack.of(this);
    const role = new Role(this, 'ScheduleRole', { assumedBy: schedulerPrincipal(this, group) });
    const documents = tasks.map(({ document: { documentName } }) => stack.formatArn({ service: 'ssm', resource: 'document', resourceName: documentName }));
    const definitions = tasks.map(({ document: { documentName } }) =>
      stack.formatArn({ service: 'ssm', resource: 'automation-definition', resourceName: `${documentName}:*`, arnFormat: ArnFormat.SLASH_RESOURCE_NAME }),
    );
    const executions = stack.formatArn({ service: 'ssm', resource: 'automation-execution', resourceName: '*' });
    role.addToPolicy(new PolicyStatement({ actions: ['ssm:StartAutomationExecution'], resources: [...documents, ...definitions, executions] }));
    role.addToPolicy(
      new PolicyStatement({
        actions: ['iam:PassRole'],
        resources: [...this.documents.runbooks.values()].map((document) => document.role.roleArn),
        conditions: { StringEquals: { 'iam:PassedToService': 'ssm.amazonaws.com' } },
      }),
    );
    role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.lostStarts.queueArn] }));
    for (const definition of definitions) acknowledgeWildcard(role, definition, 'every version of one document');
    acknowledgeWildcard(role, executions, 'ids of runs are made up when they start');
    return role;
  }

  #addSchedule({ name, description, expression, timeZone, input }: SchedulePlan, group: string, role: Role, flexibleMinutes: number | undefined): CfnSchedule {
    return new CfnSchedule(this, `Schedule-${name}`, {
      name,
      description,
      groupName: group,
      scheduleExpression: expression,
      scheduleExpressionTimezone: timeZone,
      flexibleTimeWindow: flexibleMinutes === undefined ? { mode: 'OFF' } : { mode: 'FLEXIBLE', maximumWindowInMinutes: flexibleMinutes },
      target: {
        arn: universalTargetArn({ service: 'ssm', operation: 'StartAutomationExecution' }, Stack.of(this).partition),
        roleArn: role.roleArn,
        input,
        retryPolicy: { maximumRetryAttempts: START_RETRIES, maximumEventAgeInSeconds: START_AGE_SECONDS },
        deadLetterConfig: { arn: this.lostStarts.queueArn },
      },
    });
  }
}
