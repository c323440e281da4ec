import { CfnRule } from 'aws-cdk-lib/aws-events';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { RUN_CHANGE, type EnginePolicy } from '../incident/lifecycle/engine-policy';
import { healingDocuments } from '../incident/message/console-links';
import { incidentNames } from '../plan/incident-names';
import { ALARM_RULE_RETRIES } from '../plan/plan-incidents';
import { letStoreDeadLetters } from './dead-letters';

/** Properties of {@link RunEvents}. */
export interface RunEventsProps {
  readonly policy: EnginePolicy;
  /** The function that gets the events. */
  readonly targetArn: string;
  /** Keeps events that never reached it. */
  readonly deadLetterQueue: Queue;
}

/**
 * The changes of runs of the runbooks that alarms start by themselves, brought to the incident engine: a run that fails pages at
 * once, and not with the next tick. Systems Manager sends them as best it can; the tick makes up for one that is lost.
 * Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/monitoring-systems-manager-event-examples.html
 */
export class RunEvents extends Construct {
  readonly rule: CfnRule;

  constructor(scope: Construct, id: string, { policy, targetArn, deadLetterQueue }: RunEventsProps) {
    super(scope, id);
    this.rule = new CfnRule(this, 'Rule', {
      name: incidentNames(policy).runRule,
      description: `Automatic runs of runbooks of ${policy.application} ${policy.environment}, on their way to the incident engine`,
      eventPattern: { source: ['aws.ssm'], 'detail-type': [RUN_CHANGE], detail: { Definition: [...healingDocuments(policy)] } },
      targets: [
        {
          id: 'Target',
          arn: targetArn,
          retryPolicy: { maximumRetryAttempts: ALARM_RULE_RETRIES.retries, maximumEventAgeInSeconds: ALARM_RULE_RETRIES.eventAgeSeconds },
          deadLetterConfig: { arn: deadLetterQueue.queueArn },
        },
      ],
    });
    letStoreDeadLetters(deadLetterQueue, 'events.amazonaws.com', [this.rule.attrArn], 'StoreDeadLettersOfRuns');
  }
}
