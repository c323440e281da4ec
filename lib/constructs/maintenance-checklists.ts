import { Function } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule, CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { ChecklistsPlan } from '../plan/checklists-plan';
import { START_AGE_SECONDS, START_RETRIES } from '../plan/task-plan';
import { deadLetterQueue } from './dead-letters';
import { scheduleRole } from './schedule-role';

/** Properties of {@link MaintenanceChecklists}. */
export interface MaintenanceChecklistsProps {
  readonly plan: ChecklistsPlan;
}

/** What people do on schedule: for every checklist a schedule that starts the incident engine, and one that reminds of open work. */
export class MaintenanceChecklists extends Construct {
  /** Starts that could not be handed over. */
  readonly lostStarts: Queue;

  constructor(scope: Construct, id: string, { plan }: MaintenanceChecklistsProps) {
    super(scope, id);
    const { group, deadLettersName, engineName, schedules } = plan;
    this.lostStarts = deadLetterQueue(this, 'LostStarts', deadLettersName);
    const target = Function.fromFunctionName(this, 'Engine', engineName);
    const made = new CfnScheduleGroup(this, 'ScheduleGroup', { name: group });
    const role = scheduleRole(this, { group, target, deadLetterQueue: this.lostStarts });
    for (const { name, description, expression, timeZone, input } of schedules) {
      const schedule = new CfnSchedule(this, `Schedule-${name}`, {
        name,
        description,
        groupName: group,
        scheduleExpression: expression,
        scheduleExpressionTimezone: timeZone,
        flexibleTimeWindow: { mode: 'OFF' },
        target: {
          arn: target.functionArn,
          roleArn: role.roleArn,
          input,
          retryPolicy: { maximumRetryAttempts: START_RETRIES, maximumEventAgeInSeconds: START_AGE_SECONDS },
          deadLetterConfig: { arn: this.lostStarts.queueArn },
        },
      });
      schedule.node.addDependency(made, role);
    }
  }
}
