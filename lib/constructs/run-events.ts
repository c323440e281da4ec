import { CfnRule } from 'aws-cdk-lib/aws-events';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { RUN_CHANGE, STEP_CHANGE, UNAPPROVED, type EnginePolicy } from '../incident/lifecycle/engine-policy';
import { healingDocuments } from '../incident/message/console-links';
import { incidentNames } from '../plan/incident-names';
import { ALARM_RULE_RETRIES } from '../plan/plan-incidents';
import { letStoreDeadLetters } from './dead-letters';

/** What is brought of the runs of runbooks. */
interface RunEventsSelection {
  /** Name of the rule. */
  readonly name: string;
  readonly description: string;
  readonly eventPattern: Readonly<Record<string, unknown>>;
}

/** Properties of {@link RunEvents}. */
export interface RunEventsProps extends RunEventsSelection {
  /** The function that gets the events. */
  readonly targetArn: string;
  /** Keeps events that never reached it. */
  readonly deadLetterQueue: Queue;
}

/**
 * The changes of runs of the runbooks that alarms start by themselves: a run that fails pages at once, and not with the next tick, which
 * makes up for an event that is lost.
 */
export function automaticRuns(policy: EnginePolicy): RunEventsSelection {
  return {
    name: incidentNames(policy).runRule,
    description: `Automatic runs of runbooks of ${policy.application} ${policy.environment}, on their way to the incident engine`,
    eventPattern: { source: ['aws.ssm'], 'detail-type': [RUN_CHANGE], detail: { Definition: [...healingDocuments(policy)] } },
  };
}

/** The approvals that any runbook of the environment asks for, and nobody gives in time. Fault F54. */
export function approvalsNotGiven(policy: EnginePolicy): RunEventsSelection {
  return {
    name: incidentNames(policy).approvalRule,
    description: `Approvals that runbooks of ${policy.application} ${policy.environment} asked for in vain, on their way to the incident engine`,
    eventPattern: {
      source: ['aws.ssm'],
      'detail-type': [STEP_CHANGE],
      detail: { Definition: [{ prefix: `${policy.application}-${policy.environment}-` }], Action: [UNAPPROVED.action], Status: [UNAPPROVED.status] },
    },
  };
}

/**
 * Changes of runs of runbooks, brought to the incident engine. Systems Manager sends them as best it can.
 * Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/monitoring-systems-manager-event-examples.html
 */
export class RunEvents extends Construct {
  readonly rule: CfnRule;

  constructor(scope: Construct, id: string, { targetArn, deadLetterQueue, ...selection }: RunEventsProps) {
    super(scope, id);
    this.rule = new CfnRule(this, 'Rule', {
      ...selection,
      targets: [
        {
          id: 'Target',
          arn: targetArn,
          retryPolicy: { maximumRetryAttempts: ALARM_RULE_RETRIES.retries, maximumEventAgeInSeconds: ALARM_RULE_RETRIES.eventAgeSeconds },
          deadLetterConfig: { arn: deadLetterQueue.queueArn },
        },
      ],
    });
    letStoreDeadLetters(deadLetterQueue, 'events.amazonaws.com', [this.rule.attrArn], `StoreDeadLettersOf${id}`);
  }
}
